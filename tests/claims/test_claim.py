"""A claim speaks of one outcome at one label of each axis; what does not fit is named, each problem by its field."""

from pathlib import Path

import numpy as np
import pytest

import deterrence
from deterrence.axes import STRUCTURES
from deterrence.claims.claim import Claim, Proposition, Reading, load_claims, proposition_problems, read_claim
from deterrence.claims.columns import ratio
from deterrence.claims.words import label_name
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import read_document
from deterrence.system.registry import inputs_of

_THRESHOLD = {"value": 0.5, "swept": (0.5,), "rationale": "half"}


def _proposition(**changed):
    said = {"outcome": "erosion_same_forces", "at": {"posture": "day_to_day", "year": 2036, "exposure": "all"},
            "each": {"force": ("both", "france")}, "comparator": "at_least", "threshold": _THRESHOLD}  # fmt: skip
    return Proposition(**(said | changed))


def test_the_register_fits_the_outcomes():
    assert all(
        not list(proposition_problems(reading.proposition))
        for claim in load_claims()
        for reading in claim.readings
        if reading.proposition is not None
    )


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"outcome": "erosion_same_force"}, "outcome", "erosion_same_forces"),
        ({"at": {"posture": "day_to_day", "exposure": "all"}}, "at", "year"),
        ({"at": {"posture": "dayly", "year": 2036, "exposure": "all"}}, "at.posture", "day_to_day"),
        ({"each": {"force": ("bith",)}}, "each.force", "both"),
        ({"less": {"coalition": "nato"}}, "less.coalition", "its axes are"),
        ({"less": {"posture": "generate"}}, "less.posture", "generated"),
        ({"split_by": "missile_defence.sensor.sees_probabilty"}, "split_by", "missile_defence.sensor.sees_probability"),
        ({"split_by": ["nuclear.bar.share_of_first_year"]}, "split_by", "no quantity that the outcome reads"),
        ({"over": {"posture": "generate"}}, "over.posture", "generated"),
    ],
)
def test_what_does_not_fit_is_named_with_what_to_write(changed, field, said):
    problems = list(proposition_problems(_proposition(**changed)))
    assert [problem[0] for problem in problems] == [field]
    assert said in problems[0][2] or said in problems[0][1]


def test_a_proposition_is_a_difference_or_a_ratio_and_says_so():
    assert (
        _proposition(less={"posture": "generated"}).where()
        == "without warning, all sent into the capital region, 2036, compared with after a warning"
    )
    assert (
        _proposition(over={"posture": "generated"}).where()
        == "without warning, all sent into the capital region, 2036, compared with after a warning"
    )
    with pytest.raises(ValueError, match="not both: a difference or a ratio"):
        _proposition(less={"posture": "generated"}, over={"posture": "generated"})


def test_what_something_is_compared_with_reads_as_an_object():
    bare = {"outcome": "air_defence_gap", "at": {"year": 2026}, "each": {}}
    assert _proposition(**bare, over={"american": "path"}).where() == (
        "2026, compared with the American forces that the dial leaves"
    )
    assert _proposition(**bare, over={"american": "none"}).where() == (
        "2026, compared with what there is without American forces"
    )


def test_a_ratio_says_nothing_where_its_divisor_is_nothing():
    """6 over 3 is 2; 5 over 0 is no number, and what was void before stays so."""
    values, nothing = ratio(np.array([6.0, 5.0, 1.0]), np.array([3.0, 0.0, 2.0]), np.array([False, False, True]))
    assert values.tolist() == [2.0, 0.0, 0.5]
    assert nothing.tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "state\n  Field required"),
        ({"state": "judged"}, "judged without a proposition.*: write the proposition, and no `why`"),
        ({"state": "judged", "proposition": _proposition(), "why": "no data"}, "no `why`"),
        ({"state": "not_testable"}, "without `why`: say why, in a sentence"),
        ({"state": "not_yet_modelled", "why": "no industry", "proposition": _proposition()}, "takes no proposition"),
        ({"state": "not_testable", "proposition": _proposition()}, "without `why`.*; .*takes no proposition"),
        ({"state": "documented", "why": "counted"}, "`sources` without the state"),
        ({"state": "documented"}, "without `why`.*; `sources` without the state"),
        ({"state": "by_construction", "why": "so", "sources": ({"source": "x"},)}, "`sources` without the state"),
        ({"state": "guessed", "why": "so"}, "not_yet_modelled"),
    ],
)
def test_a_reading_says_what_becomes_of_it_and_why(given, said):
    with pytest.raises(ValueError, match=said):
        Reading(id="x", statement="x", **given)


def test_only_what_is_judged_has_a_proposition_to_judge():
    assert Reading(id="x", statement="x", state="judged", proposition=_proposition()).judged == _proposition()
    marked = Reading(id="x", statement="x", state="by_construction", why="so", proposition=_proposition())
    assert marked.judged is None and marked.proposition == _proposition()


