"""Russian defences by threat class: from drawn quantities to pools, and a reference raid of each class against them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deterrence.compilation import compiled
from deterrence.missile_defence.air_defence import SYSTEMS, THREAT_CLASSES, kills_by_layer, rounds_in_regions
from deterrence.system.profile import Draws, Floats, Integers
from deterrence.system.wiring import AIDS_NET, defence
from deterrence.system.year import DEFENDED_REGIONS, LAYERS, along_years

_S400, _AIR = "missile_defence.s400", "missile_defence.air_defence"
_S400_QUANTITIES = (
    "systems", "availability_share", "rounds_per_system", "ready_share", "share_in_defended_regions",
    "capital_share_of_systems", "salvo", "looks", "simultaneous_objects_per_system",
)  # fmt: skip
_S500_KILL = {name: f"{_AIR}.s500_kill_probability_{name}" for name in THREAT_CLASSES[1:]}
_S400_KILL = {name: f"{_S400}.kill_probability_{name}" for name in THREAT_CLASSES}
_FIXED = (
    "interceptors",
    "availability_share",
    "salvo",
    "looks",
    "simultaneous_objects",
    "kill_probability_net_of_aids",
)
_BALLISTIC = (
    *(f"missile_defence.{layer}.{name}" for layer in ("exo_atmospheric", "terminal") for name in _FIXED),
    *(f"missile_defence.s500.{name}" for name in (
        "systems_ordered", "systems_delivered", "rounds_per_system", "usable_share", "availability_share",
        "initial_rounds", "output_per_year", "capital_share_of_systems", "salvo", "looks",
        "simultaneous_objects_per_system", "kill_probability_net_of_aids",
    )),
    "missile_defence.sensor.sees_probability", "missile_defence.shot.correlation",
)  # fmt: skip

REFERENCE_OBJECTS = f"{_AIR}.reference_raid_objects"
SEES_BALLISTIC, SEES_AIR = "missile_defence.sensor.sees_probability", f"{_AIR}.sees_probability"
DEFENDED_SHARE, CAPITAL_SHARE = f"{_AIR}.defended_share", f"{_AIR}.capital_share_of_defended"

QUANTITIES = (
    *_BALLISTIC, *(f"{_S400}.{name}" for name in _S400_QUANTITIES), *_S400_KILL.values(), *_S500_KILL.values(),
    REFERENCE_OBJECTS, SEES_AIR, DEFENDED_SHARE, CAPITAL_SHARE,
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
    shield = defence(draws, years, AIDS_NET)
    futures = shield.salvo.shape[0]
    shape = (futures, years.size, len(DEFENDED_REGIONS), len(SYSTEMS))
    rounds, capacity = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    salvo, looks = np.ones((futures, len(SYSTEMS)), np.int64), np.ones((futures, len(SYSTEMS)), np.int64)
    kill = np.zeros((futures, len(THREAT_CLASSES), len(SYSTEMS)))
    for index, name in enumerate(LAYERS):
        layer = SYSTEMS.index(name)
        rounds[..., layer], capacity[..., layer] = shield.rounds[..., index], shield.capacity[..., index]
        salvo[:, layer], looks[:, layer] = shield.salvo[:, index], shield.looks[:, index]
        kill[:, 0, layer] = shield.kill_probability[:, index]
    s400 = SYSTEMS.index("s400")
    rounds[..., s400], capacity[..., s400] = _s400(draws, years)
    salvo[:, s400], looks[:, s400] = draws[f"{_S400}.salvo"], draws[f"{_S400}.looks"]
    for row, name in enumerate(THREAT_CLASSES):
        kill[:, row, s400] = draws[_S400_KILL[name]]
        if name in _S500_KILL:
            kill[:, row, SYSTEMS.index("s500")] = draws[_S500_KILL[name]]
    sees = np.repeat(draws[SEES_AIR][:, None], len(THREAT_CLASSES), axis=1)
    sees[:, 0] = draws[SEES_BALLISTIC]
    return Pools(rounds, capacity, salvo, looks, kill, draws["missile_defence.shot.correlation"], sees)


def _s400(draws: Draws, years: Integers) -> tuple[Integers, Integers]:
    """Rounds and objects served in one look of S-400, each [future, year, region]."""

    def of(name: str) -> Floats:
        return by_year(draws, f"{_S400}.{name}", years)

    systems, rounds = rounds_in_regions(
        of("systems"), of("availability_share"), of("share_in_defended_regions"), of("capital_share_of_systems"),
        of("rounds_per_system"), of("ready_share"),
    )  # fmt: skip
    return rounds, systems * of("simultaneous_objects_per_system").astype(np.int64)[..., None]


def exposure(draws: Draws) -> Floats:
    """Shares of an air-launched raid, and of the reference raid, that meet each region, [future, region] (law 9)."""
    defended = draws[DEFENDED_SHARE]
    capital = defended * draws[CAPITAL_SHARE]
    return np.stack([capital, defended - capital, 1.0 - defended], axis=-1)


@compiled
def kills_of(held: Pools, stock: Integers, i: int, y: int, region: int, row: int, most: int) -> Floats:
    """E[objects killed by each layer | n enter] of one class in one region, [layer, n]; layers without use sleep."""
    kill = held.kill_probability[i, row]
    rounds = np.where(kill > 0.0, stock, 0)
    return kills_by_layer(
        most, rounds, held.salvo[i], held.looks[i], held.capacity[i, y, region], kill, held.correlation[i]
    )


@compiled
def killed_by_class(held: Pools, stock: Integers, objects: Integers, first: int) -> Floats:
    """E[objects of a reference raid killed] by class and layer, [future, year, class, layer].

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
                for region in range(regions):
                    most = objects[i, region]
                    if most > 0 and held.sees[i, row] > 0.0:
                        kills = kills_of(held, stock[row, i, y, region], i, y, region, row, most)
                        for layer in range(layers):
                            out[i, y, row, layer] += held.sees[i, row] * kills[layer, most]
    return out
