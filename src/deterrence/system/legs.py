"""Sea and air legs together: what arrives of both, and what the defence takes of the sum.

The air leg meets what a ballistic reference raid leaves (docs/models/nuclear_air_leg.md), so that the two are added and
not fought out in one raid. Only France has an air leg.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from deterrence.nuclear import adequacy
from deterrence.system.outcome import Outcome
from deterrence.system.year import FORCES

Floats = NDArray[np.float64]
Values = Mapping[str, NDArray[np.generic]]

_RAID = ("future", "year", "force", "posture")
_PAGE = "models/nuclear_air_leg.md"
LEG_OUTCOMES = (
    Outcome(
        "arrivals_all_legs_with",
        "warheads",
        "all_legs",
        _RAID,
        "Expected warheads that arrive through the defence from boats and, for France, from aircraft.",
        _PAGE,
    ),
    Outcome(
        "arrivals_all_legs_without",
        "warheads",
        "all_legs",
        _RAID,
        "The twin: the same boats and aircraft with every interceptor set to zero.",
        _PAGE,
    ),
    Outcome(
        "erosion_all_legs",
        "share",
        "all_legs",
        _RAID,
        "1 - arrivals with / arrivals without, boats and aircraft together (laws 17, 18).",
        _PAGE,
        void="nothing_to_erode_all_legs",
    ),
    Outcome(
        "nothing_to_erode_all_legs",
        "flag",
        "all_legs",
        _RAID,
        "True where nothing would arrive of either leg even without the defence (law 18).",
        _PAGE,
    ),
)


AIR_ARRIVALS = ("air_missiles_arriving_with", "air_missiles_arriving_without")


def all_legs(sea: Values, air: Values) -> dict[str, NDArray[np.generic]]:
    """Arrivals of both legs, each [future, year, force, posture].

    Args:
        sea: `arrivals_with` and `arrivals_without`, [future, year, force, posture].
        air: `air_missiles_arriving_with` and `_without`, [future, year, posture]; one warhead on each missile.
    """
    has_aircraft = np.array([force != "united_kingdom" for force in FORCES])[:, None]
    together = [
        np.asarray(sea[f"arrivals_{name}"], dtype=np.float64)
        + has_aircraft * np.asarray(air[f"air_missiles_arriving_{name}"], dtype=np.float64)[:, :, None, :]
        for name in ("with", "without")
    ]
    erosion, nothing = adequacy.erosion(*together)
    return dict(zip((outcome.name for outcome in LEG_OUTCOMES), (*together, erosion, nothing), strict=True))
