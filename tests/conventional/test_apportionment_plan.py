"""The linear program of a plan and its unique numbers (laws C16 to C18)."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from conventional.found import SCENARIO
from conventional.plans import bare, random_plan
from deterrence.conventional import apportionment_solver
from deterrence.conventional.apportionment import apportioned, upper_bounds
from deterrence.conventional.apportionment_solver import DISCOUNT, Solver
from deterrence.conventional.components import plan as plan_component
from deterrence.conventional.components.cells import ALLIES, COUNTED_CODES
from deterrence.conventional.components.plan import STUDY, plan_of
from deterrence.exploration.futures import Futures
from deterrence.scenario.policy import under_policy
from deterrence.study import Given


def test_a_capped_ally_leaves_the_rest_to_the_others():
    """Law C17: w .5, .25, .25, R 10, cap of the first 3: L1 is 2 for every split of 7; the unique one is 3.5, 3.5."""
    plan = bare(3, fair=np.array([[0.5], [0.25], [0.25]]), growth=np.array([[3.0], [100.0], [100.0]]))
    found = Solver(plan).answer()
    assert_allclose(found.assigned[:, 0, 0], [3, 3.5, 3.5], atol=1e-6)
    assert_allclose(found.excess * 10, 2, atol=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_with_money_and_people_slack_it_is_the_closed_form(seed):
    """Law C17 and C18: one year, shares equal the closed form; unmet is what the caps leave."""
    slack = random_plan(seed, years=1).without("money").without("people").without("industry")
    found = Solver(slack).answer()
    upper = upper_bounds(slack.requirement, slack.holdings.T, slack.growth.T, 1)
    closed, _ = apportioned(slack.requirement, slack.fair.T, slack.holdings.T, upper)
    assert_allclose(
        found.assigned[:, :, 0].T / slack.requirement[:, None], closed / slack.requirement[:, None], atol=1e-6
    )
    assert_allclose(found.unmet[:, 0], np.maximum(slack.requirement - upper.sum(axis=1), 0), atol=1e-6)
    over = np.maximum(closed / slack.requirement[:, None] - slack.fair.T, 0).sum()
    assert_allclose(found.excess, over, atol=1e-6)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("has_industry", [True, False])
def test_unmet_follows_the_closed_path(seed, has_industry):
    """Law C17: held[t] = min(held[t-1] + output, sum of caps) where money and people are slack, or without industry."""
    plan = random_plan(seed, years=4).without("money").without("people").without("half")
    plan = plan if has_industry else plan.without("industry")
    unmet = Solver(plan).first_stage()
    held = plan.holdings.sum(axis=0)
    for year in range(4):
        caps = (plan.holdings + (year + 1) * plan.growth).sum(axis=0)
        held = np.minimum(held + plan.industry[:, year], caps)
        assert_allclose(unmet[:, year], np.maximum(1 - held / plan.requirement, 0), atol=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_no_limit_is_broken(seed):
    """Conservation: what is assigned and unmet adds up to the requirement, and growth, money, people, industry hold."""
    plan = random_plan(seed)
    found = Solver(plan).answer()
    added = np.diff(found.assigned, axis=2, prepend=plan.holdings[:, :, None])
    assert np.all(found.assigned.sum(axis=0) + found.unmet >= plan.requirement[:, None] * (1 - 1e-6))
    assert np.all((added >= -1e-4) & (added <= plan.growth[:, :, None] + 1e-4))
    spent = np.einsum("ikt,k->it", added, plan.cost) + np.einsum("ikt,k->it", found.assigned, plan.upkeep)
    assert np.all(spent <= plan.money * (1 + 1e-6))
    assert np.all(np.einsum("ikt,k->it", found.assigned, plan.people_each) <= plan.people * (1 + 1e-6))
    assert np.all(added.sum(axis=0) <= plan.industry + 1e-3)
    assert np.all(found.assigned <= plan.most[:, :, None] * (1 + 1e-6))


@pytest.mark.parametrize("policy", ["american_forces_halved", "american_forces_gone_by_2030"])
def test_the_plans_of_the_dataset_break_no_limit_either(policy):
    """Law C18: the third pass keeps what the first stage found unmet, growth, and no more than is asked or held."""
    futures = Futures(under_policy(policy, SCENARIO), "reference", "aids_net", 1, 0, 1, is_central=True)
    plan = plan_of(Given(futures.draws(STUDY.quantities), np.array(SCENARIO.years), "aids_net"))
    solver = Solver(plan)
    unmet = solver.first_stage()
    assigned, missing = solver.third_pass()
    assert_allclose(missing, unmet, atol=1e-6)
    added = np.diff(assigned, axis=2, prepend=plan.holdings[:, :, None] / plan.requirement[:, None])
    assert np.all((added >= -1e-6) & (added <= (plan.growth / plan.requirement)[:, :, None] + 1e-6))
    assert np.all(assigned <= (plan.most / plan.requirement)[:, :, None] + 1e-6)


def test_what_the_third_pass_does_not_reach_is_no_answer(monkeypatch):
    """Law C18: where the solver ends without the optimum nothing is published."""
    monkeypatch.setattr(apportionment_solver, "_MOST_STEPS", 1)
    with pytest.raises(ArithmeticError, match=r"third pass of a plan: .*: no unique numbers were found"):
        Solver(random_plan(0)).answer()


@pytest.mark.parametrize("seed", range(12))
def test_numbers_are_the_same_in_another_order(seed):
    """Law C18: allies and codes in another order give the same numbers."""
    plan = random_plan(seed, tightness=2)
    allies, codes = (np.random.default_rng(seed).permutation(size) for size in plan.shape[:2])
    shuffled = replace(
        plan,
        **{name: getattr(plan, name)[allies][:, codes] for name in ("holdings", "growth", "fair")},
        **{
            name: getattr(plan, name)[codes]
            for name in ("requirement", "cost", "upkeep", "people_each", "industry", "due")
        },
        **{name: getattr(plan, name)[allies] for name in ("money", "people")},
    )
    one, other = Solver(plan).answer(), Solver(shuffled).answer()
    unit = plan.requirement[None, :, None]
    assert_allclose(one.assigned[allies][:, codes] / unit[:, codes], other.assigned / unit[:, codes], atol=1e-5)
    assert_allclose(one.unmet[codes] / unit[0, codes], other.unmet / unit[0, codes], atol=1e-5)


@pytest.mark.parametrize("seed", range(12))
def test_more_money_never_leaves_more_unmet(seed):
    plan = random_plan(seed, tightness=2)
    solver, weights = Solver(plan), DISCOUNT ** np.arange(3)
    less, more = ((solver.first_stage(plan.scaled("money", factor)) * weights).sum() for factor in (1, 1.2))
    assert more <= less + 1e-7


@pytest.mark.parametrize("seed", range(4))
def test_another_builder_finds_the_same_optimum(seed):
    """The program written anew in linopy, term by term from law C16, has the same least unmet."""
    linopy, pandas, xarray = (pytest.importorskip(name) for name in ("linopy", "pandas", "xarray"))
    plan = random_plan(seed, tightness=2)
    allies, codes, years = (pandas.RangeIndex(size, name=name) for size, name in zip(plan.shape, "ikt", strict=True))
    model = linopy.Model()

    def told(values, *axes):
        return xarray.DataArray(values, coords={axis.name: axis for axis in axes}, dims=[axis.name for axis in axes])

    held = model.add_variables(lower=0, coords=[allies, codes, years], name="x")
    unmet = model.add_variables(lower=0, coords=[codes, years], name="s")
    model.add_constraints(held <= told(plan.most, allies, codes))
    for t in years:
        before = held.sel(t=t - 1, drop=True) if t else told(plan.holdings, allies, codes)
        added = held.sel(t=t, drop=True) - before
        met = held.sel(t=t, drop=True).sum("i") + unmet.sel(t=t, drop=True)
        model.add_constraints(met >= told(plan.requirement, codes))
        model.add_constraints(added >= 0)
        model.add_constraints(added <= told(plan.growth, allies, codes))
        held_now = held.sel(t=t, drop=True)
        paid = (added * told(plan.cost, codes) + held_now * told(plan.upkeep, codes)).sum("k")
        model.add_constraints(paid <= told(plan.money[:, t], allies))
        serving = (held_now * told(plan.people_each, codes)).sum("k")
        model.add_constraints(serving <= told(plan.people[:, t], allies))
        model.add_constraints(added.sum("i") <= told(plan.industry[:, t], codes))
    weights = DISCOUNT ** np.arange(len(years)) / plan.requirement[:, None]
    model.add_objective((unmet * told(weights, codes, years)).sum())
    model.solve(solver_name="highs", output_flag=False)
    least = (Solver(plan).first_stage() * DISCOUNT ** np.arange(len(years))).sum()
    assert_allclose(model.objective.value, least, atol=1e-6)


def test_what_is_held_and_cannot_be_paid_has_no_plan():
    plan = bare(1, holdings=np.full((1, 1), 4.0), upkeep=np.ones(1), money=np.full((1, 1), 3.0))
    assert Solver(plan).answer() is None


def test_nothing_required_is_refused():
    with pytest.raises(ValueError, match="a requirement of 0: leave out the code"):
        bare(requirement=np.zeros(1))


def test_who_may_not_own_a_code_has_no_share_and_the_others_have_all():
    """Law C14: shares .5, .25, .25, of which the last may not own: two thirds and a third of 9 are 6 and 3."""
    fair = plan_component.owned(np.array([0.5, 0.25, 0.25]), np.array([[True], [True], [False]]))
    assert_allclose(fair.ravel(), [2 / 3, 1 / 3, 0])
    plan = bare(3, fair=fair, requirement=np.array([9.0]))
    assert_allclose(Solver(plan).answer().assigned.ravel(), [6, 3, 0], atol=1e-6)


def test_who_may_not_own_a_code_does_not_without_limits_of_growth_either():
    """The first, which alone may own it, is held to half of 10: no growth of the other stands in."""
    plan = bare(fair=np.array([[1.0], [0.0]]), half=0.5, growth=np.full((2, 1), 10.0))
    solver = Solver(plan)
    assert not solver.is_met(plan.without("growth"))
    assert solver.is_met(plan.without("half"))


def test_a_code_that_nobody_holds_or_adds_is_shared_by_all_and_one_without_any_share_is_refused():
    assert_allclose(plan_component.owned(np.array([0.5, 0.5]), np.zeros((2, 1), dtype=bool)).ravel(), [0.5, 0.5])
    with pytest.raises(ValueError, match="a code that no ally may own: give an ally a share"):
        bare(fair=np.zeros((2, 1)))


@pytest.mark.parametrize("code", ["escort", "attack_submarine", "combat_aircraft"])
def test_allies_without_a_coast_or_an_air_force_have_no_share_of_it(code):
    """Hungary and Luxembourg hold no ship, Latvia no combat aircraft, and nothing public says that they will."""
    futures = Futures(SCENARIO, "reference", "aids_net", 1, 0, 1, is_central=True)
    plan = plan_of(Given(futures.draws(STUDY.quantities), np.array(SCENARIO.years), "aids_net"))
    assert_allclose(plan.fair.sum(axis=0), 1)
    place = COUNTED_CODES.index(code)
    without = ["latvia"] if code == "combat_aircraft" else ["hungary", "luxembourg"]
    assert_allclose(plan.fair[[ALLIES.index(ally) for ally in without], place], 0)
    assert_allclose(plan.most[[ALLIES.index(ally) for ally in without], place], 0)


def test_ranges_over_all_plans_that_leave_as_little_unmet():
    """R 10, the first may hold 3, each at most 5: 0 to 3 of the first, 2 to 5 of another; 13 may be built."""
    plan = bare(allies=3, growth=np.array([[3.0], [np.inf], [np.inf]]), half=0.5)
    solver = Solver(plan)
    sums = np.array([[[1], [0], [0]], [[0], [1], [0]], [[1], [1], [1]]], dtype=bool)
    assert solver.ranges(solver.first_stage(), sums) == pytest.approx(np.array([[0, 3], [2, 5], [10, 13]]), abs=1e-6)


@pytest.mark.parametrize(("seed", "has_choice"), [(0, True), (1, True), (2, True), (3, True), (7, False), (8, False)])
def test_the_published_plan_lies_within_the_ranges(seed, has_choice):
    """Where everybody does all that each can, there is one plan alone."""
    plan = random_plan(seed)
    solver = Solver(plan)
    allies, codes, _ = plan.shape
    sums = np.eye(allies * codes, dtype=bool).reshape(-1, allies, codes)
    ends = solver.ranges(solver.first_stage(), sums)
    solver.first_stage()
    published = (solver.third_pass()[0][:, :, -1] * plan.requirement).ravel()
    assert np.all(ends[:, 0] <= published + 1e-4)
    assert np.all(published <= ends[:, 1] + 1e-4)
    assert np.any(ends[:, 1] > ends[:, 0] + 1e-3) == has_choice
