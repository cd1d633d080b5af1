"""Binomial and hypergeometric distributions, exact to rounding for thousands of objects.

Both are built outwards from their mode by the ratio of neighbours and then divided by their sum: no factorial
is formed, nothing overflows, and far tails fall to zero.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from deterrence.arrays import Floats


def _from_ratios(ratios: Floats, mode: int) -> Floats:
    """Distribution whose neighbours stand in the given ratios P(y + 1) / P(y)."""
    above = np.cumprod(ratios[mode:])
    below = np.cumprod(1 / ratios[:mode][::-1])[::-1]
    weights = np.concatenate([below, [1.0], above])
    pmf: Floats = weights / weights.sum()
    return pmf


@lru_cache(maxsize=4096)
def binomial(trials: int, probability: float) -> Floats:
    """Chance of y successes in `trials` independent trials, index 0..trials (read-only: it is kept)."""
    if probability in (0, 1):
        pmf = np.zeros(trials + 1)
        pmf[trials if probability == 1 else 0] = 1.0
    else:
        y = np.arange(trials)
        ratios = (trials - y) / (y + 1) * (probability / (1 - probability))
        pmf = _from_ratios(ratios, min(int((trials + 1) * probability), trials))
    pmf.setflags(write=False)
    return pmf


def hypergeometric(marked: int, unmarked: int, drawn: int) -> Floats:
    """Chance that y of the `drawn` objects are marked, drawn at random without return, index 0..marked."""
    low, high = max(0, drawn - unmarked), min(marked, drawn)
    y = np.arange(low, high)
    ratios = (marked - y) * (drawn - y) / ((y + 1) * (unmarked - drawn + y + 1))
    mode = (drawn + 1) * (marked + 1) // (marked + unmarked + 2)
    pmf = np.zeros(marked + 1)
    pmf[low : high + 1] = _from_ratios(ratios, min(max(mode, low), high) - low)
    return pmf
