"""A scenario: the reference dataset, an overlay of changes, the sets and structures to run, the horizon."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset, source_problems, unknown_quantity
from deterrence.evidence.document import Document, Path_, read_document
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.quantity import Basis, Grade
from deterrence.evidence.source import SourceReference
from deterrence.evidence.value import read_value
from deterrence.units import nearest

FIRST_YEAR, LAST_YEAR, LATEST_YEAR = 2025, 2040, 2060

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LATEST_YEAR)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Horizon(_Strict):
    """First and last year."""

    first: Year = FIRST_YEAR
    last: Year = LAST_YEAR


class ChangeRecord(_Strict):
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


class ScenarioRecord(_Strict):
    """A scenario file as written; what it omits is the reference, all sets, all structures."""

    version: Literal[1]
    title: str = ""
    assumption_sets: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    structures: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    horizon: Horizon = Horizon()
    changes: dict[str, ChangeRecord] = Field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A checked scenario."""

    dataset: Dataset
    name: str
    assumption_sets: tuple[str, ...]
    structures: tuple[str, ...]
    years: tuple[int, ...]
    changes: Mapping[str, Basis] = field(default_factory=dict)
    digest: str = ""


def load_scenario(path: Path | None, dataset: Dataset) -> Scenario:
    """A scenario from a file, or the reference scenario.

    Raises:
        InputError: Every problem of the file.
    """
    if path is None:
        years = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
        return Scenario(dataset, "reference", _sets(dataset), tuple(dataset.structures), years, {}, _digest({}))
    document = read_document(path)
    record = parse_fields(ScenarioRecord, document)
    problems = _name_problems(record, dataset, document)
    changes = _changes(record, dataset, document, problems)
    if record.horizon.first > record.horizon.last:
        fix = "write first <= last"
        problems.append(document.problem(("horizon",), "ends before it starts", fix, record.horizon.model_dump()))
    if problems:
        raise InputError(problems)
    return Scenario(
        dataset,
        str(path),
        record.assumption_sets or _sets(dataset),
        record.structures or tuple(dataset.structures),
        tuple(range(record.horizon.first, record.horizon.last + 1)),
        changes,
        _digest(record.model_dump(mode="json")),
    )


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _sets(dataset: Dataset) -> tuple[str, ...]:
    """All assumption sets, `central` first."""
    return tuple(sorted(dataset.assumption_sets, key=lambda name: (name != "central", name == "hoffmann-2026", name)))


def _name_problems(record: ScenarioRecord, dataset: Dataset, document: Document) -> list[Problem]:
    problems = []
    for key, named, known in (
        ("assumption_sets", record.assumption_sets or (), dataset.assumption_sets),
        ("structures", record.structures or (), dataset.structures),
    ):
        for position, name in enumerate(named):
            here: Path_ = (key, position)
            word = key.replace("_", " ").removesuffix("s")
            if name not in known:
                close = nearest(name, known)
                fix = f"did you mean {close}?" if close else f"write one of {', '.join(known)}"
                problems.append(document.problem(here, f"unknown {word}", fix, name))
            elif name in named[:position]:
                problems.append(document.problem(here, f"the same {word} twice", "name it once", name))
    return problems


def _changes(record: ScenarioRecord, dataset: Dataset, document: Document, problems: list[Problem]) -> dict[str, Basis]:
    found: dict[str, Basis] = {}
    for identity, change in record.changes.items():
        path: Path_ = ("changes", identity)
        if identity not in dataset.quantities:
            problems.append(unknown_quantity(identity, dataset.quantities, document, path))
            continue
        unit = dataset.quantities[identity].unit
        if change.unit is not None and change.unit != unit.name:
            problems.append(document.problem((*path, "unit"), "wrong unit", f"write {unit.name}", change.unit))
        if not (change.rationale or change.sources or change.method):
            fix = "add rationale, or sources: [{source: id, locator: place}]"
            problems.append(document.problem(path, "neither a source nor a rationale", fix, None, has_value=False))
        try:
            distribution = read_value(change.value, unit, document, (*path, "value"))
        except InputError as error:
            problems += error.problems
            continue
        grade = change.grade or ("reported" if change.sources else "judged")
        basis = Basis(
            distribution, grade, change.range_grade or grade, change.rationale, change.analogue, change.method,
            change.sources, note=change.note,
        )  # fmt: skip
        problems += source_problems(basis, dataset.sources, document.name, f"changes.{identity}", document.line(path))
        found[identity] = basis
    return found
