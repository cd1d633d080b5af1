"""Reading the sheets of a workbook as tables of cells, each with its place; nothing is evaluated."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from deterrence.errors import Problem
from deterrence.workbook.archive import alone
from deterrence.workbook.columns import Column
from deterrence.workbook.headings import heading_faults, letter
from deterrence.workbook.text import decoded

MOST_ROWS, MOST_COLUMNS = 5_000, 100
_LAST_ROW = 1_048_576  # of a sheet of Excel

_WITH_POINT = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_WITH_COMMA = re.compile(r"[-+]?\d+(,\d+)+(\.\d+)?")
_PERCENTAGE = re.compile(r"[-+]?\d+([.,]\d+)?\s*%")

Grid = list[list["Cell"]]


@dataclass(frozen=True)
class Cell:
    """A cell: `kind` is n (number), s (text), b (true or false), d (date), e (error) or f (formula)."""

    place: str
    value: Any = None
    kind: str = "n"

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but space."""
        return self.value is None or (self.kind == "s" and not self.value.strip())


@dataclass(frozen=True)
class Row:
    """One row of a table, by heading."""

    number: int
    cells: Mapping[str, Cell]


@dataclass
class Reader:
    """Reads cells of one file and gathers what is wrong with them."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: str, what: str, fix: str, value: object = None) -> None:
        """Note a problem at a place; a value of None is not shown."""
        self.problems.append(Problem(self.name, place, what, fix, value, has_value=value is not None))

    def text(self, cell: Cell) -> str:
        """Text of a cell, empty if it is blank or no text."""
        if cell.is_blank:
            return ""
        if cell.kind == "s":
            return decoded(str(cell.value))
        self._refuse(cell, "not text", "write text, with an apostrophe before it if it looks like a number")
        return ""

    def number(self, cell: Cell) -> float | None:
        """Number of a cell; None, with a problem, if there is none."""
        if cell.is_blank:
            self.wrong(cell.place, "missing", "write a number")
        elif cell.kind != "n":
            self._refuse(cell, *_no_number(str(cell.value)))
        else:
            number = _float(cell.value)
            if math.isfinite(number):
                return number
            self.wrong(cell.place, "not a finite number", "write a finite number", str(number))
        return None

    def _refuse(self, cell: Cell, what: str, fix: str) -> None:
        if cell.kind == "f":
            formula = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", "a data table")
            self.wrong(cell.place, "a formula, which is not evaluated", "write the value itself", formula)
        else:
            self.wrong(cell.place, what, fix, str(cell.value))

    def check_headings(self, sheet: str, grid: Grid, columns: tuple[Column, ...]) -> None:
        """Note headings that are not ours: what stands below them cannot be read."""
        found = [self.text(cell).strip() for cell in (grid[0] if grid else [])]
        for fault in heading_faults(found, [c.name for c in columns if c.name in found or not c.is_optional]):
            self.wrong(f"{sheet}!{letter(fault.place)}1", fault.what, fault.fix, fault.found)

    def rows(self, sheet: str, grid: Grid, columns: tuple[Column, ...]) -> list[Row]:
        """The rows below the headings that are not blank."""
        rows = []
        for number, cells in enumerate(grid[1:], 2):
            for cell in cells[len(columns) :]:
                if not cell.is_blank:
                    fix = "clear it, or keep it on a sheet of your own"
                    self.wrong(cell.place, "a value outside the columns", fix, str(cell.value))
            row = {
                column.name: cells[place] if place < len(cells) else Cell(f"{sheet}!{letter(place)}{number}")
                for place, column in enumerate(columns)
            }
            if any(not cell.is_blank for cell in row.values()):
                rows.append(Row(number, row))
        return rows


def _no_number(text: str) -> tuple[str, str]:
    """What is wrong with a cell that holds no number, and what to do: Excel keeps as text what it cannot read."""
    plain = text.strip().strip("\N{NO-BREAK SPACE}'")
    if _PERCENTAGE.fullmatch(plain):
        return "a percentage kept as text", "write the share, for example 0.3 for 30%"
    if _WITH_COMMA.fullmatch(plain):
        how = "retype it with the decimal sign of your Excel, or use Data > Text to Columns > Advanced, decimal comma"
        return "a number kept as text, with a comma", how
    if _WITH_POINT.fullmatch(plain):
        return "a number kept as text", "retype it, or turn the column into numbers by Data > Text to Columns"
    return "not a number", "write a number"


def grids(raw: bytes, name: str, wanted: tuple[str, ...]) -> dict[str, Grid]:
    """The cells of the wanted sheets of a checked workbook, row by row; a sheet that is not there is left out.

    Raises:
        InputError: One problem, alone: the workbook cannot be read, or a sheet has too many rows or columns.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose on saving; nothing is saved
            book = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
            found = {sheet: _grid(book[sheet]) for sheet in wanted if sheet in book.sheetnames}
    except Exception:  # a damaged workbook can fail anywhere in the library
        raise alone(name, "is damaged", "save it anew as .xlsx, or export a new workbook") from None
    for sheet, grid in found.items():
        if len(grid) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in grid):
            fix = f"keep it within {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
            raise alone(name, "the sheet is too large", fix, sheet)
    return found


def _grid(sheet: Any) -> Grid:
    """Cells up to one row and one column more than are allowed."""
    sheet.reset_dimensions()  # what a file says of its size need not be true
    rows: Grid = []
    for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW), 1):
        filled = list(_filled(sheet.title, number, cells))
        if filled:
            rows += [[] for _ in range(min(number, MOST_ROWS + 1) - len(rows) - 1)]
            rows.append(filled)
        if len(rows) > MOST_ROWS:
            break
    return rows


def _filled(sheet: str, number: int, cells: tuple[Any, ...]) -> Iterator[Cell]:
    last = max((place for place, cell in enumerate(cells) if cell.value is not None), default=-1)
    for place, cell in enumerate(cells[: min(last, MOST_COLUMNS) + 1]):
        yield Cell(f"{sheet}!{letter(place)}{number}", cell.value, cell.data_type)


def _float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:  # an integer of hundreds of digits
        return math.inf
