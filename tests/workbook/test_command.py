import json
from functools import partial

import pytest

from command import ROOT, deterrence
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from workbook.editing import edited, fill

MOSCOW = ROOT / "tests" / "cases" / "moscow.yaml"
KILL = "missile_defence.terminal.kill_probability_net_of_aids"


ledger = partial(deterrence, "ledger")


@pytest.fixture
def small(monkeypatch, dataset):
    """The command finds a small part of the dataset."""
    monkeypatch.setattr("deterrence.evidence.dataset.load_dataset", lambda: dataset)


def test_export_edit_import_gives_a_scenario_with_the_edit(tmp_path):
    assert ledger("export", "ledger.xlsx", cwd=tmp_path).returncode == 0
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(
        edited(path.read_bytes(), lambda b: fill(b, "Quantities", (KILL,), high=0.9, your_rationale="Upper bound."))
    )
    done = ledger("import", "ledger.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"overlay.yaml: 1 quantity changed\n  {KILL}\n")
    assert (tmp_path / "overlay.yaml").read_text(encoding="utf-8").startswith("# Read from ledger.xlsx")
    changes = load_scenario(tmp_path / "overlay.yaml", load_dataset()).changes
    assert {identity: basis.distribution.high for identity, basis in changes.items()} == {KILL: 0.9}


def test_a_scenario_of_a_file_comes_back_as_it_was(tmp_path):
    assert ledger("export", "moscow.xlsx", "--scenario", str(MOSCOW), cwd=tmp_path).returncode == 0
    done = ledger("import", "moscow.xlsx", "--output", "again.yaml", "--json", cwd=tmp_path)
    dataset = load_dataset()
    before, after = load_scenario(MOSCOW, dataset), load_scenario(tmp_path / "again.yaml", dataset)
    assert (after.changes, after.assumption_sets, after.structures, after.years) == (
        before.changes,
        before.assumption_sets,
        before.structures,
        before.years,
    )
    assert json.loads(done.stdout) == {
        "file": "again.yaml",
        "changed": sorted(before.changes),
        "missing": [],
        "notes": [],
        "warnings": [],
    }


def test_problems_are_all_on_standard_error_and_nothing_is_written(reference, small, tmp_path):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(edited(reference, lambda b: fill(b, "Quantities", (KILL,), low="x", high=2)))
    done = ledger("import", "ledger.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert all(line.startswith("ledger.xlsx: Quantities!E") for line in done.stderr.splitlines())
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.xlsx"]


def test_nothing_is_written_over_unless_asked(small, tmp_path):
    for name in ("ledger.xlsx", "overlay.yaml"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    for arguments in (("export", "ledger.xlsx"), ("import", "ledger.xlsx")):
        done = ledger(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.endswith(": exists: name another file, or add --force to write over it\n")
    assert {file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == {"mine"}
    assert ledger("export", "ledger.xlsx", "--force", cwd=tmp_path).returncode == 0
    assert ledger("import", "ledger.xlsx", "--force", cwd=tmp_path).returncode == 0
    assert "changes: {}" in (tmp_path / "overlay.yaml").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_one_clear_error(small, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    inside, folder = ledger("export", "file/ledger.xlsx", cwd=tmp_path), ledger("export", ".", cwd=tmp_path)
    assert (inside.returncode, folder.returncode) == (2, 2)
    assert inside.stderr.startswith("file/ledger.xlsx: cannot be written: ")
    assert folder.stderr == ".: is a folder, not a file: name a file\n"
