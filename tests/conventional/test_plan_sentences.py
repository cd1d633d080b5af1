"""The conflict of a plan in words (law C20)."""

from types import SimpleNamespace

import numpy as np

from deterrence.conventional.apportionment_plan import FAMILIES
from deterrence.conventional.chapter import plan
from deterrence.study import Solution
from deterrence.traced import plain

CODES = ("heavy_brigade", "tanker")


NO_SHADOW = [[0, 0]] * len(FAMILIES)


def shown(conflict, least, is_lost, codes=(1, 0), shadow=NO_SHADOW):
    values = {
        "plan_conflict": np.array(conflict),
        "plan_conflict_code": np.array(codes),
        "plan_least_relaxation": np.array(least),
        "plan_is_not_helped": np.array(is_lost),
    }
    by_family = ("family",)
    axes = {name: ("code",) if name == "plan_conflict_code" else by_family for name in values}
    found = Solution(values, axes, {"family": FAMILIES, "code": CODES})
    plan_found = Solution({"plan_shadow_years": np.array(shadow)}, {"plan_shadow_years": ("family", "code")},
                          {"family": FAMILIES, "code": CODES})  # fmt: skip
    by_ally = ("asked_ally", "plan_pool")
    ends = {"plan_least": np.array([[6.125, 8.4]]), "plan_most": np.array([[12.5, 30.0]])}
    ranges = Solution(
        ends, dict.fromkeys(ends, by_ally), {"asked_ally": ("germany",), "plan_pool": ("brigades", "air_defence")}
    )
    studies = {
        "conventional.conflict": found,
        "conventional.plan": plan_found,
        "conventional.plan_ranges": ranges,
    }
    return SimpleNamespace(
        results=SimpleNamespace(study=lambda name, *_: studies[name]), cell=("reference", "aids_net")
    )


def test_what_conflicts_and_what_alone_would_do():
    """Requirement, money and half: 60 % of the requirement, 67 % more money or 70 % of a code from one ally."""
    said = shown([1, 1, 0, 0, 1, 0], [0.6, 1.67, 0, 0, 0.7, 0], [False, False, True, True, False, True])
    first, second, *_ = map(plain, plan.sentences(said))
    assert first == (
        "With the American forces that the dials leave, in the reference all, at central values: the requirement, "
        "money and the rule that no ally holds more than half cannot be met together (already for heavy brigades); "
        "alone would do: asking for 60% of the requirement, or 67% more money, or 70% of a code from one ally; "
        "not even eight times as much would do of people, growth of each ally, output of industry. "
        "Not NATO's algorithm, which is not public."
    )
    assert second.startswith("With them gone by 2030, at central values: ")


def test_a_plan_that_meets_all():
    first, *_ = map(plain, plan.sentences(shown([0] * 6, [0.0] * 6, [True] * 6, (0, 0))))
    assert "a plan meets all that Europe must provide in 2035." in first


def test_shadow_prices_are_years():
    """Law C21: a tenth less asked closes heavy brigades 4 years sooner, more industry tankers 1; nothing else does."""
    shadow = [[-4, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, -1]]
    *_, last, _ = map(plain, plan.sentences(shown([0] * 6, [0.0] * 6, [True] * 6, (0, 0), shadow)))
    assert last == (
        "Shadow prices in years, with the American forces that the dials leave: asking for a tenth less closes the gap "
        "in heavy brigades 4 years sooner; a tenth more output of industry closes the gap in tanker aircraft 1 year "
        "sooner; relaxing money, people, growth of each ally and the rule that no ally holds more than half by a tenth "
        "changes no year."
    )


def test_where_a_tenth_changes_nothing_that_alone_is_said():
    *_, last, _ = map(plain, plan.sentences(shown([0] * 6, [0.0] * 6, [True] * 6, (0, 0))))
    assert last.startswith("Shadow prices in years, with the American forces that the dials leave: relaxing the req")


def test_between_what_the_plans_lie_that_leave_as_little_unmet():
    """Law C18: the third pass is one of many."""
    *_, last = map(plain, plan.sentences(shown([0] * 6, [0.0] * 6, [True] * 6, (0, 0))))
    assert last == (
        "What the figure shows is the plan nearest to fair shares. Others leave as little unmet, some by building more "
        "than is asked; in them allies provide in 2035: Germany 6.1 to 12 brigades and 8.4 to 30 air-defence fire "
        "units. Not NATO's algorithm, which is not public."
    )
