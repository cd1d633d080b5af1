"""Reading a scenario file: changes on the reference dataset, the sets and structures to run, the horizon."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from deterrence.errors import InputError, Problem, refuse
from deterrence.evidence.change import OverlayRecord, read_changes
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import Document, Path_, read_document
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.own_source import ADD, OwnSource, read_own_sources
from deterrence.evidence.quantity import Basis
from deterrence.scenario.checks import contradictions
from deterrence.scenario.exposure import read_exposure
from deterrence.scenario.horizon import FIRST_YEAR, LAST_YEAR, LATEST_YEAR
from deterrence.scenario.policy import policy_problems, read_policies
from deterrence.scenario.scenario import Scenario
from deterrence.scenario.written import as_run
from deterrence.units import suggestion

__all__ = ["FIRST_YEAR", "LAST_YEAR", "LATEST_YEAR", "ScenarioRecord", "load_scenario", "scenario_of"]

_MOST_SUGGESTIONS = 50  # as many problems as are shown

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LATEST_YEAR)]
Names = Annotated[tuple[str, ...], Field(min_length=1)]


class Horizon(Strict):
    """First and last year."""

    first: Year = FIRST_YEAR
    last: Year = LAST_YEAR


def _is_number_one(written: object) -> object:
    """Neither `true` nor `1.0`, which Python takes for 1, nor text."""
    if type(written) is not int:
        raise ValueError("not a whole number: write 1, without quotes and without a point")
    return written


class ScenarioRecord(Strict):
    """A scenario file as written; what it omits is the reference, all sets, all structures, no policy.

    `policies` is a list of ids or `{id: {from_year: 2031}}`, read by `scenario.policy`; `exposure` is a pair of shares,
    read by `scenario.exposure`.
    """

    version: Annotated[Literal[1], BeforeValidator(_is_number_one)]
    title: str = ""
    assumption_sets: Names | None = None
    structures: Names | None = None
    horizon: Horizon = Horizon()
    sources: tuple[OwnSource, ...] | None = None
    changes: dict[str, OverlayRecord] = Field(default_factory=dict)
    policies: Any = None
    exposure: Any = None


def load_scenario(path: Path | None, dataset: Dataset) -> Scenario:
    """A scenario from a file, or the reference scenario.

    Raises:
        InputError: Every problem of the file.
    """
    if path is None:
        return _scenario(ScenarioRecord(version=1), dataset, "reference", {}, {})
    return scenario_of(read_document(path), dataset)


def scenario_of(document: Document, dataset: Dataset) -> Scenario:
    """A scenario from a document, be it a file or what a program wrote (`document_of`).

    Raises:
        InputError: Every problem of the document.
    """
    record, problems = _record(document)
    if isinstance(document.tree, dict):
        problems += _name_problems(document, dataset)
    own, wrong, source_problems = read_own_sources(document, dataset.sources)
    dataset = replace(dataset, sources={**dataset.sources, **own}) if own else dataset
    changes, change_problems = read_changes(document, dataset.quantities, dataset.sources, ADD, OverlayRecord)
    change_problems = [problem for problem in change_problems if str(problem.value) not in wrong]
    policies, start_problems = read_policies(document, dataset)
    exposure, pair_problems = read_exposure(document)
    problems = [*problems, *source_problems, *change_problems, *start_problems, *pair_problems]
    problems = document.everything_wrong(problems)
    if record is None or problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    scenario = _scenario(record, dataset, document.name, changes, policies)
    scenario = replace(scenario, exposure=exposure, sources=own)
    problems = [
        *contradictions(scenario, document),
        *policy_problems(scenario, document),
    ]
    refuse(problems)
    return scenario


def _scenario(
    record: ScenarioRecord,
    dataset: Dataset,
    name: str,
    changes: Mapping[str, Basis],
    policies: Mapping[str, int | None],
) -> Scenario:
    sets, structures = record.assumption_sets or _sets(dataset), record.structures or tuple(dataset.structures)
    years = tuple(range(record.horizon.first, record.horizon.last + 1))
    written = record.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    found = Scenario(dataset, name, sets, structures, years, changes, "", policies, title=record.title, written=written)
    return replace(found, digest=_digest(as_run(found)))


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
    """All assumption sets in the order in which they stand."""
    return tuple(sorted(dataset.assumption_sets, key=lambda name: (dataset.assumption_sets[name].place, name)))


def _name_problems(document: Document, dataset: Dataset) -> Iterator[Problem]:
    """Sets and structures that do not exist or are named twice; read from what is written, whatever else is wrong."""
    changes = document.tree.get("changes")
    places: list[tuple[Path_, Mapping[str, object]]] = [
        (("assumption_sets",), dataset.assumption_sets),
        (("structures",), dataset.structures),
        *(
            (("changes", identity, "assumption_sets"), dataset.assumption_sets)
            for identity in (changes if isinstance(changes, dict) else {})
        ),
    ]
    former = {one.formerly: name for name, one in dataset.assumption_sets.items() if one.formerly}
    for path, known in places:
        yield from _wrong_names(document, path, known, former if path[-1] == "assumption_sets" else {})


def _wrong_names(
    document: Document, path: Path_, known: Mapping[str, object], former: Mapping[str, str]
) -> Iterator[Problem]:
    """Names at a path that are not known or stand there twice; `former` are those of which the name has changed."""
    word = str(path[-1]).replace("_", " ").removesuffix("s")
    named = _written_at(document, path)
    for position, name in enumerate(named):
        if isinstance(name, str) and name not in known:
            if name in former:
                yield document.problem((*path, position), "renamed", f"write {former[name]}", name)
                continue
            fix = suggestion(name, known) if position < _MOST_SUGGESTIONS else ""
            yield document.problem((*path, position), f"unknown {word}", fix or "write a known name", name)
        elif isinstance(name, str) and name in named[:position]:
            yield document.problem((*path, position), f"the same {word} twice", "name it once", name)


def _written_at(document: Document, path: Path_) -> list[object]:
    """The list at a path; empty where there is none."""
    found: Any = document.tree
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, list) else []
