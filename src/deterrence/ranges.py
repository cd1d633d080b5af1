"""The ranges that every input of a law keeps.

Bad input raises ValueError, naming the input, the value and the remedy; it is never clipped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers

# Sums of decimals miss whole numbers: dates and quotas within this distance of one count as it, halves as halves.
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


def positives(name: str, values: ArrayLike) -> Floats:
    """Values as finite numbers above 0: what something is divided by.

    >>> positives("output", [1, 2]).tolist()
    [1.0, 2.0]
    """
    array = np.asarray(values, dtype=np.float64)
    _refuse(name, array, array > 0, "write a number above 0")
    return array


def _refuse(name: str, values: Floats, is_valid: Flags, remedy: str) -> None:
    bad = values[~(is_valid & np.isfinite(values))]
    if bad.size:
        raise ValueError(f"{name} out of range ({bad.flat[0]:g}): {remedy}")


def round_half_up(value: ArrayLike) -> Integers:
    """Nearest whole number, halves upwards (law 5): 2.5 gives 3, -2.5 gives -2."""
    return np.asarray(np.floor(np.asarray(value, dtype=np.float64) + 1 / 2 + ROUNDING), dtype=np.int64)


def whole_parts(total: Integers, shares: Floats) -> Integers:
    """Whole parts of whole totals by largest remainder, [..., part]; they sum to the total (law 9).

    Each part gets floor(total x share), what is left goes one each to the largest remainders, ties to the earlier part.

    Args:
        total: Whole counts, [...].
        shares: Share of each part, [..., part], in [0, 1], sum one within 1e-9.
    """
    sums = shares.sum(axis=-1)
    off = np.abs(sums - 1) > ROUNDING
    if np.any(off):
        raise ValueError(f"shares sum to {np.atleast_1d(sums)[np.atleast_1d(off)][0]:g}: make them sum to one")
    quota = total[..., None] * shares
    whole = np.floor(quota + ROUNDING).astype(np.int64)
    remainder = np.round((quota - whole) / ROUNDING)
    order = np.argsort(-remainder, axis=-1, kind="stable")
    rank = np.argsort(order, axis=-1, kind="stable")
    parts: Integers = whole + (rank < total[..., None] - whole.sum(axis=-1, keepdims=True))
    return parts
