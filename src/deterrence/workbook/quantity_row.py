"""Reading the row of one quantity, with its dated values, as a change of a scenario file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from deterrence.errors import InputError
from deterrence.evidence.distribution import Dated
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Quantity
from deterrence.evidence.source import FIRST_YEAR, LAST_YEAR
from deterrence.evidence.value import read_value
from deterrence.units import suggestion
from deterrence.workbook.columns import (
    CHOICES,
    DATED_FORMS,
    FORMS,
    LOCATOR,
    QUANTITY_COLUMNS,
    SETS_OF_CHANGE,
    SOURCE,
    SUPPORT,
    VALUES,
)
from deterrence.workbook.older import REFERENCE_VALUE, alike
from deterrence.workbook.rows import locked_cells, value_cells
from deterrence.workbook.table import Cell, Reader, Row

_SEPARATORS = re.compile(r"[,;\r\n]")
_CHOICE = re.compile(r"\s*(\d+)\s*:\s*(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*", re.ASCII)
_WRITE_CHOICES = "write whole numbers, each once and with its chance: 1: 0.8, 2: 0.2"
_MIXTURE = {name: f"mixture.else.{name}" for name in FORMS["triple"]} | {n: f"mixture.{n}" for n in ("at", "chance")}
_LINES = re.compile(r"\r\n|\r|\n")
_LOCKED = tuple(column.name for column in QUANTITY_COLUMNS if not column.is_editable and column.name != "id")
_MOST_EXACT = 10**15  # below it every whole number is written without an exponent


@dataclass(frozen=True)
class QuantityRow:
    """Reads one quantity.

    `places` receives the cell of every path of the change, as the paths stand in a scenario file. A row of an older
    dataset is held against the reference that stands in it.
    """

    reader: Reader
    quantity: Quantity
    row: Row
    dates: Sequence[Row]
    places: dict[str, str]
    is_older: bool = False

    @property
    def _path(self) -> str:
        return f"changes.{self.quantity.id}"

    def change(self) -> dict[str, Any] | None:
        """The change, without `value` if that cannot be read; None if all is as in the reference."""
        if not self.is_older:
            self._check_locked()
        value, support = self._value(), dict(self._support())
        if value is None:
            self.places[self._path] = self._edited_cell()
            return support
        if not support and self._is_reference(value):
            return None
        self.places[self._path] = self._edited_cell()
        return {"value": value, **support}

    def _check_locked(self) -> None:
        """Edits that would be lost: cells that are not read back must be as they were written."""
        expected = locked_cells(self.quantity)
        for name in _LOCKED:
            cell = self.row.cells[name]
            found = self.reader.text(cell)
            if not found or found.split() == str(expected[name]).split():
                continue
            if name == "unit":
                self.reader.wrong(cell.place, "wrong unit", f"write {expected[name]}", found)
            else:
                fix = "restore it, and write what is yours in the tinted cells"
                self.reader.wrong(cell.place, "changed, but not read back", fix, found)

    def _is_reference(self, value: object) -> bool:
        try:
            read = read_value(value, self.quantity.unit, document_of(None, self.reader.name), ())
        except InputError:
            return False
        if self.is_older:
            return alike(value_text(distribution_dict(read)), self.reader.text(self.row.cells[REFERENCE_VALUE]))
        return read == self.quantity.basis.distribution

    def _value(self) -> Any:
        """The value as a scenario file has it; None, with problems, if it cannot be read."""
        path, cell = f"{self._path}.value", self.row.cells["form"]
        form = self._form(cell, (*FORMS, *DATED_FORMS))
        if form in DATED_FORMS:
            self.places[path] = cell.place
            return self._dated(form.removeprefix("dated "), path)
        if self.dates and form:
            fix = f"clear the row, or write dated linear in {cell.place}"
            what = "a dated value of a quantity that is not dated"
            self.reader.wrong(self.dates[0].cells["id"].place, what, fix, self.quantity.id)
        return self._undated(self.row, form, path) if form else None

    def _form(self, cell: Cell, known: tuple[str, ...]) -> str:
        form = self.reader.text(cell).strip()
        if form in known:
            return form
        if cell.is_blank:
            self.reader.wrong(cell.place, "missing", f"write one of {', '.join(known)}")
        elif cell.kind == "s":
            fix = suggestion(form, known)
            self.reader.wrong(cell.place, "no such form", fix, form)
        return ""

    def _undated(self, row: Row, form: str, path: str) -> Any:
        before, names = len(self.reader.problems), FORMS[form]
        self._refuse_values(row, f"a {form} has no", names)
        self.places.update({path: row.cells[names[0]].place, f"{path}.family": row.cells["form"].place})
        if form == CHOICES:
            self.places[f"{path}.{CHOICES}"] = row.cells[CHOICES].place
            return self._choices(row.cells[CHOICES])
        numbers = {name: self.reader.number(row.cells[name]) for name in names}
        inside = _MIXTURE if form == "mixture" else {}
        self.places.update({f"{path}.{inside.get(name, name)}": row.cells[name].place for name in names})
        if len(self.reader.problems) > before:
            return None
        written = {name: _plain(number) for name, number in numbers.items() if number is not None}
        if form == "mixture":
            rest = {name: written.pop(name) for name in FORMS["triple"]}
            return {"mixture": {**written, "else": rest}}
        if form == "point":
            return written["central"]
        return written if form == "triple" else {"family": form, **written}

    def _choices(self, cell: Cell) -> dict[str, Any] | None:
        """Numbers with their chances, as a text has them: 1: 0.8, 2: 0.2."""
        found: dict[str, float] = {}
        for part in filter(str.strip, _SEPARATORS.split(self.reader.text(cell))):
            match = _CHOICE.fullmatch(part)
            if match is None or match[1] in found:
                what = "no choice" if match is None else "the same choice twice"
                self.reader.wrong(cell.place, what, _WRITE_CHOICES, part.strip())
                return None
            found[match[1]] = _plain(float(match[2]))
        if not found and cell.is_blank:
            self.reader.wrong(cell.place, "missing", _WRITE_CHOICES)
        return {CHOICES: found} if found else None

    def _dated(self, rule: str, path: str) -> dict[str, Any] | None:
        before = len(self.reader.problems)
        self._refuse_values(self.row, "a dated value has, in this sheet, no", ())
        found: dict[int, Any] = {}
        for row in self.dates:
            year = self._year(row.cells["year"])
            form = self._form(row.cells["form"], tuple(FORMS))
            value = self._undated(row, form, f"{path}.dated.{year}") if form else None
            if year in found:
                self.reader.wrong(row.cells["year"].place, "the same year twice", "clear one of the rows", year)
            elif year is not None:
                found[year] = value
        if not self.dates:
            fix = "write its dates there, or write another form"
            self.reader.wrong(self.row.cells["form"].place, "dated, but without a row in Dated values", fix)
        if len(self.reader.problems) > before:
            return None
        return {"dated": {str(year): found[year] for year in sorted(found)}, "rule": rule}

    def _year(self, cell: Cell) -> int | None:
        year = self.reader.number(cell)
        if year is None or (year.is_integer() and FIRST_YEAR <= year <= LAST_YEAR):
            return None if year is None else int(year)
        fix = f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
        self.reader.wrong(cell.place, "not a year in range", fix, f"{year:g}")
        return None

    def _refuse_values(self, row: Row, what: str, allowed: tuple[str, ...]) -> None:
        for name in VALUES:
            cell = row.cells[name]
            if name not in allowed and not cell.is_blank:
                self.reader.wrong(cell.place, f"{what} {name}", "clear it, or write another form", str(cell.value))

    def _support(self) -> Iterator[tuple[str, Any]]:
        """What the analyst wrote beside the numbers, by key of a change."""
        for column, key in SUPPORT.items():
            cell = self.row.cells[column]
            self.places[f"{self._path}.{key}"] = cell.place
            text = self.reader.text(cell)
            if text.strip():
                yield key, text.strip() if key.endswith("grade") else text
        self.places[f"{self._path}.sources"] = self.row.cells[SOURCE].place
        yield from self._assumption_sets()
        sources = list(self._sources())
        if sources:
            yield "sources", sources

    def _assumption_sets(self) -> Iterator[tuple[str, list[str]]]:
        """The sets in which the change counts, separated by commas; nothing where it counts in all."""
        path, cell = f"{self._path}.assumption_sets", self.row.cells[SETS_OF_CHANGE]
        names = [name.strip() for name in self.reader.text(cell).split(",") if name.strip()]
        self.places.update({path: cell.place, **{f"{path}.{place}": cell.place for place in range(len(names))}})
        if names:
            yield "assumption_sets", names

    def _sources(self) -> Iterator[dict[str, str]]:
        names, places = (_LINES.split(self.reader.text(self.row.cells[column])) for column in (SOURCE, LOCATOR))
        for name, locator in zip_longest(names, places, fillvalue=""):
            if name.strip():
                yield {"source": name.strip(), **({"locator": locator} if locator.strip() else {})}
            elif locator.strip():
                place, fix = self.row.cells[LOCATOR].place, "name its source on the same line of your source"
                self.reader.wrong(place, "a locator without a source", fix, locator)

    def _edited_cell(self) -> str:
        """The first cell that is not as in the reference."""
        reference = self.quantity.basis.distribution
        dated = dict(zip(reference.years, reference.values, strict=True)) if isinstance(reference, Dated) else {}
        for row, known in (
            (self.row, value_cells(reference)),
            *((row, _dated_cells(dated, row.cells["year"].value)) for row in self.dates),
        ):
            for name in ("form", *VALUES):
                cell = row.cells[name]
                if (None if cell.is_blank else cell.value) != known.get(name):
                    return cell.place
        filled = (self.row.cells[name] for name in (*SUPPORT, SOURCE, LOCATOR, SETS_OF_CHANGE))
        return next((cell.place for cell in filled if not cell.is_blank), self.row.cells["form"].place)


def _dated_cells(dated: Mapping[int, Any], year: object) -> dict[str, str | float]:
    return value_cells(dated[year]) if isinstance(year, int) and year in dated else {}


def _plain(number: float) -> float:
    """A whole number without a point, as one would write it."""
    return int(number) if number.is_integer() and abs(number) < _MOST_EXACT else number
