"""Conflict, least relaxation and shadow prices (laws C20, C21)."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from conventional.plans import bare, random_plan
from deterrence.conventional.apportionment_conflict import conflict_of, minimal, shadow_years, without
from deterrence.conventional.apportionment_solver import Solver


def asking(plan, dropped):
    """The plan in which the requirements of some codes are never asked."""
    return replace(plan, due=np.where(np.isin(np.arange(plan.shape[1]), list(dropped)), plan.shape[2], plan.due))


TWO = bare(
    growth=np.full((2, 1), 100.0),
    cost=np.ones(1),
    money=np.array([[3.0], [100.0]]),
    people=np.full((2, 1), 100.0),
    people_each=np.ones(1),
    half=0.5,
)


def test_two_allies_of_whom_one_can_pay_for_three():
    """Law C20: {requirement, half, money}; alone half .7, money x 1.67, requirement x .6, and nothing else helps."""
    found = conflict_of(TWO)
    assert set(found.families) == {"requirement", "half", "money"}
    assert found.codes == (0,)
    assert_allclose([found.least[name] for name in ("half", "money", "requirement")], [0.7, 5 / 3, 0.6], atol=1e-5)
    assert found.least["people"] is found.least["growth"] is None


def test_no_conflict_where_all_is_met():
    found = conflict_of(bare())
    assert (found.families, found.codes, dict(found.least)) == ((), (), {})


def test_what_cannot_be_kept_is_a_conflict_of_money_alone():
    plan = bare(
        1, holdings=np.full((1, 1), 4.0), upkeep=np.ones(1), money=np.full((1, 1), 3.0), requirement=np.array([4.0])
    )
    found = conflict_of(plan)
    assert found.families == ("money",)
    assert_allclose(found.least["money"], 4 / 3, atol=1e-5)
    assert found.least["requirement"] is None


def test_conflicts_are_minimal():
    """100 random infeasible plans: infeasible as the set stands, met with any one member gone; codes likewise."""
    seen = 0
    for seed in range(400):
        plan = random_plan(seed, years=1 + seed % 2, tightness=1.5)
        solver = Solver(plan)
        found = conflict_of(plan, solver)
        if not found.families:
            continue
        seen += 1
        rest = [family for family in plan.families if family not in found.families]
        assert not solver.is_met(without(plan, rest))
        for family in found.families:
            assert solver.is_met(without(plan, [*rest, family])), (seed, family)
        others = set(range(plan.shape[1])) - set(found.codes)
        if found.codes:
            assert not solver.is_met(asking(without(plan, rest), others))
        for code in found.codes:
            assert solver.is_met(asking(without(plan, rest), others | {code})), (seed, code)
        if seen == 100:
            break
    assert seen == 100


def test_a_relaxation_is_enough_and_no_less_is():
    for seed in range(12):
        plan = random_plan(seed, years=1, tightness=1.5)
        solver = Solver(plan)
        for family, least in conflict_of(plan, solver).least.items():
            if least is None:
                continue
            factor = least / plan.half if family == "half" else least
            assert solver.is_met(plan.scaled(family, factor + (-1e-5 if family == "requirement" else 1e-5)))
            assert not solver.is_met(plan.scaled(family, factor + (1e-3 if family == "requirement" else -1e-3)))


@pytest.mark.parametrize(("members", "needed", "left"), [("abc", "b", "b"), ("abcd", "bd", "bd"), ("ab", "", "")])
def test_a_filter_keeps_what_is_needed(members, needed, left):
    kept = minimal(tuple(members), lambda dropped: bool(set(needed) & dropped) or not needed)
    assert "".join(kept) == (left or members)


def test_faster_growth_closes_sooner():
    """11 units at 1 a year each of two close in year 6 (index 5); a tenth more growth, 1.1 each, closes in year 5."""
    plan = bare(
        years=8, requirement=np.array([11.0]), growth=np.ones((2, 1)), cost=np.ones(1), money=np.full((2, 8), 9.0)
    )
    prices = shadow_years(plan)
    assert_array_equal(prices["growth"], [-1])
    assert_array_equal(prices["money"], [0])
    assert_array_equal(prices["requirement"], [-1])
