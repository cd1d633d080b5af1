"""What is required by kind, before any holdings are known: published and replacement (laws C2 to C4)."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers
from deterrence.component import Component, Outcome, of_draws
from deterrence.conventional.codes import AIR_DEFENCE, COUNTED, LAND, REGION, TIER, UNIT_READING
from deterrence.conventional.components.cells import COUNTED_CODES, along, ids
from deterrence.conventional.requirement import renormalised, spread

BRIGADE_SHARE: Final = ids("brigade_share", LAND)
AIR_DEFENCE_SHARE: Final = ids("air_defence_share", AIR_DEFENCE)
UNIT: Final = ids("unit_reading", UNIT_READING)
REPLACED: Final = ("combat_aircraft", "escort", "long_range_air_defence", "attack_submarine")
_REGION: Final = ids("region_share", REGION)
_TIER: Final = ids("tier_share", TIER)
_BRIGADES, _UNITS = ids("requirement.published", ("brigade", "air_defence_unit"))
_REPLACEMENT: Final = ids("requirement.replacement", ("brigade", *REPLACED))
_LAND_PLACES: Final = [COUNTED_CODES.index(code) for code in LAND]
_AIR_DEFENCE_PLACES: Final = [COUNTED_CODES.index(code) for code in AIR_DEFENCE]


def by_brigade(total: Floats, draws: Draws) -> Floats:
    """Brigades as heavy, medium and light, [..., code]; their shares are our estimate."""
    return total[:, None] * renormalised(along(draws, BRIGADE_SHARE))


def by_air_defence(total: Floats, draws: Draws) -> Floats:
    """Air-defence units as fire units of long and medium range, [future, unit reading, code].

    The rest are of short range, a named hole.
    """
    units = total[:, None, None] * along(draws, AIR_DEFENCE_SHARE)[:, None]
    return units * along(draws, UNIT)[..., None]


def tier_shares(draws: Draws) -> Floats:
    """What each tier adds to a requirement, [future, tier]."""
    return renormalised(along(draws, _TIER))


def _evaluate(draws: Draws, _: Integers) -> dict[str, AnyArray]:
    futures = draws[_BRIGADES].shape[0]
    published = np.zeros((futures, len(UNIT), len(COUNTED_CODES)))
    published[..., _LAND_PLACES] = by_brigade(draws[_BRIGADES], draws)[:, None]
    published[..., _AIR_DEFENCE_PLACES] = by_air_defence(draws[_UNITS], draws)
    replacement = np.zeros((futures, len(COUNTED_CODES)))
    replacement[:, _LAND_PLACES] = by_brigade(draws[_REPLACEMENT[0]], draws)
    for code, name in zip(REPLACED, _REPLACEMENT[1:], strict=True):
        replacement[:, COUNTED_CODES.index(code)] = draws[name]
    regions = renormalised(along(draws, _REGION))[:, None]
    tiers = tier_shares(draws)
    return {
        "published_requirement": published,
        "replacement_requirement": replacement,
        "published_requirement_by_region": spread(published[:, 0], regions, tiers[:, None]),
        "tier_share_of_requirement": tiers,
    }


_PAGE: Final = "models/conventional_gap.md"
COMPONENT: Final = Component(
    name="conventional.requirement",
    quantities=(*BRIGADE_SHARE, *AIR_DEFENCE_SHARE, *UNIT, *_REGION, *_TIER, _BRIGADES, _UNITS, *_REPLACEMENT),
    outcomes=(
        Outcome(
            "published_requirement", "units", "published_requirement", ("future", "unit_reading", "code"),
            "Units of a code that NATO is reported to ask for; 0 where nothing is public.", _PAGE,
        ),
        Outcome(
            "replacement_requirement", "units", "replacement_requirement", ("future", "code"),
            "Units of a code that would replace the United States; 0 where nothing is public.", _PAGE,
        ),
        Outcome(
            "published_requirement_by_region", "units", "requirement_by_region", ("future", "code", "region", "tier"),
            "The published requirement by region and what each tier adds, a fire unit in each unit: our estimate.",
            _PAGE,
        ),
        Outcome(
            "tier_share_of_requirement", "share", "tier_share", ("future", "tier"),
            "Share of the requirement that each tier adds.", _PAGE, keep="all",
        ),
    ),
    labels={"unit_reading": UNIT_READING, "code": COUNTED, "region": REGION, "tier": TIER},
    profile=of_draws(_evaluate),
)  # fmt: skip
