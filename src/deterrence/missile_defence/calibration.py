"""Predicted shares of a campaign against a record of counts: band, share of cells inside, bias.

A record is a number of trials and successes in each cell. It is no record of single shots: it holds all that was
launched, engaged or not.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers
from deterrence.missile_defence.ranges import in_range


@dataclass(frozen=True)
class Score:
    """How a prediction met a record."""

    cells: int
    inside_share: float
    """Share of the cells whose observed share lies in the band, both ends included."""
    bias: float
    """Predicted less observed share, each over all trials; above 0 where the prediction is too high."""


def predictive_quantiles(shares: Floats, trials: Integers, levels: ArrayLike) -> Floats:
    """Quantiles of the share of successes that would be counted, [level, cell].

    The count of a cell is a mixture over the futures of Binomial(trials, share): the spread of the inputs and the
    chance of so few trials. The quantile is the least count whose distribution function reaches the level.

    Args:
        shares: Predicted share of successes, [future, cell].
        trials: At least 1 in each cell, [cell].
        levels: Levels of the quantiles, 0 to 1.

    >>> predictive_quantiles(np.array([[0.5]]), np.array([2]), [0.25, 0.5, 0.76]).ravel().tolist()
    [0.0, 0.5, 1.0]
    """
    wanted = in_range("levels", levels, 0, 1)
    chance = in_range("shares", shares, 0, 1)
    if np.any(trials < 1):
        raise ValueError("trials holds a cell without a trial: leave it out")
    found = np.zeros((wanted.size, trials.size))
    for cell, count in enumerate(trials.tolist()):
        found[:, cell] = [_least_count(chance[:, cell], count, level) / count for level in wanted.ravel()]
    return found


def _least_count(chance: Floats, trials: int, level: float) -> int:
    """The least count of successes that is not exceeded with a chance of at least the level; all trials at the most."""
    from scipy.special import bdtr  # takes a fifth of the start of a worker, which needs none of it

    return bisect_left(range(trials), level, key=lambda count: float(bdtr(float(count), trials, chance).mean()))


def nearest_futures(shares: Floats, trials: Integers, successes: Integers, kept: int) -> Integers:
    """Futures whose share over all cells lies nearest to the observed one, in their order (history matching).

    Args:
        shares: Predicted share of successes, [future, cell].
        trials: [cell].
        successes: [cell].
        kept: How many to keep.
    """
    away = np.abs(pooled(shares, trials) - successes.sum() / trials.sum())
    return np.sort(np.argsort(away, kind="stable")[:kept])


def pooled(shares: Floats, trials: Integers) -> Floats:
    """Share over all cells of each future, [future]: cells weigh by their trials."""
    whole: Floats = shares @ trials / trials.sum()
    return whole


def is_inside(observed: Floats, low: Floats, high: Floats) -> Flags:
    """Whether each observed share lies in its band, both ends included."""
    return np.asarray((observed >= low) & (observed <= high))


def score(shares: Floats, trials: Integers, successes: Integers, low: Floats, high: Floats) -> Score:
    """The score of a band [cell] and of the mean prediction over the futures."""
    inside = is_inside(successes / trials, low, high)
    bias = float(pooled(shares, trials).mean() - successes.sum() / trials.sum())
    return Score(trials.size, float(inside.mean()), bias)
