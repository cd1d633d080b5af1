"""What is missing: gaps by readiness tier, the half rule, and the years in which a gap is open (laws C9, C11, C12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers
from deterrence.ranges import magnitudes

HALF = 1 / 2
"""No ally holds more than this share of a capability, and Europeans at least this share of what is in the theatre."""


def tier_gap(requirement: ArrayLike, holdings: ArrayLike) -> Floats:
    """Gap of each tier and the faster ones, [..., tier]: what is ready sooner also counts later, never the reverse.

    Args:
        requirement: Units that each tier adds, fastest first, [..., tier].
        holdings: Ready units that each tier adds, [..., tier].
    """
    needed = np.cumsum(magnitudes("requirement", requirement), axis=-1)
    ready = np.cumsum(magnitudes("holdings", holdings), axis=-1)
    return np.maximum(needed - ready, 0.0)


def gap_without_netting(requirement: ArrayLike, holdings: ArrayLike) -> Floats:
    """Sum over tiers of what each alone lacks, [...]: what it would be if nothing faster could stand in."""
    missing = magnitudes("requirement", requirement) - magnitudes("holdings", holdings)
    total: Floats = np.maximum(missing, 0.0).sum(axis=-1)
    return total


def first_year_closed(gap: Floats, years: Integers) -> tuple[Floats, Flags]:
    """First year from which the gap is zero in every later year, and whether none is, [future, ...].

    Never extrapolated: a gap that is open in the last year has the flag `after_horizon` and the year 0.

    Args:
        gap: [future, year, ...].
        years: Calendar years.
    """
    is_open = gap > 0
    last_open = np.where(is_open.any(axis=1), years.size - 1 - np.argmax(is_open[:, ::-1], axis=1), -1)
    after_horizon: Flags = last_open == years.size - 1
    first = years[np.minimum(last_open + 1, years.size - 1)].astype(np.float64)
    return np.where(after_horizon, 0.0, first), after_horizon


def years_below(levels: Floats, level: Floats) -> Integers:
    """The transition gap: in how many years there is less than at a level, [future, ...].

    Args:
        levels: [future, year, ...].
        level: [future, ...].
    """
    counted: Integers = np.count_nonzero(levels < level[:, None], axis=1).astype(np.int64)
    return counted
