"""A net for moved results: the reference at 40 futures a cell is what the repository says it is."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REMEDY = (
    "results moved, or are new: write changelog.d/NNNN.results.md (from what to what, and why) and run "
    "scripts/refresh_results.py changelog.d/NNNN.results.md"
)


def refresh():
    """The script that makes the stored summary."""
    spec = importlib.util.spec_from_file_location("refresh_results", ROOT / "scripts" / "refresh_results.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STORED = json.loads((ROOT / "tests" / "results" / "reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    script = refresh()
    return script.summary(script.reference_run(tmp_path_factory.mktemp("reference")))


def test_every_proposition_holds_in_as_many_futures_as_stored(found):
    """Counts may differ by one: another processor may round a value at a threshold to its other side."""
    moved = [
        f"{name} ({cell}): {stored.get(cell, 'new')} -> {count}"
        for name, cells in found["verdicts"].items()
        for stored in [STORED["verdicts"].get(name, {})]
        for cell, count in cells.items()
        if cell not in stored or abs(count - stored[cell]) > 1
    ]
    gone = sorted(STORED["verdicts"].keys() - found["verdicts"].keys())
    assert not moved and not gone, "\n".join([REMEDY, *moved, *(f"{name}: gone" for name in gone)])


def test_every_outcome_has_the_bands_that_are_stored(found):
    moved = [
        f"{name} ({cell}): {stored.get(cell, 'new')} -> {numbers}"
        for name, cells in found["outcomes"].items()
        for stored in [STORED["outcomes"].get(name, {})]
        for cell, numbers in cells.items()
        if cell not in stored or numbers != pytest.approx(stored[cell], rel=1e-6, abs=1e-6)
    ]
    gone = sorted(STORED["outcomes"].keys() - found["outcomes"].keys())
    assert not moved and not gone, "\n".join([REMEDY, *moved, *(f"{name}: gone" for name in gone)])


def test_a_fragment_says_what_the_last_refresh_moved():
    released = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    name = STORED["fragment"]
    assert (ROOT / name).is_file() or Path(name).name in released, f"{name} is missing: {REMEDY}"
