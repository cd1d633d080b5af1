"""Checking one file of a user: what kind it is, told by its top-level keys, and every problem in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import load_dataset, quantities_in, source_problems
from deterrence.evidence.document import Document, read_document
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.policy import PolicyRecord, read_policy
from deterrence.scenario.overlay import ScenarioRecord, load_scenario
from deterrence.system.models import MODELS

_SCENARIO_KEYS = frozenset(ScenarioRecord.model_fields)
_SHARED_KEYS = frozenset(PolicyRecord.model_fields) & _SCENARIO_KEYS
_POLICY_KEYS = frozenset(PolicyRecord.model_fields) - _SHARED_KEYS


def check_file(path: Path) -> str:
    """The kind of a file without problems: scenario, policy, dataset, or the inputs of a model.

    Raises:
        InputError: Every problem of the file.
    """
    document = read_document(path)
    keys = set(document.tree) if isinstance(document.tree, dict) else set()
    if keys and any(_has_unit(value) for value in document.tree.values()) and not keys & _SCENARIO_KEYS:
        _check_dataset_file(document)
        return "dataset"
    model = _model_of(keys)
    if model is not None:
        parse_fields(MODELS[model].inputs, document)
        return f"{model} inputs"
    if len(keys & _POLICY_KEYS) > len(keys & _SCENARIO_KEYS - _SHARED_KEYS):
        dataset = load_dataset()
        read_policy(document, dataset.quantities, dataset.sources)
        return "policy"
    if keys & _SCENARIO_KEYS:
        load_scenario(path, load_dataset())
        return "scenario"
    fix = (
        "write a scenario (version, changes), a policy (standing, cost), a model's inputs, or quantities (unit, value)"
    )
    raise InputError([document.problem((), "a file of no known kind", fix, sorted(keys) or document.tree)])


def _model_of(keys: set[str]) -> str | None:
    """The model whose inputs share most keys with the file, if more than with a scenario."""
    shared = {name: len(keys & set(model.inputs.model_fields)) for name, model in MODELS.items()}
    best = max(shared, key=lambda name: shared[name])
    return best if shared[best] > len(keys & _SCENARIO_KEYS) else None


def _has_unit(tree: Any) -> bool:
    return isinstance(tree, dict) and (
        bool({"unit", "value", "grade"} & set(tree)) or any(map(_has_unit, tree.values()))
    )


def _check_dataset_file(document: Document) -> None:
    quantities, problems = quantities_in(document, "")
    sources = load_dataset().sources
    for quantity in quantities.values():
        for basis in (quantity.basis, *quantity.variants.values()):
            found: list[Problem] = source_problems(basis, sources, document.name, quantity.id, quantity.line)
            problems += found
    if problems:
        raise InputError(problems)
