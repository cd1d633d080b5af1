"""Whether what arrives is enough: erosion by a defence, chances of a count, worth of a benchmark.

Benchmarks are public payload counts. They are loads, never requirements and never arrivals: every answer is
a pair, with and without the defence. Equations and limits: docs/models/nuclear.md.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deterrence.arrays import Flags, Floats, Integers
from deterrence.ranges import ROUNDING, counts, magnitudes, probabilities

UNREACHABLE, NOT_ASSURED, ASSURED = "unreachable", "not_assured", "assured"


def erosion(arrivals_with: ArrayLike, arrivals_without: ArrayLike) -> tuple[Floats, Flags]:
    """Erosion = 1 - E[arrivals with] / E[arrivals without], and where there is nothing to erode (law 18).

    Headline twin of law 17: the same forces and deployments with all interceptors set to 0. Where nothing
    would arrive without the defence the flag is true and the value 0: count such futures apart, a claim is
    false there.

    Args:
        arrivals_with: Expected warheads through the defence, at least 0.
        arrivals_without: Expected warheads of the twin, at least 0, same shape.
    """
    with_ = magnitudes("arrivals_with", arrivals_with)
    without = magnitudes("arrivals_without", arrivals_without)
    is_nothing = np.broadcast_to(without == 0, np.broadcast_shapes(with_.shape, without.shape))
    ratio = np.divide(with_, without, out=np.ones(is_nothing.shape), where=~is_nothing)
    return 1 - ratio, is_nothing.copy()


def erosion_without_programme(arrivals_with: ArrayLike, arrivals_without_programme: ArrayLike) -> tuple[Floats, Flags]:
    """Erosion against a history rerun without the defence, in which nobody answered it (laws 17, 18).

    Same ratio as `erosion`, another denominator: upload in answer to the defence stands in the numerator
    only, so the value falls below 0 where the answer outweighs the defence.
    """
    return erosion(arrivals_with, arrivals_without_programme)


def benchmark_status(probability_without: ArrayLike) -> NDArray[np.str_]:
    """What a benchmark is worth even without a defence, from P(arrivals without >= b) (law 20).

    0: `unreachable`; below one half: `not_assured`; else `assured`. Only an assured benchmark can decide a
    verdict.
    """
    chance = probabilities("probability_without", probability_without, ROUNDING)
    return np.where(chance == 0, UNREACHABLE, np.where(chance < 1 / 2, NOT_ASSURED, ASSURED))


def first_year_below(arrivals: ArrayLike, bar: ArrayLike, years: Integers) -> Integers:
    """First year in which expected arrivals lie below a bar; the year after the last where they never do.

    So coded the year can be ordered: a bar that holds longer has a later year.

    Args:
        arrivals: Expected warheads, [future, year, ...].
        bar: Warheads, [future, ...].
        years: Calendar years, ascending, without gaps.

    >>> first_year_below([[9.0, 6.0, 8.0]], [7.0], np.array([2025, 2026, 2027])).tolist()
    [2026]
    """
    is_below = magnitudes("arrivals", arrivals) < magnitudes("bar", bar)[:, None]
    found: Integers = np.where(is_below.any(axis=1), years[np.argmax(is_below, axis=1)], years[-1] + 1)
    return found


def least_restoring(
    arrivals_of: Callable[[Integers, Integers], Floats], most: ArrayLike, bar: ArrayLike
) -> tuple[Integers, Flags]:
    """Least whole number of further boats or warheads with which the bar is reached, and where none reaches it.

    By bisection, so arrivals must not fall as the number rises. 0 where the bar is held as things are. Where even
    the most that the platform takes is too little the flag is true and the value is that most: count such
    futures apart.

    Args:
        arrivals_of: (futures, numbers) -> expected warheads of those futures with so many more of them.
        most: Most that can be added, whole, [future].
        bar: Warheads, [future].
    """
    limit, wanted = counts("most", most), magnitudes("bar", bar)
    everyone = np.arange(limit.size)
    is_held = arrivals_of(everyone, np.zeros_like(limit)) >= wanted
    low, high = np.zeros_like(limit), np.where(is_held, 0, limit)
    short = everyone[~is_held]
    is_beyond = np.zeros(limit.size, dtype=np.bool_)
    is_beyond[short] = arrivals_of(short, limit[short]) < wanted[short]
    while (open_ := everyone[~is_beyond & (high - low > 1)]).size:
        middle = (low[open_] + high[open_]) // 2
        reaches = arrivals_of(open_, middle) >= wanted[open_]
        high[open_[reaches]], low[open_[~reaches]] = middle[reaches], middle[~reaches]
    return high, is_beyond
