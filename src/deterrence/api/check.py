"""Checking one file: what kind it is, told by its folder in a dataset or by its keys, and every problem in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from deterrence.claims.claim import Claim, load_claims, read_claim
from deterrence.claims.own import read_own_claim
from deterrence.errors import InputError, Problem, refuse
from deterrence.evidence import withdrawn
from deterrence.evidence.assumption_set import AssumptionSet, StructureRecord
from deterrence.evidence.dataset import NAMES_FILE, STRUCTURES_FILE, Dataset, load_dataset
from deterrence.evidence.document import Document, read_document
from deterrence.evidence.fields import names_of, parse_fields
from deterrence.evidence.linking import linked
from deterrence.evidence.own_source import (
    KEY,
    DatasetSource,
    has_own_sources,
    read_own_sources,
    source_problems,
    without_sources,
)
from deterrence.evidence.policy import PolicyRecord, read_policy
from deterrence.evidence.quantity import QuantityRecord
from deterrence.evidence.quantity_file import read_quantities
from deterrence.evidence.reference import excess_problems, quantity_problems, set_problems
from deterrence.evidence.source import SourceRecord
from deterrence.evidence.table import cells_of, is_table, read_names, read_table
from deterrence.exploration.futures import refuse_unknown
from deterrence.scenario.overlay import ScenarioRecord, scenario_of
from deterrence.scenario.slips import slips
from deterrence.system.models import MODELS
from deterrence.system.registry import inputs_of
from deterrence.units import suggestion

_FOLDERS = {"claims": "claim", "sources": "source", "assumption_sets": "assumption set", "policies": "policy"}
# Kinds of which a file holds one record. Where two share as many keys with a file, the first is meant.
_RECORDS: Mapping[str, type[BaseModel]] = {
    "scenario": ScenarioRecord,
    "policy": PolicyRecord,
    "assumption set": AssumptionSet,
    "claim": Claim,
    "dataset": QuantityRecord,
    **{f"{name} inputs": model.inputs for name, model in MODELS.items()},
}


def check_file(path: Path) -> str:
    """The kind of a file without problems: scenario, policy, dataset, claim, or the inputs of a model, for example.

    A file inside a dataset is checked as a part of it, any other beside the reference dataset; a table is checked as a
    whole, by its head or by its cells.

    Raises:
        InputError: Every problem of the file.
    """
    document = read_document(_head_of(path))
    root = next((folder for folder in path.parents if (folder / STRUCTURES_FILE).is_file()), None)
    if root is not None:
        return _check_in_dataset(document, root)
    kind = _kind_of(document)
    if kind in _READERS:
        problems = list(_READERS[kind](document, load_dataset()))
        if problems:
            raise InputError(sorted(document.everything_wrong(problems), key=lambda problem: problem.line or 0))
    else:
        parse_fields(_RECORDS[kind], document)
    return kind


def warnings_of(path: Path, kind: str) -> list[Problem]:
    """What is allowed in a file without problems and looks like a slip: of a scenario, and of what a claim asks."""
    document = read_document(_head_of(path))
    if kind == "claim":
        return list(_foreseen(document, load_dataset()))
    return slips(scenario_of(document, load_dataset()), document) if kind == "scenario" else []


def _foreseen(document: Document, dataset: Dataset) -> Iterator[Problem]:
    """Propositions that are to be judged and read too little that is drawn for a verdict (law RP1)."""
    for place, reading in enumerate(read_claim(document).readings):
        if reading.judged is None:
            continue
        read = inputs_of(reading.judged.outcome)
        refuse_unknown(read, dataset.quantities)
        values = {name: dataset.quantities[name].basis.distribution for name in read}
        drawn = [name for name, value in values.items() if value.low < value.high]
        if len(drawn) <= 1:
            what = "of what the outcome reads, one quantity is drawn" if drawn else "nothing that it reads is drawn"
            fix = "there will be no verdict (law RP1): say state: by_construction and why, or ask of another outcome"
            path = ("readings", place, "proposition", "outcome")
            yield document.problem(path, f"{what}{f' ({drawn[0]})' if drawn else ''}", fix, reading.judged.outcome)


def _head_of(path: Path) -> Path:
    """The head of a table of which the cells are named, else the file itself."""
    head = path.with_suffix(".yaml")
    return head if path.suffix == ".csv" and head.is_file() else path


def _check_in_dataset(document: Document, root: Path) -> str:
    parts = document.path.relative_to(root).parts
    files = {STRUCTURES_FILE: "structure", withdrawn.FILE: "withdrawn quantities", NAMES_FILE: "names"}
    kind = files.get(parts[0]) or _FOLDERS.get(parts[0], "dataset")
    try:
        dataset = load_dataset(root)
    except InputError as error:
        own = (document.name, *((str(cells_of(document)),) if is_table(document) else ()))
        raise InputError([p for p in error.problems if p.file in own] or error.problems) from None
    problems = list(_claims(document, dataset)) if kind == "claim" else []
    if kind == "dataset":
        problems = list(_marked(document, dataset, tuple(path.stem for path in (root / "claims").glob("*.yaml"))))
    refuse(problems)
    return kind


def _marked(document: Document, dataset: Dataset, of_dataset: Collection[str] = ()) -> Iterator[Problem]:
    """Claims that a file's quantities name as those that they could turn, and that there are not."""
    claims = sorted({claim.id for claim in load_claims()} | set(of_dataset))
    for quantity in dataset.quantities.values():
        if quantity.file != document.name:
            continue
        for name in quantity.can_reverse:
            if name not in claims:
                fix = suggestion(name, claims, "write the id of a claim of the register")
                yield Problem(document.name, f"{quantity.id}.can_reverse", "no such claim", fix, name, quantity.line)


