"""Decoys in the explicit structure, compiled: warheads killed for each count of warheads that arrive (laws 15, 16).

Decoys that the defence takes for warheads are engaged like them; how many is a binomial thinning. Its counts are
sampled on a lattice that keeps their mean, which holds the mean leak within .05 warhead and P(>= b) within .005.
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats
from deterrence.compilation import inlined
from deterrence.counts import add_scaled, likeliest

_NEGLIGIBLE = 1e-12
_NO_KILL = 1e-16
_ROUNDING = 1e-9
"""A mean that binary arithmetic left a hair beside a whole number is that number."""


@inlined
def _binomial(trials: int, probability: float) -> Floats:
    """Binomial(trials, probability) by ratios outwards from its likeliest count, with room for one trial more."""
    out = np.zeros(trials + 2)
    if probability == 0.0 or probability == 1.0:
        out[trials if probability == 1.0 else 0] = 1.0
        return out
    miss = 1.0 - probability
    mode, peak = likeliest(trials, probability)
    out[mode] = peak
    for count in range(mode + 1, trials + 1):
        out[count] = out[count - 1] * (trials - count + 1) * probability / (count * miss)
    for count in range(mode - 1, -1, -1):
        out[count] = out[count + 1] * (count + 1) * miss / ((trials - count) * probability)
    return out


@inlined
def engaged_decoys(mean_decoys: float, engaged_probability: float, spread: float) -> Floats:
    """Distribution of engaged decoys (index = decoys).

    Every `step`-th count stands for those about it, the sum of a smooth function by the trapezoidal rule; what the mean
    then lacks is moved between the two counts in the middle.

    Args:
        mean_decoys: Decoys that come; a fraction is the chance of one more.
        engaged_probability: Chance that each is engaged.
        spread: Spacing of the lattice in standard deviations, 0 for every count.
    """
    decoys = int(np.floor(mean_decoys + _ROUNDING))
    one_more = max(mean_decoys - decoys, 0.0) * engaged_probability
    pmf = _binomial(decoys, engaged_probability)
    if one_more > 0.0:
        for count in range(decoys + 1, 0, -1):
            pmf[count] = pmf[count] * (1.0 - one_more) + pmf[count - 1] * one_more
        pmf[0] *= 1.0 - one_more
    else:
        pmf = pmf[: decoys + 1]
    step = int(spread * np.sqrt(decoys * engaged_probability * (1.0 - engaged_probability)))
    centre = int(decoys * engaged_probability)
    if step <= 1 or centre + step >= pmf.size:
        return pmf
    out = np.zeros(pmf.size)
    for count in range(centre % step, pmf.size, step):
        out[count] = pmf[count]
    total = 0.0
    for count in range(out.size):
        total += out[count]
    for count in range(out.size):
        out[count] /= total
    missing = decoys * engaged_probability + one_more
    for count in range(centre % step, pmf.size, step):
        missing -= count * out[count]
    out[centre] -= missing / step
    out[centre + step] += missing / step
    return out


@inlined
def _add_killed_warheads(weight: float, warheads: int, decoys: int, kills: Floats, out: Floats) -> None:
    """Add P(y warheads killed) when `kills` falls on a random subset of warheads and engaged decoys.

    Kills are dealt one at a time, P(y of k + 1) from P(y of k), so that no factorial is formed.
    """
    objects = warheads + decoys
    most = min(kills.size - 1, objects)
    while most > 0 and kills[most] < _NO_KILL:
        most -= 1
    killed, before = np.zeros(most + 2), np.zeros(most + 2)
    killed[0] = 1.0
    for k in range(most + 1):
        high = min(k, warheads)
        if kills[k] > _NO_KILL:
            add_scaled(out, weight * kills[k], killed[: high + 1])
        if k < most:
            killed, before = before, killed
            _deal(killed[1 : min(k + 1, warheads) + 1], before, warheads, 1.0 / (objects - k))
            killed[0] = before[0] * (1.0 - warheads / (objects - k))
            if k >= decoys:  # decoys have run out: left to rounding, this nought would grow with every further kill
                killed[k - decoys] = 0.0


@inlined
def _deal(killed: Floats, before: Floats, warheads: int, share: float) -> None:
    """Chance of 1, 2, ... warheads killed, from that before one more object was."""
    for y in range(killed.size):
        left = (warheads - y) * share
        killed[y] = before[y + 1] * (1.0 - left + share) + before[y] * left


@inlined
def warhead_kill_rows(
    kill_rows: Floats, present: Floats, mean_decoys: Floats, engaged_probability: float, spread: float
) -> Floats:
    """P(y warheads killed | W warheads arrive), shape [W, y]; rows of counts that cannot occur stay empty.

    Args:
        kill_rows: P(k objects killed | n enter), [n, k]; the last row holds for every larger n.
        present: Chance of each warhead count, [W]; only its zeros matter.
        mean_decoys: Decoys that come with W warheads, [W]; a fraction is split over the two whole counts.
        engaged_probability: 1 - discrimination.
        spread: Lattice spacing in standard deviations, 0 for every count.
    """
    rows = np.zeros((present.size, kill_rows.shape[1]))
    for warheads in range(present.size):
        if present[warheads] > 0.0:
            pmf = engaged_decoys(mean_decoys[warheads], engaged_probability, spread)
            for decoys in range(pmf.size):
                if pmf[decoys] > _NEGLIGIBLE:
                    kills = kill_rows[min(warheads + decoys, kill_rows.shape[0] - 1)]
                    _add_killed_warheads(pmf[decoys], warheads, decoys, kills, rows[warheads])
    return rows
