"""The table form (decision 14): quantities that are alike, one row a cell, in a CSV file beside its YAML head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from deterrence.errors import InputError, Problem
from deterrence.evidence.cell import COLUMNS, Cell, Shared
from deterrence.evidence.document import Document
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.quantity import Quantity
from deterrence.evidence.quantity_file import QuantityFile, read_quantity
from deterrence.evidence.rows import Row, read_rows
from deterrence.evidence.source import Text
from deterrence.units import suggestion

TABLE = "table"
Names = Mapping[str, Mapping[str, str]]
"""Words that may name a cell, by the column in which they stand: {ally: {france: France}}."""

_BASIS = "basis"
_SUM = 1e-9  # as far from 1 as shares written in decimals may add up


class TableRecord(Strict):
    """The head of a table as written.

    `keys`: columns whose words name a cell. `id`: its id below the place of the file, the words joined by dots unless
    written. `cells`: fields of a quantity that all cells share, and `by`: those that a word in a column adds; in texts
    {ally} stands for the words of the ally. `rule`: what holds between the years of a cell with several rows.
    `sums_to_one`: the key over which central values are shares of one whole.
    """

    keys: tuple[Text, ...] = Field(min_length=1)
    id: str = ""
    rule: Literal["linear", "step"] | None = None
    sums_to_one: str = ""
    cells: dict[str, Any] = Field(default_factory=dict)
    by: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)


def read_names(document: Document) -> tuple[Names, list[Problem]]:
    """The words that may name a cell, and what is wrong with their file."""
    problems = [
        document.problem((column, word), "no words", "write how a sentence calls it", text)
        if isinstance(words, dict)
        else document.problem((column,), "not a mapping", "write {word: how a sentence calls it}", words)
        for column, words in document.tree.items()
        for word, text in (words.items() if isinstance(words, dict) else [("", None)])
        if not isinstance(text, str) or not text
    ]
    names = {
        column: {word: text for word, text in words.items() if isinstance(text, str)}
        for column, words in document.tree.items()
        if isinstance(words, dict)
    }
    return names, document.everything_wrong(problems)


def is_table(document: Document) -> bool:
    """Whether a file is the head of a table."""
    return isinstance(document.tree, dict) and TABLE in document.tree


def cells_of(document: Document) -> Path:
    """The CSV file that stands beside a head."""
    return document.path.with_suffix(".csv")


def read_table(document: Document, prefix: str, names: Names) -> QuantityFile:
    """Quantities of one table; `prefix` is the part of their ids that the file's place gives."""
    found = QuantityFile()
    try:
        record = parse_fields(TableRecord, document, document.tree[TABLE], (TABLE,))
        found.problems = [*document.problems, *_head_problems(document, record, names)]
        if not found.problems:
            allowed = (*record.keys, *((_BASIS,) if _BASIS in record.by else ()), *COLUMNS)
            rows = read_rows(cells_of(document), record.keys, allowed)
            found.problems = list(rows.problems)
            if not rows.problems:
                _TableReader(document, record, names, found, prefix).read(rows.rows)
    except InputError as error:
        found.problems = [*document.problems, *error.problems]
    return found


def _head_problems(document: Document, record: TableRecord, names: Names) -> Iterator[Problem]:
    """What the head names and what does not exist, and what it does not name."""
    for key in document.tree:
        if key != TABLE:
            fix = "move it into a file of quantities; a head holds its table alone"
            yield document.problem((key,), "beside a table", fix, key)
    for place, key in enumerate(record.keys):
        if key not in names:
            fix = suggestion(key, names, f"write one of {', '.join(names) or 'none'}, or add it to names.yaml")
            yield document.problem((TABLE, "keys", place), "no such names", fix, key)
        if record.id and f"{{{key}}}" not in record.id:
            fix = f"write {{{key}}} into it, or two cells would have one id"
            yield document.problem((TABLE, "id"), f"does not name the key {key}", fix, record.id)
    if record.sums_to_one and record.sums_to_one not in record.keys:
        fix = suggestion(record.sums_to_one, record.keys)
        yield document.problem((TABLE, "sums_to_one"), "no key of the table", fix, record.sums_to_one)
    yield from _by_problems(document, record, names)


def _by_problems(document: Document, record: TableRecord, names: Names) -> Iterator[Problem]:
    """Columns and words under `by` that do not exist."""
    known = (*record.keys, _BASIS)
    for key, words in record.by.items():
        if key not in known:
            yield document.problem((TABLE, "by", key), "no such column", suggestion(key, known, "write a key"), key)
        for word in words if key in names else ():
            if word not in names[key]:
                fix = suggestion(word, names[key])
                yield document.problem((TABLE, "by", key, word), f"no such {key}", fix, word)


