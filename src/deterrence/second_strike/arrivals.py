"""Warheads that arrive, with and without the defence, in one year: retaliation meets engagement (laws 7 to 19).

Whole boats are carried as such: for each number of boats that fire, the missiles of each region are a binomial, the
regions are independent, and only then are the boat counts mixed. France and the United Kingdom in one raid are one
raid on one stock (law 19). The sensor network is one state of the whole raid, and so is each sensor of a layer's own
(law 12). A warhead that does not
function draws fire like one that does, so its reliability is applied behind the defence (law 24).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deterrence.compilation import compiled
from deterrence.missile_defence.decoy import warhead_kill_rows
from deterrence.missile_defence.kernel import kill_rows
from deterrence.nuclear.kernel import add_missiles, binomial, convolve, thin
from deterrence.second_strike.inputs import YearInputs
from deterrence.second_strike.sensor import sensor_states

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@compiled
def _warheads_in_region(
    missiles: Integers, warheads: Integers, reliability: Floats, region: int, first: int, second: int
) -> Floats:
    """Warheads that come to a region when `first` French and `second` British boats fire."""
    pmf = np.ones(1)
    pmf = add_missiles(pmf, binomial(first * missiles[0, region], reliability[0]), warheads[0])
    return add_missiles(pmf, binomial(second * missiles[1, region], reliability[1]), warheads[1])


@compiled
def _leaking(arriving: Floats, rows: Floats) -> Floats:
    """Warheads behind the defence of a region, from those before it and P(kills | warheads)."""
    out = np.zeros(arriving.size)
    columns = rows.shape[1]
    for warheads in range(arriving.size):
        mass = arriving[warheads]
        if mass > 0.0:
            for kills in range(min(columns - 1, warheads) + 1):
                out[warheads - kills] += mass * rows[warheads, kills]
    return out


@compiled
def _boat_weight(boats: Floats, posture: int, force: int, first: int, second: int) -> float:
    """Chance that this many French and British boats fire; the force that is not in the raid fires none."""
    french = boats[0, posture, first] if force != 1 else (1.0 if first == 0 else 0.0)
    british = boats[1, posture, second] if force != 0 else (1.0 if second == 0 else 0.0)
    return french * british


@compiled
def _region_inputs(
    boats: Floats,
    missiles: Integers,
    warheads: Integers,
    decoys: Integers,
    reliability: Floats,
    force: int,
    region: int,
    size: int,
) -> tuple[Floats, Floats]:
    """Chance of each warhead count in a region over all boat counts and both postures, and its mean decoys."""
    present = np.zeros(size)
    decoy_sum = np.zeros(size)
    for first in range(4):
        for second in range(4):
            weight = 0.0
            for posture in range(2):
                weight += _boat_weight(boats, posture, force, first, second)
            if weight == 0.0:
                continue
            french = binomial(first * missiles[0, region], reliability[0])
            british = binomial(second * missiles[1, region], reliability[1])
            for m in range(french.size):
                for n in range(british.size):
                    count = m * warheads[0] + n * warheads[1]
                    mass = weight * french[m] * british[n]
                    present[count] += mass
                    decoy_sum[count] += mass * (m * decoys[0] + n * decoys[1])
    for count in range(size):
        if present[count] > 1e-13:
            decoy_sum[count] /= present[count]
        else:
            present[count] = 0.0
            decoy_sum[count] = 0.0
    return present, decoy_sum


@compiled
def _total(
    boats: Floats,
    missiles: Integers,
    warheads: Integers,
    reliability: Floats,
    rows_capital: Floats,
    rows_other: Floats,
    is_defended: bool,
    force: int,
    posture: int,
    size: int,
) -> Floats:
    """Distribution of warheads behind all regions, mixed over the boats that fire (index = warheads)."""
    total = np.zeros(size)
    for first in range(4):
        for second in range(4):
            weight = _boat_weight(boats, posture, force, first, second)
            if weight == 0.0:
                continue
            if is_defended:
                capital = _leaking(_warheads_in_region(missiles, warheads, reliability, 0, first, second), rows_capital)
                other = _leaking(_warheads_in_region(missiles, warheads, reliability, 1, first, second), rows_other)
                arriving = convolve(capital, other)
                arriving = add_missiles(arriving, binomial(first * missiles[0, 2], reliability[0]), warheads[0])
                arriving = add_missiles(arriving, binomial(second * missiles[1, 2], reliability[1]), warheads[1])
            else:
                arriving = add_missiles(np.ones(1), binomial(first * missiles[0].sum(), reliability[0]), warheads[0])
                arriving = add_missiles(arriving, binomial(second * missiles[1].sum(), reliability[1]), warheads[1])
            for count in range(arriving.size):
                total[count] += weight * arriving[count]
    return total


@compiled
def _at_least(distribution: Floats) -> Floats:
    """P(arrivals >= b) for every b."""
    out = np.empty(distribution.size)
    tail = 0.0
    for count in range(distribution.size - 1, -1, -1):
        tail += distribution[count]
        out[count] = tail
    return out


@compiled
def _largest(missiles: Integers, warheads: Integers, region: int, force: int) -> int:
    """Largest number of warheads of a force in a region; region -1 is all of them; three boats a force."""
    most = 0
    for f in range(2):
        if force in (2, f):
            load = missiles[f].sum() if region < 0 else missiles[f, region]
            most += 3 * load * warheads[f]
    return most


@compiled
def _shares_rows(warheads: Integers, decoys: Integers, is_explicit: bool) -> bool:
    """Whether one table of kills serves all forces: without decoys, or with equal loads of both forces."""
    return not is_explicit or (warheads[0] == warheads[1] and decoys[0] == decoys[1])


@compiled
def _region_rows(
    boats: Floats,
    missiles: Integers,
    warheads: Integers,
    decoys: Integers,
    reliability: Floats,
    engaged: float,
    spread: float,
    region: int,
    force: int,
    objects: Floats,
) -> Floats:
    """P(warheads killed | warheads that come) for one force in one region, with explicit decoys."""
    size = _largest(missiles, warheads, region, force) + 1
    present, mean_decoys = _region_inputs(boats, missiles, warheads, decoys, reliability, force, region, size)
    return warhead_kill_rows(objects, present, mean_decoys, engaged, spread)


@compiled
def _object_rows(inputs: YearInputs, i: int, region: int, working: Floats) -> Floats:
    """P(objects killed | objects that come) in one region of one future, for up to all that both forces can bring."""
    most = _largest(inputs.missiles[i], inputs.warheads[i] + inputs.decoys[i], region, 2)
    return kill_rows(
        most,
        inputs.stock[i, region],
        inputs.salvo[i],
        inputs.looks[i],
        inputs.capacity[i, region],
        inputs.kill_probability[i],
        inputs.correlation[i],
        working,
    )


@compiled
def _arriving(
    inputs: YearInputs,
    i: int,
    chances: Floats,
    tables: list[tuple[Floats, Floats]],
    is_defended: bool,
    force: int,
    posture: int,
    size: int,
) -> Floats:
    """Distribution of warheads that arrive and function, the network seeing the raid; mixed over sensor states."""
    total = np.zeros(size)
    for state in range(chances.size):
        total += chances[state] * _total(
            inputs.boats[i],
            inputs.missiles[i],
            inputs.warheads[i],
            inputs.missile_reliability[i],
            tables[state][0],
            tables[state][1],
            is_defended,
            force,
            posture,
            size,
        )
    return thin(total, inputs.warhead_reliability[i])


@compiled
def _record(distribution: Floats, benchmarks: Integers, reach: Floats, curve: Floats) -> None:
    """Write P(arrivals >= b) of one distribution into its places."""
    tail = _at_least(distribution)
    for b in range(benchmarks.size):
        if benchmarks[b] < tail.size:
            reach[b] = tail[benchmarks[b]]
    for count in range(min(curve.size, tail.size)):
        curve[count] = tail[count]


@compiled
def chances_of_year(
    inputs: YearInputs, benchmarks: Integers, curve_size: int, is_explicit: bool, spread: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """P(arrivals >= b) of every force and posture in one year, future by future.

    Args:
        inputs: Arrays of the year.
        benchmarks: Warhead counts b for P(arrivals >= b).
        curve_size: Length of the full curve, 0 for none.
        is_explicit: The structure: decoys are objects (true) or aids are in the kill probability (false).
        spread: Lattice spacing of grouped decoys in standard deviations, 0 for every count.

    Returns:
        Reach with and without the defence, [future, force, posture, benchmark], and the curve with and without.
    """
    futures = inputs.sees.size
    shape = (futures, 3, 2)
    reach_with, reach_without = np.zeros((*shape, benchmarks.size)), np.zeros((*shape, benchmarks.size))
    curve_with, curve_without = np.zeros((*shape, curve_size)), np.zeros((*shape, curve_size))
    for i in range(futures):
        boats, missiles, warheads, decoys = inputs.boats[i], inputs.missiles[i], inputs.warheads[i], inputs.decoys[i]
        is_defended = inputs.sees[i] > 0.0 and inputs.stock[i].sum() > 0
        one_table = _shares_rows(warheads, decoys, is_explicit)
        chances, states = sensor_states(inputs.working[i], inputs.stock[i])
        objects = [(np.ones((1, 1)), np.ones((1, 1)))]
        if is_defended:
            objects = [(_object_rows(inputs, i, 0, state), _object_rows(inputs, i, 1, state)) for state in states]
        tables = objects
        for force in (2, 0, 1):
            if is_defended and is_explicit and (force == 2 or not one_table):
                raid = (boats, missiles, warheads, decoys, inputs.missile_reliability[i], inputs.engaged[i], spread)
                tables = [
                    (_region_rows(*raid, 0, force, rows[0]), _region_rows(*raid, 1, force, rows[1])) for rows in objects
                ]
            size = _largest(missiles, warheads, -1, force) + 1
            for posture in range(2):
                place = (i, force, posture)
                bare = _arriving(inputs, i, np.ones(1), tables, False, force, posture, size)
                met = bare
                if is_defended:
                    seen = _arriving(inputs, i, chances, tables, True, force, posture, size)
                    met = inputs.sees[i] * seen + (1.0 - inputs.sees[i]) * bare
                _record(bare, benchmarks, reach_without[place], curve_without[place])
                _record(met, benchmarks, reach_with[place], curve_with[place])
    return reach_with, reach_without, curve_with, curve_without
