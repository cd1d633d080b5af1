"""Writing one table as a sheet: text stays text, numbers keep every digit, only the analyst's cells are unlocked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill, Protection  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from deterrence.workbook.columns import Column
from deterrence.workbook.rows import Row
from deterrence.workbook.text import begins_formula, encoded

_HEAD, _HEAD_FONT = PatternFill("solid", fgColor="1F3A4D"), Font(name="Calibri", bold=True, color="FFFFFF")
_LABEL_FONT = Font(name="Calibri", bold=True)
_TINT = PatternFill("solid", fgColor="FFF4D6")
_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
_UNLOCKED = Protection(locked=False)
_RIGHT = Alignment(vertical="top", horizontal="right")
_LINE_POINTS, _MOST_POINTS = 15, 400  # heights of a line and of a row
_PAGE_CHARACTERS = 115  # of one line of a page
_TEXT, _NUMBER, _YEAR = "@", "General", "0"
_ALLOWED = ("autoFilter", "sort", "formatColumns", "formatRows", "formatCells")


def put(cell: Any, value: str | float, is_editable: bool = False, is_number: bool = False) -> None:
    """Write a text or a number; a text is never a formula, a number has all its digits."""
    cell.alignment = _WRAPPED if isinstance(value, str) and "\n" in value else _TOP
    cell.number_format = _NUMBER if is_number or not isinstance(value, str) else _TEXT
    if is_editable:
        cell.fill, cell.protection = _TINT, _UNLOCKED
    if isinstance(value, str):
        if value:
            cell.value, cell.data_type = encoded(value), "s"
            cell.quotePrefix = begins_formula(value)
    else:
        # As text: openpyxl would round a number to 16 digits.
        cell.value, cell.data_type = repr(int(value) if float(value).is_integer() else float(value)), "n"


def write_table(sheet: Any, columns: tuple[Column, ...], rows: Iterable[Row], spare: int = 0, locked: int = 0) -> int:
    """Headings and rows, the first `locked` of them not for editing, and `spare` empty ones; the number of the last."""
    for place, column in enumerate(columns, 1):
        head = sheet.cell(1, place)
        put(head, column.name)
        head.fill, head.font = _HEAD, _HEAD_FONT
        head.alignment = _RIGHT if column.kind == "number" else _TOP
        head.comment = Comment(column.comment, "deterrence", height=90, width=260)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    last = 1
    for last, row in enumerate([*rows, *({} for _ in range(spare))], 2):
        for place, column in enumerate(columns, 1):
            value, is_editable = row.get(column.name, ""), column.is_editable and last > locked + 1
            if value != "" or is_editable:
                put(sheet.cell(last, place), value, is_editable, column.kind == "number")
            if column.name == "year":
                sheet.cell(last, place).number_format = _YEAR
        _fit_height(sheet, last, max((str(text).count("\n") + 1 for text in row.values()), default=1))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    protect(sheet)
    return last


def _fit_height(sheet: Any, row: int, lines: int) -> None:
    """Room for wrapped text, which not every program makes by itself."""
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE_POINTS * lines, _MOST_POINTS)


def protect(sheet: Any) -> None:
    """Lock all but the unlocked cells, without a password; filtering and widths stay free."""
    sheet.protection.sheet = True
    for allowed in _ALLOWED:
        setattr(sheet.protection, allowed, False)


def write_page(sheet: Any, lines: Iterable[tuple[str, str | float]]) -> None:
    """A page of labels and sentences."""
    for row, (label, text) in enumerate(lines, 1):
        put(sheet.cell(row, 1), label)
        put(sheet.cell(row, 2), text)
        sheet.cell(row, 1).font = _LABEL_FONT
        sheet.cell(row, 2).alignment = _WRAPPED
        _fit_height(sheet, row, math.ceil(len(str(text)) / _PAGE_CHARACTERS))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 110
    protect(sheet)
