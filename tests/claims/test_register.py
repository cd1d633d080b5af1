"""Every claim is listed with what becomes of each reading, whatever that is (law RP4)."""

import json

import pytest

from deterrence.claims.claim import STATE, Claim, Proposition, Reading, load_claims
from deterrence.claims.register import missing_years, register_rows
from deterrence.claims.text import register_text
from deterrence.evidence.dataset import load_dataset
from deterrence.system.registry import inputs_of

JUDGED = Proposition(
    outcome="erosion_same_forces",
    at={"posture": "day_to_day", "year": 2036, "force": "both"},
    comparator="at_least",
    threshold={"value": 0.5, "swept": (0.5,), "rationale": "half"},
)
SOURCES = ({"source": "a_source"},)


def _claim():
    readings = (
        Reading(id="one", statement="One.", state="judged", proposition=JUDGED),
        Reading(id="two", statement="Two.", state="documented", why="Counted.", sources=SOURCES),
        Reading(id="three", statement="Three.", state="by_construction", why="No other answer.", proposition=JUDGED),
        Reading(id="four", statement="Four.", state="not_testable", why="No data."),
        Reading(id="five", statement="Five.", state="not_yet_modelled", why="No industry."),
    )
    return Claim(
        id="X01", title="Title", statement="So.", asserted_by="Somebody",
        origin={"source": "a_source", "place": "p. 1"}, readings=readings, twin="None.", limits=("None.",),
    )  # fmt: skip


def test_each_state_is_said_in_plain_words_with_its_reason():
    (row,) = register_rows([_claim()], (2035, 2036))
    assert [reading["state"] for reading in row["readings"]] == list(STATE)
    assert [reading["in_words"] for reading in row["readings"]] == list(STATE.values())
    text = register_text([row])
    assert "X01 Title" in text
    assert "[judged by the futures]\n" in text
    for why in ("Counted.", "No other answer.", "No data.", "No industry."):
        assert why in text


def test_a_year_outside_the_horizon_is_said():
    (row,) = register_rows([_claim()], (2025, 2026))
    assert row["readings"][0]["in_words"] == "not judged on this horizon"
    assert "does not hold 2036" in row["readings"][0]["why"]
    assert row["readings"][2]["in_words"] == STATE["by_construction"]


def test_each_year_of_a_reading_must_be_on_the_horizon():
    asked = Proposition(
        **{**dict(JUDGED), "at": {"posture": "day_to_day", "force": "both"}, "each": {"year": ("2026", "2036")}}
    )
    assert missing_years(asked, range(2025, 2031)) == [2036]
    assert missing_years(asked, range(2025, 2041)) == []


def test_the_whole_register_is_listed_and_is_json():
    rows = register_rows(load_claims(), range(2025, 2041))
    assert [row["claim"] for row in rows] == [claim.id for claim in load_claims()]
    assert json.loads(json.dumps(rows)) == rows


def test_by_construction_says_no_more_than_what_was_tested():
    """Decision 0029: no one input moves it; several at the ends of their ranges may."""
    assert STATE["by_construction"].startswith("no verdict: no one input turns it")


def test_a_sentence_on_the_present_is_asked_of_the_present_first():
    """RC3: what the systems stop is said of 2026; 2036 stands beside it, for the same classes."""
    (claim,) = (claim for claim in load_claims() if claim.id == "A05")
    asked = [reading.proposition for reading in claim.readings if reading.proposition]
    assert asked[0].year == 2026
    placed = [(one.year, one.outcome, one.labels(name)["threat_class"]) for one in asked for name in one.subjects]
    classes = {year: {said[1:] for said in placed if said[0] == year} for year in (2026, 2036)}
    assert classes[2026] == classes[2036]


@pytest.mark.parametrize(
    ("claim", "choice"),
    [
        ("A05", "missile_defence.air_defence.reference_raid_objects"),
        ("A10", "conventional.presence.facing_share"),
        ("B04", "conventional.presence.facing_share"),
    ],
)
def test_how_things_are_shared_out_on_the_day_is_a_choice_and_told_by_thirds(claim, choice):
    """Law RP2: the size of a raid, and which forces face an attack."""
    assert load_dataset().quantities[choice].role == "choice"
    (found,) = (one for one in load_claims() if one.id == claim)
    judged = [reading.judged for reading in found.readings if reading.judged]
    reading = [one for one in judged if choice in inputs_of(one.outcome)]
    assert reading
    assert all(choice in one.split_by for one in reading)


def test_every_date_of_a_withdrawal_is_asked():
    """The sentence of B06 names three; none of them stands for the others."""
    (claim,) = (claim for claim in load_claims() if claim.id == "B06")
    gone = [one.proposition for one in claim.readings if one.proposition and "are gone by 2027" in one.statement]
    assert gone
    assert all(len(one.subjects) == 3 and one.subject_axis == "policy" for one in gone)


def test_what_was_asked_of_an_ally_is_asked_at_both_ends_and_the_middle_of_its_years():
    """Law C14, claim B05: the sentence names no year; five to fifteen after June 2025 are reported."""
    (claim,) = (claim for claim in load_claims() if claim.id == "B05")
    whole = [one.proposition for one in claim.readings if one.proposition and one.proposition.threshold.value == 1]
    assert [one.at["ask"] for one in whole] == ["germany_brigades", "netherlands_people", "netherlands_money"]
    assert all(one.years == {2031, 2035, 2040} for one in whole)


def test_each_count_is_asked_of_what_is_new_too():
    """RT4: the A-135 of 2025 alone can take a count away, which is no advance of the decade that A07 speaks of."""
    (claim,) = (claim for claim in load_claims() if claim.id == "A07")
    counts = [one.judged for one in claim.readings if one.judged and one.judged.outcome == "chance_of_fewer"]
    level = [one.at["benchmark"] for one in counts if not one.less]
    new = [one.at["benchmark"] for one in counts if one.less == {"defence": "a135_of_2025"}]
    assert level == new == [32, 48, 80]


def test_what_follows_by_construction_shows_it_or_says_that_no_proposition_could_come_out_otherwise():
    found = [
        (claim.id, one.id)
        for claim in load_claims()
        for one in claim.readings
        if one.state == "by_construction" and one.proposition is None and "no proposition" not in (one.why or "")
    ]
    assert found == []


def test_of_a06_what_the_system_stops_by_itself_is_judged_for_each_class():
    """RC4: cover is geometry; of today and of 2036 it is asked what S-500 stops."""
    (claim,) = (claim for claim in load_claims() if claim.id == "A06")
    asked = [one.proposition for one in claim.readings if one.proposition]
    stops = [one for one in asked if one.outcome == "layer_intercept_share"]
    assert {one.at["defence_layer"] for one in stops} == {"s500"}
    for year in (2026, 2036):
        classes = [one.labels(name)["threat_class"] for one in stops if one.year == year for name in one.subjects]
        assert sorted(classes) == ["ballistic_strategic", "hypersonic", "supersonic_cruise"]


def test_each_kind_of_support_that_b14_names_is_asked_about_or_said_to_be_untold():
    (claim,) = (claim for claim in load_claims() if claim.id == "B14")
    judged = {reading.judged.outcome for reading in claim.readings if reading.judged}
    assert {"support_ratio_without_us", "support_first_shortfall_day", "days_sustained", "air_defence_gap"} <= judged
    untold = {reading.id for reading in claim.readings if reading.state == "not_testable"}
    assert untold == {"adequate", "infrastructure", "planning"}
