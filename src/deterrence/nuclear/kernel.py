"""Pieces of the arrival law, compiled: the fast twin of `retaliation.py`, composed in `system`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deterrence.compilation import compiled

Floats = NDArray[np.float64]


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
def convolve(first: Floats, second: Floats) -> Floats:
    """Distribution of the sum of two independent counts."""
    out = np.zeros(first.size + second.size - 1)
    short, long = (first, second) if first.size < second.size else (second, first)
    for i in range(short.size):
        mass = short[i]
        if mass > 0.0:
            for j in range(long.size):
                out[i + j] += mass * long[j]
    return out


@compiled
def add_missiles(warheads: Floats, missiles: Floats, warheads_per_missile: int) -> Floats:
    """Distribution of warheads after adding missiles that each bring a whole load."""
    out = np.zeros(warheads.size + (missiles.size - 1) * warheads_per_missile)
    for m in range(missiles.size):
        mass = missiles[m]
        if mass > 0.0:
            start = m * warheads_per_missile
            for j in range(warheads.size):
                out[start + j] += mass * warheads[j]
    return out


@compiled
def thin(distribution: Floats, probability: float) -> Floats:
    """Each warhead functions with one chance, independently: G(1 - q + q z) by Horner's rule."""
    if probability == 1.0:
        return distribution.copy()
    top = distribution.size - 1
    out = np.zeros(top + 1)
    out[0] = distribution[top]
    miss = 1.0 - probability
    for degree in range(1, top + 1):
        for y in range(degree, 0, -1):
            out[y] = out[y] * miss + out[y - 1] * probability
        out[0] = out[0] * miss + distribution[top - degree]
    return out
