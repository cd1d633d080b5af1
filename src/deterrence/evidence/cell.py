"""One cell of a table: the rows that hold it as what a file of quantities would write, and places for its problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.document import Document, Path_, plain_number, read_text
from deterrence.evidence.rows import Row

_ENDS = ("low", "central", "high")
_NUMBERS = (*_ENDS, "value")
_SUPPORT = ("grade", "range_grade", "chance_grade", "rationale", "analogue", "method", "as_of", "note")
_SOURCES = ("source", "locator")
COLUMNS = (*_NUMBERS, "unit", *_SUPPORT, *_SOURCES, "year", "variant")
"""Columns that any table may have, beside its keys and `basis`."""

_BETWEEN = re.compile(r"\s*;\s*")
Shared = Mapping[str, tuple[Any, tuple[str, ...]]]
"""Fields that the head gives, each with its place there."""


@dataclass
class Cell:
    """The rows of one cell: its value, of each year where dated, and its rivals."""

    file: str
    head: Document
    keys: tuple[str, ...]
    words: Mapping[str, str]
    shared: Shared
    bases: Mapping[str, Shared]
    rule: str | None
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)  # by variant ("" the reference) and year ("" none)
    is_wrong: bool = False

    @property
    def first(self) -> Row:
        """Its first row."""
        return next(iter(next(iter(self.rows.values())).values()))

    def add(self, row: Row) -> list[Problem]:
        """Take one more row; what is wrong with it beside the others."""
        years = self.rows.setdefault(row.cells.get("variant", ""), {})
        year, before = row.cells.get("year", ""), next(iter(years.values()), None)
        problems = list(self._clashes(row, before, years.get(year)))
        self.is_wrong |= bool(problems)
        years.setdefault(year, row)
        return problems

    def _clashes(self, row: Row, before: Row | None, same: Row | None) -> Iterator[Problem]:
        year, unit = row.cells.get("year", ""), self.shared.get("unit", (None,))[0]
        if same is not None:
            yield self._wrong(row, "", "the same cell twice", f"remove one; the first is row {same.number}")
        elif before is not None and (not year or "year" not in before.cells):
            yield self._wrong(row, "year", "missing", "write the year of each row of this cell")
        if year and self.rule is None:
            yield self._wrong(row, "year", "a year in a table without a rule", "add rule to the head", year)
        if "unit" in row.cells and row.cells["unit"] != unit:
            yield self._wrong(row, "unit", "another unit than the head", f"write {unit}", row.cells["unit"])
        if "value" in row.cells and any(name in row.cells for name in _ENDS):
            yield self._wrong(row, "value", "both a value and low, central, high", "keep one", row.cells["value"])
        if before is None or same is not None:
            return
        for name in (*_SUPPORT, *_SOURCES, "basis"):
            if name in row.cells and row.cells[name] != before.cells.get(name):
                fix = f"leave it blank; row {before.number} says it for all years"
                yield self._wrong(row, name, "said anew for another year", fix, row.cells[name])

    def _wrong(self, row: Row, column: str, what: str, fix: str, value: str | None = None) -> Problem:
        place = f"{row.named(self.keys)}.{column}" if column else row.named(self.keys)
        return Problem(self.file, place, what, fix, value, has_value=value is not None)

    def tree(self) -> dict[str, Any]:
        """What a file of quantities would write of it."""
        shared = {name: value for name, (value, _) in self.shared.items()}
        tree = self._basis("", shared)
        support = {name: value for name, value in shared.items() if name in (*_SUPPORT, "sources")}
        rivals = {name: self._basis(name, support) for name in self.rows if name}
        found: dict[str, Any] = self._said({**tree, **({"variants": rivals} if rivals else {})})
        description = found.get("description")
        if isinstance(description, str) and description:
            found["description"] = description[0].upper() + description[1:]
        return found

    def _basis(self, variant: str, shared: dict[str, Any]) -> dict[str, Any]:
        years = self.rows.get(variant)
        if years is None:  # a rival without a reference
            return shared
        row = next(iter(years.values()))
        named = self.bases.get(row.cells.get("basis", ""), {})
        tree = {**shared, **{name: value for name, (value, _) in named.items()}}
        tree |= {name: row.cells[name] for name in _SUPPORT if name in row.cells}
        if "source" in row.cells:
            places = _BETWEEN.split(row.cells.get("locator", ""))
            tree["sources"] = [
                {"source": name, **({"locator": places[at]} if at < len(places) and places[at] else {})}
                for at, name in enumerate(_BETWEEN.split(row.cells["source"]))
            ]
        value = self._value(years)
        return {**tree, "value": value} if value is not None else tree

    def _value(self, years: Mapping[str, Row]) -> Any:
        if "" in years:
            return self._written(years[""])
        return {"dated": {year: self._written(row) for year, row in years.items()}, "rule": self.rule}

    def _written(self, row: Row) -> Any:
        """The value of one row; text that is no number stays text, for the reader of values to refuse."""
        if "value" in row.cells:
            try:
                return read_text(row.cells["value"], self.file).tree
            except InputError:
                return row.cells["value"]
        numbers = {name: plain_number(row.cells[name]) for name in _ENDS if name in row.cells}
        return numbers["central"] if numbers.keys() == {"central"} else numbers or None

    def _said(self, tree: Any) -> Any:
        """Texts with the words of the cell in them."""
        if isinstance(tree, str):
            for key, words in self.words.items():
                tree = tree.replace(f"{{{key}}}", words)
            return tree
        if isinstance(tree, dict):
            return {key: self._said(value) for key, value in tree.items()}
        return [self._said(value) for value in tree] if isinstance(tree, list) else tree

    def placed(self, problem: Problem) -> Problem:
        """A problem of the cell at the row and column, or at the place in the head, that it comes from."""
        path = tuple(problem.path.split(".")) if problem.path else ()
        variant = path[1] if path[:1] == ("variants",) and len(path) > 1 and path[1] in self.rows else ""
        path = path[2:] if variant else path
        years = self.rows.get(variant, {})
        row = years.get(path[2], self.first) if path[:2] == ("value", "dated") and len(path) > 2 else None
        row = row or next(iter(years.values()), self.first)
        column = self._column(path, row)
        if column is None:
            return self._in_head(problem, path, row)
        if path == ("value",) and problem.what == "missing":
            problem = replace(problem, fix="add a number")
        return replace(problem, path=f"{row.named(self.keys)}.{column}".rstrip("."), line=None)

    def _column(self, path: Path_, row: Row) -> str | None:
        """The column that a path of the written quantity comes from; None where the head gives it."""
        first = path[0] if path else ""
        if first == "value":
            return next(
                (name for name in reversed(path) if name in _ENDS), "value" if "value" in row.cells else "central"
            )
        if first == "sources":
            return "source" if "source" in row.cells or "sources" not in self._given(row) else None
        return str(first) if first in ("", *_SUPPORT) and first not in self._given(row) else None

    def _given(self, row: Row) -> Shared:
        """What the head gives to a row that does not say it itself."""
        fields = {**self.shared, **self.bases.get(row.cells.get("basis", ""), {})}
        return {name: found for name, found in fields.items() if name not in row.cells}

    def _in_head(self, problem: Problem, path: Path_, row: Row) -> Problem:
        _, place = self._given(row).get(str(path[0]), (None, ("table", "cells", str(path[0]))))
        where: Path_ = (*place, *path[1:])
        return replace(problem, file=self.head.name, path=".".join(map(str, where)), line=self.head.line(where))
