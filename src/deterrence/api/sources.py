"""Which sources a run of a scenario rests on, and bibliographies brought into a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from deterrence.claims.claim import load_claims
from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of, read_document
from deterrence.evidence.own_source import KEY, as_written
from deterrence.evidence.source import SourceRecord
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.precedence import basis_in_force
from deterrence.scenario.scenario import Scenario
from deterrence.system.options import option_quantities
from deterrence.system.registry import all_quantities


def used_sources(scenario: Scenario) -> dict[str, SourceRecord]:
    """Sources of every value in force, of the sets that are run, of the options, and of the register of claims."""
    known = scenario.dataset.sources
    named = {name for part in (_of_values, _of_sets, _of_claims) for name in part(scenario)}
    return {name: known[name] for name in sorted(named & known.keys())}


def _of_values(scenario: Scenario) -> Iterator[str]:
    dataset = scenario.dataset
    read = dict.fromkeys((*all_quantities(), *option_quantities(dataset.policies)))
    for assumption_set in scenario.assumption_sets:
        for identity in read:
            basis, _ = basis_in_force(dataset, assumption_set, scenario.changes, identity)
            yield from (reference.source for reference in basis.sources)
            yield from [basis.prompted_by.source] if basis.prompted_by else []


def _of_sets(scenario: Scenario) -> Iterator[str]:
    for name in scenario.assumption_sets:
        yield from scenario.dataset.assumption_sets[name].cited
    for policy in scenario.dataset.policies.values():
        yield from policy.cited


def _of_claims(_: Scenario) -> Iterator[str]:
    for claim in load_claims():
        yield claim.origin.source
        for reading in claim.readings:
            yield from (reference.source for reference in reading.sources)
            cited = reading.proposition.threshold.source if reading.proposition else None
            yield from [cited.source] if cited else []


def with_sources(
    entries: Sequence[Mapping[str, Any]], scenario: Path | None, dataset: Dataset, name: str
) -> tuple[dict[str, Any], list[str]]:
    """A scenario file's content with sources joined to it, and ids that the dataset holds already, which are left out.

    Args:
        entries: Each as a scenario file writes a source.
        scenario: The file that they join; one without changes if left out.
        dataset: The reference.
        name: What problems call the entries.

    Raises:
        InputError: Every problem of the scenario with them, such as an id that is taken.
    """
    tree: dict[str, Any] = {"version": 1}
    if scenario is not None:
        document = read_document(scenario)
        scenario_of(document, dataset)
        tree = document.tree
    ours = [str(entry["source"]) for entry in entries if _is_ours(entry, dataset)]
    joined = [*tree.get(KEY, []), *(dict(entry) for entry in entries if entry["source"] not in ours)]
    if not joined:
        fix = "name one that holds others"
        raise InputError([Problem(name, "", "the dataset holds all of its entries already", fix, has_value=False)])
    found = {**{key: part for key, part in tree.items() if key != "changes"}, KEY: joined}
    found |= {"changes": tree["changes"]} if "changes" in tree else {}
    scenario_of(document_of(found, name), dataset)
    return found, ours


def _is_ours(entry: Mapping[str, Any], dataset: Dataset) -> bool:
    source = dataset.sources.get(str(entry["source"]))
    return source is not None and as_written(str(entry["source"]), source) == dict(entry)
