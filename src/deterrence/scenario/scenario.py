"""A scenario: the reference dataset, what is changed in it, the sets and structures to run, the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.evidence.source import SourceRecord
from deterrence.exposure import Exposure
from deterrence.scenario.display import html_table
from deterrence.scenario.precedence import counted_in


@dataclass(frozen=True)
class Scenario:
    """A checked scenario.

    `title` is what its file calls it, empty where it says nothing. `policies` holds the policies in force, each with
    the year before which it does not start; `exposure` is the pair asked for beside the labels that are always
    computed. `sources` are those of its own file, which stand in `dataset` beside the others;
    `written` is that file as plain data, without what is as in the reference.
    """

    dataset: Dataset
    name: str
    assumption_sets: tuple[str, ...]
    structures: tuple[str, ...]
    years: tuple[int, ...]
    changes: Mapping[str, Basis] = field(default_factory=dict)
    digest: str = ""
    policies: Mapping[str, int | None] = field(default_factory=dict)
    exposure: Exposure | None = None
    title: str = ""
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        changes = f", {len(self.changes)} changed" if self.changes else ""
        changes += f"; {', '.join(self.policies)}" if self.policies else ""
        return (
            f"Scenario({self.name}: {', '.join(self.assumption_sets)}; {', '.join(self.structures)}; "
            f"{self.years[0]} to {self.years[-1]}{changes})"
        )

    def _repr_html_(self) -> str:
        """Sets, structures and years, and each change beside the value of the reference."""
        facts = (
            ("assumption sets", ", ".join(self.assumption_sets)),
            ("structures", ", ".join(self.structures)),
            ("years", f"{self.years[0]} to {self.years[-1]}"),
            ("policies", ", ".join(self.policies) or "none"),
            *([("exposure asked for", "{:g}, {:g}".format(*self.exposure))] if self.exposure else []),
        )
        shown = html_table(f"Scenario: {self.name}", ("", ""), facts)
        if not self.changes:
            return f"{shown}<p>Nothing is changed.</p>"
        rows = []
        for identity, basis in self.changes.items():
            quantity = self.dataset.quantities[identity]
            before, after = (value_text(distribution_dict(b.distribution)) for b in (quantity.basis, basis))
            why = "; ".join(filter(None, (counted_in(basis), basis.rationale or basis.method)))
            rows.append((identity, before, after, quantity.unit.label, why))
        return shown + html_table("Changes", ("quantity", "reference", "here", "unit", "why"), rows)
