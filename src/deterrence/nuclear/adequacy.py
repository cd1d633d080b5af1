"""Whether what arrives is enough: erosion by a defence, chances of a count, worth of a benchmark.

Benchmarks are public payload counts. They are loads, never requirements and never arrivals: every answer is
a pair, with and without the defence. Equations and limits: docs/models/nuclear.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deterrence.nuclear import ROUNDING, Floats, distribution, magnitudes, probabilities

UNREACHABLE, NOT_ASSURED, ASSURED = "unreachable", "not_assured", "assured"


def erosion(arrivals_with: ArrayLike, arrivals_without: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
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


def erosion_without_programme(
    arrivals_with: ArrayLike, arrivals_without_programme: ArrayLike
) -> tuple[Floats, NDArray[np.bool_]]:
    """Erosion against a history rerun without the defence, in which nobody answered it (laws 17, 18).

    Same ratio as `erosion`, another denominator: upload in answer to the defence stands in the numerator
    only, so the value falls below 0 where the answer outweighs the defence.
    """
    return erosion(arrivals_with, arrivals_without_programme)


def probability_at_least(arrivals: Floats) -> Floats:
    """P(arrivals >= b) for every b, on the last axis (law 20).

    >>> probability_at_least(np.array([0.5, 0.25, 0.25])).tolist()
    [1.0, 0.5, 0.25]
    """
    mass = distribution("arrivals", arrivals)
    return np.flip(np.cumsum(np.flip(mass, axis=-1), axis=-1), axis=-1)


def benchmark_status(probability_without: ArrayLike) -> NDArray[np.str_]:
    """What a benchmark is worth even without a defence, from P(arrivals without >= b) (law 20).

    0: `unreachable`; below one half: `not_assured`; else `assured`. Only an assured benchmark can decide a
    verdict.
    """
    chance = probabilities("probability_without", probability_without, ROUNDING)
    return np.where(chance == 0, UNREACHABLE, np.where(chance < 1 / 2, NOT_ASSURED, ASSURED))
