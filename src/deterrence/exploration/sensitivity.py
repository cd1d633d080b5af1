"""Which inputs decide an outcome: first-order variance shares from the futures already run.

The share of an outcome's variance that one input explains is estimated from given data by the correlation ratio over
classes of equal size (Plischke, Borgonovo and Smith 2013), less the value that chance alone would give. Whole-number
inputs are classes of their own, so a count or a category is seen like a continuous input.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import betaincinv

from deterrence.arrays import Floats, Integers

_FEWEST_FUTURES_PER_CLASS = 25
_MOST_CLASSES = 20
_CHANCE = 0.01


def classes(values: Floats) -> Integers:
    """Class of each future: the value itself where there are few values, else equal-sized classes by rank."""
    most = max(2, min(_MOST_CLASSES, values.size // _FEWEST_FUTURES_PER_CLASS))
    distinct, inverse = np.unique(values, return_inverse=True)
    if distinct.size <= most:
        return inverse.astype(np.int64)
    rank = np.empty(values.size, dtype=np.int64)
    rank[np.argsort(values, kind="stable")] = np.arange(values.size)
    return rank * most // values.size


def chance_level(futures: int, groups: int, inputs: int) -> float:
    """Share that the luckiest of some inputs without influence exceeds once in a hundred runs.

    Without influence eta^2 of a normal outcome over m classes of n futures is Beta((m - 1) / 2, (n - m) / 2); its
    quantile at 1 - .01 / inputs (Bonferroni), adjusted as the shares are.

    Args:
        futures: n.
        groups: m, classes that occur.
        inputs: How many inputs are looked at together.
    """
    if groups < 2 or groups >= futures:
        return 1.0
    eta2 = betaincinv((groups - 1) / 2, (futures - groups) / 2, 1.0 - _CHANCE / max(1, inputs))
    return float(1.0 - (1.0 - eta2) * (futures - 1) / (futures - groups))


def _share(outcome: Floats, class_of: Integers, centre: float, variance: float) -> float:
    """1 - (1 - eta^2)(n - 1)/(n - m), not below 0; 0 where the outcome does not vary or there is one class."""
    count = np.bincount(class_of)
    occupied = count > 0
    groups = int(occupied.sum())
    if variance <= 1e-24 or groups < 2 or groups >= outcome.size:
        return 0.0
    mean = np.bincount(class_of, weights=outcome)[occupied] / count[occupied]
    between = float((count[occupied] * (mean - centre) ** 2).sum()) / outcome.size
    adjusted = 1.0 - (1.0 - between / variance) * (outcome.size - 1) / (outcome.size - groups)
    return max(0.0, adjusted)


def classes_of(inputs: Mapping[str, Floats]) -> dict[str, Integers]:
    """Classes of every input that varies."""
    return {name: classes(values) for name, values in inputs.items() if np.ptp(values) > 0.0}


def first_order_shares(outcome: Floats, class_of: Mapping[str, Integers]) -> dict[str, float]:
    """First-order share of each input.

    Args:
        outcome: [future].
        class_of: Quantity id -> class of each future (`classes_of`).
    """
    centre, variance = float(outcome.mean()), float(outcome.var())
    return {name: _share(outcome, chosen, centre, variance) for name, chosen in class_of.items()}
