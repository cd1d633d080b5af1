"""`deterrence claims` gives the stored verdicts at once where nothing else is asked for, and runs else (law 46)."""

import json

import pytest
import typer
from typer.testing import CliRunner

from deterrence import __version__
from deterrence.claims import reference
from deterrence.claims.reference import StoredReference
from deterrence.cli import ensemble
from deterrence.cli.outcome import _exposure_of

VERDICT = {
    "claim": "A07",
    "subject_in_words": "France",
    "where": "2036",
    "statement": "Half is lost.",
    "told": "erosion at least 50%",
    "outcome_in_words": "erosion",
    "outcome_range": "20% (90% of futures: 5 to 37%)",
    "threshold_source": None,
    "thirds": {},
    "verdict": "seldom true in the one reading",
    "cells": [{"assumption_set": "reference", "structure": "aids_net", "futures": 500, "share": 0.25,
               "word": "seldom", "is_circular": False, "sampling_interval_95": [0.21, 0.29]}],
    "deciders": [{"quantity": "a.b.c", "grade": "judged", "range_grade": "judged"}],
    "what_you_would_have_to_believe": "Much.",
}  # fmt: skip
REGISTER = [
    {"claim": "A07", "title": "Missile defences erode", "readings": [
        {"reading": "half", "statement": "So.", "state": "judged", "in_words": "judged by the futures", "why": None}]},
    {"claim": "A01", "title": "Mostly on one", "readings": [
        {"reading": "x", "statement": "So.", "state": "not_testable", "in_words": "not testable here", "why": "why"}]},
]  # fmt: skip
STORED = StoredReference(
    digest="",
    asked={"futures": 1250, "seed": 1},
    futures={("reference", "aids_net"): 500},
    headline_futures={("reference", "aids_net"): 750},
    register=REGISTER,
    marked=[],
    verdicts=[VERDICT],
)
MARK = (
    f"Stored verdicts of the reference run of deterrence {__version__} "
    "(500 futures in 1 cell; of the headline 750, seed 1)"
)


class _RunError(Exception):
    """The futures would be run."""


@pytest.fixture
def claims(monkeypatch, tmp_path):
    """What `deterrence claims` prints; a run is refused, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reference, "unchanged_reference", lambda *asked: STORED if asked == (1250, 1) else None)

    def refuse(*_, **__):
        raise _RunError

    monkeypatch.setattr(ensemble, "run_asked", refuse)
    app = typer.Typer()
    app.command()(ensemble.claims)

    def answer(*options):
        found = CliRunner().invoke(app, options, catch_exceptions=False)
        assert found.exit_code == 0, found.stderr
        assert list(tmp_path.iterdir()) == []
        return found

    return answer


@pytest.mark.parametrize("options", [(), ("--futures", "1250", "--seed", "1"), ("--workers", "3")], ids=" ".join)
def test_what_is_stored_is_printed_and_said_to_be_stored_first(claims, options):
    found = claims(*options)
    first, *rest = found.stdout.splitlines()
    assert first.startswith(MARK)
    assert "`--output FOLDER` judges on a run of your own" in first
    assert "A07 Missile defences erode [France, 2036: erosion at least 50%]" in rest
    assert "  erosion: median 20% (90% of futures: 5 to 37%)" in rest
    said = " ".join(found.stdout.split())
    assert "25% seldom (95% sampling interval 21 to 29%, 500 futures)" in said
    assert rest[-4:] == ["A07 Missile defences erode", "  So. [judged by the futures]",
                         "A01 Mostly on one", "  So. [not testable here] why"]  # fmt: skip
    assert "  asked: Half is lost." in rest
    assert "they are not probabilities" in found.stdout
    assert found.stderr == ""


def test_the_list_for_programs_is_that_of_a_run_and_the_mark_stands_beside_it(claims):
    found = claims("--json")
    told = json.loads(found.stdout)
    assert (told["run"].pop("package_version"), len(told["run"].pop("dataset_digest"))) == (__version__, 64)
    run = {"is_stored": True, "seed": 1, "futures": "500 futures in 1 cell; of the headline 750", "digest": ""}
    assert told == {"run": run, "verdicts": [VERDICT], "register": REGISTER}
    assert found.stderr.startswith(MARK)


@pytest.mark.parametrize(
    "options",
    [
        ("--scenario", "x.yaml"),
        ("--change", "a.b.c=1"),
        ("--assumption-set", "reference"),
        ("--structure", "aids_net"),
        ("--policy", "polish_hosting"),
        ("--without", "a:b"),
        ("--with", "a:b"),
        ("--cluster", "local"),
        ("--futures", "1249"),
        ("--seed", "2"),
        ("--output", "run"),
    ],
    ids=" ".join,
)
def test_whatever_else_is_asked_for_is_run(claims, options):
    with pytest.raises(_RunError):
        claims(*options)


def test_without_stored_verdicts_of_this_code_the_reference_is_run(claims, monkeypatch):
    monkeypatch.setattr(reference, "unchanged_reference", lambda *_: None)
    with pytest.raises(_RunError):
        claims()


@pytest.mark.parametrize(
    ("outcome", "text", "expected"),
    [
        ("arrivals", None, (None, None)),
        ("arrivals", "half", ("half", None)),
        ("arrivals", "spread", ("asked", "1.0,0.75")),
        ("arrivals", "0.8,0.9", ("asked", "0.8,0.9")),
        ("erosion_of_twins", "spread", ("spread", None)),
        ("boats_owned", "spread", ("spread", None)),
        ("arrivals", "most", ("most", None)),
    ],
)
def test_a_label_that_is_not_computed_in_every_year_is_asked_for_as_its_pair(outcome, text, expected):
    assert _exposure_of(outcome, text) == expected
