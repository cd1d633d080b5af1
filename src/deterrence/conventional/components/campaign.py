"""A campaign in the Baltic region in three published forms, in every year; and its twins in three years.

The forms are an axis and never averaged. Equations, score and limits: docs/models/conventional_campaign.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers, Number
from deterrence.axes import named
from deterrence.component import Component, Outcome
from deterrence.conventional.components import campaign_forms, forces
from deterrence.conventional.components.campaign_forms import DEPTHS_KM, FORMS
from deterrence.conventional.components.moves import KEPT, Rows, of_draws_and_dial

CAMPAIGN_DAYS: Final = (10, 30, 60)
"""Days of the Force Model's tiers, and a protracted case."""
COMMITTED_DAYS: Final = (1, 3, 5, 7, 10, 14, 20, 30, 45, 60)
"""Days of which the strength of both sides is told, so that they make a curve."""
TWIN_YEARS: Final = (2026, 2030, 2035)
RATIOS: Final = (1.5, 2, 3, 4, 5)
_PAGE = "models/conventional_campaign.md"
FORM: Final = named(
    FORMS,
    {
        "adaptive": "by the adaptive form (Epstein)",
        "expansion": "by the expanding front (Posen), not a continuous front",
        "lanchester": "by Lanchester's law with the record's exponent",
    },
)
DEPTH: Final = named([str(depth) for depth in DEPTHS_KM], {str(depth): f"{depth} km deep" for depth in DEPTHS_KM})
DAY, COMMITTED_DAY = (
    named([str(day) for day in days], {str(day): f"by day {day}" for day in days})
    for days in (CAMPAIGN_DAYS, COMMITTED_DAYS)
)
REMOVED: Final = named(
    forces.REMOVED,
    {
        "nothing": "everything in place",
        "british_contingent": "without the British contingent in Estonia",
        "french_contingent": "without the French contingent in Estonia",
        "american_contingent": "without the American contingent in Estonia",
        "all_contingents": "without the three contingents in Estonia",
        "american_reinforcement": "without American reinforcement",
    },
)
RATIO: Final = named([f"{ratio:g}" for ratio in RATIOS], {f"{ratio:g}": f"{ratio:g} to 1" for ratio in RATIOS})
_BY_DAY = ("future", "year", "form", "campaign_day")
_HELD = ("future", "year", "form", "depth", "campaign_day")
_TWIN_DAY = ("future", "year", "form", "removed", "campaign_day")
_TWIN_HELD = ("future", "year", "form", "removed", "depth", "campaign_day")
_NO_FRONT = "The form presumes a continuous front, which the forces of the first day cannot man: it says nothing."

OUTCOMES: Final = (
    Outcome(
        "ground_lost_km", "km", "campaign_ground", _BY_DAY,
        "Kilometres lost by the evening of a day of the campaign; at most 200, the deepest line asked about.", _PAGE,
        void="ground_without_front", words="ground lost",
    ),
    Outcome("ground_without_front", "flag", "campaign_ground", _BY_DAY, _NO_FRONT, _PAGE, dtype="bool"),
    Outcome(
        "holds", "flag", "campaign_held", _HELD,
        "The region holds: no crisis by a day of the campaign at a depth, and the defender not broken.", _PAGE,
        void="held_without_front", dtype="bool", words="the region holds",
    ),
    Outcome("held_without_front", "flag", "campaign_held", _HELD, _NO_FRONT, _PAGE, dtype="bool"),
    Outcome(
        "crisis_day", "days", "campaign_crisis", ("future", "year", "form", "depth"),
        "First day of the campaign with so much ground lost or the defender broken; 61 where there is none. In the "
        "expansion form the first day on which the front is short.", _PAGE, dtype="int64",
    ),
    *(
        Outcome(
            f"{side}_committed", "battalions", "campaign_committed", ("future", "year", "committed_day"),
            f"Strength that the {side} has committed by a day, in heavy battalions, losses not taken off.", _PAGE,
        )
        for side in ("attacker", "defender")
    ),
    Outcome(
        "force_ratio", "ratio", "campaign_ratio", ("future", "year", "campaign_day"),
        "Strength committed by the attacker for one of the defender by a day, losses not taken off.", _PAGE,
    ),
    Outcome(
        "front_manned_share", "share", "campaign_front", ("future", "year"),
        "Division-equivalents that the defender has on the first day for one that a continuous front would need.",
        _PAGE,
    ),
)  # fmt: skip
TWIN_OUTCOMES: Final = (
    Outcome(
        "twin_ground_lost_km", "km", "campaign_twin_ground", _TWIN_DAY,
        "Kilometres lost by a day, at most 200, with something left out of the same future.", _PAGE,
        void="twin_ground_without_front", years=TWIN_YEARS, words="ground lost",
    ),
    Outcome(
        "twin_ground_without_front", "flag", "campaign_twin_ground", _TWIN_DAY, _NO_FRONT, _PAGE, dtype="bool",
        years=TWIN_YEARS,
    ),
    Outcome(
        "twin_holds", "flag", "campaign_twin_held", _TWIN_HELD,
        "The region holds with something left out of the same future.", _PAGE, void="twin_held_without_front",
        dtype="bool", years=TWIN_YEARS, words="the region holds",
    ),
    Outcome(
        "twin_held_without_front", "flag", "campaign_twin_held", _TWIN_HELD, _NO_FRONT, _PAGE, dtype="bool",
        years=TWIN_YEARS,
    ),
    Outcome(
        "twin_force_ratio", "ratio", "campaign_twin_ratio", ("future", "year", "removed", "campaign_day"),
        "Strength committed by the attacker for one of the defender with something left out.", _PAGE,
        years=TWIN_YEARS, words="attacker's strength for each of the defender's",
    ),
    Outcome(
        "ratio_turned", "flag", "campaign_turned", ("future", "year", "removed", "ratio"),
        "On the first day the ratio of forces is below a bar with all in place and at or above it with something left "
        "out.", _PAGE, dtype="bool", years=TWIN_YEARS, words="the ratio of forces crosses the bar",
    ),
)  # fmt: skip


