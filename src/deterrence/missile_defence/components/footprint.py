"""Cover of S-500 by threat class: the claimed radius beside the credible one, as shares of areas, never as places."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers
from deterrence.axes import named
from deterrence.component import Component, Outcome, of_draws
from deterrence.missile_defence import footprint
from deterrence.missile_defence.air_defence import THREAT_CLASS_WORDS, THREAT_CLASSES

FOOTPRINTS: Final = ("claimed", "credible")
BORDERS: Final = (0, 200, 500)
"""Distances in km of a defence from a border; where it stands is a choice, so that it is asked, not drawn."""
_CLAIMED_RANGE = "missile_defence.footprint.claimed_range_km"
_CREDIBLE = tuple(f"missile_defence.footprint.credible_share_of_range_{name}" for name in THREAT_CLASSES)


def _evaluate(draws: Draws, _: Integers) -> dict[str, AnyArray]:
    """Defended area [future, class, footprint], and cover beyond a border [future, class, footprint, border]."""
    claimed = draws[_CLAIMED_RANGE][:, None, None]
    credible = np.stack([draws[name] for name in _CREDIBLE], axis=-1)
    radius = claimed * np.stack([np.ones(credible.shape), credible], axis=-1)
    return {
        "defended_share": footprint.area_share(radius, claimed),
        "share_beyond_border": footprint.share_beyond_border(radius[..., None], claimed[..., None], np.array(BORDERS)),
    }


_AXES = ("future", "threat_class", "footprint")
_PAGE = "models/missile_defence_classes.md"
COMPONENT: Final = Component(
    name="missile_defence.footprint",
    quantities=(_CLAIMED_RANGE, *_CREDIBLE),
    outcomes=(
        Outcome(
            "defended_share", "share", "footprint", _AXES,
            "Area within the radius, as a share of the claimed area.", _PAGE,
            words="defended share of the claimed area",
        ),
        Outcome(
            "share_beyond_border", "share", "beyond_border", (*_AXES, "border"),
            "Area covered beyond a border, as a share of the same.", _PAGE,
            words="share of the claimed area beyond the border",
        ),
    ),
    labels={
        "threat_class": named(THREAT_CLASSES, THREAT_CLASS_WORDS),
        "footprint": named(FOOTPRINTS),
        "border": named(map(str, BORDERS), {str(distance): f"border at {distance} km" for distance in BORDERS}),
    },
    profile=of_draws(_evaluate),
)  # fmt: skip
