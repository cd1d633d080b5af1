"""Marks of the register: which proposition doubles another, and what is missing or needless (law RP1).

The last test holds the register against what is stored: `scripts/refresh_reference.py` runs the test on the reference.
"""

from dataclasses import replace

import pytest

from deterrence.claims import marks
from deterrence.claims.claim import Claim, Proposition, Reading, load_claims
from deterrence.claims.marks import doubles, propositions, refusals, said_of
from deterrence.claims.reference import STORED, read_stored
from deterrence.claims.refusal import Refusal
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario

FEWEST = 250
PASSES = Refusal(500, 0.4, "", (), "")
UNMOVED = replace(PASSES, moved_by=0.0)
RESTATES = replace(PASSES, restates="a.b.c")
CHOSEN = replace(PASSES, choices=("a.b.c", "a.b.d"))
DOUBLE = replace(PASSES, double_of="A07 half_lost")
UNASSURED = replace(PASSES, is_unassured=True)
FEW = replace(PASSES, futures=FEWEST - 1)


MARK = ("U", "R", "D", "A")
"""What a mark answers: a proposition that is unmoved, restates, doubles another, or asks of an unassured count."""
FIX = "run python scripts/refresh_reference.py"


def mark_problems(claims, tested):
    """Marks that are missing or needless, and choices that are still averaged over; `tested` as it is stored."""
    return [problem for asked in propositions(claims) for problem in problems_of(asked, tested.get(asked.key))]


def problems_of(asked, found):
    name = " ".join(part for part in asked.key if part)
    if found is None:
        yield f"{name}: not tested yet: {FIX}"
    elif not found["tested"]:
        yield f"{name}: not tested on {found['futures']} futures of a cell: {FIX}"
    elif asked.reading.judged is None:
        if not set(MARK) & set(found["found"]):
            yield f"{name}: needless mark {asked.reading.state}: it could come out otherwise, so judge it"
    else:
        missing = [letter for letter in found["found"] if letter in MARK]
        if missing:
            yield f"{name}: judged, but {said_of(found, missing)}: mark it by_construction or documented"
        if found["choices"]:
            chosen = ", ".join(found["choices"])
            yield f"{name}: judged, but decided by {chosen}: make it an axis, or name it in split_by"


def proposition(comparator="at_least", value=0.5, **changed):
    return Proposition(
        **{
            "outcome": "erosion_same_forces",
            "at": {"posture": "day_to_day", "year": 2036},
            "each": {"force": ("both", "france")},
            "comparator": comparator,
            "threshold": {"value": value, "swept": (value,), "rationale": "ours"},
            **changed,
        }
    )


def claim(identity, *readings):
    twin = "The same without." if any(one.judged for one in readings) else None
    return Claim(
        id=identity, title="Title", statement="So.", asserted_by="Somebody",
        origin={"source": "a_source", "place": "p. 1"}, readings=readings, twin=twin, limits=("None.",),
    )  # fmt: skip


def reading(identity, said, state="judged"):
    return Reading(
        id=identity, statement="So.", state=state, proposition=said, why=None if state == "judged" else "why"
    )


def problems(state, *found):
    """What is said of a reading in a state, of which the test found this for each of its two subjects."""
    register = [claim("A", reading("r", proposition(), state))]
    keys = [asked.key for asked in propositions(register)]
    return mark_problems(register, {key: one.as_dict() for key, one in zip(keys, found, strict=False)})


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (UNMOVED, "judged, but nothing that decides it moves it: mark it by_construction or documented"),
        (RESTATES, "judged, but it restates a.b.c: mark it"),
        (DOUBLE, "judged, but it says the reverse of A07 half_lost: mark it"),
        (CHOSEN, "judged, but decided by a.b.c, a.b.d: make it an axis, or name it in split_by"),
        (UNASSURED, "judged, but in more than a tenth of the futures of a cell so many are not assured even without"),
        (FEW, "not tested on 249 futures of a cell"),
    ],
)
def test_a_missing_mark_is_named_for_its_subject(found, said):
    (only,) = problems("judged", PASSES, found)
    assert only.startswith("A r france: ")
    assert said in only


def test_what_passes_is_judged_and_what_is_refused_is_marked():
    assert problems("judged", PASSES, PASSES) == []
    assert problems("by_construction", UNMOVED, RESTATES) == []
    assert problems("by_construction", DOUBLE, replace(CHOSEN, restates="a.b.c")) == []


def test_a_needless_mark_is_named():
    (only,) = problems("by_construction", UNMOVED, PASSES)
    assert only == "A r france: needless mark by_construction: it could come out otherwise, so judge it"
    assert len(problems("by_construction", UNMOVED, CHOSEN)) == 1


def test_what_is_not_stored_asks_for_the_script():
    assert problems("judged", PASSES) == ["A r france: not tested yet: run python scripts/refresh_reference.py"]


def test_the_later_of_two_that_say_the_reverse_is_the_double_whatever_the_threshold():
    register = [
        claim("A", reading("lost", proposition())),
        claim("B", reading("kept", proposition("below", value=0.9))),
        claim("C", reading("third", proposition(value=0.3))),
    ]
    assert doubles(register) == {("B", "kept", "both"): "A lost both", ("B", "kept", "france"): "A lost france"}


def test_other_labels_are_no_double_and_a_policy_that_is_not_named_is_the_reference():
    elsewhere = {"posture": "generated", "year": 2036}
    named = {"posture": "day_to_day", "year": 2036, "policy": "reference"}
    first = claim("A", reading("lost", proposition()))
    assert doubles([first, claim("B", reading("kept", proposition("below", at=elsewhere)))]) == {}
    assert len(doubles([first, claim("B", reading("kept", proposition("below", at=named)))])) == 2
    assert doubles([first, claim("B", reading("kept", proposition("below", less={"posture": "generated"})))]) == {}


def test_what_is_marked_has_no_verdict_to_double():
    marked = claim("A", reading("lost", proposition(), "by_construction"))
    assert doubles([marked, claim("B", reading("kept", proposition("below")))]) == {}


def test_the_test_of_a_run_looks_at_its_first_futures_alone(tmp_path, monkeypatch):
    """Deciders, shares and differences are those of a run of so many futures, whatever comes after the last of them.

    It looks at 500 (law RP1); here at the fewest that are tested.
    """
    assert marks.FUTURES == 500
    monkeypatch.setattr(marks, "FUTURES", FEWEST)
    scenario = replace(load_scenario(None, load_dataset()), assumption_sets=("reference",), structures=("aids_net",))
    scenario = replace(scenario, years=(2035, 2036))
    claims = [one for one in load_claims() if one.is_headline]
    runs = [run_ensemble(scenario, EnsembleOptions(count, 5), tmp_path / str(count)) for count in (FEWEST, FEWEST + 50)]
    found, longer = (refusals(run, claims) for run in runs)
    assert found == longer
    assert {one.futures for one in longer.values()} == {FEWEST}
    told = {asked.key: asked.proposition for asked in propositions(claims)}
    spoken_of = {key: {said.at["year"], said.against.get("year", said.at["year"])} for key, said in told.items()}
    assert set(found) == {key for key, years in spoken_of.items() if years <= set(scenario.years)}
    assert {identity for _, identity, _ in told.keys() - found.keys()} == {"change_since_2026"}


def test_the_register_bears_the_marks_that_the_stored_test_asks_for():
    stored = read_stored(STORED)
    assert stored is not None, "run python scripts/refresh_reference.py"
    found = mark_problems(load_claims(), stored.tested)
    assert found == [], "\n".join(found)
