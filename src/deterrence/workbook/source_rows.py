"""Sources of the analyst's own, read from the sheet of sources, whatever the order of its columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.own_source import KEY, NO_ADDRESS
from deterrence.evidence.source import UNCLASSED
from deterrence.workbook.columns import SOURCES
from deterrence.workbook.rows import source_rows
from deterrence.workbook.table import Cell, Grid, Reader

Cells = Mapping[str, Cell]

_TEXTS: Final = ("title", "author", "publisher", "date", "address", "class", "access", "note")
_LOCKED: Final = ("title", "author", "publisher", "date", "address")
_SEEN: Final = {"": True, "yes": True, "no": False}
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00")
_IS_OURS: Final = "licence"
"""A column that is filled in rows of a dataset's sources alone."""


def own_sources(
    reader: Reader, grid: Grid, dataset: Dataset, places: dict[str, str], is_older: bool
) -> list[dict[str, Any]]:
    """The rows of the analyst's own, as a scenario file writes sources; what is wrong with rows of the dataset's.

    Args:
        reader: Gathers what is wrong.
        grid: Cells of the sheet; none where a workbook has no such sheet.
        dataset: Its sources are not the analyst's own.
        places: Receives the cell of every path, as the paths stand in a scenario file.
        is_older: Whether the workbook is of another dataset, so that a row of a source that is gone is kept.
    """
    found: list[dict[str, Any]] = []
    ours = {str(row["id"]): row for row in source_rows(dataset)}
    for cells in _rows(reader, grid):
        identity = _text(reader, cells.get("id", Cell(SOURCES)))
        if identity in ours:
            if not is_older:
                _refuse_edits(reader, cells, ours[identity])
            continue
        if not is_older and not _is_blank(cells.get(_IS_OURS)):
            fix = "restore its id, or clear its licence to make it a source of your own"
            reader.wrong(cells["id"].place, "no source of the dataset's", fix, identity)
            continue
        path = f"{KEY}.{len(found)}"
        places[path] = next((cell.place for name, cell in cells.items() if name == "id"), SOURCES)
        places[f"{path}.source"] = places[path]
        found.append({"source": identity, **dict(_fields(reader, cells, path, places))})
    return found


def _rows(reader: Reader, grid: Grid) -> Iterator[Cells]:
    """Rows that are not blank, by heading."""
    heads = [reader.text(cell).strip() for cell in grid[0]] if grid else []
    for cells in grid[1:]:
        row = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
        if any(not cell.is_blank for cell in row.values()):
            if "id" not in row or row["id"].is_blank:
                place = next(cell.place for cell in row.values() if not cell.is_blank)
                reader.wrong(place, "a source without an id", "fill in its id, or clear the row")
                continue
            yield row


def _fields(reader: Reader, cells: Cells, path: str, places: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for name in _TEXTS:
        cell = cells.get(name)
        if cell is None or cell.is_blank:
            continue
        places[f"{path}.{name}"] = cell.place
        text = _text(reader, cell)
        if text and text not in (UNCLASSED, NO_ADDRESS):
            yield name, text
    seen = cells.get("seen")
    said = "" if seen is None else _text(reader, seen).casefold()
    if said not in _SEEN and seen is not None:
        reader.wrong(seen.place, "neither yes nor no", "write yes or no", said)
    elif not _SEEN[said]:
        yield "seen", False


def _refuse_edits(reader: Reader, cells: Cells, expected: Mapping[str, str | float]) -> None:
    """Edits of a source of the dataset's, which would be lost."""
    for name in _LOCKED:
        cell = cells.get(name)
        if cell is None or cell.is_blank:
            continue
        found = _text(reader, cell)
        if found.split() != str(expected[name]).split():
            fix = "restore it, and write a source of your own in an empty row"
            reader.wrong(cell.place, "changed, but not read back", fix, found)


def _text(reader: Reader, cell: Cell) -> str:
    """Text of a cell; a year that Excel keeps as a number, and a day that it keeps as a date, as they are written."""
    if cell.kind == "n" and not cell.is_blank:
        return f"{cell.value:g}"
    if cell.kind == "d" and isinstance(cell.value, datetime.date):
        written = _DAY.fullmatch(str(cell.value))
        return written[1] if written else str(cell.value)
    return reader.text(cell).strip()


def _is_blank(cell: Cell | None) -> bool:
    return cell is None or cell.is_blank
