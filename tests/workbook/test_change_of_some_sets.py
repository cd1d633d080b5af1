"""Your assumption sets: the sets in which a changed number counts, there and back; workbooks without the column."""

import pytest

from deterrence.workbook.columns import QUANTITIES, QUANTITY_COLUMNS, SETS_OF_CHANGE
from deterrence.workbook.reading import read_workbook
from workbook.editing import edited, exported, fill

KILL = "missile_defence.terminal.kill_probability_net_of_aids"
SETS = ["claimed_performance", "few_interceptors"]
CHANGE = {"value": 0.9, "rationale": "What if.", "assumption_sets": SETS}


def read(raw, dataset):
    return read_workbook(raw, dataset, "w.xlsx")


def test_a_change_of_some_sets_comes_back_as_it_went(dataset):
    graded = {"grade": "judged", "range_grade": "judged"}  # as Excel shows what a rationale alone amounts to
    assert read(exported(dataset, {KILL: CHANGE}), dataset).tree["changes"] == {KILL: {**CHANGE, **graded}}


def test_an_analyst_names_sets_in_the_column(reference, dataset):
    raw = edited(reference, lambda book: fill(book, QUANTITIES, (KILL,), **{
        "form": "point", "low": None, "central": 0.9, "high": None, "your rationale": "What if.",
        SETS_OF_CHANGE: f" {SETS[0]} , {SETS[1]}"}))  # fmt: skip
    assert read(raw, dataset).tree["changes"] == {KILL: CHANGE}


def test_a_set_that_does_not_exist_is_a_problem_at_its_cell(dataset):
    wrong = {SETS_OF_CHANGE: "no"}
    raw = edited(exported(dataset, {KILL: CHANGE}), lambda book: fill(book, QUANTITIES, (KILL,), **wrong))
    (problem,) = read(raw, dataset).problems
    column = QUANTITY_COLUMNS.index(next(c for c in QUANTITY_COLUMNS if c.name == SETS_OF_CHANGE))
    assert problem.what == "unknown assumption set"
    assert problem.path.startswith("Quantities!")
    assert column == len(QUANTITY_COLUMNS) - 1, "it comes last, so that workbooks without it can be read"


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_workbook_of_before_the_column_is_read_as_before(is_changed, dataset):
    graded = {"grade": "judged", "range_grade": "judged"}
    changes = {KILL: {"value": 0.9, "rationale": "What if.", **graded}} if is_changed else {}
    raw = edited(exported(dataset, changes), lambda book: book[QUANTITIES].delete_cols(len(QUANTITY_COLUMNS)))
    found = read(raw, dataset)
    assert (found.problems, found.tree["changes"]) == ((), changes)
