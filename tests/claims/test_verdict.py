from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.claims import believe, sentences, summary
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.share import CellShare, by_thirds, holds, middle_ninety, wilson
from deterrence.claims.text import verdict_text
from deterrence.claims.verdict import CellBox
from deterrence.claims.verdict_words import NO_VERDICT
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.prim import Box, Limit, Region
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import back_test_of


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
        held = run.sharing.sets(verdict.proposition.outcome)  # what a set shares with another is no cell of its own
        assert {cell.assumption_set for cell in verdict.cells} == set(held.values())
        assert set(held) == set(run.record.assumption_sets)
        highs = [high for _, high in verdict.sweep.values()]
        assert highs == sorted(highs, reverse=True)
        assert all(cell.low <= cell.share <= cell.high for cell in verdict.cells)


def test_a_verdict_with_judged_deciders_uses_no_probability_word(run, claims):
    words = ("remote chance", "unlikely", "likely", "almost certain", "realistic possibility")
    for verdict in Judge(run).judge(claims["A07"]):
        assert any(d.worse_grade == "judged" for d in verdict.deciders[:3]) or not verdict.deciders
        assert verdict.confidence != "high"
        assert not any(word in verdict.wording for word in words)


def cell(share, assumption_set="reference", structure="aids_net", futures=500, **more):
    low, high = wilson(round(share * futures), futures)
    return CellShare(assumption_set, structure, futures, share, low, high, 0.0, **more)


@pytest.fixture(scope="module")
def verdict(run, claims):
    """A verdict whose cells and confidence tests replace."""
    return Judge(run).judge(claims["A07"])[0]


def test_a_word_of_probability_stands_beside_high_confidence_alone(verdict):
    """PHIA: 55 to 75 is likely; .60 and .70 lie in it, .60 and .80 in no one band (law RV4)."""
    likely, none = (cell(0.6), cell(0.7)), (cell(0.6), cell(0.8))
    assert replace(verdict, cells=likely, confidence="high").words == "likely, mostly true in every reading"
    assert replace(verdict, cells=none, confidence="high").words == "mostly true in every reading"
    for confidence in ("moderate", "low"):
        assert replace(verdict, cells=likely, confidence=confidence).words == "mostly true in every reading"


def test_the_interval_is_printed_with_the_outer_ends_of_the_sampling_intervals(verdict):
    """Law RV3 on 500 futures: .40 has .358 to .444, .58 has .536 to .622."""
    found = replace(verdict, cells=(cell(0.58), cell(0.40)), confidence="low")
    assert found.sampling == pytest.approx((0.358, 0.622), abs=5e-4)
    assert "true in 40 to 58% of futures (95% sampling 36 to 62%); low confidence" in found.wording


def test_the_score_of_a_model_ends_the_verdict_where_its_back_test_says_it(run, verdict):
    """Law C33: every verdict on a campaign ends in what such models are worth; the raids' score is not said there."""
    assert replace(verdict, score="no better than a coin").wording.endswith("; no better than a coin")
    assert verdict.score == ""
    judge = Judge(run)
    for outcome in ("holds", "twin_ground_lost_km", "twin_force_ratio"):
        assert "no better than a coin (AUC 0.51" in judge.score(outcome, ("reference", "aids_net"))
    assert judge.score("leakers_avoided_by_battery_share", ("reference", "aids_net")) == ""


def test_a_circular_cell_is_shown_and_left_out_of_interval_and_word(verdict):
    """Law RS5."""
    cells = cell(0.9), cell(0.1, "strong_capital_defence", is_circular=True)
    found = replace(
        verdict, cells=cells, held_by={"reference": "reference", "strong_capital_defence": "strong_capital_defence"}
    )
    assert found.words == "mostly true in every reading"
    assert found.interval == (0.9, 0.9)
    assert found.interval_of_set("strong_capital_defence") == (0.1, 0.1)
    assert found.is_circular("strong_capital_defence")
    assert not found.is_circular("reference")
    only = replace(found, cells=cells[1:], confidence=None)
    assert only.wording == NO_VERDICT
    assert only.side is None


