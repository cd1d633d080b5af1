"""Cover of S-500 by threat class: the claimed radius beside the credible one, as shares of areas, never as places."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers
from deterrence.axes import named
from deterrence.component import Component, Outcome, draws_and_years, of_draws
from deterrence.missile_defence import footprint
from deterrence.missile_defence.air_defence import THREAT_CLASSES

FOOTPRINTS: Final = ("claimed", "credible")
_CLAIMED_RANGE, _BORDER = "missile_defence.footprint.claimed_range_km", "missile_defence.footprint.border_distance_km"
_CREDIBLE = tuple(f"missile_defence.footprint.credible_share_of_range_{name}" for name in THREAT_CLASSES)


def _evaluate(draws: Draws, _: Integers) -> dict[str, AnyArray]:
    """Defended area and cover beyond a border, [future, class, footprint]."""
    claimed = draws[_CLAIMED_RANGE][:, None, None]
    credible = np.stack([draws[name] for name in _CREDIBLE], axis=-1)
    radius = claimed * np.stack([np.ones(credible.shape), credible], axis=-1)
    return {
        "defended_share": footprint.area_share(radius, claimed),
        "share_beyond_border": footprint.share_beyond_border(radius, claimed, draws[_BORDER][:, None, None]),
    }


_AXES = ("future", "threat_class", "footprint")
_PAGE = "models/missile_defence_classes.md"
COMPONENT: Final = Component(
    name="missile_defence.footprint",
    quantities=(_CLAIMED_RANGE, _BORDER, *_CREDIBLE),
    outcomes=(
        Outcome(
            "defended_share", "share", "footprint", _AXES,
            "Area within the radius, as a share of the claimed area.", _PAGE,
        ),
        Outcome(
            "share_beyond_border", "share", "footprint", _AXES,
            "Area covered beyond a border, as a share of the same.", _PAGE,
        ),
    ),
    labels={"threat_class": named(THREAT_CLASSES), "footprint": named(FOOTPRINTS)},
    prepare=draws_and_years,
    profile=of_draws(_evaluate),
)  # fmt: skip
