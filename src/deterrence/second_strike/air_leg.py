"""The French air leg against the defences: what arrives behind a ballistic reference raid."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values
from deterrence.axes import DEFENCE, DEFENCES, POSTURE, POSTURES
from deterrence.compilation import compiled, inlined
from deterrence.component import Component, Outcome
from deterrence.exposure import YEARLY, Exposure, shares
from deterrence.missile_defence.air_defence import THREAT_CLASSES
from deterrence.missile_defence.components import threat_classes
from deterrence.missile_defence.components.threat_classes import (
    Pools,
    Prepared,
    Raid,
    by_year,
    is_as_before,
    kills_of,
)
from deterrence.nuclear import air_leg, retaliation
from deterrence.nuclear.air_leg import missiles_at_defence
from deterrence.nuclear.components.boats import unread_by_force

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
_HYPERSONIC, _CRUISE = THREAT_CLASSES.index("hypersonic"), THREAT_CLASSES.index("supersonic_cruise")


def _profile(prepared: Prepared, _: Values, at: slice) -> Values:
    part = prepared.at(at)
    loads, row = _loads(part.draws, part.years)
    chances = _chances(part.draws, part.years, loads.shape[-1])
    without = air_leg.expected_missiles(loads[:, :, None, :], *chances)
    functions = _functions(part.draws, part.years)

    def arriving(pair: Exposure, raid: Raid) -> Values:
        """Behind the ballistic part of the reference raid, [future, year, posture, defence]."""
        by_region = np.ascontiguousarray(retaliation.missiles_by_region(loads, shares(*pair)))
        killed = _air_kills(part.held, raid.stock[_HYPERSONIC], by_region, row, *chances)
        given = {"none": functions * without, "all": functions * np.maximum(without - killed, 0.0)}
        return {"air_missiles_arriving": np.stack([given[label] for label in DEFENCES], axis=-1)}

    found = part.by_exposure(arriving)["air_missiles_arriving"]
    return {"air_missiles_arriving": np.ascontiguousarray(np.swapaxes(found, -1, -2))}


def _loads(draws: Draws, years: Integers) -> tuple[Integers, Integers]:
    """Missiles of each group of aircraft, [future, year, group], and the threat class of the year, [future, year]."""

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
    is_new = air_leg.is_successor(years, of("hypersonic_first_year"), of("hypersonic_slip_years"))
    return loads, np.where(is_new, _HYPERSONIC, _CRUISE).astype(np.int64)


def _functions(draws: Draws, years: Integers) -> Floats:
    """Chance that the order comes, the type does not fail and a warhead works, [future, year, 1]."""
    order = by_year(draws, f"{_AIR}.launch_order_delivery_probability", years)
    failure = by_year(draws, f"{_AIR}.class_failure_probability", years)
    launch = retaliation.launch_probability(order, failure, np.zeros(order.shape))
    return (launch * by_year(draws, _WARHEAD_RELIABILITY, years))[..., None]


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


@inlined
def _most_missiles(sizes: Integers) -> int:
    """Most missiles that meet a region, [future, year, group, region]."""
    most = 0
    for i in range(sizes.shape[0]):
        for y in range(sizes.shape[1]):
            for region in range(sizes.shape[3]):
                here = 0
                for group in range(sizes.shape[2]):
                    here += sizes[i, y, group, region]
                most = max(most, here)
    return most


@inlined
def _put_sum(kills: Floats, known: Floats) -> None:
    """Put the kills of all layers together, [layer, missiles that come], into `known`."""
    for n in range(kills.shape[1]):
        known[n] = 0.0
        for layer in range(kills.shape[0]):
            known[n] += kills[layer, n]


@compiled
def _air_kills(
    held: Pools, stock: Integers, sizes: Integers, row: Integers, intact: Floats, kept: Floats, saved: Floats
) -> Floats:
    """E[missiles killed], [future, year, posture], mixed over the missiles that come to each defended region.

    What a number of missiles loses is kept from the year before where it meets the same.

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
    known = np.zeros((stock.shape[2], _most_missiles(sizes) + 1))
    met = np.zeros(stock.shape[2], dtype=np.int64)
    for i in range(futures):
        for y in range(years):
            sees = held.sees[i, row[i, y]]
            is_same = is_as_before(held, stock, i, y) and row[i, y] == row[i, y - 1]
            for region in range(stock.shape[2]):
                here, before = sizes[i, y, :, region].copy(), met[region]
                met[region] = here.sum()
                most = met[region]
                if most == 0 or sees == 0.0:
                    met[region] = 0
                    continue
                if not (is_same and most == before):
                    _put_sum(kills_of(held, stock[i, y, region], i, y, region, row[i, y], most), known[region])
                for posture in range(postures):
                    come = missiles_at_defence(here, intact[i, y, posture], kept[i, y, posture], saved[i, y, posture])
                    for n in range(come.size):
                        out[i, y, posture] += sees * come[n] * known[region, n]
    return out


_PAGE = "models/nuclear_air_leg.md"
_QUANTITIES = (
    *threat_classes.QUANTITIES, *(f"{_AIR}.{name}" for name in _AIR_QUANTITIES), _WARHEADS, _WARHEAD_RELIABILITY,
)  # fmt: skip
COMPONENT: Final = Component(
    name="second_strike.air_leg",
    quantities=_QUANTITIES,
    unread_at=unread_by_force(_QUANTITIES),
    outcomes=(
        Outcome(
            "air_missiles_arriving", "warheads", "air_leg", ("future", "year", "posture", "exposure", "defence"),
            "Expected warheads of the French air leg that arrive; a ballistic reference raid meets the defence before.",
            _PAGE,
        ),
    ),
    labels={"posture": POSTURE, "exposure": YEARLY, "defence": DEFENCE},
    prepare=threat_classes.prepare,
    profile=_profile,
    compiled="means/air",
)  # fmt: skip
