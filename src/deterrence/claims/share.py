"""The share of futures in which a proposition holds, and its sampling error."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deterrence.claims.claim import Proposition

Floats = NDArray[np.float64]

_WILSON_Z = 1.959963984540054


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """95 % score interval of a share (Wilson 1927)."""
    z2 = _WILSON_Z**2
    share = successes / trials
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _WILSON_Z * np.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2)) / (1 + z2 / trials)
    low = 0.0 if successes == 0 else float(centre - half)
    high = 1.0 if successes == trials else float(centre + half)
    return low, high


def holds(values: Floats, proposition: Proposition, threshold: float, nothing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the proposition holds in each future; where nothing would arrive anyway nothing is eroded (law 18)."""
    at_least: NDArray[np.bool_] = (values >= threshold) & ~nothing
    return at_least if proposition.comparator == "at_least" else ~at_least
