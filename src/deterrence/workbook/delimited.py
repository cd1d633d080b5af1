"""A delimited text file as rows by heading. Where delimiter or decimal sign can be read two ways, nobody guesses."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from deterrence.errors import InputError, Problem, refuse

MOST_ROWS: Final = 5_000
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
DECIMALS: Final = (".", ",")
_NAMED: Final = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}
_DECLARED: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"')
_PLAIN: Final = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_MAY_PART: Final = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
_SPACES: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK} "


@dataclass(frozen=True)
class Line:
    """One row: the line on which it begins, and its cells by heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """Why a text is no number, and what to write or declare instead."""

    what: str
    fix: str


@dataclass(frozen=True)
class Delimited:
    """A file that was read: its headings, its rows, the delimiter that parts them."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    delimiter: str


def delimiter_of(text: str) -> str | None:
    """The delimiter that an option names, by its sign or by its name; None where it is none."""
    named = _NAMED.get(text.casefold(), text)
    return named if named in DELIMITERS else None


def read_delimited(text: str, name: str, delimiter: str | None) -> Delimited:
    """The rows of a file.

    Args:
        text: The file.
        name: What problems call it.
        delimiter: As declared; if left out it is taken from the headings, where one sign alone can be meant.

    Raises:
        InputError: One problem, alone, that keeps it from being read; or every row with more cells than headings.
    """
    declared = _DECLARED.fullmatch(text.partition("\n")[0].strip("\r"))  # as Excel writes it
    if declared:
        text, delimiter = text.partition("\n")[2], delimiter or declared[1]
    sign = delimiter or _found(text, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    first = 2 if declared else 1
    try:
        rows = list(_numbered(reader, first))
    except csv.Error as error:
        what, fix = f"not a delimited file: {error}", "correct the quotes at this line"
        raise _alone(name, what, fix, reader.line_num) from None
    if not rows:
        raise _alone(name, "is empty", "write a line of headings and a row for each quantity")
    if len(rows) > MOST_ROWS:
        raise _alone(name, f"has {len(rows):,} rows", f"keep it within {MOST_ROWS:,}")
    headings = tuple(cell.strip().casefold() for cell in rows[0][1])
    problems = [*_heading_problems(name, headings), *_ragged(name, rows, headings, sign)]
    refuse(problems)
    lines = (Line(number, dict(zip(headings, map(str.strip, cells), strict=False))) for number, cells in rows[1:])
    return Delimited(headings, tuple(line for line in lines if any(line.cells.values())), sign)


def number_of(text: str, decimal: str | None, delimiter: str) -> float | Fault:
    """The number that a cell says.

    Thousands may be parted only where the decimal sign was declared.

    >>> number_of("0,8", ",", ";"), number_of("4.309.000", ",", ";"), number_of("4 309", ".", ",")
    (0.8, 4309000.0, 4309.0)
    """
    plain = text.strip()
    if plain.endswith("%"):
        return Fault("a percentage", "write the share, for example 0.3 for 30%")
    if decimal is None:
        if "," in plain:
            return Fault("a comma, which may be a decimal sign or part thousands", "add --decimal , or --decimal .")
        if delimiter != "," and _MAY_PART.fullmatch(plain):
            return Fault("a point, which may be a decimal sign or part thousands", "add --decimal . or --decimal ,")
    else:
        plain = _joined(plain, decimal)
    if not _PLAIN.fullmatch(plain):
        return Fault("not a number", "write a number")
    number = float(plain)
    return number if math.isfinite(number) else Fault("not a finite number", "write a finite number")


def _joined(text: str, decimal: str) -> str:
    """A number with a point as its decimal sign and its thousands together; any other text as it is."""
    other = DECIMALS[1 - DECIMALS.index(decimal)]
    for sign in (other, *_SPACES):
        mark, part = re.escape(decimal), re.escape(sign)
        if re.fullmatch(rf"[-+]?\d{{1,3}}({part}\d{{3}})+({mark}\d+)?", text):
            text = text.replace(sign, "")
            break
    return text.replace(decimal, ".") if other not in text else f"{text}?"


def _found(text: str, name: str) -> str:
    """The one delimiter that stands in the line of headings."""
    head = _QUOTED.sub("", next((line for line in text.splitlines() if line.strip()), ""))
    seen = [sign for sign in DELIMITERS if sign in head]
    if len(seen) == 1:
        return seen[0]
    shown = " or ".join(f"--delimiter {DELIMITERS[sign]}" for sign in seen or DELIMITERS)
    what = "the headings could be parted in two ways" if seen else "one column alone, or another delimiter"
    raise _alone(name, what, f"add {shown}", 1)


def _numbered(reader: csv.reader, first: int) -> Iterator[tuple[int, list[str]]]:  # type: ignore[valid-type]
    """Rows that are not blank, each with the line on which it begins."""
    begins = first
    for cells in reader:  # type: ignore[attr-defined]
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = first + reader.line_num  # type: ignore[attr-defined]


def _heading_problems(name: str, headings: tuple[str, ...]) -> Iterator[Problem]:
    for place, heading in enumerate(headings):
        if heading and heading in headings[:place]:
            yield Problem(name, heading, "a heading twice", "rename one of them", heading, 1)


def _ragged(
    name: str, rows: list[tuple[int, list[str]]], headings: tuple[str, ...], delimiter: str
) -> Iterator[Problem]:
    for number, cells in rows[1:]:
        if len(cells) > len(headings):
            fix = "put text that holds the delimiter in quotes"
            fix += "; for numbers with a decimal comma take another delimiter" if delimiter == "," else ""
            yield Problem(name, "", f"{len(cells)} cells under {len(headings)} headings", fix, None, number, False)


def _alone(name: str, what: str, fix: str, line: int | None = None) -> InputError:
    return InputError([Problem(name, "", what, fix, None, line, has_value=False)])
