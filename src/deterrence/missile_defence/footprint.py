"""Footprint of a defence: claimed range against the share of it that can be believed, as one aggregate factor.

Discs and straight lines only: no places, no terrain. Equations and limits: docs/models/missile_defence_classes.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.missile_defence.ranges import in_range


def area_share(radius_km: ArrayLike, claimed_range_km: ArrayLike) -> Floats:
    """Area within the radius as a share of the area within the claimed range: (r / R)^2; broadcasts.

    >>> float(area_share(150, 600))
    0.0625
    """
    radius, claimed = _radii(radius_km, claimed_range_km)
    return (radius / claimed) ** 2


def segment_share(radius_km: ArrayLike, distance_km: ArrayLike) -> Floats:
    """Share of a disc's area beyond a straight line at a distance from its centre; broadcasts.

    (arccos x - x sqrt(1 - x^2)) / pi with x = d / r: one half at d = 0, nothing from d = r on.

    >>> float(segment_share(600, 0)), float(segment_share(600, 600))
    (0.5, 0.0)
    """
    radius = in_range("radius_km", radius_km, 0, np.inf)
    distance = in_range("distance_km", distance_km, 0, np.inf)
    reaches = distance < radius
    x = np.divide(distance, radius, out=np.ones(np.broadcast_shapes(radius.shape, distance.shape)), where=reaches)
    share: Floats = (np.arccos(x) - x * np.sqrt(1 - x**2)) / np.pi
    return share


def share_beyond_border(radius_km: ArrayLike, claimed_range_km: ArrayLike, distance_km: ArrayLike) -> Floats:
    """Area covered beyond a border as a share of the area within the claimed range; broadcasts.

    (r / R)^2 x segment share: both footprints have one denominator, so the credible one is never the larger.
    """
    return area_share(radius_km, claimed_range_km) * segment_share(radius_km, distance_km)


def reach_beyond_border_km(radius_km: ArrayLike, distance_km: ArrayLike) -> Floats:
    """How far the cover reaches over the border at the most: max(r - d, 0)."""
    radius, distance = in_range("radius_km", radius_km, 0, np.inf), in_range("distance_km", distance_km, 0, np.inf)
    return np.maximum(radius - distance, 0.0)


def radius_needed_km(defended_share: ArrayLike, claimed_range_km: ArrayLike) -> Floats:
    """Radius that would cover a share of the claimed area: R sqrt(share), the inverse of `area_share`."""
    share = in_range("defended_share", defended_share, 0, 1)
    return in_range("claimed_range_km", claimed_range_km, 0, np.inf) * np.sqrt(share)


def _radii(radius_km: ArrayLike, claimed_range_km: ArrayLike) -> tuple[Floats, Floats]:
    radius = in_range("radius_km", radius_km, 0, np.inf)
    claimed = in_range("claimed_range_km", claimed_range_km, 0, np.inf)
    if np.any(claimed == 0):
        raise ValueError("claimed_range_km holds 0: write numbers above 0")
    if np.any(radius > claimed):
        raise ValueError("radius_km beyond the claimed range: lower it, or raise claimed_range_km")
    return radius, claimed
