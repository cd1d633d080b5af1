"""What each battery added in Estonia is worth in the raids on the Baltic region: missiles that no longer leak.

A component of its own, since it fights the campaign once for each number of batteries. Equations and limits:
docs/models/missile_defence_raid.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers
from deterrence.axes import named
from deterrence.component import Component, Outcome, of_draws
from deterrence.missile_defence.components import shield
from deterrence.missile_defence.components.raid import campaign_quantities, in_base_year, objects_by_day
from deterrence.missile_defence.raid import leakage_share

_MOST: Final = 10
BATTERIES: Final = tuple(map(str, range(_MOST + 1)))
"""Patriot batteries added to the shield of today: how many is a choice, so that each number is asked about."""
_COST: Final = f"{shield.PREFIX}battery_cost"
_AXES: Final = ("future", "batteries")
_PAGE: Final = "models/missile_defence_raid.md"


def evaluate(draws: Draws, years: Integers) -> dict[str, AnyArray]:
    """Outcomes of every number of added batteries against the same raids, in the base year."""
    draws = in_base_year(draws, years)
    objects = objects_by_day(draws)
    fought = (
        shield.fight(shield.shield(draws, shield.systems_in_region(draws, more)), objects) for more in range(_MOST + 1)
    )
    leakers = np.stack([leaked[:, :, :-1].sum(axis=(1, 2)) for leaked, _, _ in fought], axis=-1)
    avoided = np.zeros(leakers.shape)
    avoided[:, 1:] = leakers[:, :-1] - leakers[:, 1:]
    return {
        "leakers_of_campaign": leakers,
        "leakage_share_of_campaign": leakage_share(leakers, objects[:, :, :-1].sum(axis=(1, 2))[:, None]),
        "leakers_avoided_by_battery": avoided,
        "leakers_avoided_by_battery_share": leakage_share(avoided, leakers + avoided),
        "leakers_avoided_per_usd_bn": avoided / draws[_COST][:, None],
    }


def _noun(number: str) -> str:
    return "battery" if number == "1" else "batteries"


COMPONENT: Final = Component(
    name="missile_defence.added_batteries",
    quantities=(*campaign_quantities(), _COST),
    outcomes=(
        Outcome(
            "leakers_of_campaign", "objects", "batteries", _AXES,
            "Missiles of all raids that leak, with so many batteries added.", _PAGE,
        ),
        Outcome(
            "leakage_share_of_campaign", "share", "batteries", _AXES,
            "Share of the missiles of all raids that leak, with so many batteries added.", _PAGE,
        ),
        Outcome(
            "leakers_avoided_by_battery", "objects", "batteries", _AXES,
            "Missiles that leak with one battery less and not with this number; 0 for no battery.", _PAGE,
        ),
        Outcome(
            "leakers_avoided_by_battery_share", "share", "batteries", _AXES,
            "The same as a share of what leaks with one battery less; 0 where nothing leaks.", _PAGE,
            words="share of leaking missiles that one battery more stops",
        ),
        Outcome(
            "leakers_avoided_per_usd_bn", "objects_per_usd_bn", "batteries", _AXES,
            "Missiles that the battery avoids by its price.", _PAGE,
        ),
    ),
    labels={"batteries": named(BATTERIES, {number: f"{number} {_noun(number)} added" for number in BATTERIES})},
    profile=of_draws(evaluate),
    compiled="means/raids",
)  # fmt: skip
