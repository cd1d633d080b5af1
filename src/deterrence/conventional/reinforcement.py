"""Reinforcement: what stands ready, what the routes let through by day, and which whole units are there.

Days are whole and count from 0, the day of the order; what enters a route on day d is there on d + transit.
Equations: docs/models/conventional_reinforcement.md (laws C22 to C25).
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers, Number
from deterrence.conventional.reinforcement_kernel import first_days, pool, strength

_LAST_VEHICLE = 1e-9  # share of a unit by which rounding may keep its last vehicle away


def ready_day(readiness: Floats, notice: Number) -> Floats:
    """Day on which a unit can enter a route: the later of its readiness and the notice (law C22)."""
    return np.maximum(readiness, notice)


def ready_before_transit(arrival: Floats, transit: Number) -> Floats:
    """Readiness behind a published day of arrival, which contains the transit; never before day 0 (law C22)."""
    return np.maximum(arrival - transit, 0.0)


def arrived(ready: Integers, vehicles: Floats, capacity: Floats, transit: Integers) -> Floats:
    """Vehicles of one pool that are there by the evening of each day, [problem, day].

    It is the largest flow that any plan could have brought by that day, for every day at once (law C24).

    Args:
        ready: Day from which each unit can enter, [problem, unit].
        vehicles: Vehicles of each unit, [problem, unit].
        capacity: Vehicles that can enter each route on each day, [problem, route, day].
        transit: Days that each route takes, [problem, route].
    """
    return pool(np.maximum(ready, 0), vehicles, capacity, transit)


def in_series(entering: Floats, capacity: Floats) -> Floats:
    """What a second queue lets through of what reaches it, cumulated, [..., day].

    Args:
        entering: What has reached it by each day.
        capacity: What it lets through on each day.
    """
    through = np.zeros_like(entering)
    before = np.zeros(entering.shape[:-1])
    for day in range(entering.shape[-1]):
        before = np.minimum(before + capacity[..., day], entering[..., day])
        through[..., day] = before
    return through


def unit_days(ready: Integers, vehicles: Floats, there: Floats) -> Integers:
    """Day on which the last vehicle of each unit is there, first come, first served, [problem, unit].

    Units of one day are served in the order in which they stand. A unit that is not whole within the days has the day
    after the last.
    """
    _, until = _queue(ready, vehicles)
    return first_days(there, until - _LAST_VEHICLE * vehicles)


def whole_strength(ready: Integers, vehicles: Floats, parts: Integers, each: Floats, there: Floats) -> Floats:
    """Strength of all parts of units whose last vehicle is there, [problem, day] (law C25).

    Args:
        ready: Day from which each unit can enter, [problem, unit].
        vehicles: Vehicles of each unit, [problem, unit].
        parts: Equal parts into which each unit falls, as battalions of a brigade, [problem, unit].
        each: Strength of one part, [problem, unit].
        there: Vehicles of the pool there by day, [problem, day].
    """
    before, _ = _queue(ready, vehicles)
    return strength(there, before, vehicles, parts, each, _LAST_VEHICLE)


def _queue(ready: Integers, vehicles: Floats) -> tuple[Floats, Floats]:
    """Vehicles in front of each unit, and those up to its own last one, [problem, unit]."""
    order = np.argsort(ready, axis=1, kind="stable")
    behind = np.cumsum(np.take_along_axis(vehicles, order, axis=1), axis=1)
    until = np.empty_like(behind)
    np.put_along_axis(until, order, behind, axis=1)
    return until - vehicles, until
