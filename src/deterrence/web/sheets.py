"""Tables to take away, as CSV and as a workbook: what they are of and from where stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook  # type: ignore[import-untyped]

from deterrence.charts.takeaway import csv_text
from deterrence.workbook.packing import packed
from deterrence.workbook.sheet import put, write_page
from deterrence.workbook.text import MOST_CHARACTERS, encoded

Cell = str | int | float | None
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST, _NARROWEST = 60, 10
_SHEET_CHARACTERS: Final = 31


@dataclass(frozen=True)
class Table:
    """A table: name, what it shows, heads of the columns with their units, rows at full precision."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def csv_file(table: Table, said: Mapping[str, str]) -> bytes:
    """A table as CSV under what is said of it."""
    return csv_text(table.columns, table.rows, {"Title": table.title, **said}).encode()


def xlsx_file(table: Table, said: Mapping[str, str]) -> bytes:
    """A workbook of the table on a sheet of its own, behind a page that says what it is of; no clock is in it."""
    book = Workbook()
    write_page(book.active, {"Title": table.title, **said}.items())
    book.active.title = "Read me"
    sheet = book.create_sheet(table.name.replace("_", " ")[:_SHEET_CHARACTERS])
    for at, row in enumerate([table.columns, *table.rows], 1):
        for place, value in enumerate(row, 1):
            if value is not None:
                put(sheet.cell(at, place), value[:MOST_CHARACTERS] if isinstance(value, str) else value)
    for place, head in enumerate(table.columns):
        longest = max((len(str(row[place])) for row in table.rows), default=0)
        width = min(max(len(head), longest, _NARROWEST), _WIDEST)
        sheet.column_dimensions[sheet.cell(1, place + 1).column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return packed(book, encoded(table.title))


FILES: Final[Mapping[str, Callable[[Table, Mapping[str, str]], bytes]]] = {"csv": csv_file, "xlsx": xlsx_file}
"""What makes the file of each kind."""
MEDIA: Final[Mapping[str, str]] = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
