"""What is asked and what came out, in sentences that need no label: one word for each kind of comparison."""

from types import SimpleNamespace

import pytest

from deterrence.claims.claim import Proposition, Reading, load_claims
from deterrence.claims.sentences import range_text, settled_text, threshold_text, times_text
from deterrence.claims.verdict import Verdict


def said(outcome, value, comparator="at_least", **compared):
    fields = {"outcome": outcome, "comparator": comparator, **compared}
    return threshold_text(Proposition(**fields, threshold={"value": value, "swept": (value,), "rationale": "x"}))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("erosion_same_forces", 0.5), "erosion at least 50%"),
        (("erosion_same_forces", 0.5, "below"), "erosion below 50%"),
        (("units_in_place", 1.0), "allied units of brigade size in place at least 1"),
        (("years_below_2026", 1.0), "years below the level of 2026 at least 1"),
        (("brigade_gap", 50.0), "missing brigades at least 50"),
        (("usable_theatre_weapons", 1.0), "usable theatre weapons at least 1 warhead"),
        (("usable_theatre_weapons", 1250.0), "usable theatre weapons at least 1250 warheads"),
        (("suffices_for_russia_alone_only", 1.0), "enough for Russia alone and not for both peers"),
        (("suffices_for_russia_alone_only", 1.0, "below"), "not enough for Russia alone and not for both peers"),
    ],
)  # fmt: skip
def test_an_outcome_and_its_line(asked, words):
    assert said(*asked) == words


def test_a_year_comes_before_another_or_later():
    back = "year in which the tanks of before the war are back"
    assert said("russian_tanks_pre_war_year", 2031.0, "below") == f"{back} comes before 2031"
    assert said("russian_tanks_pre_war_year", 2031.0) == f"{back} comes in 2031 or later"


@pytest.mark.parametrize(
    ("value", "comparator", "words"),
    [
        (0.0, "at_least", "Russian tanks in service no lower"),
        (0.0, "below", "Russian tanks in service lower"),
        (250.0, "at_least", "Russian tanks in service higher by at least 250"),
        (250.0, "below", "Russian tanks in service higher by less than 250"),
        (-250.0, "at_least", "Russian tanks in service lower by at most 250"),
        (-250.0, "below", "Russian tanks in service lower by more than 250"),
    ],
)
def test_a_difference_says_more_or_less_and_never_a_change_of_nought(value, comparator, words):
    assert said("russian_active_tanks", value, comparator, less={"year": 2026}) == words


def test_a_difference_of_shares_is_told_in_points():
    assert said("erosion_of_twins", 0.1, less={"year": 2026}) == "erosion higher by at least 10 points"
    assert said("erosion_of_twins", 0.01, less={"year": 2026}) == "erosion higher by at least 1 point"


def test_a_ratio_says_how_many_times():
    assert said("usable_theatre_weapons", 1.05, over={"year": 2026}).endswith("at least 1.05 times as great")
    assert said("usable_theatre_weapons", 3.0, "below", over={"year": 2026}).endswith("less than 3 times as great")
    assert times_text(1.0, is_least=True) == "at least as great"


def test_a_year_beyond_the_horizon_is_no_year():
    ends = (2041.0, 2041.0), (2030.0, 2041.0)
    assert ranged("russian_tanks_pre_war_year", ends) == "after 2040 (90% of futures: 2030 to after 2040)"


def ranged(outcome, ends, **compared):
    threshold = {"value": 1.0, "swept": (1.0,), "rationale": "x"}
    proposition = Proposition(outcome=outcome, comparator="at_least", threshold=threshold, **compared)
    return range_text(SimpleNamespace(proposition=proposition, outcome_range=ends, last_year=2040))


