# ruff: noqa: E501  (whole messages stand on one line)
"""A workbook of another dataset: what was changed in it is carried over, what has no place now is named, all is kept."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point
from deterrence.workbook.older import alike
from deterrence.workbook.overlay_file import overlay_text
from deterrence.workbook.reading import read_workbook
from workbook.editing import edited, exported, fill

KILL = "missile_defence.terminal.kill_probability_net_of_aids"
BOATS = "nuclear.france.boats_in_service"
STOCK = "nuclear.france.stockpile"
WHY = {"your_rationale": "Why not."}


@pytest.fixture(scope="module")
def older(dataset):
    """The same dataset as it was: another digest, another value of one quantity, and one quantity more."""
    moved = replace(dataset.quantities[BOATS], basis=replace(dataset.quantities[BOATS].basis, distribution=Point(5.0)))
    gone = replace(dataset.quantities[KILL], id=f"{KILL}s")
    return replace(dataset, quantities={**dataset.quantities, BOATS: moved, gone.id: gone}, digest="0" * 64)


def read(older, dataset, edit=lambda book: None):
    return read_workbook(edited(exported(older), edit), dataset)


def test_untouched_it_changes_nothing_whatever_the_reference_is_now(older, dataset):
    found = read(older, dataset)
    assert (found.problems, dict(found.tree)) == ((), {"version": 1, "changes": {}})
    assert found.notes == ("exported from another dataset: 0 changes carried over",)


def test_what_was_changed_is_carried_over(older, dataset):
    def edit(book):
        fill(book, "Quantities", (KILL,), low=0.1, central=0.2, high=0.3, **WHY)
        fill(book, "Dated values", (STOCK, 2035), high=390.0)
        fill(book, "Quantities", (STOCK,), **WHY)

    found = read(older, dataset, edit)
    assert found.problems == ()
    assert found.changed == (KILL, STOCK) or set(found.changed) == {KILL, STOCK}
    assert found.tree["changes"][KILL] == {"value": {"low": 0.1, "central": 0.2, "high": 0.3}, "rationale": "Why not."}
    assert found.tree["changes"][STOCK]["value"]["dated"]["2035"]["high"] == 390
    assert found.notes == ("exported from another dataset: 2 changes carried over",)


def test_a_change_of_what_is_gone_is_named_with_the_nearest_and_stays_in_the_file(older, dataset):
    found = read(older, dataset, lambda book: fill(book, "Quantities", (f"{KILL}s",), low=0.1, **WHY))
    assert found.problems == ()
    note = found.notes[1]
    assert note.startswith(f"{KILL}s: not carried over: low 0.1, central ")
    assert note.endswith(f"and there is no such quantity now: did you mean {KILL}?")
    assert f"# {note}\n" in overlay_text(found.tree, "ledger.xlsx", found.notes)


def test_a_change_of_what_has_moved_is_carried_over_and_said(older, dataset):
    found = read(older, dataset, lambda book: fill(book, "Quantities", (BOATS,), form="point", central=3, **WHY))
    now = "4" if "4" in found.notes[1] else ""
    assert found.changed == (BOATS,)
    assert found.notes[1].startswith(f"{BOATS}: carried over, and the reference has moved since, from 5 to {now}")


def test_a_bad_number_is_still_a_problem_at_its_cell(older, dataset):
    found = read(older, dataset, lambda book: fill(book, "Quantities", (KILL,), low=2, **WHY))
    assert not found.tree
    assert all("above 1" in problem.what or "out of order" in problem.what for problem in found.problems)


def test_names_of_sets_that_are_gone_or_were_renamed_are_told(older, dataset):
    def edit(book):
        fill(book, "Scenario", ("assumption sets",), value="central, unproven_defense, few_interceptors")

    found = read(older, dataset, edit)
    assert found.problems == ()
    assert found.tree["assumption_sets"] == ["reference", "few_interceptors"]
    assert found.notes[1:] == (
        "assumption set central: called reference now",
        "assumption set unproven_defense: not carried over: did you mean unproven_defence?",
    )


def test_a_change_of_another_unit_is_not_carried_over(older, dataset):
    def edit(book):
        fill(book, "Quantities", (BOATS,), unit="missiles", form="point", central=3, **WHY)

    found = read(older, dataset, edit)
    assert found.tree["changes"] == {}
    assert found.notes[1] == f"{BOATS}: not carried over: central 3 in missiles, and it is in boats now"


def test_a_damaged_one_is_still_refused(dataset):
    assert read_workbook(b"PK\x03\x04", dataset).problems[0].what == "is not an Excel workbook"


def test_texts_of_values_are_compared_as_numbers():
    assert alike("4,309,000 (4e6 to 5e6)", "4.309e+06 (4000000 to 5000000)")
    assert not alike("0.5", "0.51")
    assert not alike("1 (0 to 2)", "1 (0 to 2, uniform)")


def test_the_shipped_dataset_carried_into_itself_changes_nothing():
    """Every form of value that the dataset holds reads back as unedited from its own words."""
    whole = load_dataset()
    raw = exported(replace(whole, digest="1" * 64))
    assert load_workbook(io.BytesIO(raw))["Read me"] is not None
    found = read_workbook(raw, whole)
    assert (found.problems, found.changed) == ((), ())
