"""Reading a workbook back: every problem with its sheet and cell, or the scenario file that it amounts to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.own_source import ADD, KEY
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.slips import slips
from deterrence.units import suggestion
from deterrence.workbook import columns
from deterrence.workbook.archive import checked_bytes
from deterrence.workbook.older import gone_note, is_filled, moved_note, unit_note
from deterrence.workbook.quantity_row import QuantityRow
from deterrence.workbook.settings import read_settings
from deterrence.workbook.source_rows import own_sources
from deterrence.workbook.table import Cell, Grid, Reader, Row, grids

_TABLES = {
    columns.SCENARIO: columns.SCENARIO_COLUMNS,
    columns.QUANTITIES: columns.QUANTITY_COLUMNS,
    columns.DATED: columns.DATED_COLUMNS,
}
_NEEDED = (columns.README, *_TABLES)
_SHEETS = (*_NEEDED, columns.SOURCES, columns.SETS)
_PLACE = re.compile(r"(.*)!([A-Z]+)(\d+)")
_MOST_SUGGESTIONS = 50  # as many problems as are shown

_ADD_SOURCE = "write an id of the sheet Sources, or add a row there"

# What a scenario file asks for -> what the workbook asks for.
_FIXES = {
    "add rationale, or sources: [{source: id, locator: place}]": "fill in your rationale, or your source and your "
    "locator, in its row of Quantities",
    "add sources: [{source: id, locator: place}]": "fill in your source and your locator",
    "add method: how it was worked out": "fill in your method: how it was worked out",
    "add rationale: why this value": "fill in your rationale: why this value",
    "move them to analogue, or grade the value reported": "move it to your analogue, or grade the value reported",
    "write another family, or the unit probability": "write another form",
    ADD: _ADD_SOURCE,
    "write {mixture: {at, chance, else}}, or a central value inside the range": "write another form, a mixture, or a "
    "central value inside the range",
    "write {choices: {number: chance}}, {mixture: {at, chance, else}}, or a central value inside the range": "write "
    "another form, choices or a mixture, or a central value inside the range",
    "write {number: chance, ...}": "write whole numbers with their chances: 1: 0.8, 2: 0.2",
}


@dataclass(frozen=True)
class Reading:
    """What a workbook amounts to.

    `tree` is the scenario file as plain data, empty if there are problems. `missing` are the quantities whose row was
    deleted: they keep the reference's value. `notes` are what is to be told beside it: what was not carried over from
    an older dataset, and why; `warnings` are changes that look like a slip.
    """

    tree: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """Quantities that the scenario file changes."""
        return tuple(self.tree.get("changes", ()))

    @property
    def is_reference(self) -> bool:
        """Whether nothing differs from the reference."""
        return not self.problems and set(self.tree) <= {"version", "changes"} and not self.changed

    def summary(self, output: str) -> str:
        """What was read, for the terminal."""
        lines = [f"  {identity}" for identity in self.changed]
        if self.is_reference:
            head = f"{output}: no changes, all is as in the reference"
        else:
            count = len(self.changed)
            head = f"{output}: {count} quantit{'y' if count == 1 else 'ies'} changed"
            lines += [f"  {key}" for key in self.tree if key not in ("version", "changes")]
        if self.missing:
            lines.append(f"rows missing, kept as in the reference: {', '.join(self.missing)}")
        return "\n".join([head, *lines, *self.notes])


def read_workbook(source: bytes | Path, dataset: Dataset, name: str | None = None) -> Reading:
    """The scenario that a workbook amounts to, against the reference, or every problem in it.

    Args:
        source: The file, or its bytes.
        dataset: The reference; a workbook of another one is carried over.
        name: What the problems call the file; its path if left out.
    """
    called = name or (str(source) if isinstance(source, Path) else "workbook.xlsx")
    try:
        sheets = grids(checked_bytes(source, called), called, _SHEETS)
    except InputError as error:
        return Reading({}, error.problems)
    reader = Reader(called)
    for sheet in _NEEDED:
        if sheet not in sheets:
            reader.wrong(sheet, "the sheet is missing", "put it back, or export a new workbook")
    is_older = not reader.problems and _is_of_another(reader, sheets[columns.README], dataset)
    if not reader.problems:
        for sheet, heads in _TABLES.items():
            reader.check_headings(sheet, sheets[sheet], heads)
    if reader.problems:
        return Reading({}, tuple(reader.problems))
    return _Import(reader, dataset, sheets, is_older).read()


def _is_of_another(reader: Reader, page: Grid, dataset: Dataset) -> bool:
    """Whether a workbook was exported from another dataset: what differs in it need not be the analyst's doing."""
    fix = "export a new workbook and copy your changes into it"
    lines = {reader.text(cells[0]): cells[1] for cells in page if len(cells) > 1}
    if columns.DIGEST not in lines:
        reader.wrong(columns.README, f"the line {columns.DIGEST} is missing", fix)
        return False
    return reader.text(lines[columns.DIGEST]).strip() != dataset.digest


