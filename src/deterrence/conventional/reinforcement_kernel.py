"""One pool on parallel routes, compiled over problems: the smallest cut of the network over days (law C24).

And the days on which what arrives reaches a level, for units and their parts (law C25).
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined


@inlined
def _fill_entered(entered: Floats, capacity: Floats) -> None:
    """What could enter each route before each day, [route, day + 1]."""
    for route in range(capacity.shape[0]):
        total = 0.0
        for day in range(capacity.shape[1]):
            total += capacity[route, day]
            entered[route, day + 1] = total


@inlined
def _cut(there: Floats, room: Floats, before: float, start: int, entered: Floats, transit: Integers) -> None:
    """No more is there by a day than what was ready before `start` and what could enter from then on.

    Slices and counts from 0 throughout: an index that might be negative would keep the loops from running side by side.
    """
    most, bound = there[start:], room[start:]
    for day in range(bound.size):
        bound[day] = before
    for route in range(transit.size):
        could, on_the_way = entered[route, start:], bound[transit[route] :]
        for day in range(on_the_way.size):
            on_the_way[day] += could[day + 1] - could[0]
    for day in range(most.size):
        most[day] = min(most[day], bound[day])


@compiled
def pool(ready: Integers, vehicles: Floats, capacity: Floats, transit: Integers) -> Floats:
    """Vehicles there by day, [problem, day]: min over s of what was ready before s and what could enter from s on.

    Between two days of readiness a later s lets less in, so that s is a day of readiness, or behind the last entry.
    """
    problems, units = ready.shape
    days = capacity.shape[2]
    there = np.zeros((problems, days))
    entered, room = np.zeros((capacity.shape[1], days + 1)), np.zeros(days)
    for i in range(problems):
        _fill_entered(entered, capacity[i])
        for unit in range(units):
            for day in range(ready[i, unit], days):
                there[i, day] += vehicles[i, unit]
        for unit in range(units):
            before, is_done = 0.0, False
            for other in range(units):
                before += vehicles[i, other] if ready[i, other] < ready[i, unit] else 0.0
                is_done |= other < unit and ready[i, other] == ready[i, unit]
            if is_done or ready[i, unit] >= days:  # one cut for a day of readiness, none behind the last day
                continue
            _cut(there[i], room, before, ready[i, unit], entered, transit[i])
    return there


@inlined
def _first_day(there: Floats, level: float) -> int:
    """First day on which a level is reached; the number of days where it is not."""
    low, high = 0, there.size
    while low < high:
        middle = (low + high) // 2
        if there[middle] < level:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def first_days(there: Floats, levels: Floats) -> Integers:
    """First day on which each level is reached, [problem, level]; the number of days where it is not."""
    found = np.zeros(levels.shape, dtype=np.int64)
    for i in range(levels.shape[0]):
        for place in range(levels.shape[1]):
            found[i, place] = _first_day(there[i], levels[i, place])
    return found


@compiled
def strength(there: Floats, before: Floats, vehicles: Floats, parts: Integers, each: Floats, slack: float) -> Floats:
    """Strength of all parts whose last vehicle is there, [problem, day]; `each` is that of one part of a unit."""
    problems, days = there.shape
    found = np.zeros((problems, days))
    for i in range(problems):
        for unit in range(vehicles.shape[1]):
            count = parts[i, unit]
            for part in range(1, count + 1):
                level = before[i, unit] + vehicles[i, unit] * (part / count - slack)
                day = _first_day(there[i], level)
                if day < days:
                    found[i, day] += each[i, unit]
        for day in range(1, days):
            found[i, day] += found[i, day - 1]
    return found
