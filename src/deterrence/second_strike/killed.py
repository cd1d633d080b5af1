"""Objects and warheads killed in one region, for each number that comes, compiled: what `arrivals` asks."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.missile_defence.decoy import warhead_kill_rows
from deterrence.missile_defence.kill_rows import kill_rows
from deterrence.second_strike.coming import BOATS
from deterrence.second_strike.inputs import YearInputs

_NEVER = 1e-13  # a count of warheads less likely than this gets no table of kills


@compiled
def most_brought(missiles: Integers, loads: Integers, region: int, boats: Integers) -> int:
    """Most warheads, or objects, of both forces in a region, of so many boats of each."""
    most: int = boats[0] * missiles[0, region] * loads[0] + boats[1] * missiles[1, region] * loads[1]
    return most


@inlined
def object_rows(
    inputs: YearInputs, i: int, y: int, region: int, loads: Integers, boats: Integers, working: Floats
) -> Floats:
    """P(objects killed | objects that come) in one region of one future, for up to all that both forces can bring."""
    return kill_rows(
        most_brought(inputs.missiles[i, y], loads, region, boats),
        inputs.stock[i, y, region],
        inputs.salvo[i, y],
        inputs.looks[i, y],
        inputs.capacity[i, y, region],
        inputs.kill_probability[i, y],
        inputs.correlation[i, y],
        working,
    )


@inlined
def _brought(come: Floats, size: int, weights: Floats, warheads: Integers, decoys: Integers) -> tuple[Floats, Floats]:
    """Chance of each number of warheads in the region, and the mean decoys that come with it."""
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
    return present, decoy_sum


@compiled
def warhead_rows(
    objects: Floats,
    come: Floats,
    size: int,
    weights: Floats,
    raid: int,
    warheads: Integers,
    decoys: Integers,
    engaged: float,
    spread: float,
) -> Floats:
    """P(warheads killed | warheads that come) of one raid in one region, with explicit decoys.

    A number of warheads brings the mean decoys of the missiles that can bring it, over boat counts and both postures.

    Args:
        objects: P(objects killed | objects that come).
        come: Chance of each number of missiles in the region, [force, boats that fire, missiles].
        size: Most warheads, and one.
        weights: Chance that so many boats fire, [French, British, force, posture].
        raid: Whose it is.
        warheads: Per missile, [force].
        decoys: Per missile, [force].
        engaged: Chance that a decoy is.
        spread: Lattice spacing of grouped decoys in standard deviations.
    """
    present, decoy_mean = _brought(come, size, weights[:, :, raid], warheads, decoys)
    return warhead_kill_rows(objects, present, decoy_mean, engaged, spread)


@compiled
def mirrored(rows: Floats) -> Floats:
    """The same rows from right to left."""
    out = np.zeros((rows.shape[0], rows.shape[1]))
    last = rows.shape[1] - 1
    for n in range(rows.shape[0]):
        for k in range(last + 1):
            out[n, k] = rows[n, last - k]
    return out
