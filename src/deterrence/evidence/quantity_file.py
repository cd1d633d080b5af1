"""The quantities of one file. A mapping that holds only mappings is a group and adds to the path of what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deterrence.errors import InputError, Problem, collected
from deterrence.evidence.bound import NO_LIMITS, Bound, Limits
from deterrence.evidence.distribution import Dated, Distribution
from deterrence.evidence.document import Document, Path_, dotted
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.quantity import (
    Basis,
    BasisRecord,
    LeverRecord,
    Quantity,
    QuantityRecord,
    basis_of,
    chance_problem,
    support_problems,
    undated_value,
)
from deterrence.evidence.value import read_unit, read_value
from deterrence.units import Unit

_MARKS = frozenset(QuantityRecord.model_fields)


@dataclass
class QuantityFile:
    """What was found in a file: quantities, the ids of those that are wrong, and what is wrong with them."""

    quantities: dict[str, Quantity] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_quantities(document: Document, prefix: str) -> QuantityFile:
    """Quantities of one file; `prefix` is the part of their ids that the file's place gives."""
    found = QuantityFile()
    problems: list[Problem] = []
    for path, tree in _leaves(document.tree, ()):
        identity = ".".join(part for part in (prefix, dotted(path)) if part)
        try:
            found.quantities[identity] = _QuantityReader(document, path).read(identity, tree)
        except InputError as error:
            found.wrong.add(identity)
            problems += error.problems
    found.problems = sorted(document.everything_wrong(problems), key=lambda problem: problem.line or 0)
    return found


def read_quantity(document: Document, identity: str) -> Quantity:
    """The only quantity of a document.

    Raises:
        InputError: All that is wrong with it.
    """
    return _QuantityReader(document, ()).read(identity, document.tree)


def _leaves(tree: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    is_group = isinstance(tree, dict) and tree and not _MARKS & set(tree)
    if not is_group or (path and not any(isinstance(value, dict) for value in tree.values())):
        yield path, tree
        return
    for key, value in tree.items():
        yield from _leaves(value, (*path, key))


class _QuantityReader:
    """Reads one quantity: its fields, its unit, the value and what it rests on, and the same for its variants."""

    def __init__(self, document: Document, path: Path_) -> None:
        self.document = document
        self.path = path
        self.problems: list[Problem] = []
        self.limits = NO_LIMITS

    def read(self, identity: str, tree: Any) -> Quantity:
        """The quantity; all its problems at once."""
        record, unit = self._record(tree), self._unit(tree)
        if record is not None and unit is not None:
            self._read_limits(record.limits, unit)
        main = self._basis(record, record, tree, unit, self.path)
        written = tree.get("variants") if isinstance(tree, dict) else None
        variants = {
            name: self._basis(record and record.variants[name], record, variant, unit, (*self.path, "variants", name))
            for name, variant in (written.items() if isinstance(written, dict) else ())
        }
        if record is not None and record.lever and unit is not None and main is not None:
            self.problems += self._lever_problems(record.lever, unit, main.distribution)
        if self.problems or record is None or unit is None or main is None:
            raise InputError(self.problems)
        return Quantity(
            identity, record.description, unit, main, self.document.name, self.document.line(self.path),
            record.structures, record.can_reverse, record.lever, record.licence,
            record.dated, record.limits, tuple(self._bounds(identity, record)), record.needs,
            record.idle_without, record.follows, record.without_effect, record.is_searched, record.role,
            record.never_falls,
            {name: basis for name, basis in variants.items() if basis is not None},
        )  # fmt: skip

    def _record(self, tree: Any) -> QuantityRecord | None:
        with collected(self.problems):
            return parse_fields(QuantityRecord, self.document, tree, self.path)
        return None

    def _bounds(self, identity: str, record: QuantityRecord) -> Iterator[Bound]:
        """Its bounds, with names as they are written."""
        for position, written in enumerate(record.at_most):
            path = (*self.path, "at_most", position)
            yield Bound(
                (identity, *written.parts), written.bound, written.in_every_future, written.wrong,
                f"{identity}.at_most.{position}", self.document.line(path),
            )  # fmt: skip

    def _read_limits(self, limits: Limits, unit: Unit) -> None:
        """Limits, unless they leave the unit or hold nothing."""
        low, high = limits.within(unit)
        if unit.low <= low <= high <= unit.high:
            self.limits = limits
            return
        fix = f"write low <= high from {unit.low:g} to {unit.high:g}"
        found = self.document.problem((*self.path, "limits"), "outside the unit", fix, f"{low:g} to {high:g}")
        self.problems.append(found)

    def _lever_problems(self, lever: LeverRecord, unit: Unit, value: Distribution) -> Iterator[Problem]:
        """A slider that leaves the limits, or a year where it speaks of none."""
        (least, most), low, high = self.limits.within(unit), lever.slider.low, lever.slider.high
        if not least <= low < high <= most:
            fix, slider = f"write low < high from {least:g} to {most:g}", (*self.path, "lever", "slider")
            yield self.document.problem(slider, "outside the limits", fix, f"{low:g} to {high:g}")
        if isinstance(value, Dated) != (lever.year is not None):
            what, fix = ("dated, but the lever names no year", "add year: the year that the slider speaks of")
            if lever.year is not None:
                what, fix = ("a year for a value without dates", "remove it")
            yield self.document.problem((*self.path, "lever", "year"), what, fix, lever.year, lever.year is not None)

    def _unit(self, tree: Any) -> Unit | None:
        if not isinstance(tree, dict) or "unit" not in tree:
            return None
        try:
            return read_unit(tree["unit"], self.document, (*self.path, "unit"))
        except InputError as error:
            self.problems += [p for p in error.problems if isinstance(tree["unit"], str)]
            return None

    def _basis(
        self, record: BasisRecord | None, main: QuantityRecord | None, tree: Any, unit: Unit | None, path: Path_
    ) -> Basis | None:
        if not isinstance(tree, dict):
            return None
        self.problems += support_problems(tree, self.document, path)
        if unit is None or "value" not in tree:
            return None
        try:
            distribution = read_value(tree["value"], unit, self.document, (*path, "value"), self.limits)
        except InputError as error:
            self.problems += error.problems
            return None
        if main is not None and main.dated != "path" and isinstance(distribution, Dated):
            what, fix = undated_value("add dated: path, if the models take a path of it over the years")
            self.problems.append(self.document.problem((*path, "value"), what, fix, None, has_value=False))
        if record is None:
            return None
        if (found := chance_problem(record.chance_grade is not None, distribution)) is not None:
            where = (*path, "chance_grade")
            self.problems.append(self.document.problem(where, *found, None, has_value=False))
        return basis_of(record, distribution)
