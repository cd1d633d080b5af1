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
from deterrence.compilation import compiled, inlined
from deterrence.counts import add_scaled, convolve, without_dust
from deterrence.second_strike.coming import BOATS, brought, missiles_that_come, most_boats
from deterrence.second_strike.functioning import tails, working_warheads
from deterrence.second_strike.inputs import YearInputs
from deterrence.second_strike.killed import mirrored, most_brought, object_rows, warhead_rows
from deterrence.second_strike.sensor import sensor_states


@inlined
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
def _add(totals: Floats, served: int, until: int, weights: Floats, factor: float, distribution: Floats) -> None:
    """Add a distribution to some raids in every posture in which it occurs, [force, posture, warheads]."""
    for force in range(served, until):
        for posture in range(totals.shape[1]):
            if weights[force, posture] > 0.0:
                add_scaled(totals[force, posture], factor * weights[force, posture], distribution)


@inlined
def _occurs(weights: Floats, served: int, until: int) -> bool:
    """Whether some raids occur in any posture, [force, posture]."""
    found = False
    for force in range(served, until):
        for posture in range(weights.shape[1]):
            found |= bool(weights[force, posture] > 0.0)
    return found


@inlined
def _met(
    inputs: YearInputs, i: int, y: int, weights: Floats, come: Floats, unmet: Floats, is_explicit: bool, spread: float
) -> Floats:
    """Chance of each number of warheads behind the defence that sees the raid, [force, posture, warheads]."""
    warheads, decoys, boats = inputs.warheads[i, y], inputs.decoys[i, y], most_boats(inputs.boats[i, y])
    loads, regions = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    for force in range(2):  # no literal number goes to a function, which would be compiled for it alone
        loads[force], regions[force] = warheads[force] + decoys[force], force
    capital = brought(come[0], warheads, most_brought(inputs.missiles[i, y], warheads, regions[0], boats) + 1)
    other = brought(come[1], warheads, most_brought(inputs.missiles[i, y], warheads, regions[1], boats) + 1)
    is_one_table = not is_explicit or (warheads[0] == warheads[1] and decoys[0] == decoys[1])
    chances, states = sensor_states(inputs.working[i, y], inputs.stock[i, y])
    totals = np.zeros((3, 2, unmet.shape[2]))
    for state in range(chances.size):
        at_capital = object_rows(inputs, i, y, regions[0], loads, boats, states[state])
        at_other = object_rows(inputs, i, y, regions[1], loads, boats, states[state])
        for raid in range(2 if is_one_table else 0, 3):
            capital_rows, other_rows = at_capital, at_other
            if is_explicit:
                engaged = inputs.engaged[i, y]
                capital_rows = warhead_rows(
                    at_capital, come[0], capital.shape[2], weights, raid, warheads, decoys, engaged, spread
                )
                other_rows = warhead_rows(
                    at_other, come[1], other.shape[2], weights, raid, warheads, decoys, engaged, spread
                )
            capital_rows, other_rows = mirrored(capital_rows), mirrored(other_rows)
            served = 0 if is_one_table else raid
            for first in range(BOATS):
                for second in range(BOATS):
                    if _occurs(weights[first, second], served, raid + 1):
                        behind = convolve(
                            _leaking(capital[first, second], capital_rows), _leaking(other[first, second], other_rows)
                        )
                        behind = convolve(without_dust(behind), unmet[first, second])[: unmet.shape[2]]
                        _add(totals, served, raid + 1, weights[first, second], chances[state], behind)
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
    found = _chances(inputs, loads, defence, size, is_explicit, spread, wanted)
    return found.reshape(*found.shape[:2], 2, 3, 2, wanted.size)


def _as_rows(*arrays: AnyArray) -> Floats:
    """Arrays [future, year, ...] as rows of numbers, [future, year, number]."""
    return np.concatenate([array.reshape(*array.shape[:2], -1).astype(np.float64) for array in arrays], axis=2)


@inlined
def _repeat(out: Floats, before: Floats) -> None:
    """Put what was there the year before, both [raid, b]."""
    for raid in range(out.shape[0]):
        for place in range(out.shape[1]):
            out[raid, place] = before[raid, place]


@inlined
def _has_rounds(stock: Integers) -> bool:
    """Whether there are any, [region, layer]."""
    found = False
    for region in range(stock.shape[0]):
        for layer in range(stock.shape[1]):
            found |= bool(stock[region, layer] > 0)
    return found


@inlined
def _put(out: Floats, bare: Floats, behind: Floats, weights: Floats, sees: float, wanted: Integers) -> None:
    """Put P(b or more function) of the counts wanted into `out`, [without or with * force * posture, b].

    Args:
        out: Where it goes.
        bare: The same without a defence, by the boats that fire, [French, British, b].
        behind: The same behind the defence that sees the raid, [force, posture, b].
        weights: Chance that so many boats fire, [French, British, force, posture].
        sees: Chance that the defence sees the raid.
        wanted: The counts.
    """
    raids = 3 * 2
    for raid in range(raids):
        for place in range(wanted.size):
            without, with_ = 0.0, 0.0
            for first in range(BOATS):
                for second in range(BOATS):
                    weight = weights[first, second, raid // 2, raid % 2]
                    if weight > 0.0:
                        chance = bare[first, second, wanted[place]]
                        without += weight * chance
                        with_ += (1.0 - sees) * weight * chance
            out[raid, place] = without
            out[raids + raid, place] = with_ + sees * behind[raid // 2, raid % 2, wanted[place]]


@compiled
def _chances(
    inputs: YearInputs, loads: Floats, defence: Floats, size: int, is_explicit: bool, spread: float, wanted: Integers
) -> Floats:
    """The same, with all that decides what the boats carry, and all else that changes: boats that fire, defence.

    Returns:
        [future, year, 2 * force * posture, b].
    """
    futures, years = inputs.sees.shape
    out = np.zeros((futures, years, 2 * 3 * 2, wanted.size))
    for i in range(futures):
        working, ends = working_warheads(size - 1, inputs.warhead_reliability[i, 0])
        come, unmet, bare = np.zeros((1, 1, 1, 1)), np.zeros((1, 1, 1)), np.zeros((1, 1, 1))
        for y in range(years):
            has_new_loads = y == 0 or _is_new(loads, i, y)
            if not has_new_loads and not _is_new(defence, i, y):
                _repeat(out[i, y], out[i, y - 1])
                continue
            if has_new_loads:
                boats = most_boats(inputs.boats[i, y])
                come = missiles_that_come(inputs.missiles[i, y], inputs.missile_reliability[i, y], boats)
                unmet = brought(come[2], inputs.warheads[i, y], size)
                bare = tails(brought(come[3], inputs.warheads[i, y], size), working, ends)
            weights, sees = _weights(inputs.boats[i, y]), inputs.sees[i, y] if _has_rounds(inputs.stock[i, y]) else 0.0
            behind = np.zeros((3, 2, size))
            if sees > 0.0:
                behind = tails(_met(inputs, i, y, weights, come, unmet, is_explicit, spread), working, ends)
            _put(out[i, y], bare, behind, weights, sees, wanted)
    return out
