"""A defence that answers the other side's growth: rounds added by year, bounded by what can be made (law 33)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.missile_defence.ranges import in_range


def response_step(current: ArrayLike, growth: ArrayLike, strength: ArrayLike, output_per_year: ArrayLike) -> Floats:
    """Rounds added up to this year, from those of last year and the growth of an earlier one (law 33).

    next = max(current, min(strength x max(growth, 0), current + output)). A ratchet: what was added stays. Rounds
    are a real number here and are rounded where they become a stock. Broadcasts.

    Args:
        current: Rounds added up to last year.
        growth: Warheads deployed against this defence beyond those of the base year; below 0 it calls for nothing.
        strength: Rounds added for each warhead of growth.
        output_per_year: Most rounds that can be added in a year, beside the output already planned.

    >>> float(response_step(current=4.0, growth=20, strength=0.5, output_per_year=5))
    9.0
    """
    held = in_range("current", current, 0, np.inf)
    target = in_range("strength", strength, 0, np.inf) * np.maximum(growth, 0)
    return np.maximum(held, np.minimum(target, held + in_range("output_per_year", output_per_year, 0, np.inf)))
