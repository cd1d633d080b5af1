"""Sea and air legs together: what arrives of both, and what the defence takes of the sum.

The air leg meets what a ballistic reference raid leaves (docs/models/nuclear_air_leg.md), so that the two are added and
not fought out in one raid. Only France has an air leg.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import Values
from deterrence.axes import FORCE, FORCES, POSTURE
from deterrence.component import Component, Outcome, Reads, draws_and_years
from deterrence.nuclear import adequacy

_HAS_AIRCRAFT = np.array([force != "united_kingdom" for force in FORCES])[:, None]


def _profile(_: object, values: Values, __: slice) -> Values:
    """Arrivals of both legs, each [future, year, force, posture]; one warhead on each missile of the aircraft."""
    with_, without = (
        values[f"arrivals_{name}"] + _HAS_AIRCRAFT * values[f"air_missiles_arriving_{name}"][:, :, None, :]
        for name in ("with", "without")
    )
    erosion, nothing = adequacy.erosion(with_, without)
    return {
        "arrivals_all_legs_with": with_,
        "arrivals_all_legs_without": without,
        "erosion_all_legs": erosion,
        "nothing_to_erode_all_legs": nothing,
    }


_AXES = ("future", "year", "force", "posture")
_PAGE = "models/nuclear_air_leg.md"
_READ = ("arrivals_with", "arrivals_without", "air_missiles_arriving_with", "air_missiles_arriving_without")
COMPONENT: Final = Component(
    name="second_strike.all_legs",
    quantities=(),
    reads=tuple(Reads(name, neutral=0.0 if name.startswith("air") else None) for name in _READ),
    outcomes=(
        Outcome(
            "arrivals_all_legs_with", "warheads", "all_legs", _AXES,
            "Expected warheads that arrive through the defence from boats and, for France, from aircraft.", _PAGE,
            better="higher",
        ),
        Outcome(
            "arrivals_all_legs_without", "warheads", "all_legs", _AXES,
            "The twin: the same boats and aircraft with every interceptor set to zero.", _PAGE, better="higher",
        ),
        Outcome(
            "erosion_all_legs", "share", "all_legs", _AXES,
            "1 - arrivals with / arrivals without, boats and aircraft together (laws 17, 18).", _PAGE,
            "nothing_to_erode_all_legs", better="lower",
        ),
        Outcome(
            "nothing_to_erode_all_legs", "flag", "all_legs", _AXES,
            "True where nothing would arrive of either leg even without the defence (law 18).", _PAGE, dtype="bool",
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE},
    prepare=draws_and_years,
    profile=_profile,
)  # fmt: skip
