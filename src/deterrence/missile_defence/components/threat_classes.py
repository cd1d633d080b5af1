"""Russian defences by threat class: from drawn quantities to pools, and a reference raid of each class against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers, Values, along_years, sliced
from deterrence.axes import AIDS_NET, DEFENCE, DEFENCES, DEFENDED_REGIONS, LAYERS, named
from deterrence.compilation import compiled, inlined
from deterrence.component import Component, Outcome
from deterrence.exposure import YEARLY, Exposure, by_label, first_labels, shares
from deterrence.missile_defence.air_defence import (
    SYSTEMS,
    THREAT_CLASS_WORDS,
    THREAT_CLASSES,
    kills_by_layer,
    rounds_in_regions,
    second_greatest,
    stock_by_class,
    stopped_of_reaching,
)
from deterrence.missile_defence.components import deployment
from deterrence.ranges import whole_parts

_S400, _AIR = "missile_defence.s400", "missile_defence.air_defence"
_S400_QUANTITIES = (
    "systems", "availability_share", "rounds_per_system", "ready_share", "share_in_defended_regions",
    "capital_share_of_systems", "salvo", "looks", "simultaneous_objects_per_system",
)  # fmt: skip
_S500_KILL = {name: f"{_AIR}.s500_kill_probability_{name}" for name in THREAT_CLASSES[1:]}
_S400_KILL = {name: f"{_S400}.kill_probability_{name}" for name in THREAT_CLASSES}
REFERENCE_OBJECTS = f"{_AIR}.reference_raid_objects"
SEES_BALLISTIC, SEES_AIR = "missile_defence.sensor.sees_probability", f"{_AIR}.sees_probability"

QUANTITIES = (
    *deployment.DEPLOYED, *deployment.performance_quantities(AIDS_NET), SEES_BALLISTIC,
    "missile_defence.shot.correlation",
    *(f"{_S400}.{name}" for name in _S400_QUANTITIES), *_S400_KILL.values(), *_S500_KILL.values(),
    REFERENCE_OBJECTS, SEES_AIR,
)  # fmt: skip


class Pools(NamedTuple):
    """Rounds and how they are used, of all systems. Axes: future, year, defended region, class, layer (system)."""

    rounds: Integers  # [future, year, region, layer]
    capacity: Integers  # [future, year, region, layer]
    salvo: Integers  # [future, layer]
    looks: Integers  # [future, layer]
    kill_probability: Floats  # [future, class, layer], 0 where a system does not touch the class
    correlation: Floats  # [future]
    sees: Floats  # [future, class]


def by_year(draws: Draws, identity: str, years: Integers) -> Floats:
    """A draw as [future, year], whether it is dated or not."""
    return along_years(draws[identity], years.size)


def pools(draws: Draws, years: Integers) -> Pools:
    """All systems; those of the ballistic defence as the coupled model has them, aids net in the kill probability."""
    held, layers = deployment.deployment(draws, years), deployment.performance(draws, AIDS_NET)
    futures = layers.salvo.shape[0]
    shape = (futures, years.size, len(DEFENDED_REGIONS), len(SYSTEMS))
    rounds, capacity = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    salvo, looks = np.ones((futures, len(SYSTEMS)), np.int64), np.ones((futures, len(SYSTEMS)), np.int64)
    kill = np.zeros((futures, len(THREAT_CLASSES), len(SYSTEMS)))
    for index, name in enumerate(LAYERS):
        layer = SYSTEMS.index(name)
        rounds[..., layer], capacity[..., layer] = held.rounds[..., index], held.channels[..., index]
        salvo[:, layer], looks[:, layer] = layers.salvo[:, index], layers.looks[:, index]
        kill[:, 0, layer] = layers.kill_probability[:, index]
    s400 = SYSTEMS.index("s400")
    rounds[..., s400], capacity[..., s400] = _s400(draws, years)
    salvo[:, s400], looks[:, s400] = draws[f"{_S400}.salvo"], draws[f"{_S400}.looks"]
    for row, name in enumerate(THREAT_CLASSES):
        kill[:, row, s400] = draws[_S400_KILL[name]]
        if name in _S500_KILL:
            kill[:, row, SYSTEMS.index("s500")] = draws[_S500_KILL[name]]
    sees = np.repeat(draws[SEES_AIR][:, None], len(THREAT_CLASSES), axis=1)
    sees[:, 0] = draws[SEES_BALLISTIC]
    return Pools(rounds, capacity, salvo, looks, kill, draws["missile_defence.shot.correlation"].copy(), sees)


def _s400(draws: Draws, years: Integers) -> tuple[Integers, Integers]:
    """Rounds and objects served in one look of S-400, each [future, year, region]."""

    def of(name: str) -> Floats:
        return by_year(draws, f"{_S400}.{name}", years)

    systems, rounds = rounds_in_regions(
        of("systems"), of("availability_share"), of("share_in_defended_regions"), of("capital_share_of_systems"),
        of("rounds_per_system"), of("ready_share"),
    )  # fmt: skip
    return rounds, systems * of("simultaneous_objects_per_system").astype(np.int64)[..., None]


@inlined
def kills_of(held: Pools, stock: Integers, i: int, y: int, region: int, row: int, most: int) -> Floats:
    """E[objects killed by each layer | n enter] of one class in one region, [layer, n]; layers without use sleep."""
    kill = held.kill_probability[i, row]
    rounds = np.zeros(stock.size, dtype=np.int64)
    for layer in range(stock.size):
        if kill[layer] > 0.0:
            rounds[layer] = stock[layer]
    return kills_by_layer(
        most, rounds, held.salvo[i], held.looks[i], held.capacity[i, y, region], kill, held.correlation[i]
    )


@compiled
def is_as_before(held: Pools, stock: Integers, i: int, y: int) -> bool:
    """Whether what meets a class, [future, year, region, layer], and what can fire are those of the year before."""
    if y == 0:
        return False
    for region in range(stock.shape[2]):
        for layer in range(stock.shape[3]):
            if stock[i, y, region, layer] != stock[i, y - 1, region, layer]:
                return False
            if held.capacity[i, y, region, layer] != held.capacity[i, y - 1, region, layer]:
                return False
    return True


@compiled
def killed_by_class(held: Pools, stock: Integers, objects: Integers, first: int) -> Floats:
    """E[objects of a reference raid killed] by class and layer, [future, year, class, layer].

    A class that meets what it met in the year before loses what it lost then.

    Args:
        held: Pools.
        stock: Rounds that each class meets, [class, future, year, region, layer].
        objects: Objects of the raid in each defended region, [future, region].
        first: First class to evaluate; those before it are left at 0.
    """
    classes, futures, years, regions, layers = stock.shape
    out = np.zeros((futures, years, classes, layers))
    for i in range(futures):
        for y in range(years):
            for row in range(first, classes):
                if is_as_before(held, stock[row], i, y):
                    for layer in range(layers):
                        out[i, y, row, layer] = out[i, y - 1, row, layer]
                    continue
                for region in range(regions):
                    most = objects[i, region]
                    if most > 0 and held.sees[i, row] > 0.0:
                        kills = kills_of(held, stock[row, i, y, region], i, y, region, row, most)
                        for layer in range(layers):
                            out[i, y, row, layer] += held.sees[i, row] * kills[layer, most]
    return out


class Raid(NamedTuple):
    """A reference raid under one exposure: its objects of one class in each region, and the rounds each class meets."""

    regions: Integers  # [future, region]
    stock: Integers  # [class, future, year, region, layer]


@dataclass(frozen=True)
class Prepared:
    """Pools, and the reference raid under each exposure."""

    draws: Draws
    years: Integers
    held: Pools
    objects: Integers  # [future] of one class
    raids: Mapping[Exposure, Raid]

    def at(self, years: slice) -> Prepared:
        """Some years of the horizon, which lie as the whole does: a kernel is compiled for each way to lie."""
        lain = np.ascontiguousarray
        rounds, capacity = lain(self.held.rounds[:, years]), lain(self.held.capacity[:, years])
        held = self.held._replace(rounds=rounds, capacity=capacity)
        raids = {pair: raid._replace(stock=lain(raid.stock[:, :, years])) for pair, raid in self.raids.items()}
        return replace(self, draws=sliced(self.draws, years), years=self.years[years], held=held, raids=raids)

    def by_exposure(self, evaluate: Callable[[Exposure, Raid], Values]) -> Values:
        """Outcomes of each exposure that is computed in every year, with that axis last; one pair is run once."""
        found = {pair: evaluate(pair, raid) for pair, raid in self.raids.items()}
        of_label = [found[pair] for pair in by_label(YEARLY, self.draws).values()]
        return {name: np.stack([one[name] for one in of_label], axis=-1) for name in of_label[0]}


def prepare(draws: Draws, years: Integers, structure: str) -> Prepared:  # noqa: ARG001 - the contract
    """Pools of all years, and a reference raid of every class against them in the order of service."""
    held = pools(draws, years)
    objects = draws[REFERENCE_OBJECTS].astype(np.int64)
    raids = {}
    for pair in first_labels(YEARLY, draws):
        regions = whole_parts(objects, shares(*pair))
        raids[pair] = Raid(regions, _stock_by_class(held, regions))
    return Prepared(draws, years, held, objects, raids)


def _stock_by_class(held: Pools, regions: Integers) -> Integers:
    """Rounds that each class of the reference raid meets, [class, future, year, region, layer]."""
    count = regions[:, None, :2, None]
    kill = np.moveaxis(held.kill_probability, 1, 0)[:, :, None, None, :]
    salvo, looks = held.salvo[:, None, None, :], held.looks[:, None, None, :]
    return stock_by_class(held.rounds, salvo, looks, held.capacity, np.stack([count] * len(THREAT_CLASSES)), kill)


def _profile(prepared: Prepared, _: Values, at: slice) -> Values:
    """Shares stopped of a raid of each class, in the order of service and alone."""
    part = prepared.at(at)
    return part.by_exposure(lambda _, raid: _by_class(part.held, raid, part.objects))


def _by_class(held: Pools, raid: Raid, objects: Integers) -> dict[str, AnyArray]:
    """Shares stopped of a raid of each class, in the order of service and alone."""
    in_defended = np.ascontiguousarray(raid.regions[:, :2])
    whole = np.stack([held.rounds] * len(THREAT_CLASSES))
    alone = killed_by_class(held, whole, in_defended, 0)
    in_order = killed_by_class(held, raid.stock, in_defended, 1)
    in_order[:, :, 0] = alone[:, :, 0]  # the class served first meets every pool full
    size = np.maximum(objects, 1)[:, None, None]
    layers = in_order / size[..., None]
    intercepted = layers.sum(axis=-1)
    without = np.broadcast_to(objects[:, None, None].astype(np.float64), intercepted.shape).copy()
    given = {"none": without, "all": without * (1.0 - intercepted)}
    return {
        "class_arrivals": np.stack([given[label] for label in DEFENCES], axis=-1),
        "class_intercept_share": intercepted,
        "class_intercept_share_alone": alone.sum(axis=-1) / size,
        "layer_intercept_share": layers,
        **_of_what_meets_a_defence(in_order, in_defended.sum(axis=1)),
    }


def _of_what_meets_a_defence(killed: Floats, met: Integers) -> dict[str, AnyArray]:
    """What is stopped of the objects that go into a defended region, and by how many layers.

    Args:
        killed: Objects of the raid killed, [future, year, class, layer].
        met: Objects of the raid in defended regions, [future].
    """
    objects = np.broadcast_to(met[:, None, None].astype(np.float64), killed.shape[:-1])
    by_layer = stopped_of_reaching(killed, objects)
    return {
        "class_intercept_share_of_met": killed.sum(axis=-1) / np.maximum(objects, 1),
        "second_layer_intercept_share": second_greatest(by_layer),
        "meets_no_defence": objects == 0,
    }


_CLASS = ("future", "year", "threat_class")
_PAGE = "models/missile_defence_classes.md"
COMPONENT: Final = Component(
    name="missile_defence.threat_classes",
    quantities=QUANTITIES,
    outcomes=(
        Outcome(
            "class_arrivals", "objects", "class_arrivals", (*_CLASS, "defence", "exposure"),
            "Expected objects of a reference raid of one class that get through, all reliable.", _PAGE,
        ),
        Outcome(
            "class_intercept_share", "share", "threat_classes", (*_CLASS, "exposure"),
            "Share of the raid that is stopped when all classes come and the pools serve them in order.", _PAGE,
        ),
        Outcome(
            "class_intercept_share_alone", "share", "threat_classes", (*_CLASS, "exposure"),
            "The same when the class comes alone and meets every pool full: the reading kindest to the defence.",
            _PAGE,
        ),
        Outcome(
            "class_intercept_share_of_met", "share", "threat_classes", (*_CLASS, "exposure"),
            "Share stopped of what goes into a defended region, all classes coming in order.", _PAGE,
            void="meets_no_defence", words="share stopped of what meets the defence",
        ),
        Outcome(
            "second_layer_intercept_share", "share", "threat_classes", (*_CLASS, "exposure"),
            "What the second best layer stops of what reaches it: at least two layers stop so much.", _PAGE,
            void="meets_no_defence",
            words="share stopped by the second best layer",
        ),
        Outcome(
            "meets_no_defence", "flag", "threat_classes", (*_CLASS, "exposure"),
            "Nothing of the raid goes into a defended region.", _PAGE, dtype="bool",
        ),
        Outcome(
            "layer_intercept_share", "share", "class_layers", (*_CLASS, "defence_layer", "exposure"),
            "Share of the raid that each layer stops, in order.", _PAGE,
            words="share of the raid that the layer stops",
        ),
    ),
    labels={
        "threat_class": named(THREAT_CLASSES, THREAT_CLASS_WORDS), "defence_layer": named(SYSTEMS),
        "defence": DEFENCE, "exposure": YEARLY,
    },
    prepare=prepare,
    profile=_profile,
    compiled="means/air",
)  # fmt: skip
