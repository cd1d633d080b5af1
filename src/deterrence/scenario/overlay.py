"""Reading a scenario file: changes on the reference dataset, the sets and structures to run, the horizon."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset, source_problems, unknown_quantity
from deterrence.evidence.document import Document, Path_, read_document
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.quantity import Basis, Grade
from deterrence.evidence.source import SourceReference
from deterrence.evidence.value import read_value
from deterrence.scenario.checks import contradictions
from deterrence.scenario.scenario import Scenario
from deterrence.units import suggestion

FIRST_YEAR, LAST_YEAR, LATEST_YEAR = 2025, 2040, 2060
_MOST_SUGGESTIONS = 50  # as many problems as are shown

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LATEST_YEAR)]
Names = Annotated[tuple[str, ...], Field(min_length=1)]


class Horizon(Strict):
    """First and last year."""

    first: Year = FIRST_YEAR
    last: Year = LAST_YEAR


class ChangeRecord(Strict):
    """One changed quantity; it says why, or from which source."""

    value: Any
    unit: str | None = None
    grade: Grade | None = None
    range_grade: Grade | None = None
    rationale: str = ""
    analogue: str = ""
    method: str = ""
    sources: tuple[SourceReference, ...] = ()
    note: str = ""


class ScenarioRecord(Strict):
    """A scenario file as written; what it omits is the reference, all sets, all structures."""

    version: Literal[1]
    title: str = ""
    assumption_sets: Names | None = None
    structures: Names | None = None
    horizon: Horizon = Horizon()
    changes: dict[str, ChangeRecord] = Field(default_factory=dict)


def load_scenario(path: Path | None, dataset: Dataset) -> Scenario:
    """A scenario from a file, or the reference scenario.

    Raises:
        InputError: Every problem of the file.
    """
    if path is None:
        return _scenario(ScenarioRecord(version=1), dataset, "reference", {}, _digest({}))
    return scenario_of(read_document(path), dataset)


def scenario_of(document: Document, dataset: Dataset) -> Scenario:
    """A scenario from a document, be it a file or what a program wrote (`document_of`).

    Raises:
        InputError: Every problem of the document.
    """
    record, problems = _record(document)
    if isinstance(document.tree, dict):
        problems += _name_problems(document, dataset)
    changes, change_problems = _changes(document, dataset)
    problems = document.everything_wrong([*problems, *change_problems])
    if record is None or problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    scenario = _scenario(record, dataset, document.name, changes, _digest(record.model_dump(mode="json")))
    problems = contradictions(scenario, document)
    if problems:
        raise InputError(problems)
    return scenario


def _scenario(
    record: ScenarioRecord, dataset: Dataset, name: str, changes: Mapping[str, Basis], digest: str
) -> Scenario:
    sets, structures = record.assumption_sets or _sets(dataset), record.structures or tuple(dataset.structures)
    years = tuple(range(record.horizon.first, record.horizon.last + 1))
    return Scenario(dataset, name, sets, structures, years, changes, digest)


def _record(document: Document) -> tuple[ScenarioRecord | None, list[Problem]]:
    try:
        record = parse_fields(ScenarioRecord, document)
    except InputError as error:
        return None, list(error.problems)
    first, last = record.horizon.first, record.horizon.last
    if first <= last:
        return record, []
    return record, [
        document.problem(("horizon",), "ends before it starts", "write first <= last", f"{first} to {last}")
    ]


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _sets(dataset: Dataset) -> tuple[str, ...]:
    """All assumption sets, `central` first."""
    return tuple(sorted(dataset.assumption_sets, key=lambda name: (name != "central", name == "hoffmann-2026", name)))


def _name_problems(document: Document, dataset: Dataset) -> Iterator[Problem]:
    """Sets and structures that do not exist or are named twice; read from what is written, whatever else is wrong."""
    known_names: dict[str, Mapping[str, object]] = {
        "assumption_sets": dataset.assumption_sets,
        "structures": dataset.structures,
    }
    for key, known in known_names.items():
        written = document.tree.get(key)
        named = written if isinstance(written, list) else []
        word = key.replace("_", " ").removesuffix("s")
        for position, name in enumerate(named):
            if isinstance(name, str) and name not in known:
                fix = (
                    suggestion(name, known, f"write one of {', '.join(known)}") if position < _MOST_SUGGESTIONS else ""
                )
                yield document.problem((key, position), f"unknown {word}", fix or "write a known name", name)
            elif isinstance(name, str) and name in named[:position]:
                yield document.problem((key, position), f"the same {word} twice", "name it once", name)


def _changes(document: Document, dataset: Dataset) -> tuple[dict[str, Basis], list[Problem]]:
    """The overlay, and what is wrong with its quantities, units, values and sources; read from what is written."""
    written = document.tree.get("changes") if isinstance(document.tree, dict) else None
    found: dict[str, Basis] = {}
    problems: list[Problem] = []
    for identity, change in (written if isinstance(written, dict) else {}).items():
        path: Path_ = ("changes", identity)
        if identity not in dataset.quantities:
            known = dataset.quantities if len(problems) < _MOST_SUGGESTIONS else ()
            problems.append(unknown_quantity(identity, known, document, path))
        elif isinstance(change, dict):
            try:
                found[identity] = _ChangeReader(document, dataset, identity).read(change)
            except InputError as error:
                problems += error.problems
    return found, problems


@dataclass(frozen=True)
class _ChangeReader:
    """Reads one change of an overlay."""

    document: Document
    dataset: Dataset
    identity: str

    @property
    def _path(self) -> Path_:
        return ("changes", self.identity)

    def read(self, change: Mapping[str, Any]) -> Basis:
        """The changed value; all its problems at once. Wrong fields are the record's to report."""
        unit, path = self.dataset.quantities[self.identity].unit, self._path
        problems = list(self._support(change))
        if change.get("unit") not in (None, unit.name):
            problems.append(self.document.problem((*path, "unit"), "wrong unit", f"write {unit.name}", change["unit"]))
        if "value" not in change:
            raise InputError(problems)
        try:
            distribution = read_value(change["value"], unit, self.document, (*path, "value"))
        except InputError as error:
            raise InputError([*problems, *error.problems]) from None
        try:
            record = parse_fields(ChangeRecord, self.document, change, path)
        except InputError:
            raise InputError(problems) from None
        default: Grade = "reported" if record.sources else "estimated" if record.method else "judged"
        grade = record.grade or default
        basis = Basis(
            distribution, grade, record.range_grade or grade, record.rationale, record.analogue, record.method,
            record.sources, note=record.note,
        )  # fmt: skip
        where, line = f"changes.{self.identity}.sources", self.document.line((*path, "sources"))
        problems += source_problems(basis, self.dataset.sources, self.document.name, where, line)
        if problems:
            raise InputError(problems)
        return basis

    def _support(self, change: Mapping[str, Any]) -> Iterator[Problem]:
        """A change needs a rationale or a source; a grade needs what it stands for."""

        def lacks(key: str, what: str, fix: str) -> Problem:
            return self.document.problem((*self._path, key), what, fix, None, has_value=False)

        add_sources = "add sources: [{source: id, locator: place}]"
        grade = change.get("grade")
        if not (change.get("rationale") or change.get("sources") or change.get("method")):
            fix = "add rationale, or sources: [{source: id, locator: place}]"
            yield self.document.problem(self._path, "neither a source nor a rationale", fix, None, has_value=False)
        elif grade in ("measured", "reported") and not change.get("sources"):
            yield lacks("sources", f"a {grade} value without a source", add_sources)
        elif grade == "estimated" and not change.get("method"):
            yield lacks("method", "an estimated value without a method", "add method: how it was worked out")
        elif grade == "judged" and change.get("sources"):
            fix = "move them to analogue, or grade the value reported"
            yield lacks("sources", "a judged value cites sources, which do not state it", fix)
        elif grade == "judged" and not change.get("rationale"):
            yield lacks("rationale", "a judged value without a rationale", "add rationale: why this value")