def test_a_share_can_be_told_by_thirds_of_one_input_or_of_several():
    assert _proposition(split_by="a.b.c").split_by == ("a.b.c",)
    assert _proposition(split_by=["a.b.c", "a.b.d"]).split_by == ("a.b.c", "a.b.d")
    assert _proposition().split_by == ()


CLAIM = """
id: X01
title: Title
statement: So.
asserted_by: Somebody
origin: {source: a_source, place: p. 1}
twin: The same without.
limits: [None.]
readings:
  - id: one
    statement: So.
    state: judged
    proposition:
      outcome: erosion_same_forces
      at: {posture: day_to_day, year: 2036, exposure: all, force: both}
      comparator: at_least
      threshold: {value: 0.5, swept: [0.5], rationale: half, source: {source: b_source, locator: p. 2}}
"""


def test_a_threshold_can_cite_the_source_that_publishes_it(tmp_path):
    path = tmp_path / "X01.yaml"
    path.write_text(CLAIM, encoding="utf-8")
    found = read_claim(read_document(path), {"a_source", "b_source"}).readings[0].proposition.threshold.source
    assert (found.source, found.locator) == ("b_source", "p. 2")
    with pytest.raises(
        InputError, match=r"readings\.0\.proposition\.threshold\.source\.source: no such source"
    ) as raised:
        read_claim(read_document(path), {"a_source"})
    assert len(raised.value.problems) == 1


def test_a_claim_has_a_twin_where_it_is_judged_and_nowhere_else():
    judged = next(claim for claim in load_claims() if claim.id == "A07")
    assert judged.twin is not None
    with pytest.raises(ValueError, match="no twin beside a judged reading"):
        Claim.model_validate({**dict(judged), "twin": None})


def test_each_subject_has_its_own_labels():
    proposition = _proposition()
    assert proposition.subjects == ("both", "france")
    assert proposition.labels("france") == {"posture": "day_to_day", "year": 2036, "exposure": "all", "force": "france"}
    alone = _proposition(each={}, at={"posture": "day_to_day", "year": 2036, "exposure": "all", "force": "both"})
    assert alone.subjects == ("",)
    assert alone.labels("") == {"posture": "day_to_day", "year": 2036, "exposure": "all", "force": "both"}


def test_years_can_be_the_subjects_and_are_numbers():
    """A sentence that names no year is asked of each that it may mean."""
    years = _proposition(
        at={"posture": "day_to_day", "force": "both", "exposure": "all"}, each={"year": ("2026", "2036")}
    )
    assert [years.labels(year)["year"] for year in years.subjects] == [2026, 2036]
    assert years.year is None and years.years == {2026, 2036}
    assert _proposition(less={"year": 2026}).years == {2026, 2036}
    assert list(proposition_problems(years)) == []
    (problem,) = proposition_problems(_proposition(at=years.at, each={"year": ("2036", "soon")}))
    assert problem == ("each.year", "no year", "write a year, as 2035", "soon")


def test_two_ask_the_same_whatever_their_lines():
    one = _proposition()
    assert one.asks_the_same("france", _proposition(threshold={**_THRESHOLD, "value": 0.1}))
    named = _proposition(each={}, at={**one.at, "force": "france", "policy": "reference"})
    assert one.asks_the_same("france", named) and not one.asks_the_same("both", named)
    assert named.asks_the_same("", one)  # as of the second of its subjects
    assert not one.asks_the_same("both", _proposition(comparator="below"))
    assert not one.asks_the_same("both", _proposition(less={"posture": "generated"}))


def test_labels_are_said_in_words():
    assert label_name("coalition", "nato_without_united_states") == "NATO without the United States"
    assert label_name("force", "both") == "both together"
    assert label_name("policy", "french_warhead_increase") == "French warhead increase"


def test_what_is_marked_to_turn_a_claim_is_read_by_it():
    """A mark on what the claim's outcome never reads, or on a claim that is not in the register, would mislead."""
    read = {
        claim.id: {
            quantity
            for reading in claim.readings
            if reading.judged is not None
            for structure in STRUCTURES
            for quantity in inputs_of(reading.judged.outcome, structure)
        }
        for claim in load_claims()
    }
    wrong = [
        (identity, claim)
        for identity, quantity in load_dataset().quantities.items()
        for claim in quantity.can_reverse
        if identity not in read.get(claim, set())
    ]
    assert wrong == []


def test_the_register_holds_all_claims_of_the_two_essays_and_two_more():
    """17 of the brief, 22 of the outlook, and the paper and the article that speak of claim A07; others may join."""
    brief, outlook = (f"A{n:02}" for n in range(1, 18)), (f"B{n:02}" for n in range(1, 23))
    registered = [claim.id for claim in load_claims()]
    assert {*brief, *outlook, "RUSI-2026", "Hoffmann-2026"} <= set(registered)
    assert len(set(registered)) == len(registered)


def test_the_register_names_sources_of_the_dataset():
    root = Path(deterrence.__file__).parent / "dataset" / "claims"
    for path in sorted(root.glob("*.yaml")):
        read_claim(read_document(path), load_dataset().sources)
