"""The ranges that inputs of a law of missile defence keep, each refused with its name, its value and the remedy."""

from __future__ import annotations

from operator import index
from typing import SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats


def whole_count(name: str, value: SupportsIndex, least: int = 0) -> int:
    """A whole number of at least `least`, or a ValueError that names the input."""
    try:
        count = index(value)
    except TypeError:
        raise ValueError(f"{name} is {value!r}: write a whole number") from None
    if count < least or isinstance(value, bool | np.bool):
        raise ValueError(f"{name} is {value!r}: write a whole number of at least {least}")
    return count


def probability(name: str, value: SupportsFloat) -> float:
    """A number in [0, 1], or a ValueError that names the input."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {value!r}: write a number from 0 to 1") from None
    if not 0 <= number <= 1:
        raise ValueError(f"{name} is {value!r}: write a number from 0 to 1")
    return number


def in_range(name: str, value: ArrayLike, low: float, high: float) -> Floats:
    """An array whose every element lies in [low, high], or a ValueError that names the input."""
    array = np.asarray(value, dtype=np.float64)
    outside = ~((array >= low) & (array <= high))
    if np.any(outside):
        raise ValueError(f"{name} holds {array[outside][0]:g}: write numbers from {low:g} to {high:g}")
    return array
