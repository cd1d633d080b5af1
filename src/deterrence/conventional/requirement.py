"""What is needed: a requirement spread over regions and tiers, and what raises it (laws C2 to C4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.ranges import ROUNDING, magnitudes


def spread(total: ArrayLike, region_share: ArrayLike, tier_share: ArrayLike) -> Floats:
    """Requirement by region and tier, [..., region, tier]: both shares apply alike, so that the margins are exact.

    Args:
        total: Units in all, [...].
        region_share: [..., region], sum one.
        tier_share: What each tier adds, fastest first, [..., tier], sum one.
    """
    regions, tiers = whole("region shares", region_share), whole("tier shares", tier_share)
    return magnitudes("total", total)[..., None, None] * regions[..., :, None] * tiers[..., None, :]


def whole(name: str, shares: ArrayLike) -> Floats:
    """Shares along the last axis that sum to one.

    Raises:
        ValueError: They do not, or one is below 0.
    """
    array = magnitudes(name, shares)
    sums = array.sum(axis=-1).ravel()
    off = sums[np.abs(sums - 1) > ROUNDING]
    if off.size:
        raise ValueError(f"{name} sum to {off[0]:g}: make them sum to one")
    return array


def renormalised(parts: ArrayLike) -> Floats:
    """Drawn parts as shares of their sum along the last axis."""
    array = magnitudes("parts", parts)
    total = array.sum(axis=-1, keepdims=True)
    if np.any(total <= 0):
        raise ValueError("parts sum to 0: give at least one part a number above 0")
    shares: Floats = array / total
    return shares
