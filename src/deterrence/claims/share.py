"""The share of futures in which a proposition holds, and its sampling error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Flags, Floats
from deterrence.claims.claim import Proposition

_WILSON_Z = 1.959963984540054
_NINETY = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class CellShare:
    """Share of futures in which the proposition holds in one cell, with its 95 % sampling interval (Wilson).

    `median`, `least` and `most` are the median of the outcome and the ends of its middle 90 % over the futures that
    have one, in its own unit; none where no future has. `is_circular`: every set that the cell stands for is argued
    from the claim's own source, so that it counts for nothing (law RS5).
    """

    assumption_set: str
    structure: str
    futures: int
    share: float
    low: float
    high: float
    void_share: float
    least: float | None = None
    median: float | None = None
    most: float | None = None
    is_circular: bool = False


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """95 % score interval of a share (Wilson 1927)."""
    z2 = _WILSON_Z**2
    share = successes / trials
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _WILSON_Z * np.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2)) / (1 + z2 / trials)
    low = 0.0 if successes == 0 else float(centre - half)
    high = 1.0 if successes == trials else float(centre + half)
    return low, high


def holds(values: Floats, proposition: Proposition, threshold: float, nothing: Flags) -> Flags:
    """Whether the proposition holds in each future; where nothing would arrive anyway nothing is eroded (law 18)."""
    at_least: Flags = (values >= threshold) & ~nothing
    return at_least if proposition.comparator == "at_least" else ~at_least


def middle_ninety(values: Floats, nothing: Flags) -> tuple[float | None, float | None, float | None]:
    """Quantiles .05, .5 and .95 of an outcome over the futures that have one; none where no future has."""
    told = values[~nothing]
    if not told.size:
        return None, None, None
    low, middle, high = np.quantile(told, _NINETY)
    return float(low), float(middle), float(high)


def by_thirds(true: Flags, column: Floats) -> tuple[float | None, float | None, float | None]:
    """Share in the lowest, the middle and the highest third of an input; equal values stay together."""
    first, second = np.quantile(column, (1 / 3, 2 / 3))
    thirds = (column <= first, (column > first) & (column <= second), column > second)
    low, middle, high = (float(true[third].mean()) if third.any() else None for third in thirds)
    return low, middle, high