def test_the_set_argued_from_the_source_of_a_claim_is_circular_there_and_nowhere_else(run, claims):
    known = run.scenario.dataset.assumption_sets
    for claim in (claims["RUSI-2026"], claims["Hoffmann-2026"], claims["A07"]):
        for found in Judge(run).judge(claim):
            own = {name for name in found.held_by if known[name].source == claim.origin.source}
            assert {name for name in found.held_by if found.is_circular(name)} == own
            shares = [one.share for one in found.cells if one.assumption_set not in own]
            assert found.interval == (min(shares), max(shares))
            assert found.sweep[found.proposition.threshold.value] == found.interval
    assert [name for name in known if known[name].source == claims["RUSI-2026"].origin.source]


def test_what_no_set_changes_is_one_reading(run, claims):
    """Law RS6: the sets change the strategic defence, which the raids on Europe do not meet."""
    shield = next(reading for reading in claims["A03"].readings if reading.judged)
    alone = claims["A03"].model_copy(update={"readings": (shield,)})
    assert all(found.is_one_reading and "in the one reading" in found.words for found in Judge(run).judge(alone))
    assert not any(found.is_one_reading for found in Judge(run).judge(claims["A07"]))


def test_the_outcome_stands_before_the_share_unless_the_threshold_is_published(verdict):
    """Law RP3."""
    said = summary.verdict_dict(verdict)
    lines = verdict_text(said, "Title").splitlines()
    assert lines[0].endswith(f": {said['told']}]")
    assert lines[1] == f"  asked: {said['statement']}"
    assert lines[2].strip().startswith(f"{said['outcome_in_words']}: median ")
    assert lines[3].strip() == verdict.wording
    published = {**said, "threshold_source": {"source": "x", "locator": ""}}
    assert verdict_text(published, "Title").splitlines()[2].strip() == verdict.wording


def test_the_range_of_the_outcome_is_that_of_the_cells_that_count(verdict):
    told = {"least": 0.1, "median": 0.2, "most": 0.3}, {"least": 0.05, "median": 0.4, "most": 0.6}
    left_out = cell(0.5, is_circular=True, least=0.0, median=0.9, most=1.0)
    found = replace(verdict, cells=(cell(0.5, **told[0]), cell(0.5, **told[1]), left_out))
    assert found.outcome_range == ((0.2, 0.4), (0.05, 0.6))
    assert sentences.range_text(found) == "20 to 40% (90% of futures: 5 to 60%)"
    assert replace(verdict, cells=(cell(0.5),)).outcome_range is None


def test_what_is_true_or_false_has_a_share_and_no_range_and_a_ratio_is_a_factor(run, verdict):
    """Numbers of a proposition in words: a flag, and 1.05 times as much."""
    at = {"posture": "day_to_day", "year": 2036, "force": "both", "exposure": "all"}
    said = verdict.proposition.model_copy(update={"outcome": "nothing_to_erode", "at": at, "each": {}})
    flag = replace(verdict, proposition=said, subject="")
    assert sentences.range_text(flag) == ""
    assert sentences.threshold_text(said) == "nothing to erode"
    ratio = verdict.proposition.model_copy(update={"outcome": "erosion_same_forces", "over": {"posture": "generated"}})
    ratio = ratio.model_copy(update={"threshold": ratio.threshold.model_copy(update={"value": 1.05})})
    assert sentences.threshold_text(ratio) == "erosion at least 1.05 times as great"


def test_futures_with_nothing_to_erode_are_no_part_of_the_outcomes_range():
    values, nothing = np.array([0.0, 0.2, 0.4, 0.6]), np.array([True, False, False, False])
    assert middle_ninety(values, nothing) == pytest.approx((0.22, 0.4, 0.58))
    assert middle_ninety(values, np.ones(4, dtype=bool)) == (None, None, None)


