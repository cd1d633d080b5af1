"""The changes of a state in words, as whoever reads what left the page needs them: value, why, from which sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from deterrence.charts.numbers import listed
from deterrence.claims.names import quantity_name
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.scenario import Scenario
from deterrence.web.state import BARE, LINK, ON_PAGE, State

NO_REASON = "no reason given"


def changes_in_words(state: State, dataset: Dataset) -> list[dict[str, Any]]:
    """Each change of a checked state, by id: its name, its value, where it counts, all of it in words, whether nothing
    says why."""
    if not state.changes:
        return []
    scenario = scenario_of(document_of(state.tree(), LINK), dataset)
    return [
        {
            "id": identity,
            "name": name,
            "value": value_text(distribution_dict(basis.distribution)),
            "where": where,
            "said": said,
            "words": f"{name} {said}",
            "is_bare": is_bare(basis),
        }
        for identity, basis in sorted(scenario.changes.items())
        for name, where in [(quantity_name(dataset, identity), where_said(basis.assumption_sets))]
        for said in [f"{change_said(scenario, identity)}{where}"]
    ]


def change_said(scenario: Scenario, identity: str) -> str:
    """The value of a change, why, and from which sources; that no reason is given, where none is."""
    basis = scenario.changes[identity]
    told = "; ".join(filter(None, (why(basis), *_cited(scenario, basis))))
    return f"{value_text(distribution_dict(basis.distribution))} ({told})"


def is_bare(basis: Basis) -> bool:
    """Whether neither a reason nor a source says why."""
    return basis.rationale == BARE


def why(basis: Basis) -> str:
    """The reason of a change; empty where a source states it instead."""
    return NO_REASON if is_bare(basis) else "" if basis.rationale == ON_PAGE else basis.rationale.rstrip(". ")


def _cited(scenario: Scenario, basis: Basis) -> Iterator[str]:
    for cited in basis.sources:
        one = scenario.dataset.sources[cited.source].original
        parts = (one.publisher, one.title, one.date, cited.locator.rstrip(". "), one.address)
        yield ", ".join(filter(None, parts))


def where_said(assumption_sets: Iterable[str]) -> str:
    """In which readings alone a change counts; nothing where it counts in all."""
    names = [name.replace("_", " ") for name in assumption_sets]
    return f", in {listed(names)} alone" if names else ""
