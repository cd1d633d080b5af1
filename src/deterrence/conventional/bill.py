"""What it costs: units times unit costs, the remainder that no line counts, and upkeep over a life (laws C41, C42)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.ranges import magnitudes


def lines(units: ArrayLike, unit_cost: ArrayLike) -> Floats:
    """Money of each line, [...]: units times unit cost, in the prices of the unit cost."""
    return magnitudes("units", units) * magnitudes("unit cost", unit_cost)


def remainder(published: ArrayLike, counted: ArrayLike) -> Floats:
    """What a published bill holds beyond the lines that can be counted, [...]; it is named and never spread over them.

    Args:
        published: The bill as published.
        counted: Sum of the lines; where it exceeds the bill, the remainder is below 0 and says so.
    """
    return magnitudes("published bill", published) - magnitudes("sum of the lines", counted)


def life_cycle(procurement: ArrayLike, factor: ArrayLike) -> Floats:
    """Money over the life of what is bought: procurement times a factor of at least one."""
    times = magnitudes("life-cycle factor", factor)
    if np.any(times < 1):
        raise ValueError("a life-cycle factor below 1: what is bought is part of it, write a factor of at least 1")
    return magnitudes("procurement", procurement) * times