def test_a_result_has_its_unit_once_and_no_decimals_that_it_does_not_bear():
    assert ranged("russian_active_tanks", ((86.4, 86.4), (-350.2, 596.1)), less={"year": 2026}) == (
        "86 (90% of futures: -350 to 596)"
    )
    assert ranged("units_in_place", ((1.0, 1.0), (0.0, 2.0))) == "1 (90% of futures: 0 to 2)"
    assert ranged("usable_theatre_weapons", ((4.23, 6.79), (2.4, 13.3)), over={"year": 2026}) == (
        "4.23 to 6.79 times (90% of futures: 2.4 to 13 times)"
    )
    assert ranged("erosion_of_twins", ((0.0, 0.35), (-0.02, 0.53)), less={"year": 2026}) == (
        "0 to 35 points (90% of futures: -2 to 53 points)"
    )
    assert ranged("suffices_for_russia_alone_only", ((0.0, 1.0), (0.0, 1.0))) == ""


def test_a_comparison_names_what_it_is_compared_with():
    threshold = {"value": 2.0, "swept": (2.0,), "rationale": "x"}
    base = {"outcome": "usable_theatre_weapons", "comparator": "at_least", "threshold": threshold}
    options = {"coalition": "france_united_kingdom", "policy": "european_options_together"}
    at = {"coalition": "nato", "year": 2030}
    assert Proposition(**base, at=at, over=options).where() == (
        "NATO, 2030, compared with France and the United Kingdom with European options together"
    )
    assert Proposition(**base, at=at, less={"policy": "reference"}).where().endswith("with the forces as planned")


def asked(value, state="judged", comparator="at_least", outcome="second_theatre_taken_share", **labels):
    threshold = {"value": value, "swept": (value,), "rationale": "x"}
    at = labels or {"year": 2026, "enabler": "tanker"}
    said = Proposition(outcome=outcome, comparator=comparator, at=at, threshold=threshold)
    return Reading(id="x", statement="x", state=state, proposition=said, why=None if state == "judged" else "so")


def settled(sweep, *marked):
    """Lines that count as settled beside half of the tankers."""
    first = asked(0.5)
    claim = SimpleNamespace(readings=(first, *marked))
    return Verdict.settled.fget(SimpleNamespace(claim=claim, proposition=first.proposition, subject="", sweep=sweep))


def test_a_line_that_the_inputs_settle_stands_beside_the_one_that_is_judged():
    """Decision 0031: who reads that half is seldom taken must read that a third nearly always is."""
    sweep = {0.3333: (0.996, 0.996), 0.5: (0.4, 0.4)}
    assert settled(sweep, asked(0.3333, "by_construction")) == {0.3333: (0.996, 0.996)}
    others = (
        asked(0.3333), asked(0.3333, "by_construction", "below"), asked(0.2, "by_construction"),
        asked(0.3333, "by_construction", year=2030, enabler="tanker"),
        asked(0.3333, "by_construction", outcome="brigade_unmet_share"),
    )  # fmt: skip
    assert settled(sweep, *others) == {}


def test_a_settled_line_is_told_with_its_share():
    told = SimpleNamespace(proposition=asked(0.5).proposition, settled={0.3333: (0.996, 0.996)})
    assert settled_text(told) == "settled by what goes in: at least 33% in over 99% of futures"
    ratio = Proposition(
        outcome="usable_theatre_weapons",
        over={"year": 2026},
        comparator="at_least",
        threshold={"value": 3.0, "swept": (3.0,), "rationale": "x"},
    )
    assert settled_text(SimpleNamespace(proposition=ratio, settled={2.0: (0.98, 1.0)})) == (
        "settled by what goes in: at least 2 times as great in 98 to 100% of futures"
    )
    assert settled_text(SimpleNamespace(proposition=ratio, settled={})) == ""


def test_a_statement_can_be_read_alone():
    """No reading leans on the one before it: a verdict is read by itself."""
    leaning = ("The same ", "It ", "They ", "As above")
    found = [
        f"{claim.id} {reading.id}"
        for claim in load_claims()
        for reading in claim.readings
        if reading.judged and reading.statement.startswith(leaning)
    ]
    assert not found
