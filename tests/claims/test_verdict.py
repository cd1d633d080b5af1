from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.claims import summary
from deterrence.claims.claim import load_claims
from deterrence.claims.verdict import Judge, holds, wilson
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import EnsembleOptions, run_ensemble
from deterrence.scenario.overlay import load_scenario


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    scenario = replace(load_scenario(None, load_dataset()), years=(2035, 2036), structures=("aids_net",))
    options = EnsembleOptions(120, 5)
    return run_ensemble(scenario, options, tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def claims():
    return {claim.id: claim for claim in load_claims()}


def test_wilson_interval_by_hand():
    """4 of 10: centre (4 + 1.92)/(10 + 3.84) = .4278, half width .2598 (Wilson 1927)."""
    assert_allclose(wilson(4, 10), (0.16818, 0.68733), atol=1e-4)
    assert wilson(0, 50)[0] == 0.0
    assert wilson(50, 50)[1] == 1.0


def test_nothing_to_erode_makes_the_claim_false_and_its_denial_true(claims):
    """Law 18: counted apart, the claim false there."""
    values, nothing = np.array([0.6, 0.6, 0.2]), np.array([False, True, False])
    erode = claims["A07"].readings[0].proposition
    deny = claims["Hoffmann-2026"].readings[0].proposition
    assert holds(values, erode, 0.5, nothing).tolist() == [True, False, False]
    assert holds(values, deny, 0.5, nothing).tolist() == [False, True, True]


def test_assertion_and_denial_share_out_every_cell(run, claims):
    """A07 and its rebuttal are drawn on one line: in each future one of them holds; so the rebuttal has no verdict."""
    judge, denial = Judge(run), claims["Hoffmann-2026"].readings[0]
    assertion = next(reading for reading in claims["A07"].readings if reading.id == "half_lost").proposition
    assert judge.judge(claims["Hoffmann-2026"]) == ()
    for subject in assertion.subjects:
        for cell in run.cells:
            said, denied = (
                holds(values, proposition, proposition.threshold.value, nothing)
                for proposition in (assertion, denial.proposition)
                for values, nothing in [judge.columns.outcome(proposition, subject, cell)]
            )
            assert (said != denied).all()


def test_interval_is_least_to_greatest_over_cells_and_the_sweep_never_rises(run, claims):
    for verdict in Judge(run).judge(claims["A07"]):
        shares = [cell.share for cell in verdict.cells]
        assert verdict.interval == (min(shares), max(shares))
        assert {cell.assumption_set for cell in verdict.cells} == set(run.record.assumption_sets)
        highs = [high for _, high in verdict.sweep.values()]
        assert highs == sorted(highs, reverse=True)
        assert all(cell.low <= cell.share <= cell.high for cell in verdict.cells)


def test_a_verdict_with_judged_deciders_uses_no_probability_word(run, claims):
    words = ("remote chance", "unlikely", "likely", "almost certain", "realistic possibility")
    for verdict in Judge(run).judge(claims["A07"]):
        assert any(d.worse_grade == "judged" for d in verdict.deciders[:3])
        assert not any(word in verdict.wording for word in words)


def test_the_year_from_which_an_option_acts_decides_what_it_does_by_then(run, claims):
    """A French weapon that comes from 2032 to 2042, likeliest in 2036, is there in 2036 in four futures of ten."""
    reading = next(reading for reading in claims["B13"].readings if reading.id == "french_nonstrategic")
    deciders = Judge(run).deciders(reading.proposition, "")
    assert "options.french_nonstrategic.earliest_year" in [decider.quantity for decider in deciders[:2]]


def test_the_counter_example_goes_against_its_cell(run, claims):
    for verdict in Judge(run).judge(claims["A07"]):
        example = verdict.counter_example
        if example is None:
            continue
        cell = next(c for c in verdict.cells if (c.assumption_set, c.structure) == example.cell)
        assert example.holds == (cell.share < 0.5)
        assert example.holds == (example.outcome >= 0.5)


def test_boxes_state_what_is_inside_them(run, claims):
    """Coverage and density are counted again from the stored futures; the rarer of holding and failing is described."""
    judge = Judge(run)
    for verdict in judge.judge(claims["A07"]):
        for place in verdict.boxes:
            values, nothing = judge.columns.outcome(verdict.proposition, verdict.subject, place.cell)
            true = holds(values, verdict.proposition, 0.5, nothing)
            if place.region is None:
                continue
            cases, box = true if place.region.holds else ~true, place.region.box
            assert cases.mean() <= 1 / 2
            inside = np.ones(true.size, dtype=bool)
            for limit in box.limits:
                column = judge.columns.inputs(place.cell)[limit.quantity]
                inside &= column >= limit.value if limit.is_at_least else column <= limit.value
            assert box.coverage == pytest.approx((inside & cases).sum() / cases.sum())
            assert box.density == pytest.approx((inside & cases).sum() / inside.sum())


def test_no_limit_is_sought_on_penetration_aids(tmp_path, claims):
    """A limit on aids would read as a requirement: it is out of scope."""
    scenario = replace(load_scenario(None, load_dataset()), years=(2036,), structures=("explicit_decoys",))
    run = run_ensemble(scenario, EnsembleOptions(60, 5), tmp_path / "run")
    for verdict in Judge(run).judge(claims["A07"]):
        limits = [limit for place in verdict.boxes if place.region for limit in place.region.box.limits]
        assert not [limit for limit in limits if "penetration_aids" in limit.quantity]


def test_penetration_aids_and_nothing_else_are_not_searched():
    """A quantity of the folder's file that is added without saying so would be: its line in the dataset says it."""
    found = {name for name, quantity in load_dataset().quantities.items() if not quantity.is_searched}
    assert found == {name for name in load_dataset().quantities if name.startswith("missile_defence.penetration_aids.")}


def test_words_never_show_a_decimal_share(run, claims):
    for claim in claims.values():
        for verdict in Judge(run).judge(claim):
            assert summary.believe_text(verdict)
            assert "." not in verdict.wording.removesuffix(".")


def test_a_proposition_on_a_policy_that_there_is_not_is_a_named_problem(run, claims):
    reading = next(reading for reading in claims["A02"].readings if reading.id == "hosting_adds")
    at = {"coalition": "nato", "policy": "polish_hostings", "year": 2036}
    wrong = reading.model_copy(update={"proposition": reading.proposition.model_copy(update={"at": at})})
    with pytest.raises(InputError, match="not stored at these labels"):
        Judge(run).judge(claims["A02"].model_copy(update={"readings": (wrong,)}))
