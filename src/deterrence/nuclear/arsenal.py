"""Sea-based forces over the years: whole boats owned and operational, boats at sea, loads and upload.

Dates are real calendar years. The calendar year in which a date falls counts as the first full year of the
new state: a boat that enters at 2033.5 counts from 2033, a boat that leaves at 2033.5 counts last in 2032. A
boat that replaces another without overlap thus leaves no hole. Equations and limits: docs/models/nuclear.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers
from deterrence.ranges import ROUNDING, counts, magnitudes, positives, probabilities

MOST_BOATS_AT_SEA = 3  # law 8 knows a first, a second and a third boat


@dataclass(frozen=True)
class BoatSchedule:
    """Service, refits and replacement of one owner's boats; every array is [future].

    Args:
        boats_in_service: Old boats at the base year; as many successors follow.
        refit_interval_years: Time between the starts of two refits of one boat, above 0.
        refit_duration_years: Length of one refit.
        refit_phase_share: Where in its cycle the first boat stands in the base year, 0 to 1; 0 = a refit
            starts.
        replacement_first_year: Planned entry of the first successor, slip not included.
        replacement_slip_years: Delay of every successor against the plan.
        replacement_interval_years: Time between two successors.
        replacement_overlap_years: How long an old boat is kept after its successor enters.
        life_extension_limit_years: Longest that an old boat is kept beyond its successor's planned entry
            and the overlap.
        base_year: Calendar year to which the phase refers.
    """

    boats_in_service: Integers
    refit_interval_years: Floats
    refit_duration_years: Floats
    refit_phase_share: Floats
    replacement_first_year: Floats
    replacement_slip_years: Floats
    replacement_interval_years: Floats
    replacement_overlap_years: Floats
    life_extension_limit_years: Floats
    base_year: int

    def __post_init__(self) -> None:
        counts("boats_in_service", self.boats_in_service)
        probabilities("refit_phase_share", self.refit_phase_share)
        names = [field.name for field in fields(self) if field.name != "base_year"]
        for name in names[1:]:
            magnitudes(name, getattr(self, name))
        positives("refit_interval_years", self.refit_interval_years)
        sizes = {name: np.shape(getattr(self, name)) for name in names}
        if len(set(sizes.values())) > 1 or np.ndim(self.boats_in_service) != 1:
            raise ValueError(f"a schedule needs arrays of one length, one entry a future: {sizes}")


@dataclass(frozen=True)
class _Calendar:
    """First full year of each boat's states. Axes: future, (year,) boat."""

    exists: Flags  # owners may differ between futures in how many boats they have
    entry_year: Floats
    leaving_year: Floats

    def old(self, years: Integers) -> Flags:
        """Whether old boat i is in service, [future, year, boat]."""
        return self.exists[:, None, :] & (years[:, None] < self.leaving_year[:, None, :])

    def new(self, years: Integers) -> Flags:
        """Whether successor i is in service, [future, year, boat]."""
        return self.exists[:, None, :] & (years[:, None] >= self.entry_year[:, None, :])


def _calendar(schedule: BoatSchedule) -> _Calendar:
    boat = _boat_numbers(schedule)
    planned = schedule.replacement_first_year[:, None] + boat * schedule.replacement_interval_years[:, None]
    entry = planned + schedule.replacement_slip_years[:, None]
    overlap = schedule.replacement_overlap_years[:, None]
    leaving = np.minimum(entry + overlap, planned + overlap + schedule.life_extension_limit_years[:, None])
    return _Calendar(boat < schedule.boats_in_service[:, None], _year_of(entry), _year_of(leaving))


def _boat_numbers(schedule: BoatSchedule) -> Integers:
    return np.arange(schedule.boats_in_service.max(initial=0), dtype=np.int64)


def _year_of(date: Floats) -> Floats:
    return np.floor(date + ROUNDING)


def boats_owned(schedule: BoatSchedule, years: Integers) -> tuple[Integers, Integers]:
    """Old and new boats in service, whole, each [future, year] (law 8).

    Successor i (0, 1, ...) enters at first + i interval + slip. Old boat i leaves at the earlier of its
    successor's entry + overlap and the planned entry + overlap + life-extension limit: a short limit and a
    long slip leave a gap, an overlap more than the usual number of boats.
    """
    calendar, years = _calendar(schedule), np.asarray(years, dtype=np.int64)
    return calendar.old(years).sum(axis=-1), calendar.new(years).sum(axis=-1)


