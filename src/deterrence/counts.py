"""Distributions of counts, compiled: what kernels of several rooms need of them (index = count)."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np

from deterrence.arrays import Floats
from deterrence.compilation import compiled

DUST = 1e-20
"""A chance too small to move any sum of chances by a bit; left out, it costs nothing to carry."""


@compiled
def add_scaled(target: Floats, factor: float, values: Floats) -> None:
    """Add a multiple of some values to the first places of another array; from 0 on, so that it runs in vectors."""
    for place in range(values.size):
        target[place] += factor * values[place]


@compiled
def without_dust(distribution: Floats) -> Floats:
    """The same distribution, with nothing in place of what is dust."""
    out = distribution.copy()
    for count in range(out.size):
        if out[count] < DUST:
            out[count] = 0.0
    return out


@compiled
def binomial(trials: int, probability: float) -> Floats:
    """Binomial(trials, probability), index 0..trials."""
    pmf = np.zeros(trials + 1)
    pmf[0] = 1.0
    miss = 1.0 - probability
    for n in range(1, trials + 1):
        for y in range(n, 0, -1):
            pmf[y] = pmf[y] * miss + pmf[y - 1] * probability
        pmf[0] *= miss
    return pmf


@compiled
def likeliest(trials: int, probability: float) -> tuple[int, float]:
    """The likeliest count of Binomial(trials, probability) and its chance; the probability is neither 0 nor 1."""
    mode = min(int((trials + 1) * probability), trials)
    chance = exp(
        lgamma(trials + 1.0) - lgamma(mode + 1.0) - lgamma(trials - mode + 1.0)
        + mode * log(probability) + (trials - mode) * log(1.0 - probability)
    )  # fmt: skip
    return mode, chance


@compiled
def _support(distribution: Floats) -> tuple[int, int, int]:
    """First and last count that can occur, and how many of those between can."""
    low, high = 0, distribution.size - 1
    while low < high and distribution[low] == 0.0:
        low += 1
    while high > low and distribution[high] == 0.0:
        high -= 1
    count = 0
    for place in range(low, high + 1):
        if distribution[place] > 0.0:
            count += 1
    return low, high, count


@compiled
def convolve(first: Floats, second: Floats) -> Floats:
    """Distribution of the sum of two independent counts."""
    few, many = first, second
    if _support(second)[2] < _support(first)[2]:
        few, many = second, first
    from_few, to_few, _ = _support(few)
    low, high, _ = _support(many)
    out = np.zeros(first.size + second.size - 1)
    for i in range(from_few, to_few + 1):
        if few[i] > 0.0:
            add_scaled(out[i + low :], few[i], many[low : high + 1])
    return out
