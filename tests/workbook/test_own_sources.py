# ruff: noqa: E501  (whole messages stand on one line)
"""Rows of the analyst's own on the sheet of sources: usable by any change, and back again the same."""

import datetime
from dataclasses import replace

import pytest

from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import scenario_of
from deterrence.workbook.reading import read_workbook
from workbook.editing import add, cell, edited, exported, fill

KILL = "missile_defence.terminal.kill_probability_net_of_aids"
MINE = {"id": "my_sipri_2026", "title": "Yearbook", "publisher": "SIPRI", "date": 2026, "address": "https://x.org/y"}
ENTRY = {
    "source": "my_sipri_2026",
    "title": "Yearbook",
    "publisher": "SIPRI",
    "date": "2026",
    "address": "https://x.org/y",
}


def with_row(**row):
    def edit(book):
        add(book, "Sources", **row)
        fill(
            book,
            "Quantities",
            (KILL,),
            low=0.1,
            central=0.2,
            high=0.3,
            your_source="my_sipri_2026",
            your_locator="p. 7",
        )

    return edit


def problems(raw, dataset):
    return [str(problem) for problem in read_workbook(raw, dataset, "ledger.xlsx").problems]


def test_a_new_row_becomes_a_source_that_a_change_cites(reference, dataset):
    reading = read_workbook(edited(reference, with_row(**MINE)), dataset)
    assert reading.problems == ()
    assert reading.tree["sources"] == [ENTRY]
    scenario = scenario_of(document_of(reading.tree, "s"), dataset)
    assert scenario.changes[KILL].grade == "reported"
    assert scenario.dataset.sources["my_sipri_2026"].original.publisher == "SIPRI"


def test_a_scenario_with_sources_of_its_own_comes_back_as_it_was(dataset):
    own = [
        {**ENTRY, "author": "A. N.", "class": "expert", "access": "2026-04-01", "note": "Table 7."},
        {"source": "b", "title": "B", "publisher": "P", "date": "2025-03", "seen": False},
    ]
    change = {
        "value": {"low": 0.1, "central": 0.2, "high": 0.3},
        "sources": [{"source": "my_sipri_2026", "locator": "p. 7"}],
    }
    reading = read_workbook(exported(dataset, {KILL: change}, sources=own), dataset)
    assert reading.problems == ()
    assert {one["source"]: one for one in reading.tree["sources"]} == {one["source"]: one for one in own}


def test_an_untouched_export_has_no_sources_of_its_own(reference, dataset):
    assert "sources" not in read_workbook(reference, dataset).tree


def test_a_day_that_excel_keeps_as_a_date_is_that_day(reference, dataset):
    raw = edited(reference, with_row(**{**MINE, "date": datetime.datetime(2026, 2, 28)}))
    assert read_workbook(raw, dataset).tree["sources"][0]["date"] == "2026-02-28"


def test_our_rows_are_locked_and_the_rows_below_are_not(reference, dataset):
    def look(book):
        sheet = book["Sources"]
        locked = [sheet.cell(row, 2).protection.locked for row in range(2, sheet.max_row + 1)]
        assert locked == [True] * len(dataset.sources) + [False] * 50

    edited(reference, look)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**MINE, "title": None}, "ledger.xlsx: Sources!A6: missing: add title"),
        ({**MINE, "date": "spring"}, "ledger.xlsx: Sources!E6: not a date (spring): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"),
        ({**MINE, "class": "officail"}, "ledger.xlsx: Sources!G6: not one of the allowed words (officail): did you mean official?"),
        ({**MINE, "seen": "maybe"}, "ledger.xlsx: Sources!I6: neither yes nor no (maybe): write yes or no"),
        ({**MINE, "address": "=HYPERLINK(A1)"}, "ledger.xlsx: Sources!F6: a formula, which is not evaluated (=HYPERLINK(A1)): write the value itself"),
        ({**MINE, "licence": "may_be_cited"}, "ledger.xlsx: Sources!A6: no source of the dataset's (my_sipri_2026): restore its id, or clear its licence to make it a source of your own"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_by_its_cell(reference, dataset, row, said):
    assert said in problems(edited(reference, with_row(**row)), dataset)


def test_a_row_without_an_id_and_an_edit_of_ours_are_named(reference, dataset):
    def edit(book):
        book["Sources"].cell(6, 2).value = "A title alone"
        cell(book, "Sources", "publisher", sorted(dataset.sources)[0]).value = "Somebody else"

    assert problems(edited(reference, edit), dataset) == [
        "ledger.xlsx: Sources!D2: changed, but not read back (Somebody else): restore it, and write a source of your own "
        "in an empty row",
        "ledger.xlsx: Sources!B6: a source without an id: fill in its id, or clear the row",
    ]


def test_a_source_that_is_in_no_row_is_told_where_to_add_it(reference, dataset):
    raw = edited(reference, lambda book: fill(book, "Quantities", (KILL,), low=0.2, your_source="?"))
    assert problems(raw, dataset)[0].endswith(
        "no such source (?): write an id of the sheet Sources, or add a row there"
    )


@pytest.fixture
def with_policies(dataset, whole):
    """With what the policies cost and change."""
    changed = {name for policy in whole.policies.values() for name in policy.changes}
    options = {
        name: quantity for name, quantity in whole.quantities.items() if name in changed or name.startswith("options.")
    }
    return replace(dataset, policies=whole.policies, quantities={**dataset.quantities, **options})


def test_title_and_policies_come_back_and_a_workbook_without_them_is_read(with_policies):
    keys = {"title": "Fewer boats", "policies": {"british_nonstrategic": {"from_year": 2040}, "polish_hosting": {}}}
    raw = exported(with_policies, {}, **keys)
    reading = read_workbook(raw, with_policies)
    assert reading.problems == ()
    again = scenario_of(document_of(reading.tree, "s"), with_policies)
    assert (again.title, dict(again.policies)) == (
        "Fewer boats",
        {"british_nonstrategic": 2040, "polish_hosting": None},
    )

    def without(book):
        for row in book["Scenario"].iter_rows(min_row=2):
            if row[0].value in ("title", "policies"):
                for target in row:
                    target.value = None

    assert read_workbook(edited(raw, without), with_policies).tree == {"version": 1, "changes": {}}


def test_an_unknown_policy_is_named_by_its_cell(with_policies):
    raw = edited(
        exported(with_policies),
        lambda book: fill(book, "Scenario", ("policies",), value="asn4g from 2040, polish_hostin"),
    )
    assert [problem.partition(": no")[2] for problem in problems(raw, with_policies)] == [
        " such policy (polish_hostin): did you mean polish_hosting?"
    ]