def boats_operational(schedule: BoatSchedule, years: Integers) -> Integers:
    """Boats in service that are not in refit at the start of the year, [future, year] (law 8).

    Old boat i of n is in refit while ((year - base) / interval + phase + i / n) mod 1 < duration /
    interval: refits are spread evenly over the cycle. A successor starts its first refit one interval after
    its entry, then one an interval. Refits do not shift when a boat's life is extended.
    """
    calendar, years = _calendar(schedule), np.asarray(years, dtype=np.int64)
    interval = schedule.refit_interval_years[:, None, None]
    refit_share = schedule.refit_duration_years[:, None, None] / interval
    spread = _boat_numbers(schedule) / np.maximum(schedule.boats_in_service, 1)[:, None]
    cycles = (years[:, None] - schedule.base_year) / interval + schedule.refit_phase_share[:, None, None]
    age_cycles = (years[:, None] - calendar.entry_year[:, None, :]) / interval
    is_old_ready = ~_is_in_refit(cycles + spread[:, None, :], refit_share)
    is_new_ready = ~(_is_in_refit(age_cycles, refit_share) & (age_cycles + ROUNDING >= 1))
    ready = calendar.old(years) & is_old_ready
    operational: Integers = ready.sum(axis=-1) + (calendar.new(years) & is_new_ready).sum(axis=-1)
    return operational


def _is_in_refit(cycles: Floats, refit_share: Floats) -> Flags:
    return np.mod(cycles + ROUNDING, 1) < refit_share


def tubes_available(
    old: Integers, new: Integers, tubes_per_boat: Integers, replacement_tubes_per_boat: Integers
) -> Integers:
    """Missile tubes that every boat in service has, [future, year]; 0 without a boat.

    The smallest class present bounds the load of all boats, since the model does not say which boat is at
    sea: an understatement while two classes serve together.

    Args:
        old: Old boats in service, [future, year].
        new: New boats in service, [future, year].
        tubes_per_boat: Of the old class, [future].
        replacement_tubes_per_boat: Of the new class, [future].
    """
    first = counts("tubes_per_boat", tubes_per_boat)[:, None]
    second = counts("replacement_tubes_per_boat", replacement_tubes_per_boat)[:, None]
    present = [
        (counts("old", old) > 0) & (new == 0),
        (old == 0) & (counts("new", new) > 0),
        (old > 0) & (new > 0),
    ]
    return np.select(present, [first, second, np.minimum(first, second)], 0)


@dataclass(frozen=True)
class Posture:
    """What decides how many boats are at sea; `operational` is [future, year], all else [future].

    `crews`, `missile_sets` and `day_to_day` may be [future, year] too.

    Args:
        operational: Boats not in refit.
        crews: Boats that can be crewed at once.
        missile_sets: Boats that can be armed at once.
        day_to_day: Boats kept at sea without warning, at most 3.
        warning_time_days: Days of warning that the owner uses.
        time_to_second_boat_days: From warning to the second boat at sea.
        time_to_third_boat_days: From warning to the third boat at sea.
        second_boat_exists_probability: Chance that a second boat can be sent at all.
        third_boat_exists_probability: Chance of a third, given the second.
        boats_in_service: Size of the fleet; where given, a day-to-day posture beyond it is refused.
    """

    operational: Integers
    crews: Integers
    missile_sets: Integers
    day_to_day: Integers
    warning_time_days: Floats
    time_to_second_boat_days: Floats
    time_to_third_boat_days: Floats
    second_boat_exists_probability: Floats
    third_boat_exists_probability: Floats
    boats_in_service: Integers | None = None

    def __post_init__(self) -> None:
        for name in ("operational", "crews", "missile_sets", "day_to_day"):
            counts(name, getattr(self, name))
        for name in ("warning_time_days", "time_to_second_boat_days", "time_to_third_boat_days"):
            magnitudes(name, getattr(self, name))
        for name in ("second_boat_exists_probability", "third_boat_exists_probability"):
            probabilities(name, getattr(self, name))
        most = np.max(self.day_to_day, initial=0)
        if most > MOST_BOATS_AT_SEA:
            raise ValueError(f"day_to_day out of range ({most}): write at most {MOST_BOATS_AT_SEA} boats")
        if self.boats_in_service is not None:
            owned = counts("boats_in_service", self.boats_in_service)
            highest = _path(self.day_to_day).max(axis=1)
            for future in np.flatnonzero(highest > owned)[:1]:
                raise ValueError(
                    f"more boats at sea ({highest[future]}) than owned ({owned[future]}): "
                    "lower day_to_day or raise boats_in_service"
                )