def test_what_one_would_have_to_believe_names_reading_and_limits_in_plain_words(verdict):
    """Holding in 150 of 200 futures; the box holds 40 of the 50 that fail, and 50 futures in all: density .8."""
    limits = (Limit("a.b.c", True, 0.7, 0.0, 0.8),)
    cell = replace(
        verdict.cells[0], assumption_set="claimed_performance", structure="aids_net", futures=200, share=0.75,
        low=0.68, high=0.8,
    )  # fmt: skip
    region = Region(False, Box(limits, 0.8, 0.8, 0.25))
    boxes = (CellBox(("claimed_performance", "aids_net"), region),)
    told = replace(verdict, cells=(cell,), names={"a.b.c": "share"}, find_boxes=lambda: boxes, is_one_reading=False)
    nearest = "It comes nearest in “Claimed performance” (decoys within the kill chance), where it is true in 75% of "
    assert believe.believe_text(told) == (
        f"Of the readings “Claimed performance” is enough, and no other is. {nearest}futures. Of those in which it is "
        "false, 80% fit this: share at least 0.7; of all that fit it, it is false in 80%."
    )
    rarer = Region(True, Box(limits, 0.6, 0.9, 0.2))
    few = replace(cell, share=0.3, low=0.24, high=0.37)
    seldom = replace(told, cells=(few,), find_boxes=lambda: (replace(boxes[0], region=rarer),))
    assert believe.believe_text(seldom).startswith("No reading alone is enough. It comes nearest in ")
    assert believe.believe_text(seldom).endswith(
        " There, where share at least 0.7, it is true in 90% of the futures that fit this; of all in which it is true "
        "there, 60% fit it."
    )
    alike = believe.believe_text(replace(seldom, is_one_reading=True))
    assert "It comes nearest in the model (decoys within the kill chance), where it is true in 30%" in alike
    bare = replace(seldom, find_boxes=lambda: (replace(boxes[0], region=None),))
    assert believe.believe_text(bare).endswith(", where it is true in 30% of futures.")
    for share, words in ((0.0, "Within the ranges given nothing makes it true"), (1.0, "It is true everywhere")):
        assert believe.believe_text(replace(told, cells=(replace(cell, share=share),))).startswith(words)


def test_where_one_of_several_readings_is_enough_none_of_them_has_to_be_believed(verdict):
    """Any one of those in which it is mostly true under every structure; where all are, none has to be believed."""
    yes = replace(verdict.cells[0], share=0.9, low=0.85, high=0.94, structure="aids_net", is_circular=False)
    no = replace(yes, share=0.1, low=0.06, high=0.15)
    told = replace(verdict, is_one_reading=False)

    def of(**readings):
        return believe.enough_text(
            replace(told, cells=tuple(replace(c, assumption_set=n) for n, c in readings.items()))
        )

    assert of(reference=no, few=yes, many=yes) == "Any one of these readings is enough: “Few” or “Many”."
    assert of(reference=yes, few=yes) == "No one reading has to be believed: it is true in most futures of each."
    assert of(reference=no, few=yes) == "Of the readings “Few” is enough, and no other is."
    assert of(reference=no, few=no) == "No reading alone is enough."
    other = replace(no, structure="explicit_decoys", assumption_set="few")
    split = replace(told, cells=(replace(yes, assumption_set="few"), other))
    assert believe.enough_text(split) == "The reading “Few” is enough in one model, and no reading is in each."
    assert believe.enough_text(replace(told, is_one_reading=True)).startswith("No reading has to be chosen")


def test_limits_of_which_either_alone_turns_a_claim_are_not_told_as_needed_together():
    """Of a box of two: each alone makes it the more frequent, one of them does, neither does but both do."""

    def said(first, second):
        limits = Limit("a", True, 0.7, 0.0, first), Limit("b", True, 0.7, 0.0, second)
        return believe.box_text(Box(limits, 0.5, 0.8, 0.2), {"a": "one", "b": "other"})

    both = "one at least 0.7 and other at least 0.7"
    assert said(0.6, 0.7) == f"{both} (either alone is enough)"
    assert said(0.4, 0.7) == f"{both} (the second alone is enough)"
    assert said(0.4, 0.3) == f"{both} (enough only together)"


def test_a_year_in_a_box_is_a_year():
    """F14: `at most 2.03e+03` was told of a first year."""
    first = "options.polish_own_capability.earliest_year"
    limits = (Limit(first, False, 2030.6, 0.0, 0.4), Limit("a.b.c", True, 0.70612, 0.0, 0.4))
    said = believe.box_text(Box(limits, 0.5, 0.5, 0.5), {first: "earliest year", "a.b.c": "share"})
    assert said == "earliest year at most 2031 and share at least 0.706"


