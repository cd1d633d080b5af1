"""What there is: deliveries, growth, and the American contribution (laws C7 to C12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.ranges import magnitudes, probabilities


def american(
    in_place: ArrayLike,
    reinforcing: ArrayLike,
    arrival: ArrayLike,
    dial: ArrayLike,
    swing: ArrayLike,
    second_theatre: ArrayLike,
) -> Floats:
    """The American contribution: (in place + reinforcing x arrival) x dial x (1 - swing x second theatre).

    Args:
        in_place: Units in the theatre in peace.
        reinforcing: Units that are to come.
        arrival: Share of them that arrives.
        dial: Share that the United States keeps for the theatre, 0 to 1.
        swing: Share of the units of a code that two theatres would share.
        second_theatre: Share of those that the second theatre takes.
    """
    kept = probabilities("dial", dial) * (1 - probabilities("swing", swing) * probabilities("share", second_theatre))
    units = magnitudes("in place", in_place) + magnitudes("reinforcing", reinforcing) * probabilities(
        "arrival", arrival
    )
    return units * kept


def after_a_year(holdings: Floats, deliveries: Floats, retirements: Floats) -> Floats:
    """Holdings a year on: with what is delivered, without what is retired.

    Raises:
        ValueError: More is retired than was ever there.
    """
    there = magnitudes("holdings", holdings) + magnitudes("deliveries", deliveries)
    gone = magnitudes("retirements", retirements)
    over = np.broadcast_to(gone > there, np.broadcast_shapes(gone.shape, there.shape))
    if np.any(over):
        raise ValueError(
            f"more retired than there is ({np.broadcast_to(gone, over.shape)[over][0]:g} of "
            f"{np.broadcast_to(there, over.shape)[over][0]:g}): lower the retirements or raise what is held"
        )
    return there - gone


def brigades_a_year(net_personnel: ArrayLike, land_share: ArrayLike, slice_personnel: ArrayLike) -> Floats:
    """Brigades that people allow in a year: net new personnel x land share / people behind a brigade (law C12).

    Args:
        net_personnel: Joined less left in the year, people; nothing grows where more leave than join.
        land_share: Share of them that serves on land.
        slice_personnel: People for each brigade with all that supports it.
    """
    behind = magnitudes("people behind a brigade", slice_personnel)
    if np.any(behind == 0):
        raise ValueError("people behind a brigade are 0: write a number above 0")
    joined = np.maximum(np.asarray(net_personnel, dtype=np.float64), 0.0)
    return joined * probabilities("land share", land_share) / behind