def fought(draws: Draws, years: int, removed: Sequence[str], american: Number) -> dict[str, AnyArray]:
    """Ground, crisis, void and ratio with each thing left out, [future, year, removed, ...], in one go."""
    once, rows = Rows(draws, years, american=american), Rows(draws, years, len(removed))
    defence = forces.Defence(once)
    defender = np.concatenate([defence.committed(left_out) for left_out in removed])
    committed = forces.Committed(forces.attacker(rows), defender)
    forms = [fight(rows, committed) for fight in FORMS.values()]
    at = np.array(CAMPAIGN_DAYS) - 1
    at_more = np.array(COMMITTED_DAYS) - 1
    ratio = committed.attacker / committed.defender
    found = {
        "ground": np.stack([form.lost_km[:, at] for form in forms], axis=1),
        "crisis": np.stack([form.crisis_day for form in forms], axis=1),
        "void": np.stack([form.is_void for form in forms], axis=1),
        "attacker": committed.attacker[:, at_more],
        "defender": committed.defender[:, at_more],
        "ratio": ratio[:, at],
        "first": ratio[:, 0],
        "manned": campaign_forms.manned_share(rows, committed)[:, 0],
    }
    return {
        name: np.moveaxis(values.reshape(len(removed), -1, years, *values.shape[1:]), 0, 2)
        for name, values in found.items()
    }


def _held(crisis: AnyArray) -> AnyArray:
    """Whether there is no crisis by each day, [..., campaign_day]."""
    return crisis[..., None] > np.array(CAMPAIGN_DAYS)


def _spread(void: AnyArray, *sizes: int) -> AnyArray:
    """A flag along further axes of some sizes."""
    return np.broadcast_to(void.reshape(*void.shape, *(1,) * len(sizes)), (*void.shape, *sizes)).copy()


def evaluate(draws: Draws, years: Integers, american: Number = 1.0) -> dict[str, AnyArray]:
    """Outcomes with all in place, [future, year, ...], with such a share of American units, 1 or [future, year]."""
    found = {name: values[:, :, 0] for name, values in fought(draws, years.size, (forces.NOTHING,), american).items()}
    return {
        "ground_lost_km": found["ground"],
        "ground_without_front": _spread(found["void"], len(CAMPAIGN_DAYS)),
        "holds": _held(found["crisis"]),
        "held_without_front": _spread(found["void"], len(DEPTHS_KM), len(CAMPAIGN_DAYS)),
        "crisis_day": found["crisis"],
        "attacker_committed": found["attacker"],
        "defender_committed": found["defender"],
        "force_ratio": found["ratio"],
        "front_manned_share": found["manned"],
    }


def evaluate_twins(draws: Draws, years: Integers, american: Number = 1.0) -> dict[str, AnyArray]:
    """Outcomes with each thing left out, [future, year, ...], with such a share of American units."""
    found = fought(draws, years.size, forces.REMOVED, american)
    ground, crisis, void = (np.swapaxes(found[name], 2, 3) for name in ("ground", "crisis", "void"))
    first, bars = found["first"][..., None], np.array(RATIOS)
    return {
        "twin_ground_lost_km": ground,
        "twin_ground_without_front": _spread(void, len(CAMPAIGN_DAYS)),
        "twin_holds": _held(crisis),
        "twin_held_without_front": _spread(void, len(DEPTHS_KM), len(CAMPAIGN_DAYS)),
        "twin_force_ratio": found["ratio"],
        "ratio_turned": (first[:, :, :1] < bars) & (first >= bars),
    }


COMPONENT: Final = Component(
    name="conventional.campaign",
    quantities=(*forces.quantities(), *campaign_forms.quantities()),
    outcomes=OUTCOMES,
    labels={"form": FORM, "depth": DEPTH, "campaign_day": DAY, "committed_day": COMMITTED_DAY},
    profile=of_draws_and_dial(evaluate),
    reads=(KEPT,),
    compiled="reinforcement",
)
TWINS: Final = Component(
    name="conventional.presence",
    quantities=(*forces.quantities(), *campaign_forms.quantities()),
    outcomes=TWIN_OUTCOMES,
    labels={"form": FORM, "removed": REMOVED, "depth": DEPTH, "campaign_day": DAY, "ratio": RATIO},
    profile=of_draws_and_dial(evaluate_twins),
    reads=(KEPT,),
    compiled="reinforcement",
)
