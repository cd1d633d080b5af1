"""What stands under the figures of the campaign is counted from the results."""

from types import SimpleNamespace

import numpy as np
import pytest

from deterrence.chapter import Shown
from deterrence.conventional.chapter import campaign, reinforcement
from deterrence.conventional.components import battle_record, forces
from deterrence.study import Solution
from deterrence.traced import plain

HELD = {forces.NOTHING: 3, forces.ALL_CONTINGENTS: 1, forces.AMERICAN_REINFORCEMENT: 2}
"""Of four futures, how many hold."""


def values(outcome, cell, **labels):
    if outcome == "undefended_day":
        assert labels == {"depth": "100"}
        return np.array([1, 1, 2])
    if outcome == "front_manned_share":
        return np.array([0.05, 0.06, 0.07])
    assert labels["depth"] == "100" and labels["campaign_day"] == "60"
    held = np.zeros((4, len(forces.REMOVED)), dtype=bool)
    for place, removed in enumerate(forces.REMOVED):
        held[: HELD.get(removed, 0), place] = True
    return held


def solution(*_):
    labels = {
        "counted": ("all", "winner_told", "large"),
        "predictor": tuple(battle_record.PREDICTOR),
        "estimate": ("low", "central", "high"),
    }
    found = {
        "battle_count": np.array([157, 156, 4]),
        "battle_brier": np.array([0.233, 0.236, 0, 0, 0, 0]),
        "battle_auc": np.array([0.42, 0.51, 0.61]),
        "battle_exponent": np.array([0.22, 0.54, 0.86]),
    }
    return Solution(found, {outcome.name: outcome.axes for outcome in battle_record.OUTCOMES}, labels)


@pytest.mark.parametrize(("year", "told"), [(2026, 2026), (2029, 2026), (2030, 2030), (2040, 2035)])
def test_the_shares_that_hold_the_score_and_the_front_are_told(year, told):
    kept = SimpleNamespace(values=values, study=solution, labels=lambda _: {"year": (2026, 2030, 2035)})
    cell = ("reference", "aids_net")
    said = [plain(one) for one in campaign.SECTIONS[0].under(Shown(kept, cell, cell, year, "both", 0.5))]
    assert said[0] == (
        f"Adaptive form (Epstein): attacked in {told}, 75% of the futures hold for 60 days at a depth of 100 km with "
        "all in place, 25% without the three contingents in Estonia, 50% without American reinforcement."
    )
    assert "AUC 0.51, 95% 0.42 to 0.61; Brier 0.236, 0.233 without it" in said[2]
    assert "exponent of Lanchester's law is 0.54 (95% 0.22 to 0.86)" in said[3]
    assert "air superiority of 9 means unknown" in said[3] and "not of campaigns" in said[3]
    assert "6% of what one would need is there" in said[4]
    assert "an attacker is 100 km deep by the evening of day 1 to 2" in said[5]


def test_a_unit_that_is_never_whole_is_told_of_no_day():
    """91 stands for a unit that is not there by day 90: no sentence says that it is whole on day 91."""
    five = ("p05", "p25", "p50", "p75", "p95")
    rows = [
        {"notice": "as_proposed", "unit": unit, **dict.fromkeys(five, float(day))}
        for unit, day in (("British", 13), ("American", 91))
    ]
    (picture,) = (one for section in reinforcement.SECTIONS for one in section.pictures if one.name.endswith("units"))
    figure = picture.draw(rows)
    assert "runs from 13 (" in figure.title and figure.title.endswith(", American)")
    assert "to after day 90 (" in figure.title
    assert "91" not in figure.title + figure.alternative_text + figure.reading


def test_ground_behind_the_deepest_line_is_at_least_that_deep():
    """Nothing is counted behind 200 km: a median at the limit is told as no number of kilometres."""
    five = ("p05", "p25", "p50", "p75", "p95")
    rows = [{"form": "Lanchester's law: 0% hold", "day": "By day 60", **dict.fromkeys(five, 200.0)}]
    figure = campaign.campaign_forms(rows, 2036, "The score.")
    assert figure.title == "Median ground lost by day 60: Lanchester's law at least 200 km"
