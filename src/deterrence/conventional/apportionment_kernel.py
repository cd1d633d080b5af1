"""The closed form of shares, compiled over problems: the fast twin of `apportionment.apportioned`, equal to 1e-12."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined


@inlined
def _solve(needed: float, weight: Floats, lower: Floats, upper: Floats, free: Integers, out: Floats) -> None:
    """One problem: whoever a trial multiplier puts out of bounds is fixed there, the greater side first."""
    least, most, rest, count = 0.0, 0.0, 0.0, weight.size
    for ally in range(count):
        least += lower[ally]
        most += upper[ally]
        rest += weight[ally]
        free[ally] = ally
    target = min(max(needed, least), most)
    while count > 0:
        multiplier = target / rest
        excess, deficit = 0.0, 0.0
        for ally in free[:count]:
            trial = multiplier * weight[ally]
            if trial > upper[ally]:
                out[ally] = upper[ally]
                excess += trial - upper[ally]
            elif trial < lower[ally]:
                out[ally] = lower[ally]
                deficit += lower[ally] - trial
            else:
                out[ally] = trial
        if excess == deficit:
            return
        bound = upper if excess > deficit else lower
        kept = 0
        for ally in free[:count]:
            trial = multiplier * weight[ally]
            is_fixed = trial >= bound[ally] if excess > deficit else trial <= bound[ally]
            if is_fixed:
                target -= bound[ally]
                rest -= weight[ally]
                out[ally] = bound[ally]
            else:
                free[kept] = ally
                kept += 1
        count = kept


@compiled
def apportion(requirement: Floats, weight: Floats, lower: Floats, upper: Floats, out: Floats) -> None:
    """Shares of every problem, [problem, ally], into `out`; sums as in `apportioned`.

    Args:
        requirement: Units, [problem].
        weight: Weights above 0, [problem or 1, ally].
        lower: Least units, [problem or 1, ally].
        upper: Most units, [problem or 1, ally], not below the least.
        out: Where the shares go, [problem, ally].
    """
    free = np.empty(out.shape[1], dtype=np.int64)
    for problem in range(out.shape[0]):
        _solve(
            requirement[problem],
            weight[min(problem, weight.shape[0] - 1)],
            lower[min(problem, lower.shape[0] - 1)],
            upper[min(problem, upper.shape[0] - 1)],
            free,
            out[problem],
        )
