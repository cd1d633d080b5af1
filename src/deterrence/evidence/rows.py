"""The rows of a CSV file as text by column, each with its number; what is wrong with the file itself is said once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deterrence.errors import Problem
from deterrence.evidence.document import read_plain
from deterrence.units import suggestion


@dataclass(frozen=True)
class Row:
    """One row: its number (the heading is row 1, as in a spreadsheet), its line, and text by column; blank is none."""

    number: int
    line: int
    cells: Mapping[str, str]

    def named(self, keys: Sequence[str]) -> str:
        """How a message calls it: by its number and the words of the cell that it holds."""
        return f"row {self.number} ({', '.join(self.cells.get(key, '') for key in keys)})"


@dataclass(frozen=True)
class Rows:
    """All rows of a file, and what is wrong with their columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_rows(path: Path, required: Sequence[str], allowed: Sequence[str]) -> Rows:
    """The rows of a file.

    Args:
        path: The file.
        required: Columns that must be there.
        allowed: All that may be there.

    Raises:
        InputError: The file cannot be read at all, as for any other file of a dataset.
    """
    reader = csv.reader(io.StringIO(read_plain(path)), strict=True)
    problems: list[Problem] = []
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    try:
        columns = tuple(next(reader, []))
        problems += _column_problems(str(path), columns, required, allowed)
        for number, texts in enumerate(reader, start=2):
            if not any(texts):
                continue
            if len(texts) != len(columns):
                fix = f"write {len(columns)}, one for each column; quote a text that holds a comma"
                problems.append(Problem(str(path), f"row {number}", "another number of cells", fix, len(texts)))
                continue
            filled = {name: text.strip() for name, text in zip(columns, texts, strict=True) if text.strip()}
            rows.append(Row(number, reader.line_num, filled))
    except csv.Error as error:
        fix = "save it as comma-separated values, quoted with double quotes"
        problems.append(Problem(str(path), "", f"not readable as CSV: {error}", fix, None, reader.line_num, False))
    return Rows(columns, tuple(rows), tuple(problems))


def _column_problems(
    file: str, columns: Sequence[str], required: Sequence[str], allowed: Sequence[str]
) -> Iterator[Problem]:
    for place, name in enumerate(columns):
        if name in columns[:place]:
            yield Problem(file, "row 1", "the same column twice", "remove one", name)
        elif name not in allowed:
            fix = suggestion(name, allowed)
            yield Problem(file, "row 1", "unknown column", fix, name)
    for name in required:
        if name not in columns:
            yield Problem(file, "row 1", f"no column {name}", f"add {name}", has_value=False)
