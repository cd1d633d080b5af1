"""Decoys in the explicit structure, compiled: warheads killed for each count of warheads that arrive (laws 15, 16).

Decoys that the defence takes for warheads are engaged like them; how many is a binomial thinning. Its counts are
grouped on a lattice that keeps their mean, which holds the mean leak within .05 warhead and P(>= b) within .005.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deterrence.compilation import compiled
from deterrence.missile_defence.kernel import binomial_table

Floats = NDArray[np.float64]


@compiled
def engaged_decoys(decoys: int, engaged_probability: float, spread: float) -> Floats:
    """Distribution of engaged decoys over 0..decoys, grouped on a lattice of `spread` deviations (0 = exact)."""
    pmf: Floats = binomial_table(decoys, engaged_probability)[decoys].copy()
    miss = 1.0 - engaged_probability
    step = int(spread * np.sqrt(decoys * engaged_probability * miss))
    if step <= 1:
        return pmf
    out = np.zeros(decoys + 1)
    centre = int(decoys * engaged_probability + 0.5)
    offset = centre % step
    for y in range(decoys + 1):
        low = offset + (y - offset) // step * step
        high = low + step
        low, high = max(low, 0), min(high, decoys)
        share = (y - low) / (high - low) if high > low else 0.0
        out[low] += pmf[y] * (1.0 - share)
        out[high] += pmf[y] * share
    return out


@compiled
def _add_killed_warheads(weight: float, warheads: int, decoys: int, kills: Floats, killed: Floats, out: Floats) -> None:
    """Add P(y warheads killed) when `kills` falls on a random subset of warheads and engaged decoys."""
    objects = warheads + decoys
    most = min(kills.size - 1, objects)
    while most > 0 and kills[most] < 1e-16:
        most -= 1
    killed[:] = 0.0
    killed[0] = 1.0
    for k in range(most + 1):
        mass = weight * kills[k]
        high = min(k, warheads)
        if mass > 0.0:
            for y in range(high + 1):
                out[y] += mass * killed[y]
        if k < most:
            share = 1.0 / (objects - k)
            for y in range(min(k + 1, warheads), 0, -1):
                killed[y] = killed[y] * (1.0 - (warheads - y) * share) + killed[y - 1] * (warheads - y + 1) * share
            killed[0] *= 1.0 - warheads * share
            if k >= decoys:  # decoys have run out: left to rounding, this nought would grow with every further kill
                killed[k - decoys] = 0.0


@compiled
def warhead_kill_rows(
    kill_rows: Floats, present: Floats, mean_decoys: Floats, engaged_probability: float, spread: float
) -> Floats:
    """P(y warheads killed | W warheads arrive), shape [W, y]; rows of counts that cannot occur stay empty.

    Args:
        kill_rows: P(k objects killed | n enter), [n, k].
        present: Chance of each warhead count, [W]; only its zeros matter.
        mean_decoys: Decoys that come with W warheads, [W]; a fraction is split over the two whole counts.
        engaged_probability: 1 - discrimination.
        spread: Lattice spacing in standard deviations, 0 for every count.
    """
    columns = kill_rows.shape[1]
    rows = np.zeros((present.size, columns))
    killed = np.zeros(columns + 1)
    for warheads in range(present.size):
        if present[warheads] <= 0.0:
            continue
        floor = int(np.floor(mean_decoys[warheads] + 1e-9))
        fraction = max(mean_decoys[warheads] - floor, 0.0)
        if fraction < 1e-9:
            fraction = 0.0
        for extra in range(2):
            part = fraction if extra == 1 else 1.0 - fraction
            if part == 0.0:
                continue
            pmf = engaged_decoys(floor + extra, engaged_probability, spread)
            for decoys in range(pmf.size):
                if pmf[decoys] > 1e-12:
                    _add_killed_warheads(
                        part * pmf[decoys],
                        warheads,
                        decoys,
                        kill_rows[warheads + decoys],
                        killed,
                        rows[warheads],
                    )
    return rows
