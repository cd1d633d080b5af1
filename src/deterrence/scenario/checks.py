"""Checks across the quantities of a scenario: values that are fine one by one and impossible together.

What bounds what stands in the dataset (`at_most`, `needs`). The dataset keeps its own bounds, so that only those that
speak of a changed quantity are looked at: a page checks a scenario with each move of a lever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from deterrence.errors import Problem
from deterrence.evidence.bound import ends_by_year
from deterrence.evidence.distribution import Distribution
from deterrence.evidence.document import Document
from deterrence.scenario.precedence import OVERLAY, basis_in_force
from deterrence.scenario.scenario import Scenario


def contradictions(scenario: Scenario, document: Document | None = None) -> list[Problem]:
    """What is impossible in a scenario, each once, at the line of the overlay or of the dataset.

    Args:
        scenario: The scenario.
        document: The scenario's file, if it has one.
    """
    return [*_without_effect(scenario, document), *impossible(scenario, document)]


def impossible(scenario: Scenario, document: Document | None = None) -> list[Problem]:
    """Values that cannot be true together."""
    views = [_View(scenario, assumption_set, document) for assumption_set in scenario.assumption_sets]
    found = [problem for view in views for problem in (*view.excesses(), *view.without_what_they_need(), *view.falls())]
    return list({(problem.path, problem.what): problem for problem in found}.values())


def _without_effect(scenario: Scenario, document: Document | None) -> Iterator[Problem]:
    for identity, basis in scenario.changes.items():
        quantity = scenario.dataset.quantities[identity]
        if not any(quantity.counts_in(structure) for structure in scenario.structures):
            names = " or ".join(quantity.structures)
            what = f"changes nothing: it counts only where the structure is {names}"
            yield _problem_at(scenario, document, identity, what, f"remove it, or add {names} to structures", None)
        elif not any(map(basis.is_of, scenario.assumption_sets)):
            names = " or ".join(basis.assumption_sets)
            what = f"changes nothing: it counts only in the assumption set {names}"
            yield _problem_at(scenario, document, identity, what, f"remove it, or add {names} to assumption_sets", None)
        elif quantity.without_effect:
            what = f"changes nothing: {quantity.without_effect}"
            yield _problem_at(scenario, document, identity, what, "remove it", None)


@dataclass(frozen=True)
class _View:
    """A scenario as one assumption set sees it."""

    scenario: Scenario
    assumption_set: str
    document: Document | None

    def _distribution(self, identity: str) -> Distribution:
        basis, _ = basis_in_force(self.scenario.dataset, self.assumption_set, self.scenario.changes, identity)
        return basis.distribution

    def excesses(self) -> Iterator[Problem]:
        """Quantities that exceed what bounds them, at the first that the scenario changed, else at the bound."""
        changes, bounds = self.scenario.changes, self.scenario.dataset.bounds
        for bound in dict.fromkeys(bound for name in changes for bound in bounds.get(name, ())):
            found = bound.excess(self._distribution, self.scenario.years)
            if found is None:
                continue
            most, limit = found
            place = next(name for name in bound.quantities if name in changes)
            owner = bound.parts[0]
            origin = basis_in_force(self.scenario.dataset, self.assumption_set, changes, owner)[1]
            what = bound.wrong if origin == OVERLAY else f"{bound.wrong} ({owner}, {origin})"
            yield _problem_at(self.scenario, self.document, place, what, bound.fix(limit), most)

    def without_what_they_need(self) -> Iterator[Problem]:
        """Changed quantities that count for nothing, because there is none of what they need."""
        quantities = self.scenario.dataset.quantities
        for identity, basis in self.scenario.changes.items():
            needs = quantities[identity].needs if basis.is_of(self.assumption_set) else ""
            if needs and not ends_by_year(self._distribution(needs), self.scenario.years)[1].any():
                what, fix = f"changes nothing while {needs} is 0", f"remove it, or raise {needs}"
                yield _problem_at(self.scenario, self.document, identity, what, fix, None)

    def falls(self) -> Iterator[Problem]:
        """Changed counts of what has come so far that go down: what was never there cannot leave."""
        years = self.scenario.years
        for identity, basis in self.scenario.changes.items():
            if not (self.scenario.dataset.quantities[identity].never_falls and basis.is_of(self.assumption_set)):
                continue
            ends = np.stack(ends_by_year(self._distribution(identity), years))
            falling = np.flatnonzero((np.diff(ends) < 0).any(axis=0))
            if falling.size:
                what = f"falls in {years[falling[0] + 1]}, though it counts what has come until then"
                fix = "write for each year at least the number of the year before"
                yield _problem_at(self.scenario, self.document, identity, what, fix, None)


def _problem_at(
    scenario: Scenario, document: Document | None, identity: str, what: str, fix: str, value: float | None
) -> Problem:
    """A problem of a quantity: at the line of the change if the file changes it, else at that of the dataset."""
    shown = None if value is None else f"{value:g}"
    if document is not None and identity in scenario.changes:
        return document.problem(("changes", identity), what, fix, shown, has_value=shown is not None)
    quantity = scenario.dataset.quantities[identity]
    return Problem(quantity.file, identity, what, fix, shown, quantity.line, shown is not None)
