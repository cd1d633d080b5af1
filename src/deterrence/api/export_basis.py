"""What the results of a run rest on, as tables beside them: the scenario's own changes, and every source in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from deterrence.api.sources import used_sources
from deterrence.claims.names import quantity_name
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.scenario.scenario import Scenario

Row = Mapping[str, str | int | float | None]
CHANGES: Final = "changes"
SOURCES: Final = "sources"
_OF_CHANGES: Final = {
    "id": "id of the quantity",
    "name": "name of the quantity",
    "value": "value in place of the reference's: centre (low to high)",
    "unit": "unit of the value",
    "assumption_sets": "sets in which it counts, where not in all",
    "grade": "what the value rests on",
    "reason": "why it was changed",
    "sources": "sources that state it, as they stand in the table of sources, with the place in each",
}
_OF_SOURCES: Final = {
    "id": "id of the source",
    "title": "title",
    "author": "author",
    "publisher": "publisher",
    "date": "day, month or year of publication",
    "address": "address",
    "class": "how good the source is",
    "remarks": "when it was read and what must be said beside it",
    "is_own": "1 where the scenario brought it",
}


@dataclass(frozen=True)
class Exported:
    """A table: its name, its columns in order, its rows, and what its columns mean."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    meanings: Mapping[str, Mapping[str, str]]


def basis_tables(scenario: Scenario) -> Iterator[Exported]:
    """The changes of a scenario, and the sources of every value in force."""
    for name, words, rows in (
        (CHANGES, _OF_CHANGES, list(_changes(scenario))),
        (SOURCES, _OF_SOURCES, list(_sources(scenario))),
    ):
        meanings = {column: {"unit": "text", "meaning": meaning} for column, meaning in words.items()}
        yield Exported(name, tuple(words), rows, meanings)


def _changes(scenario: Scenario) -> Iterator[Row]:
    for identity, basis in scenario.changes.items():
        cited = (f"{one.source}, {one.locator}" if one.locator else one.source for one in basis.sources)
        yield {
            "id": identity,
            "name": quantity_name(scenario.dataset, identity),
            "value": value_text(distribution_dict(basis.distribution)),
            "unit": scenario.dataset.quantities[identity].unit.name,
            "assumption_sets": ", ".join(basis.assumption_sets),
            "grade": basis.grade,
            "reason": basis.rationale or basis.method,
            "sources": "; ".join(cited),
        }


def _sources(scenario: Scenario) -> Iterator[Row]:
    for identity, record in used_sources(scenario).items():
        yield {
            "id": identity,
            "title": record.original.title,
            "author": record.original.author,
            "publisher": record.original.publisher,
            "date": record.original.date,
            "address": record.original.address,
            "class": record.source_class,
            "remarks": record.remarks,
            "is_own": int(identity in scenario.sources),
        }