def _kind_of(document: Document) -> str:
    """The kind that a file outside a dataset is meant to be."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    keys, entries = set(tree), [part for key, part in tree.items() if key != KEY]
    if is_table(document):
        return "dataset"
    if entries and all(isinstance(entry, dict) for entry in entries) and not keys & names_of(ScenarioRecord) - {KEY}:
        inner = [part for entry in entries for part in entry.values() if isinstance(part, dict)]
        if any(map(_has_unit, entries)):
            return "dataset"
        if _most_shared(entries, names_of(SourceRecord)) > 1:
            return "source"
        if _most_shared(entries, names_of(withdrawn.Withdrawn)) > 1:
            return "withdrawn quantities"
        if _most_shared(inner, names_of(StructureRecord)):
            return "structure"
        if not inner and all(isinstance(text, str) for entry in entries for text in entry.values()):
            return "names"
    shared = {kind: len(keys & names_of(record)) for kind, record in _RECORDS.items()}
    best = max(shared, key=lambda kind: shared[kind])
    if not shared[best]:
        fix = (
            "write a scenario (version, changes), a model's inputs, or a file of a dataset: quantities (unit, value), "
            "sources (original), a policy (standing, cost), a claim (readings), an assumption set (name, changes)"
        )
        raise InputError([document.problem((), "a file of no known kind", fix, sorted(keys) or document.tree)])
    return best


def _has_unit(tree: Any) -> bool:
    return isinstance(tree, dict) and (
        bool({"unit", "value", "grade"} & set(tree)) or any(map(_has_unit, tree.values()))
    )


def _most_shared(entries: Collection[Any], names: Collection[str]) -> int:
    return max((len(set(entry) & set(names)) for entry in entries if isinstance(entry, dict)), default=0)


def _problems_of(read: Callable[[], object]) -> Iterator[Problem]:
    try:
        read()
    except InputError as error:
        yield from error.problems


def _scenario(document: Document, dataset: Dataset) -> Iterator[Problem]:
    return _problems_of(lambda: scenario_of(document, dataset))


def _policy(document: Document, dataset: Dataset) -> Iterator[Problem]:
    return _problems_of(lambda: read_policy(document, dataset.quantities, dataset.sources))


def _quantities(document: Document, dataset: Dataset) -> Iterator[Problem]:
    sources, problems = dataset.sources, list[Problem]()
    if has_own_sources(document):
        own_sources, _, problems = read_own_sources(document, sources, DatasetSource)
        sources, problems = {**sources, **own_sources}, [*problems, *source_problems(document, DatasetSource)]
        document = without_sources(document)
    found = read_table(document, "", dataset.names) if is_table(document) else read_quantities(document, "")
    known = {**dataset.quantities, **found.quantities}
    own = [linked(quantity, known) for quantity in found.quantities.values()]
    named = [
        problem
        for quantity in own
        for problem in quantity_problems(quantity, known, sources, dataset.structures, found.wrong)
    ]
    marked = _marked(document, replace(dataset, quantities=found.quantities))
    yield from (*problems, *found.problems, *named, *marked)
    if not named and not found.problems:
        yield from excess_problems(own, known, ())


def _sources(document: Document, _: Dataset) -> Iterator[Problem]:
    for name, tree in document.tree.items():
        yield from _problems_of(lambda: parse_fields(SourceRecord, document, tree, (name,)))  # noqa: B023


def _structures(document: Document, _: Dataset) -> Iterator[Problem]:
    for axis, options in document.tree.items():
        for name, tree in options.items():
            yield from _problems_of(lambda: parse_fields(StructureRecord, document, tree, (axis, name)))  # noqa: B023


def _names(document: Document, _: Dataset) -> Iterator[Problem]:
    return iter(read_names(document)[1])


def _withdrawn(document: Document, _: Dataset) -> Iterator[Problem]:
    return _problems_of(lambda: withdrawn.read_withdrawn(document))


def _set(document: Document, dataset: Dataset) -> Iterator[Problem]:
    try:
        chosen = parse_fields(AssumptionSet, document)
    except InputError as error:
        yield from error.problems
        return
    yield from set_problems(chosen, document, dataset.quantities, dataset.sources)


def _claims(document: Document, dataset: Dataset) -> Iterator[Problem]:
    return _problems_of(lambda: read_claim(document, dataset.sources))


def _own_claim(document: Document, dataset: Dataset) -> Iterator[Problem]:
    """A claim of the user's own, or a copy of one of the register's."""
    is_ours = isinstance(document.tree, dict) and document.tree.get("id") in {claim.id for claim in load_claims()}
    if is_ours:
        return _claims(document, dataset)
    return _problems_of(lambda: read_own_claim(document, dataset))


_READERS: Mapping[str, Callable[[Document, Dataset], Iterator[Problem]]] = {
    "scenario": _scenario,
    "policy": _policy,
    "assumption set": _set,
    "claim": _own_claim,
    "dataset": _quantities,
    "source": _sources,
    "structure": _structures,
    "names": _names,
    "withdrawn quantities": _withdrawn,
}
