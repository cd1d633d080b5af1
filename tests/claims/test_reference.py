"""Stored verdicts of the reference: what they are, when they are stale, and where they are never used (law 46)."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deterrence.api import limits
from deterrence.api.scenario import load
from deterrence.claims import reference
from deterrence.claims.claim import load_claims
from deterrence.claims.reference import (
    PACKAGE,
    STORED,
    StoredReference,
    asked,
    reference_digest,
    stored_reference,
    stored_text,
    unchanged_reference,
)
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario

ROOT = Path(__file__).parents[2]
REMEDY = "the stored verdicts of the reference are stale: run\n\n    python scripts/refresh_reference.py\n"
SEES = "missile_defence.sensor.sees_probability"
USUAL = (limits.USUAL_FUTURES, 1)
SCENARIO = load()


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Stored verdicts of this very code and dataset, whatever the package holds."""
    made = StoredReference(
        digest=reference_digest(),
        asked=asked(SCENARIO, *USUAL),
        futures={("reference", "aids_net"): 500},
        headline_futures={("reference", "aids_net"): 750},
        register=[{"claim": "A07", "title": "Title", "readings": []}],
        marked=[{"claim": "A01", "reading": "x", "subject": "", "refusal": {"found": ["U"]}}],
        verdicts=[{"claim": "A07", "reading": "y", "subject": "both", "verdict": "holds", "refusal": {"found": []}}],
    )
    path = tmp_path / "reference.json"
    path.write_text(stored_text(made), encoding="utf-8")
    monkeypatch.setattr(reference, "STORED", path)
    return made


@pytest.fixture
def package(tmp_path):
    """A copy of the package."""
    copy = tmp_path / "deterrence"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_the_stored_verdicts_are_those_of_this_code_and_this_dataset():
    assert unchanged_reference(*USUAL) is not None, REMEDY


def test_the_stored_run_is_the_reference_with_two_blocks_in_each_cell():
    found = json.loads(STORED.read_text(encoding="utf-8"))
    assert found["asked"] == asked(SCENARIO, *USUAL), REMEDY
    cells = {(name, structure): count for name, structure, count in found["futures"]}
    assert set(cells) == {(name, one) for name in SCENARIO.assumption_sets for one in SCENARIO.structures}
    assert min(cells.values()) >= 500
    assert max(cells.values()) <= limits.USUAL_FUTURES


def test_each_testable_reading_and_subject_has_one_stored_verdict_on_a_line_of_its_own():
    text = STORED.read_text(encoding="utf-8")
    found = json.loads(text)["verdicts"]
    readings = [(claim.id, reading) for claim in load_claims() for reading in claim.readings if reading.judged]
    expected = [(claim, reading.id, subject) for claim, reading in readings for subject in reading.judged.subjects]
    assert [(row["claim"], row["reading"], row["subject"]) for row in found] == expected, REMEDY
    lines = text[text.index('"verdicts": [') :].splitlines()
    assert sum(line.startswith('{"claim"') for line in lines) == len(found)


def test_what_is_stored_is_read_as_it_was_written(stored):
    assert stored_reference(SCENARIO, *USUAL) == stored
    assert unchanged_reference(*USUAL) == stored
    assert stored.described == "500 futures in 1 cell; of the headline 750, seed 1"
    assert stored.titles == {"A07": "Title"}
    assert stored.tested == {("A07", "y", "both"): {"found": []}, ("A01", "x", ""): {"found": ["U"]}}


@pytest.mark.parametrize(
    "other",
    [
        lambda: load(changes={SEES: 0.9}),
        lambda: load(assumption_sets=SCENARIO.assumption_sets[1:]),
        lambda: load(assumption_sets=SCENARIO.assumption_sets[::-1]),
        lambda: load(structures=SCENARIO.structures[:1]),
        lambda: load(policies=["polish_hosting"]),
        lambda: load(horizon=(2025, 2039)),
        lambda: replace(SCENARIO, years=SCENARIO.years[:-1]),
        lambda: replace(SCENARIO, changes={SEES: SCENARIO.dataset.quantities[SEES].basis}),
        lambda: replace(SCENARIO, dataset=replace(SCENARIO.dataset, digest="0" * 64)),
    ],
    ids=["quantity", "set", "order of sets", "structure", "policy", "horizon", "years", "changes", "dataset"],
)
def test_another_scenario_is_never_given_the_stored_verdicts(stored, other):
    assert stored_reference(other(), *USUAL) is None


