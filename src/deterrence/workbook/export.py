"""Writing the ledger as a workbook: the same scenario gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from openpyxl import Workbook  # type: ignore[import-untyped]

from deterrence.errors import Problem, refuse
from deterrence.scenario.scenario import Scenario
from deterrence.workbook import columns, rows
from deterrence.workbook.choices import Choices, write_lists
from deterrence.workbook.file import write_file
from deterrence.workbook.packing import packed
from deterrence.workbook.readme import readme_lines
from deterrence.workbook.sheet import write_page, write_table
from deterrence.workbook.text import MOST_CHARACTERS, is_too_long

_SPARE = {columns.DATED: 100, columns.SOURCES: 50}


def export_workbook(scenario: Scenario, target: Path | IO[bytes]) -> None:
    """Write the quantities of a scenario, with the overlay's values where it changes one.

    Args:
        scenario: The scenario.
        target: A file, written whole or not at all, or an open binary buffer.

    Raises:
        InputError: A text is longer than a cell of Excel can hold, or the file cannot be written.
    """
    content = workbook_bytes(scenario)
    if isinstance(target, Path):
        write_file(target, content)
    else:
        target.write(content)


def workbook_bytes(scenario: Scenario) -> bytes:
    """The bytes of the workbook.

    Raises:
        InputError: A text is longer than a cell of Excel can hold.
    """
    tables = {
        columns.SCENARIO: (columns.SCENARIO_COLUMNS, list(rows.scenario_rows(scenario))),
        columns.QUANTITIES: (columns.QUANTITY_COLUMNS, list(rows.quantity_rows(scenario))),
        columns.DATED: (columns.DATED_COLUMNS, list(rows.dated_rows(scenario))),
        columns.SOURCES: (columns.SOURCE_COLUMNS, list(rows.source_rows(scenario.dataset, scenario.sources))),
        columns.SETS: (columns.SET_COLUMNS, list(rows.set_rows(scenario.dataset))),
    }
    too_long = [problem for _, table in tables.values() for problem in _too_long(scenario.name, table)]
    refuse(too_long)
    book = Workbook()
    book.active.title = columns.README
    write_page(book.active, readme_lines(scenario))
    locked = {columns.SOURCES: len(scenario.dataset.sources) - len(scenario.sources)}
    lasts = {
        name: write_table(book.create_sheet(name), heads, table, _SPARE.get(name, 0), locked.get(name, 0))
        for name, (heads, table) in tables.items()
    }
    _add_choices(book, scenario, {name: table for name, (_, table) in tables.items()}, lasts)
    return packed(book, "Ledger of quantities")


def _too_long(name: str, table: list[rows.Row]) -> Iterator[Problem]:
    for row in table:
        for column, text in row.items():
            if isinstance(text, str) and is_too_long(text):
                fix = f"shorten it to {MOST_CHARACTERS:,} characters"
                yield Problem(name, f"{row.get('id', '')}: {column}", "too long for a cell of Excel", fix, text)


def _add_choices(
    book: Workbook, scenario: Scenario, tables: Mapping[str, list[rows.Row]], lasts: Mapping[str, int]
) -> None:
    quantities = scenario.dataset.quantities
    formulas = write_lists(book.create_sheet(columns.LISTS), scenario.dataset)
    for name, heads in (
        (columns.QUANTITIES, columns.QUANTITY_COLUMNS),
        (columns.DATED, columns.DATED_COLUMNS),
    ):
        choices, last = Choices(book[name], heads, formulas), lasts[name]
        ids = [str(row["id"]) for row in tables[name]]
        spare = [None] * (last - 1 - len(ids))
        choices.bound([*(quantities[identity].unit for identity in ids), *spare], last)
        if name == columns.QUANTITIES:
            for column, chosen in {
                "form": "forms", columns.SOURCE: "sources",
                **dict.fromkeys(("your value grade", "your range grade", "your chance grade"), "grades"),
            }.items():  # fmt: skip
                choices.offer(column, chosen, last)
        else:
            choices.offer("id", "quantities", last)
            choices.offer("form", "forms of a date", last)
            choices.years(last)
