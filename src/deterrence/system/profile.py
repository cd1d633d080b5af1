"""A profile: a domain's part of a run in which nothing is fed back.

A domain comes in by one module `system/<domain>.py` that holds its profile: which quantities it reads, how drawn
quantities become the arguments of the domain's pure functions, and which outcomes come out along which axes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.system.outcome import Outcome

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Draws = Mapping[str, Floats]


@dataclass(frozen=True)
class Profile:
    """One domain's profile.

    Args:
        name: The domain.
        quantities: Ids of the quantities that it reads, in a fixed order.
        outcomes: What it gives; the first axis of each is `future`, and `year` where it has years.
        axes: Labels of each axis that is neither future nor year.
        evaluate: (draws, years) -> outcomes by name, each an array along the axes of its outcome. Draws are
            [future], or [future, year] where the quantity is dated.
    """

    name: str
    quantities: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    axes: Mapping[str, tuple[str, ...]]
    evaluate: Callable[[Draws, Integers], dict[str, NDArray[np.generic]]]
