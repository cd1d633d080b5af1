"""Sea-based nuclear forces: whole boats over the years, what their retaliation brings, is it adequate.

Here: the ranges that every input of the package keeps. Bad input raises ValueError, naming the input, the
value and the remedy; it is never clipped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Sums of decimals miss whole numbers: dates and quotas within this distance of one count as it.
ROUNDING = 1e-9


def counts(name: str, values: ArrayLike) -> Integers:
    """Values as whole numbers of at least 0; half a boat or a negative one is refused."""
    array = np.asarray(values, dtype=np.float64)
    _refuse(name, array, (array >= 0) & (array == np.floor(array)), "write a whole number of at least 0")
    return array.astype(np.int64)


def probabilities(name: str, values: ArrayLike, slack: float = 0.0) -> Floats:
    """Values as chances or shares in [0, 1]; the slack is for values that are sums themselves."""
    array = np.asarray(values, dtype=np.float64)
    _refuse(name, array, (array >= -slack) & (array <= 1 + slack), "write a number from 0 to 1")
    return array


def distribution(name: str, values: ArrayLike) -> Floats:
    """Values as chances of the counts 0, 1, ... on the last axis; they sum to one within rounding."""
    array = probabilities(name, values, ROUNDING)
    sums = array.sum(axis=-1).ravel()
    off = sums[np.abs(sums - 1) > ROUNDING]
    if off.size:
        raise ValueError(f"{name} sums to {off[0]:g}: make the chances of all counts sum to one")
    return array


def magnitudes(name: str, values: ArrayLike) -> Floats:
    """Values as finite numbers of at least 0: durations, factors, expected counts."""
    array = np.asarray(values, dtype=np.float64)
    _refuse(name, array, array >= 0, "write a finite number of at least 0")
    return array


def _refuse(name: str, values: Floats, is_valid: NDArray[np.bool_], remedy: str) -> None:
    bad = values[~(is_valid & np.isfinite(values))]
    if bad.size:
        raise ValueError(f"{name} out of range ({bad.flat[0]:g}): {remedy}")
