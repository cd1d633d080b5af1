"""Which units move to the Baltic region, and what drawn quantities make of readiness, routes and arrivals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers, Number, Values, along_years, sliced
from deterrence.component import DrawsAndYears, Reads
from deterrence.conventional import reinforcement
from deterrence.conventional.components.cells import CODES
from deterrence.ranges import ROUNDING, round_half_up

PREFIX: Final = "conventional.reinforcement."
UNIT_PREFIX: Final = "conventional.unit."
WEIGHT_PREFIX: Final = "conventional.presence.strength_of_battalion."
UNITS: Final = MappingProxyType(
    {
        "british_brigade": "light",
        "french_brigade": "medium",
        "reaction_force": "medium",
        "first_heavy_brigade": "heavy",
        "second_heavy_brigade": "heavy",
        "american_brigade_from_stocks": "heavy",
        "american_brigade_by_sea": "heavy",
    }
)
"""Units to arrive, with the kind of their battalions; a contingent in place is none of them."""
EUROPEAN: Final = tuple(unit for unit in UNITS if not unit.startswith("american"))
KEPT: Final = Reads("american_kept_share", neutral=1.0)
"""The coupling to the American dial (law C10): American units and the American contingent, all of them heavy, by it."""
_HEAVY: Final = CODES.index("heavy_brigade")
NOTICES: Final = ("before_reform", "as_proposed")
DAYS: Final = 91
"""Days from the order, 0 to 90, of which arrivals are told."""
ROUTES: Final = ("rail", "sea")
"""Modes by which units come."""


def weights() -> tuple[str, ...]:
    """Ids of the strengths of battalions that are not heavy."""
    return tuple(f"{WEIGHT_PREFIX}{kind}" for kind in ("medium", "light"))


def quantities(notices: Sequence[str] = NOTICES) -> tuple[str, ...]:
    """Ids of all that arrivals under these rules of notice read."""
    names = ["trains_per_day", "vehicles_per_train", "sea_vehicles_per_day", "disruption_days"]
    names += [f"{route}_transit_days" for route in ROUTES] + [f"disrupted_share.{route}" for route in ROUTES]
    names += [f"notice_days.{notice}" for notice in notices]
    units = [f"{unit}.{name}" for unit in UNITS for name in ("arrival_days", "vehicles", "battalions")]
    return (*(PREFIX + name for name in names), *(UNIT_PREFIX + name for name in units), *weights())


@dataclass(frozen=True)
class Rows:
    """Drawn quantities with futures and years along one axis of rows, years fastest; all of it so many times over.

    Args:
        draws: Quantity -> [future] or [future, year].
        years: How many years.
        times: How often.
        american: Share of American units that dial and second theatre leave, 1 or [future, year].
    """

    draws: Draws
    years: int
    times: int = 1
    american: Number = 1.0

    def __call__(self, name: str) -> Floats:
        """One quantity, [row]."""
        return np.tile(along_years(self.draws[name], self.years).ravel(), self.times)

    def left_of(self, name: str) -> Number:
        """Share of a unit or contingent that comes or stays: 1, or [row] for an American one."""
        return np.tile(np.ravel(self.american), self.times) if name.startswith("american") else 1.0


def of_draws_and_dial(
    evaluate: Callable[[Draws, Integers, Number], Mapping[str, AnyArray]],
) -> Callable[[DrawsAndYears, Values, slice], Values]:
    """The profile of a law that takes draws, calendar years and the share of American units that is left."""

    @wraps(evaluate)
    def profile(prepared: DrawsAndYears, values: Values, at: slice) -> Values:
        return evaluate(sliced(prepared.draws, at), prepared.years[at], values[KEPT.outcome][..., _HEAVY])

    return profile


@dataclass(frozen=True)
class Arrivals:
    """What arrives by day after the order, for the units named.

    Args:
        units: The units, in order.
        vehicles: Vehicles there, [row, day].
        unit_day: Day of the last vehicle of each, the day after the last where it does not come, or a part of it stays
            away, [row, unit].
        strength: Strength of whole battalions there, in heavy battalions, [row, day].
    """

    units: tuple[str, ...]
    vehicles: Floats
    unit_day: Integers
    strength: Floats


def strength_of(rows: Rows, kind: str) -> Floats:
    """Strength of a battalion of a kind in heavy battalions, [row]; 1 for a heavy one."""
    return rows(f"{WEIGHT_PREFIX}medium") ** 0 if kind == "heavy" else rows(f"{WEIGHT_PREFIX}{kind}")


@dataclass(frozen=True)
class Pool:
    """What some units and the routes come to in numbers.

    Args:
        ready: Day from which each unit can enter a route, [row, unit].
        vehicles: Vehicles of each unit, [row, unit].
        capacity: Vehicles that can enter each route on each day, [row, route, day].
        transit: Days that each route takes, [row, route].
    """

    ready: Integers
    vehicles: Floats
    capacity: Floats
    transit: Integers


def pool(rows: Rows, notice: str, units: tuple[str, ...] = tuple(UNITS)) -> Pool:
    """Some units and the routes under one rule of notice."""
    transit = np.stack([round_half_up(rows(f"{PREFIX}{route}_transit_days")) for route in ROUTES], axis=1)
    arrival = np.stack([rows(f"{UNIT_PREFIX}{unit}.arrival_days") for unit in units], axis=1)
    readiness = reinforcement.ready_before_transit(arrival, transit.min(axis=1)[:, None])
    ready = reinforcement.ready_day(readiness, rows(f"{PREFIX}notice_days.{notice}")[:, None])
    ready_on = np.asarray(np.ceil(ready - ROUNDING), dtype=np.int64)
    vehicles = np.stack([rows(f"{UNIT_PREFIX}{unit}.vehicles") * rows.left_of(unit) for unit in units], axis=1)
    return Pool(ready_on, vehicles, capacity(rows), transit)


def arrivals(rows: Rows, notice: str, units: tuple[str, ...] = tuple(UNITS)) -> Arrivals:
    """Arrivals of some units under one rule of notice, first come, first served on all routes together."""
    of = pool(rows, notice, units)
    parts = np.stack([round_half_up(rows(f"{UNIT_PREFIX}{unit}.battalions")) for unit in units], axis=1)
    there = reinforcement.arrived(np.minimum(of.ready, DAYS), of.vehicles, of.capacity, of.transit)
    each = np.stack([strength_of(rows, UNITS[unit]) * rows.left_of(unit) for unit in units], axis=1)
    is_whole = np.stack([np.broadcast_to(np.equal(rows.left_of(unit), 1), there.shape[:1]) for unit in units], axis=1)
    return Arrivals(
        units,
        there,
        np.where(is_whole, reinforcement.unit_days(of.ready, of.vehicles, there), DAYS),
        reinforcement.whole_strength(of.ready, of.vehicles, parts, each, there),
    )


def capacity(rows: Rows) -> Floats:
    """Vehicles that can enter each route on each day, [row, route, day]; less while transport is disrupted."""
    by_rail = rows(f"{PREFIX}trains_per_day") * rows(f"{PREFIX}vehicles_per_train")
    free = np.stack([by_rail, rows(f"{PREFIX}sea_vehicles_per_day")], axis=1)
    lost = np.stack([rows(f"{PREFIX}disrupted_share.{route}") for route in ROUTES], axis=1)
    disrupted = np.arange(DAYS) < rows(f"{PREFIX}disruption_days")[:, None, None]
    return np.where(disrupted, (free * (1 - lost))[:, :, None], free[:, :, None])
