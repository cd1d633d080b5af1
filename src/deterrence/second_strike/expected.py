"""Mean warheads that arrive in one year: E[with] = q (E[at the defence] - P(sees) E[killed]), E[without] = q E[...].

The mean needs no joint distribution: boats of the two forces fire independently (law 19), so the missiles that come
to a region are one mixture for each force, and only their kills are averaged over both. Every mean of a run is this
one; the full distributions of `arrivals` serve the chances of a count.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deterrence.compilation import compiled
from deterrence.counts import binomial
from deterrence.missile_defence.expected import expected_kills, expected_warheads_killed
from deterrence.second_strike.inputs import YearInputs

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_BOTH = 2
_NEGLIGIBLE = 1e-15


@compiled
def _missiles_that_come(boats: Floats, missiles: int, reliability: float) -> Floats:
    """Distribution of one force's missiles in a region, mixed over the boats that fire: [0..most]."""
    most_boats = 3
    while most_boats > 0 and boats[most_boats] == 0.0:
        most_boats -= 1
    out = np.zeros(most_boats * missiles + 1)
    for fired in range(most_boats + 1):
        weight = boats[fired]
        if weight > 0.0:
            alone = binomial(fired * missiles, reliability)
            for m in range(alone.size):
                out[m] += weight * alone[m]
    return out


@compiled
def _mean_boats(boats: Floats) -> float:
    """Boats that fire, on average."""
    return float(boats[1] + 2.0 * boats[2] + 3.0 * boats[3])


@compiled
def _most_objects(inputs: YearInputs, i: int, region: int, raids: NDArray[np.bool_]) -> int:
    """Most objects that any raid asked for can bring to a region."""
    most = 0
    for force in range(3):
        for posture in range(2):
            if not raids[force, posture]:
                continue
            objects = 0
            for f in range(2):
                if force in (_BOTH, f):
                    fired = 3
                    while fired > 0 and inputs.boats[i, f, posture, fired] == 0.0:
                        fired -= 1
                    load = inputs.warheads[i, f] + inputs.decoys[i, f]
                    objects += fired * inputs.missiles[i, f, region] * load
            most = max(most, objects)
    return most


@compiled
def _killed(
    first: Floats, second: Floats, warheads: Integers, decoys: Integers, engaged: float, kills: Floats
) -> float:
    """E[warheads killed] in a region, over the missiles of both forces that come there."""
    mean = 0.0
    for m in range(first.size):
        for n in range(second.size):
            mass = first[m] * second[n]
            if mass > _NEGLIGIBLE:
                count = m * warheads[0] + n * warheads[1]
                others = m * decoys[0] + n * decoys[1]
                mean += mass * expected_warheads_killed(count, others, engaged, kills)
    return mean


@compiled
def _add_killed(
    inputs: YearInputs, i: int, region: int, raids: NDArray[np.bool_], kills: Floats, killed: Floats
) -> None:
    """Add a region's E[warheads killed] to `killed` [force, posture] for every raid asked for."""
    alone = np.ones(1)
    for posture in range(2):
        if not raids[:, posture].any():
            continue
        come = [
            _missiles_that_come(
                inputs.boats[i, f, posture], inputs.missiles[i, f, region], inputs.missile_reliability[i, f]
            )
            for f in range(2)
        ]
        for force in range(3):
            if raids[force, posture]:
                french = come[0] if force != 1 else alone
                british = come[1] if force != 0 else alone
                killed[force, posture] += _killed(
                    french, british, inputs.warheads[i], inputs.decoys[i], inputs.engaged[i], kills
                )


@compiled
def _bare(inputs: YearInputs, i: int, force: int, posture: int) -> float:
    """Mean warheads before the defence, of those that need not function."""
    mean = 0.0
    for f in range(2):
        if force in (_BOTH, f):
            load = inputs.missiles[i, f].sum() * inputs.missile_reliability[i, f] * inputs.warheads[i, f]
            mean += _mean_boats(inputs.boats[i, f, posture]) * load
    return mean


@compiled
def _kills(inputs: YearInputs, i: int, region: int, most: int) -> Floats:
    """E[objects killed | n enter a region] of one future."""
    return expected_kills(
        most,
        inputs.stock[i, region],
        inputs.salvo[i],
        inputs.looks[i],
        inputs.capacity[i, region],
        inputs.kill_probability[i],
        inputs.correlation[i],
        inputs.working[i],
    )


@compiled
def expected_arrivals(inputs: YearInputs, raids: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Mean warheads that arrive with and without the defence; a raid that is not asked for is NaN.

    Args:
        inputs: Arrays of the year.
        raids: [force, posture], which raids to evaluate; each is the same number whatever else is asked for.

    Returns:
        With and without, each [future, force, posture].
    """
    shape = (inputs.sees.size, 3, 2)
    with_, without = np.full(shape, np.nan), np.full(shape, np.nan)
    for i in range(inputs.sees.size):
        killed = np.zeros((3, 2))
        for region in range(2):
            most = _most_objects(inputs, i, region, raids)
            if inputs.sees[i] > 0.0 and inputs.stock[i, region].sum() > 0 and most > 0:
                _add_killed(inputs, i, region, raids, _kills(inputs, i, region, most), killed)
        for force in range(3):
            for posture in range(2):
                if raids[force, posture]:
                    bare = _bare(inputs, i, force, posture)
                    left = max(bare - inputs.sees[i] * killed[force, posture], 0.0)
                    without[i, force, posture] = inputs.warhead_reliability[i] * bare
                    with_[i, force, posture] = inputs.warhead_reliability[i] * left
    return with_, without