@pytest.mark.parametrize(
    "options",
    [(1249, 1), (limits.USUAL_FUTURES, 2), (*USUAL, ["nuclear.boats:erosion_same_forces"]), (*USUAL, [], ["a:b"])],
    ids=["futures", "seed", "without", "with"],
)
def test_other_options_are_never_given_the_stored_verdicts(stored, options):
    assert stored_reference(SCENARIO, *options) is None
    if len(options) == 2:
        assert unchanged_reference(*options) is None


def test_one_digit_of_one_quantity_of_the_dataset_is_another_digest(stored, package):
    dataset = package / "dataset"
    before = load_scenario(None, load_dataset(dataset))
    assert stored_reference(before, *USUAL) == stored
    path = dataset / "missile_defence" / "sensor.yaml"
    text = path.read_text(encoding="utf-8")
    place = next(i for i in range(text.index("sees_probability"), len(text)) if text[i] == "0" and text[i + 1] == ".")
    digit = str((int(text[place + 2]) + 1) % 9)
    path.write_text(text[: place + 2] + digit + text[place + 3 :], encoding="utf-8")
    assert reference_digest(package) != stored.digest
    after = load_scenario(None, load_dataset(dataset))
    assert stored_reference(after, *USUAL) is None


@pytest.mark.parametrize(
    "name",
    ["second_strike/retaliation.py", "missile_defence/kernel.py", "claims/verdict.py", "scenario/draw.py", "arrays.py",
     "dataset/assumption_sets/strong_capital_defence.yaml", "dataset/claims/A07.yaml"],
)  # fmt: skip
def test_one_byte_of_one_law_set_or_claim_is_another_digest(package, name):
    before = reference_digest(package)
    assert before == reference_digest()
    path = package / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert reference_digest(package) != before


@pytest.mark.parametrize("room", ["brief", "charts", "cli", "web"])
def test_rooms_that_only_show_are_no_part_of_the_digest(package, room):
    before = reference_digest(package)
    (package / room / "__init__.py").write_text("changed = 1\n", encoding="utf-8")
    (package / "claims" / "reference.json").write_text("{}", encoding="utf-8")
    assert reference_digest(package) == before


def test_stale_verdicts_are_never_used(stored, monkeypatch):
    monkeypatch.setattr(reference, "reference_digest", lambda *_, **__: "0" * 64)
    assert stored_reference(SCENARIO, *USUAL) is None
    assert unchanged_reference(*USUAL) is None


@pytest.mark.parametrize("text", [None, "", "<<<<<<< ours", "{}", '{"futures": [], "other": 1}'])
def test_where_nothing_is_stored_that_can_be_read_nothing_is_used(text, tmp_path, monkeypatch):
    path = tmp_path / "reference.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(reference, "STORED", path)
    assert stored_reference(SCENARIO, *USUAL) is None
    assert unchanged_reference(*USUAL) is None


def test_a_brief_and_a_run_know_nothing_of_the_stored_verdicts():
    modules = "deterrence.brief.brief, deterrence.api.run, deterrence.web.jobs.worker"
    code = f"import sys, {modules}; print('deterrence.claims.reference' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_reading_the_stored_verdicts_loads_no_model():
    code = (
        "import sys; from deterrence.claims.reference import unchanged_reference; unchanged_reference(1250, 1); "
        "print(sorted({'numba', 'numpy', 'pydantic', 'deterrence.system'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nothing_but_the_script_writes_them():
    """The function that makes the file's text is called in one place."""
    callers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "scripts", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if "stored_text" in path.read_text(encoding="utf-8")
    ]
    assert sorted(callers) == ["scripts/refresh_reference.py", "src/deterrence/claims/reference.py"]
