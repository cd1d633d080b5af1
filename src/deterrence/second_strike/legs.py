"""Sea and air legs together: what arrives of both, and what the defence takes of the sum.

The air leg meets what a ballistic reference raid leaves (docs/models/nuclear_air_leg.md), so that the two are added and
not fought out in one raid. Only France has an air leg.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import Values
from deterrence.axes import CLAIM_YEAR, DEFENCE, DEFENCES, FORCE, FORCES, POSTURE, PRESENT_YEAR
from deterrence.component import Component, Outcome, Reads
from deterrence.exposure import YEARLY
from deterrence.nuclear import adequacy
from deterrence.second_strike.retaliation import STOPPED

_HAS_AIRCRAFT = np.array([force != "united_kingdom" for force in FORCES])[:, None, None, None]


def _profile(_: object, values: Values, __: slice) -> Values:
    """Arrivals of both legs, each [future, year, force, posture, exposure]; an aircraft's missile has one warhead."""
    together = values["arrivals"] + _HAS_AIRCRAFT * values["air_missiles_arriving"][:, :, None]
    all_, none = (together[..., DEFENCES.index(label)] for label in ("all", "none"))
    erosion, nothing = adequacy.erosion(all_, none)
    return {"arrivals_all_legs": together, "erosion_all_legs": erosion, "nothing_to_erode_all_legs": nothing}


_AXES = ("future", "year", "force", "posture", "exposure")
_PAGE = "models/nuclear_air_leg.md"
_YEARS = (PRESENT_YEAR, CLAIM_YEAR)
COMPONENT: Final = Component(
    name="second_strike.all_legs",
    quantities=(),
    reads=(Reads("arrivals"), Reads("air_missiles_arriving", neutral=0.0)),
    outcomes=(
        Outcome(
            "arrivals_all_legs", "warheads", "all_legs", (*_AXES, "defence"),
            "Expected warheads that arrive from boats and, for France, from aircraft.", _PAGE,
            years=_YEARS,
        ),
        Outcome(
            "erosion_all_legs", "share", "erosion_all_legs", _AXES,
            "1 - arrivals with the defence / without it, boats and aircraft together (laws 17, 18).", _PAGE,
            "nothing_to_erode_all_legs", years=_YEARS,
            words="erosion of boats and aircraft", also=STOPPED,
        ),
        Outcome(
            "nothing_to_erode_all_legs", "flag", "erosion_all_legs", _AXES,
            "True where nothing would arrive of either leg even without the defence (law 18).", _PAGE,
            dtype="bool", years=_YEARS,
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "exposure": YEARLY, "defence": DEFENCE},
    profile=_profile,
)  # fmt: skip