def test_thirds_by_hand():
    """Nine futures in three threes, of which 0, 1 and 3 hold; equal values stay together."""
    true = np.array([0, 0, 0, 1, 0, 0, 1, 1, 1], dtype=bool)
    assert by_thirds(true, np.arange(9.0)) == pytest.approx((0, 1 / 3, 1))
    low, middle, high = by_thirds(true, np.array([0.0] * 6 + [1.0] * 3))
    assert (low, middle, high) == (pytest.approx(1 / 6), None, pytest.approx(1.0))


def test_a_split_share_is_counted_in_each_third_of_the_input(run, claims):
    name = "missile_defence.sensor.sees_probability"
    reading = claims["A07"].readings[0]
    split = reading.model_copy(update={"proposition": reading.proposition.model_copy(update={"split_by": (name,)})})
    judge = Judge(run)
    for found in judge.judge(claims["A07"].model_copy(update={"readings": (split,)})):
        shares = []
        for one in found.cells:
            place = (one.assumption_set, one.structure)
            true = judge.true(found.proposition, found.subject, place)
            column = judge.columns.inputs(place, true.size)[name]
            shares.append(true[np.argsort(column)[-40:]].mean())
        assert found.thirds[name][2] == pytest.approx((min(shares), max(shares)))
        assert f"by thirds of {name}: lowest " in verdict_text(summary.verdict_dict(found), "Title")


def test_the_back_test_of_the_raids_is_that_of_its_study(run):
    """A share of months inside the band of nine tenths; what no study tests has none."""
    judge, place = Judge(run), run.cells[0]
    study = back_test_of("leakage_share_of_campaign")
    found = run.results.study(study.name, place)
    inside, scored = (found.at(name, prediction="fitted") for name in ("scored_inside_share", "is_scored"))
    share = (inside * scored.sum(axis=1)).sum() / scored.sum()
    assert judge.off_nominal("leakage_share_of_campaign", place) == pytest.approx(abs(share - 0.9))
    assert judge.off_nominal("erosion_same_forces", place) is None


def test_the_year_from_which_an_option_acts_decides_what_it_does_by_then(run, claims):
    """A French weapon that comes from 2032 to 2042, likeliest in 2036, is there in 2036 in four futures of ten."""
    reading = next(reading for reading in claims["B13"].readings if reading.id == "french_nonstrategic")
    deciders = Judge(run).deciders(reading.proposition, "")
    assert "options.french_nonstrategic.earliest_year" in [decider.quantity for decider in deciders[:2]]


def test_the_counter_example_goes_against_its_cell(run, claims):
    """Every reading of A07 asks for a least value, and is false where there is nothing to speak of (law 18)."""
    judge = Judge(run)
    for verdict in judge.judge(claims["A07"]):
        example = verdict.counter_example
        if example is None:
            continue
        cell = next(c for c in verdict.cells if (c.assumption_set, c.structure) == example.cell)
        assert example.holds == (cell.share < 0.5)
        _, nothing = judge.columns.outcome(verdict.proposition, verdict.subject, example.cell)
        enough = example.outcome >= verdict.proposition.threshold.value
        assert example.holds == (enough and not nothing[example.future])


def test_boxes_state_what_is_inside_them(run, claims):
    """Coverage and density are counted again from the stored futures; the rarer of holding and failing is described."""
    judge = Judge(run)
    for verdict in judge.judge(claims["A07"]):
        for place in verdict.boxes:
            values, nothing = judge.columns.outcome(verdict.proposition, verdict.subject, place.cell)
            true = (values >= verdict.proposition.threshold.value) & ~nothing
            if place.region is None:
                continue
            cases, box = true if place.region.holds else ~true, place.region.box
            assert cases.mean() <= 1 / 2
            inside = np.ones(true.size, dtype=bool)
            for limit in box.limits:
                column = judge.columns.inputs(place.cell, true.size)[limit.quantity]
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
            assert believe.believe_text(verdict)
            assert "." not in verdict.wording.removesuffix(".")


def test_a_proposition_on_a_policy_that_there_is_not_is_a_named_problem(run, claims):
    reading = next(reading for reading in claims["A02"].readings if reading.id == "hosting_adds")
    at = {"coalition": "nato", "policy": "polish_hostings", "year": 2036}
    wrong = reading.model_copy(update={"proposition": reading.proposition.model_copy(update={"at": at})})
    with pytest.raises(InputError, match="not stored at these labels"):
        Judge(run).judge(claims["A02"].model_copy(update={"readings": (wrong,)}))
