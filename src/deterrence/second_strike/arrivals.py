"""Chances that a count of warheads arrives, with and without the defence, year by year (laws 7 to 19).

Whole boats are carried as such: for each number of French and of British boats that fire, the missiles of each region
are a binomial, the regions are independent, and only then are the boat counts mixed, for every raid and posture at
once. France and the United Kingdom in one raid are one raid on one stock (law 19). The sensor network is one state of
the whole raid, and so is each sensor of a layer's own (law 12). A warhead that does not function draws fire like one
that does, so its reliability is applied behind the defence (law 24).
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import AnyArray, Floats, Integers
from deterrence.compilation import compiled
from deterrence.counts import add_scaled, convolve, without_dust
from deterrence.missile_defence.decoy import warhead_kill_rows
from deterrence.missile_defence.kill_rows import kill_rows
from deterrence.second_strike.coming import BOATS, brought, missiles_that_come, most_boats
from deterrence.second_strike.functioning import tails, working_warheads
from deterrence.second_strike.inputs import YearInputs
from deterrence.second_strike.sensor import sensor_states

_NEVER = 1e-13  # a count of warheads less likely than this gets no table of kills


@compiled
def _weights(boats: Floats) -> Floats:
    """Chance that so many French and British boats fire, [French, British, force, posture]; who is not asked: none."""
    out = np.zeros((BOATS, BOATS, 3, 2))
    for posture in range(2):
        for first in range(BOATS):
            out[first, 0, 0, posture] = boats[0, posture, first]
            out[0, first, 1, posture] = boats[1, posture, first]
            for second in range(BOATS):
                out[first, second, 2, posture] = boats[0, posture, first] * boats[1, posture, second]
    return out


@compiled
def _leaking(coming: Floats, rows: Floats) -> Floats:
    """Warheads behind the defence of a region.

    Args:
        coming: Chance of each number of warheads before it.
        rows: P(k warheads killed | warheads), k falling from left to right; the last row holds for every larger number.
    """
    last, most = rows.shape[0] - 1, rows.shape[1] - 1
    out = np.zeros(coming.size)
    for warheads in range(last):
        if coming[warheads] > 0.0:
            fewest = max(warheads - most, 0)
            add_scaled(out[fewest:], coming[warheads], rows[warheads, most - warheads + fewest :])
    for place in range(most + 1):  # most - place are killed
        add_scaled(out[last - most + place :], rows[last, place], coming[last:])
    return without_dust(out)


@compiled
def _most(missiles: Integers, loads: Integers, region: int, boats: Integers) -> int:
    """Most warheads, or objects, of both forces in a region, of so many boats of each."""
    most: int = boats[0] * missiles[0, region] * loads[0] + boats[1] * missiles[1, region] * loads[1]
    return most


@compiled
def _object_rows(inputs: YearInputs, i: int, y: int, region: int, working: Floats) -> Floats:
    """P(objects killed | objects that come) in one region of one future, for up to all that both forces can bring."""
    return kill_rows(
        _most(
            inputs.missiles[i, y], inputs.warheads[i, y] + inputs.decoys[i, y], region, most_boats(inputs.boats[i, y])
        ),
        inputs.stock[i, y, region],
        inputs.salvo[i, y],
        inputs.looks[i, y],
        inputs.capacity[i, y, region],
        inputs.kill_probability[i, y],
        inputs.correlation[i, y],
        working,
    )


@compiled
def _warhead_rows(
    inputs: YearInputs, i: int, y: int, weights: Floats, come: Floats, size: int, spread: float, objects: Floats
) -> Floats:
    """P(warheads killed | warheads that come) of one raid in one region, with explicit decoys.

    A number of warheads brings the mean decoys of the missiles that can bring it, over boat counts and both postures.

    Args:
        inputs: Arrays of the years.
        i: The future.
        y: The year.
        weights: Chance that so many boats fire, [French, British, posture].
        come: Chance of each number of missiles in the region, [force, boats that fire, missiles].
        size: Most warheads, and one.
        spread: Lattice spacing of grouped decoys in standard deviations.
        objects: P(objects killed | objects that come).
    """
    warheads, decoys = inputs.warheads[i, y], inputs.decoys[i, y]
    present, decoy_sum = np.zeros(size), np.zeros(size)
    for first in range(BOATS):
        for second in range(BOATS):
            weight = weights[first, second, 0] + weights[first, second, 1]
            for m in range(come.shape[2]):
                french = weight * come[0, first, m]
                if french > 0.0:
                    for n in range(come.shape[2]):
                        mass = french * come[1, second, n]
                        if mass > 0.0:
                            count = m * warheads[0] + n * warheads[1]
                            present[count] += mass
                            decoy_sum[count] += mass * (m * decoys[0] + n * decoys[1])
    for count in range(size):
        if present[count] > _NEVER:
            decoy_sum[count] /= present[count]
        else:
            present[count] = 0.0
    return warhead_kill_rows(objects, present, decoy_sum, inputs.engaged[i, y], spread)


@compiled
def _add(totals: Floats, weights: Floats, factor: float, distribution: Floats) -> None:
    """Add a distribution to every raid and posture in which it occurs, [force, posture, warheads]."""
    for force in range(totals.shape[0]):
        for posture in range(totals.shape[1]):
            if weights[force, posture] > 0.0:
                add_scaled(totals[force, posture], factor * weights[force, posture], distribution)


@compiled
def _mirrored(rows: Floats) -> Floats:
    """The same rows from right to left."""
    out = np.empty(rows.shape)
    last = rows.shape[1] - 1
    for n in range(rows.shape[0]):
        for k in range(last + 1):
            out[n, k] = rows[n, last - k]
    return out


@compiled
def _mix(totals: Floats, weights: Floats, factor: float, by_boats: Floats) -> None:
    """Add what arrives by the boats that fire to every raid and posture, [force, posture, warheads]."""
    for first in range(BOATS):
        for second in range(BOATS):
            _add(totals, weights[first, second], factor, by_boats[first, second])


@compiled
def _met(
    inputs: YearInputs, i: int, y: int, weights: Floats, come: Floats, unmet: Floats, is_explicit: bool, spread: float
) -> Floats:
    """Chance of each number of warheads behind the defence that sees the raid, [force, posture, warheads]."""
    warheads, decoys, boats = inputs.warheads[i, y], inputs.decoys[i, y], most_boats(inputs.boats[i, y])
    regions = np.arange(2)  # not written as numbers, for which the functions below would be compiled one by one
    capital = brought(come[0], warheads, _most(inputs.missiles[i, y], warheads, regions[0], boats) + 1)
    other = brought(come[1], warheads, _most(inputs.missiles[i, y], warheads, regions[1], boats) + 1)
    is_one_table = not is_explicit or (warheads[0] == warheads[1] and decoys[0] == decoys[1])
    chances, states = sensor_states(inputs.working[i, y], inputs.stock[i, y])
    totals = np.zeros((3, 2, unmet.shape[2]))
    for state in range(chances.size):
        at_capital = _object_rows(inputs, i, y, regions[0], states[state])
        at_other = _object_rows(inputs, i, y, regions[1], states[state])
        for raid in range(2 if is_one_table else 0, 3):
            capital_rows, other_rows = at_capital, at_other
            if is_explicit:
                own = weights[:, :, raid]
                capital_rows = _warhead_rows(inputs, i, y, own, come[0], capital.shape[2], spread, at_capital)
                other_rows = _warhead_rows(inputs, i, y, own, come[1], other.shape[2], spread, at_other)
            capital_rows, other_rows = _mirrored(capital_rows), _mirrored(other_rows)
            served = 0 if is_one_table else raid
            for first in range(BOATS):
                for second in range(BOATS):
                    own_weights = weights[first, second, served : raid + 1]
                    if own_weights.max() > 0.0:
                        behind = convolve(
                            _leaking(capital[first, second], capital_rows), _leaking(other[first, second], other_rows)
                        )
                        behind = convolve(without_dust(behind), unmet[first, second])
                        _add(totals[served : raid + 1], own_weights, chances[state], behind[: unmet.shape[2]])
    return totals


@compiled
def _is_new(values: Floats, i: int, y: int) -> bool:
    """Whether anything of a future differs from the year before, in [future, year, number]."""
    found = False
    for place in range(values.shape[2]):
        found |= bool(values[i, y, place] != values[i, y - 1, place])
    return found


def chances_of_arrival(
    inputs: YearInputs, size: int, is_explicit: bool, spread: float, counts: Integers | None = None
) -> Floats:
    """P(arrivals >= b) of every force and posture, future by future and year by year.

    What a year does not change is taken from the year before.

    Args:
        inputs: Arrays of the years, [future, year, ...].
        size: Counts b = 0..size - 1; at least all warheads that can come, and one.
        is_explicit: The structure: decoys are objects (true) or aids are in the kill probability (false).
        spread: Lattice spacing of grouped decoys in standard deviations, 0 for every count.
        counts: Those of the counts that are wanted; all if left out.

    Returns:
        Without and with the defence, [future, year, 2, force, posture, b].

    Raises:
        ValueError: More warheads can come than there are counts.
    """
    most = int(((BOATS - 1) * inputs.missiles.sum(axis=-1) * inputs.warheads).sum(axis=-1).max(initial=0))
    if size <= most:
        raise ValueError(f"{size} counts do not hold {most} warheads: give at least {most + 1}")
    fires = inputs.boats.max(axis=3) > 0.0
    loads = _as_rows(inputs.missiles, inputs.warheads, inputs.decoys, fires)
    defence = _as_rows(inputs.boats, inputs.stock, inputs.capacity)
    wanted = np.arange(size) if counts is None else counts
    return _chances(inputs, loads, defence, size, is_explicit, spread, wanted)


def _as_rows(*arrays: AnyArray) -> Floats:
    """Arrays [future, year, ...] as rows of numbers, [future, year, number]."""
    return np.concatenate([array.reshape(*array.shape[:2], -1).astype(np.float64) for array in arrays], axis=2)


@compiled
def _take(every: Floats, wanted: Integers, out: Floats) -> None:
    """Put the counts that are wanted into `out`, both [raid, count]."""
    for raid in range(every.shape[0]):
        for place in range(wanted.size):
            out[raid, place] = every[raid, wanted[place]]


@compiled
def _chances(
    inputs: YearInputs, loads: Floats, defence: Floats, size: int, is_explicit: bool, spread: float, wanted: Integers
) -> Floats:
    """The same, with all that decides what the boats carry, and all else that changes: boats that fire, defence."""
    futures, years = inputs.sees.shape
    out = np.empty((futures, years, 2, 3, 2, wanted.size))
    every = np.zeros((2, 3, 2, size))
    for i in range(futures):
        working, ends = working_warheads(size - 1, inputs.warhead_reliability[i, 0])
        come, unmet, bare = np.zeros((1, 1, 1, 1)), np.zeros((1, 1, 1)), np.zeros((1, 1, 1))
        for y in range(years):
            has_new_loads = y == 0 or _is_new(loads, i, y)
            if not has_new_loads and not _is_new(defence, i, y):
                out[i, y] = out[i, y - 1]
                continue
            if has_new_loads:
                boats = most_boats(inputs.boats[i, y])
                come = missiles_that_come(inputs.missiles[i, y], inputs.missile_reliability[i, y], boats)
                unmet = brought(come[2], inputs.warheads[i, y], size)
                bare = tails(brought(come[3], inputs.warheads[i, y], size), working, ends)
            weights, sees = _weights(inputs.boats[i, y]), inputs.sees[i, y]
            if inputs.stock[i, y].sum() == 0:
                sees = 0.0
            every[:] = 0.0
            _mix(every[0], weights, 1.0, bare)
            _mix(every[1], weights, 1.0 - sees, bare)
            if sees > 0.0:
                met = tails(_met(inputs, i, y, weights, come, unmet, is_explicit, spread), working, ends)
                every[1] += sees * met
            _take(every.reshape(-1, size), wanted, out[i, y].reshape(-1, wanted.size))
    return out
