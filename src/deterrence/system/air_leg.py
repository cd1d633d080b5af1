"""The French air leg, the defences by threat class and their footprint: a profile of its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from deterrence.compilation import compiled
from deterrence.missile_defence import footprint
from deterrence.missile_defence.air_defence import SYSTEMS, THREAT_CLASSES, stock_by_class
from deterrence.nuclear import air_leg, retaliation
from deterrence.nuclear.air_leg import missiles_at_defence
from deterrence.system import threat_classes
from deterrence.system.outcome import Outcome
from deterrence.system.profile import Draws, Floats, Integers, Profile
from deterrence.system.threat_classes import Pools, by_year, kills_of
from deterrence.system.year import POSTURES

FOOTPRINTS = ("claimed", "credible")
_AIR = "nuclear.france.air"
_WARHEADS, _WARHEAD_RELIABILITY = "nuclear.france.warheads_on_other_systems", "nuclear.retaliation.warhead_reliability"
_AIR_QUANTITIES = (
    "squadrons", "aircraft_per_squadron", "carrier_aircraft", "availability_share", "missiles",
    "hypersonic_first_year", "hypersonic_slip_years", "off_base_survival_probability",
    *(f"{name}_{posture}" for posture in POSTURES
      for name in ("off_base_share", "base_survival_probability", "carrier_ready_probability")),
    "reaches_launch_probability", "launch_order_delivery_probability", "class_failure_probability",
    "missile_reliability",
)  # fmt: skip
_CLAIMED_RANGE, _BORDER = "missile_defence.footprint.claimed_range_km", "missile_defence.footprint.border_distance_km"
_CREDIBLE = tuple(f"missile_defence.footprint.credible_share_of_range_{name}" for name in THREAT_CLASSES)
_HYPERSONIC, _CRUISE = THREAT_CLASSES.index("hypersonic"), THREAT_CLASSES.index("supersonic_cruise")


def _evaluate(draws: Draws, years: Integers) -> dict[str, NDArray[np.generic]]:
    held = threat_classes.pools(draws, years)
    objects = draws[threat_classes.REFERENCE_OBJECTS].astype(np.int64)
    regions = retaliation.missiles_by_region(objects, threat_classes.exposure(draws))
    stock = _stock_by_class(held, regions)
    return {
        **_by_class(held, stock, objects, regions),
        **_air_leg(draws, years, held, stock[_HYPERSONIC]),
        **_footprint(draws),
    }


def _stock_by_class(held: Pools, regions: Integers) -> Integers:
    """Rounds that each class of the reference raid meets, [class, future, year, region, layer]."""
    count = regions[:, None, :2, None]
    kill = np.moveaxis(held.kill_probability, 1, 0)[:, :, None, None, :]
    salvo, looks = held.salvo[:, None, None, :], held.looks[:, None, None, :]
    return stock_by_class(held.rounds, salvo, looks, held.capacity, np.stack([count] * len(THREAT_CLASSES)), kill)


def _by_class(held: Pools, stock: Integers, objects: Integers, regions: Integers) -> dict[str, NDArray[np.generic]]:
    """Shares stopped of a raid of each class, in the order of service and alone."""
    in_defended = np.ascontiguousarray(regions[:, :2])
    whole = np.stack([held.rounds] * len(THREAT_CLASSES))
    alone = threat_classes.killed_by_class(held, whole, in_defended, 0)
    in_order = threat_classes.killed_by_class(held, stock, in_defended, 1)
    in_order[:, :, 0] = alone[:, :, 0]  # the class served first meets every pool full
    size = np.maximum(objects, 1)[:, None, None]
    layers = in_order / size[..., None]
    intercepted = layers.sum(axis=-1)
    without = np.broadcast_to(objects[:, None, None].astype(np.float64), intercepted.shape).copy()
    return {
        "class_arrivals_without": without,
        "class_arrivals_with": without * (1.0 - intercepted),
        "class_intercept_share": intercepted,
        "class_intercept_share_alone": alone.sum(axis=-1) / size,
        "layer_intercept_share": layers,
    }


def _air_leg(draws: Draws, years: Integers, held: Pools, stock: Integers) -> dict[str, NDArray[np.generic]]:
    """Missiles of the French air leg that arrive, behind a ballistic reference raid, [future, year, posture]."""

    def of(name: str) -> Floats:
        return by_year(draws, f"{_AIR}.{name}", years)

    squadrons = of("squadrons").astype(np.int64)
    land, carrier = air_leg.armed_aircraft(
        squadrons=squadrons,
        aircraft_per_squadron=of("aircraft_per_squadron"),
        carrier_aircraft=of("carrier_aircraft"),
        availability_share=of("availability_share"),
        missiles=of("missiles"),
        warheads=by_year(draws, _WARHEADS, years),
    )
    loads = air_leg.squadron_loads(land, squadrons, int(squadrons.max(initial=1)))
    loads = np.concatenate([loads, carrier[..., None]], axis=-1)
    by_region = retaliation.missiles_by_region(loads, threat_classes.exposure(draws)[:, None, None, :])
    is_new = air_leg.is_successor(years, of("hypersonic_first_year"), of("hypersonic_slip_years"))
    row = np.where(is_new, _HYPERSONIC, _CRUISE).astype(np.int64)
    intact, kept, saved = _chances(draws, years, loads.shape[-1])
    without = air_leg.expected_missiles(loads[:, :, None, :], intact, kept, saved)
    killed = _air_kills(held, stock, np.ascontiguousarray(by_region), row, intact, kept, saved)
    launch = retaliation.launch_probability(
        of("launch_order_delivery_probability"), of("class_failure_probability"), np.zeros(land.shape)
    )
    functions = (launch * by_year(draws, _WARHEAD_RELIABILITY, years))[..., None]
    return {
        "air_missiles_arriving_without": functions * without,
        "air_missiles_arriving_with": functions * np.maximum(without - killed, 0.0),
    }


def _chances(draws: Draws, years: Integers, groups: int) -> tuple[Floats, Floats, Floats]:
    """Chance that a group's base stands, and of a missile if it stands and if not, each [future, year, posture, group].

    The last group is the carrier: armed, at sea and afloat or not, with nothing saved if not.
    """

    def of(name: str) -> Floats:
        return by_year(draws, f"{_AIR}.{name}", years)

    comes = of("reaches_launch_probability") * of("missile_reliability")
    shape = (*comes.shape, len(POSTURES), groups)
    intact, kept, saved = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for index, posture in enumerate(POSTURES):
        stands, lost = air_leg.survival_chances(of(f"off_base_share_{posture}"), of("off_base_survival_probability"))
        intact[:, :, index, :-1] = of(f"base_survival_probability_{posture}")[..., None]
        kept[:, :, index, :-1], saved[:, :, index, :-1] = (stands * comes)[..., None], (lost * comes)[..., None]
        intact[:, :, index, -1] = of(f"carrier_ready_probability_{posture}")
        kept[:, :, index, -1] = comes
    return intact, kept, saved


@compiled
def _air_kills(
    held: Pools, stock: Integers, sizes: Integers, row: Integers, intact: Floats, kept: Floats, saved: Floats
) -> Floats:
    """E[missiles killed], [future, year, posture], mixed over the missiles that come to each defended region.

    Args:
        held: Pools.
        stock: Rounds left by the raid before, [future, year, region, layer].
        sizes: Missiles of each group that meet each region, [future, year, group, region].
        row: Class of the missiles, [future, year].
        intact: As in `missiles_at_defence`, [future, year, posture, group], like the two below.
        kept: Likewise.
        saved: Likewise.
    """
    futures, years, postures = intact.shape[:3]
    out = np.zeros((futures, years, postures))
    for i in range(futures):
        for y in range(years):
            sees = held.sees[i, row[i, y]]
            for region in range(stock.shape[2]):
                here = sizes[i, y, :, region].copy()
                most = here.sum()
                if most == 0 or sees == 0.0:
                    continue
                kills = kills_of(held, stock[i, y, region], i, y, region, row[i, y], most).sum(axis=0)
                for posture in range(postures):
                    come = missiles_at_defence(here, intact[i, y, posture], kept[i, y, posture], saved[i, y, posture])
                    for n in range(come.size):
                        out[i, y, posture] += sees * come[n] * kills[n]
    return out


def _footprint(draws: Draws) -> dict[str, NDArray[np.generic]]:
    """Defended area and cover beyond a border, [future, class, footprint]."""
    claimed = draws[_CLAIMED_RANGE][:, None, None]
    credible = np.stack([draws[name] for name in _CREDIBLE], axis=-1)
    radius = claimed * np.stack([np.ones(credible.shape), credible], axis=-1)
    return {
        "defended_share": footprint.area_share(radius, claimed),
        "share_beyond_border": footprint.share_beyond_border(radius, claimed, draws[_BORDER][:, None, None]),
    }


_CLASS = ("future", "year", "threat_class")
_CLASSES_PAGE, _AIR_PAGE = "models/missile_defence_classes.md", "models/nuclear_air_leg.md"


def _outcomes() -> tuple[Outcome, ...]:
    table, layers, disc, arms = "threat_classes", "class_layers", "footprint", "air_leg"
    by_layer, by_disc = (*_CLASS, "defence_layer"), ("future", "threat_class", "footprint")
    by_posture = ("future", "year", "posture")
    with_, without = "air_missiles_arriving_with", "air_missiles_arriving_without"
    rows = (
        ("class_arrivals_without", "objects", table, _CLASS, "Objects of a reference raid of one class, all reliable."),
        ("class_arrivals_with", "objects", table, _CLASS, "Expected objects of it that get through the defences."),
        ("class_intercept_share", "share", table, _CLASS,
         "Share of the raid that is stopped when all classes come and the pools serve them in order."),
        ("class_intercept_share_alone", "share", table, _CLASS,
         "The same when the class comes alone and meets every pool full: the reading kindest to the defence."),
        ("layer_intercept_share", "share", layers, by_layer, "Share of the raid that each layer stops, in order."),
        ("defended_share", "share", disc, by_disc, "Area within the radius, as a share of the claimed area."),
        ("share_beyond_border", "share", disc, by_disc, "Area covered beyond a border, as a share of the same."),
        (without, "warheads", arms, by_posture, "Expected warheads of the French air leg that arrive undefended."),
        (with_, "warheads", arms, by_posture, "The same through the defences, behind a ballistic reference raid."),
    )  # fmt: skip
    return tuple(
        Outcome(name, unit, place, axes, meaning, _AIR_PAGE if place == arms else _CLASSES_PAGE)
        for name, unit, place, axes, meaning in rows
    )


PROFILE: Final[Profile] = Profile(
    name="air_leg",
    quantities=(
        *threat_classes.QUANTITIES, *(f"{_AIR}.{name}" for name in _AIR_QUANTITIES), _WARHEADS, _WARHEAD_RELIABILITY,
        _CLAIMED_RANGE, _BORDER, *_CREDIBLE,
    ),
    outcomes=_outcomes(),
    axes=MappingProxyType(
        {
            "threat_class": THREAT_CLASSES,
            "defence_layer": SYSTEMS,
            "posture": POSTURES,
            "footprint": FOOTPRINTS,
        }
    ),
    evaluate=_evaluate,
)  # fmt: skip