def boats_at_sea(posture: Posture) -> tuple[Floats, Floats]:
    """Chance that n boats are at sea, day-to-day and generated, each [future, year, 0..3] (law 8).

    Boats that can sail: capacity = min(operational, crews, missile sets, 3). Day-to-day: min(day_to_day,
    capacity). Generated: the first boat if there is one day-to-day; the second for certain if it is at sea
    day-to-day, else with the chance that it exists if the warning reaches its time to sea; the third
    likewise, given the second; in all at most the capacity. Whole boats: uncertainty about a second boat is
    a mixture, never half a boat.
    """
    most = np.minimum(np.minimum(_path(posture.crews), _path(posture.missile_sets)), MOST_BOATS_AT_SEA)
    capacity = np.minimum(posture.operational, most)
    day_to_day = np.minimum(_path(posture.day_to_day), capacity)
    second = _sails(posture, posture.time_to_second_boat_days, posture.second_boat_exists_probability)
    third = _sails(posture, posture.time_to_third_boat_days, posture.third_boat_exists_probability)
    second = np.where(day_to_day >= 2, 1.0, second[:, None])
    third = second * np.where(day_to_day > 2, 1.0, third[:, None])
    first = np.minimum(day_to_day, 1)
    generated = np.zeros((*capacity.shape, MOST_BOATS_AT_SEA + 1))
    for further, chance in enumerate((1 - second, second - third, third)):
        generated += chance[..., None] * _certain(np.minimum(first + further, capacity))
    return _certain(day_to_day), generated


def _path(counted: Integers) -> Integers:
    """[future, year], or [future, 1] where every year is alike."""
    return counted if np.ndim(counted) == 2 else np.asarray(counted)[:, None]


def _sails(posture: Posture, time_to_sea_days: Floats, exists_probability: Floats) -> Floats:
    return np.where(posture.warning_time_days >= time_to_sea_days, exists_probability, 0.0)


def _certain(boats: Integers) -> Floats:
    """The distribution over 0..3 that puts everything on one number of boats."""
    chance: Floats = (boats[..., None] == np.arange(MOST_BOATS_AT_SEA + 1)).astype(np.float64)
    return chance


def warheads_per_missile(
    *,
    desired: ArrayLike,
    limit: ArrayLike,
    stockpile: ArrayLike,
    warheads_on_other_systems: ArrayLike,
    missile_sets: ArrayLike,
    missiles_per_boat: ArrayLike,
) -> Integers:
    """Warheads that each missile carries, whole: the least of three bounds (law 22).

    min(desired, limit, floor((stockpile - on other systems) / (sets x missiles per boat))). All missile
    sets are loaded alike, at sea or not, so a short stockpile is shared out evenly; without a missile the
    load is 0. Arrays of counts that broadcast.
    """
    missiles = counts("missile_sets", missile_sets) * counts("missiles_per_boat", missiles_per_boat)
    left = counts("stockpile", stockpile) - counts("warheads_on_other_systems", warheads_on_other_systems)
    from_stockpile = np.maximum(left, 0) // np.maximum(missiles, 1)
    load = np.minimum(np.minimum(counts("desired", desired), counts("limit", limit)), from_stockpile)
    return np.where(missiles > 0, load, 0)


def upload_step(current: Integers, base: Integers, erosion: Floats, strength: Floats, ceiling: Integers) -> Integers:
    """Warheads per missile of this year, whole, from last year's and the lagged erosion (law 22).

    target = base + floor(strength x erosion x base + 1/2); next = min(ceiling, max(current, target)). A
    ratchet: what was uploaded stays, as long as the ceiling allows it. At strength 0 nobody answers: the
    load is the base.

    Args:
        current: Last year's load.
        base: This year's load without upload, at most the ceiling.
        erosion: Erosion of an earlier year; below 0 it calls for no answer.
        strength: Share of the base added per unit of erosion, at least 0.
        ceiling: Most that platform and stockpile allow this year.
    """
    if np.any(counts("base", base) > counts("ceiling", ceiling)):
        raise ValueError("base load above the ceiling: lower the base or raise the ceiling")
    answer = magnitudes("strength", strength) * magnitudes("erosion", np.maximum(erosion, 0)) * base
    target = base + np.floor(answer + 1 / 2).astype(np.int64)
    loaded = np.minimum(ceiling, np.maximum(counts("current", current), target))
    return np.where(strength > 0, loaded, base)
