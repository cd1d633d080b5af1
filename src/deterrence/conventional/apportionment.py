"""Who should provide it: fair shares by key, and the exact closed form under bounds (laws C13 to C15).

Not NATO's algorithm, which is not public.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.conventional.gap import HALF
from deterrence.ranges import ROUNDING, magnitudes


def fair_shares(weights: ArrayLike) -> Floats:
    """Fair share of each ally, [..., ally]: its weight over those of all; they sum to one.

    Args:
        weights: Weight of each ally by one key, [..., ally].

    Raises:
        ValueError: A weight is not above 0.
    """
    array = magnitudes("weights", weights)
    if np.any(array <= 0):
        raise ValueError("a weight of 0: write a weight above 0, or leave out the ally")
    shares: Floats = array / array.sum(axis=-1, keepdims=True)
    return shares


def past_effort(gdp: ArrayLike, spending_share: ArrayLike) -> Floats:
    """Weights by past effort: GDP over the mean share of it that was spent, so that who spent less owes more."""
    spent = magnitudes("spending share", spending_share)
    if np.any(spent == 0):
        raise ValueError("a spending share of 0: write a share above 0")
    return magnitudes("gdp", gdp) / spent


def equal_mix(*keys: Floats) -> Floats:
    """The mean of fair shares by several keys; it sums to one as they do."""
    mixed: Floats = np.mean(np.stack(np.broadcast_arrays(*keys)), axis=0)
    return mixed


def upper_bounds(requirement: ArrayLike, holdings: ArrayLike, growth: ArrayLike, years: int) -> Floats:
    """Most that each ally may be asked, [..., ally]: half of the requirement, and what it can grow to; never a cut.

    Args:
        requirement: Units, [...].
        holdings: Units that each ally has, [..., ally].
        growth: Units a year that each can add, [..., ally].
        years: Years until then.
    """
    held, added = magnitudes("holdings", holdings), magnitudes("growth", growth)
    cap = HALF * magnitudes("requirement", requirement)[..., None]
    return np.maximum(held, np.minimum(cap, held + years * added))


def apportioned(
    requirement: ArrayLike, weights: ArrayLike, lower: ArrayLike, upper: ArrayLike
) -> tuple[Floats, Floats]:
    """Units of each ally, [..., ally], and the least multiplier that gives them, [...].

    x = clip(multiplier x weight, lower, upper), of which the sum is the requirement, or the sum of the bounds that
    stops it. It is found by going along all breakpoints. The multiplier is NaN where all are at their upper bound.

    Args:
        requirement: Units, [...].
        weights: Weights above 0, [..., ally].
        lower: Least units of each, [..., ally].
        upper: Most units of each, [..., ally].

    Raises:
        ValueError: A weight is not above 0, or an upper bound is below its lower bound.
    """
    needed, key = magnitudes("requirement", requirement), magnitudes("weights", weights)
    least, most = magnitudes("lower", lower), magnitudes("upper", upper)
    shape = np.broadcast_shapes((*needed.shape, 1), key.shape, least.shape, most.shape)
    key, least, most = (np.broadcast_to(array, shape) for array in (key, least, most))
    if np.any(key <= 0):
        raise ValueError("a weight of 0: write a weight above 0, or leave out the ally")
    if np.any(most < least):
        raise ValueError("an upper bound below its lower bound: raise the upper or lower the lower bound")
    needed = np.broadcast_to(needed, shape[:-1])
    multiplier = _least_multiplier(needed, key, least, most)
    shares = np.clip(multiplier[..., None] * key, least, most)
    is_full = needed >= most.sum(axis=-1)
    return np.where(is_full[..., None], most, shares), np.where(is_full, np.nan, multiplier)


def _least_multiplier(needed: Floats, key: Floats, least: Floats, most: Floats) -> Floats:
    """Where the sum of clipped shares, piecewise linear in the multiplier, first reaches what is needed."""
    breaks = np.concatenate([least / key, most / key], axis=-1)
    slopes = np.concatenate([key, -key], axis=-1)
    order = np.argsort(breaks, axis=-1, kind="stable")
    breaks, slopes = (np.take_along_axis(array, order, axis=-1) for array in (breaks, slopes))
    slope = np.cumsum(slopes, axis=-1)
    steps = slope[..., :-1] * np.diff(breaks, axis=-1)
    start = least.sum(axis=-1, keepdims=True)
    reached = np.concatenate([start, start + np.cumsum(steps, axis=-1)], axis=-1)
    target = np.clip(needed, start[..., 0], most.sum(axis=-1))
    scale = ROUNDING * np.maximum(target, ROUNDING)
    at = np.argmax(reached >= (target - scale)[..., None], axis=-1)[..., None]
    before = np.maximum(at - 1, 0)
    left, gained, rate = (np.take_along_axis(array, before, axis=-1)[..., 0] for array in (breaks, reached, slope))
    moved = np.divide(target - gained, rate, out=np.zeros(target.shape), where=(at[..., 0] > 0) & (rate > 0))
    return np.where(at[..., 0] > 0, left + moved, 0.0)