@dataclass
class _TableReader:
    """Reads the cells of one table."""

    document: Document
    record: TableRecord
    names: Names
    found: QuantityFile
    prefix: str
    seen: set[str] = field(default_factory=set)

    @cached_property
    def bases(self) -> Mapping[str, Shared]:
        """What each word of the column `basis` adds."""
        return {
            word: {name: (text, (TABLE, "by", _BASIS, word, name)) for name, text in fields.items()}
            for word, fields in self.record.by.get(_BASIS, {}).items()
        }

    def read(self, rows: Sequence[Row]) -> None:
        """Every cell; problems go to what was found."""
        cells: dict[tuple[str, ...], Cell] = {}
        for row in rows:
            unknown = list(self._unknown_words(row))
            self._note(unknown)
            if not unknown:
                labels = tuple(row.cells[key] for key in self.record.keys)
                if labels not in cells:
                    cells[labels] = self._cell(row)
                self._note(cells[labels].add(row))
        kept = {labels: quantity for labels, cell in cells.items() if (quantity := self._quantity(labels, cell))}
        self._check_wholes(kept)

    def _note(self, problems: Sequence[Problem]) -> None:
        """What the head says wrong of all cells is one problem."""
        for problem in problems:
            if str(problem) not in self.seen:
                self.seen.add(str(problem))
                self.found.problems.append(problem)

    def _unknown_words(self, row: Row) -> Iterator[Problem]:
        words: dict[str, Mapping[str, Any]] = {key: self.names[key] for key in self.record.keys}
        if _BASIS in row.cells:
            words[_BASIS] = self.record.by[_BASIS]
        for key, known in words.items():
            word = row.cells.get(key, "")
            if word not in known:
                fix = suggestion(word, known)
                place = f"{row.named(self.record.keys)}.{key}"
                yield Problem(str(cells_of(self.document)), place, f"no such {key}", fix, word)

    def _cell(self, row: Row) -> Cell:
        words = {key: self.names[key][row.cells[key]] for key in self.record.keys}
        chosen = {key: row.cells[key] for key in self.record.by if key in row.cells and key != _BASIS}
        shared: dict[str, tuple[Any, tuple[str, ...]]] = {
            name: (text, (TABLE, "cells", name)) for name, text in self.record.cells.items()
        }
        for key, word in chosen.items():
            for name, text in self.record.by[key].get(word, {}).items():
                shared[name] = (text, (TABLE, "by", key, word, name))
        file = str(cells_of(self.document))
        return Cell(file, self.document, self.record.keys, words, shared, self.bases, self.record.rule)

    def _quantity(self, labels: tuple[str, ...], cell: Cell) -> Quantity | None:
        pairs = zip(self.record.keys, labels, strict=True)
        name = self.record.id or ".".join(f"{{{key}}}" for key in self.record.keys)
        for key, label in pairs:
            name = name.replace(f"{{{key}}}", label)
        identity = ".".join(filter(None, (self.prefix, name)))
        tree = cell.tree()
        document = Document(cells_of(self.document), tree, {(): cell.first.line})
        self.found.wrong.add(identity)
        try:
            quantity = read_quantity(document, identity)
        except InputError as error:
            self._note([cell.placed(problem) for problem in error.problems])
            return None
        if cell.is_wrong:
            return None
        self.found.wrong.remove(identity)
        self.found.quantities[identity] = quantity
        return quantity

    def _check_wholes(self, cells: Mapping[tuple[str, ...], Quantity]) -> None:
        """Shares of one whole sum to one (law C45)."""
        if not self.record.sums_to_one or self.found.problems:
            return
        place = self.record.keys.index(self.record.sums_to_one)
        wholes: dict[tuple[str, ...], list[float]] = {}
        for labels, quantity in cells.items():
            central = quantity.basis.distribution.central
            wholes.setdefault((*labels[:place], *labels[place + 1 :]), []).append(central)
        for others, shares in wholes.items():
            if abs(fsum(shares) - 1) > _SUM:
                where = f"({', '.join(others)})" if others else ""
                what = f"central values that do not sum to one over {self.record.sums_to_one}"
                fix = "write shares of one whole, or take sums_to_one out of the head"
                self._note([Problem(str(cells_of(self.document)), where, what, fix, f"{fsum(shares):g}")])