@dataclass
class _Import:
    """Reads the tables of one workbook."""

    reader: Reader
    dataset: Dataset
    sheets: Mapping[str, Grid]
    is_older: bool = False
    notes: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def read(self) -> Reading:
        """The scenario, or all problems in the order of the cells."""
        then = self.sheets.get(columns.SETS, []) if self.is_older else None
        settings, told = read_settings(self.reader, self._rows(columns.SCENARIO), self.dataset, self.places, then)
        self.notes += told
        rows, dates = self._quantities(), self._dates()
        changes: dict[str, Any] = {}
        for identity, row in rows.items():
            change = self._change(identity, row, dates.pop(identity, []))
            if change is not None:
                changes[identity] = change
                self.unread |= set() if "value" in change else {identity}
        grid = self.sheets.get(columns.SOURCES, [])
        own = own_sources(self.reader, grid, self.dataset, self.places, self.is_older)
        if self.is_older:  # of an older dataset's own sources those that are cited
            cited = {one["source"] for change in changes.values() for one in change.get("sources", ())}
            own = [one for one in own if one["source"] in cited]
        for identity, left in dates.items():
            what, fix = "a dated value without a row in Quantities", "put that row back, or clear this one"
            self.reader.wrong(left[0].cells["id"].place, what, fix, identity)
        tree = {"version": 1, **settings, **({KEY: own} if own else {}), "changes": changes}
        found, warnings = self._checked(tree)
        problems = [*self.reader.problems, *found]
        missing = tuple(identity for identity in sorted(self.dataset.quantities) if identity not in rows)
        if problems:
            return Reading({}, tuple(sorted(problems, key=_order)))
        return Reading(tree, (), () if self.is_older else missing, self._told(len(changes)), warnings)

    def _change(self, identity: str, row: Row, dates: list[Row]) -> dict[str, Any] | None:
        """The change of one quantity; of an older dataset with what is to be told of it."""
        quantity = self.dataset.quantities[identity]
        if self.is_older and (note := unit_note(self.reader, row, quantity)):
            self.notes += [note] if is_filled(row) else []
            return None
        change = QuantityRow(self.reader, quantity, row, dates, self.places, self.is_older).change()
        if self.is_older and change is not None and (note := moved_note(self.reader, row, quantity)):
            self.notes.append(note)
        return change

    def _told(self, carried: int) -> tuple[str, ...]:
        """What is to be told of a workbook of an older dataset."""
        if not self.is_older:
            return ()
        head = f"exported from another dataset: {carried} change{'' if carried == 1 else 's'} carried over"
        return (head, *self.notes)

    def _rows(self, sheet: str) -> list[Row]:
        return self.reader.rows(sheet, self.sheets[sheet], _TABLES[sheet])

    def _quantities(self) -> dict[str, Row]:
        """Row of each quantity."""
        found: dict[str, Row] = {}
        for row in self._rows(columns.QUANTITIES):
            cell, identity = row.cells["id"], self._identity(row.cells["id"])
            if self.is_older and not identity and is_filled(row):
                self.notes.append(gone_note(self.reader.text(cell).strip(), row, self.dataset.quantities))
            if identity in found:
                fix = f"delete one of the rows (the first is {found[identity].number})"
                self.reader.wrong(cell.place, "the same quantity twice", fix, identity)
            elif identity:
                found[identity] = row
        return found

    def _dates(self) -> dict[str, list[Row]]:
        """Dated rows of each quantity."""
        found: dict[str, list[Row]] = {}
        for row in self._rows(columns.DATED):
            if all(cell.is_blank for name, cell in row.cells.items() if name != "unit"):
                continue  # cleared: the unit alone is locked
            identity, cell = self._identity(row.cells["id"]), row.cells["unit"]
            if identity:
                found.setdefault(identity, []).append(row)
                unit, written = self.dataset.quantities[identity].unit.name, self.reader.text(cell).strip()
                if written not in ("", unit):
                    self.reader.wrong(cell.place, "wrong unit", f"write {unit}", written)
        return found

    def _identity(self, cell: Cell) -> str:
        """Id of a known quantity; empty, with a problem, if there is none."""
        identity = self.reader.text(cell).strip()
        if identity in self.dataset.quantities:
            return identity
        if self.is_older and identity:
            return ""
        if cell.is_blank:
            self.reader.wrong(cell.place, "missing", "write the id of a quantity, or clear the row")
        elif cell.kind == "s":
            known = self.dataset.quantities if len(self.reader.problems) < _MOST_SUGGESTIONS else ()
            fix = suggestion(identity, known, "see `deterrence ledger list`")
            self.reader.wrong(cell.place, "no such quantity", fix, identity)
        return ""

    def _checked(self, tree: Mapping[str, Any]) -> tuple[list[Problem], tuple[Problem, ...]]:
        """What a scenario file of this content would be refused for, and what looks like a slip, each at its cell."""
        document = document_of(tree, self.reader.name)
        try:
            scenario = scenario_of(document, self.dataset)
        except InputError as error:
            known = {f"changes.{identity}.value" for identity in self.unread}
            return [self._at_cell(problem) for problem in error.problems if problem.path not in known], ()
        return [], tuple(self._at_cell(warning) for warning in slips(scenario, document))

    def _at_cell(self, problem: Problem) -> Problem:
        path = problem.path
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        if not path:
            return problem
        fix = _FIXES.get(problem.fix, problem.fix.replace(ADD, _ADD_SOURCE))
        return replace(problem, file=self.reader.name, path=self.places[path], fix=fix)


def _order(problem: Problem) -> tuple[int, int, int, str]:
    """Sheet, row, column."""
    found = _PLACE.fullmatch(problem.path)
    if found is None:
        return (-1, 0, 0, problem.path)
    sheet, letters, row = found.groups()
    return (_SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS), int(row), len(letters), letters)
