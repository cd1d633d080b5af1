"""Which cells hold the same numbers: a set takes the array of an earlier one where nothing that is read differs.

Such a cell is not run again, and it is no second cell of an interval: one calculation shown twice is one calculation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from deterrence.exploration.futures import refuse_unknown
from deterrence.results import Cell
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.options import OPTIONS_TABLE, option_quantities
from deterrence.system.registry import OUTCOMES, inputs_of, tables, varies_by_structure


class Sharing:
    """The cell that holds each table of a scenario's cells."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._holders: dict[tuple[str, Cell], Cell] = {}
        self._differences: dict[tuple[str, str], frozenset[str]] = {}

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of the scenario, in order."""
        return tuple((name, form) for name in self.scenario.assumption_sets for form in self.scenario.structures)

    def holder(self, table: str, cell: Cell) -> Cell:
        """The first cell with the same numbers in a table; `draws` are each cell's own."""
        if (table, cell) not in self._holders:
            self._holders[table, cell] = self._found(table, cell)
        return self._holders[table, cell]

    def _found(self, table: str, cell: Cell) -> Cell:
        if table not in tables(everything=True):
            return cell
        name = tables(everything=True)[table][0]
        structure = cell[1] if varies_by_structure(name) else self.scenario.structures[0]
        read = (
            option_quantities(self.scenario.dataset.policies) if table == OPTIONS_TABLE else inputs_of(name, structure)
        )
        refuse_unknown(read, self._resolved[cell[0]])
        return self._first_alike(cell[0], read), structure

    def _first_alike(self, name: str, read: Collection[str]) -> str:
        """The first assumption set that draws some quantities as a set does."""
        return next(other for other in self._resolved if self._differing(other, name).isdisjoint(read))

    def _differing(self, one: str, other: str) -> frozenset[str]:
        """Quantities that two sets draw from unlike distributions, policies included."""
        pair = one, other
        if pair not in self._differences:
            first, second = self._resolved[one], self._resolved[other]
            self._differences[pair] = frozenset(q for q in first if not _alike(first[q], second[q]))
        return self._differences[pair]

    @cached_property
    def _resolved(self) -> Mapping[str, Mapping[str, Resolved]]:
        return {name: resolve(self.scenario, name) for name in self.scenario.assumption_sets}

    def sets(self, outcome: str) -> Mapping[str, str]:
        """The assumption set that holds the numbers of each, for one outcome."""
        table, structure = OUTCOMES[outcome].table, self.scenario.structures[0]
        return {name: self.holder(table, (name, structure))[0] for name in self.scenario.assumption_sets}

    def alike(self, read: Collection[str]) -> Mapping[str, str]:
        """The first assumption set that draws some quantities as each set does."""
        return {name: self._first_alike(name, read) for name in self._resolved}

    def distinct(self, outcome: str) -> tuple[Cell, ...]:
        """Cells of which none repeats another's numbers."""
        table = OUTCOMES[outcome].table
        return tuple(dict.fromkeys(self.holder(table, cell) for cell in self.cells))


def _alike(one: Resolved, other: Resolved) -> bool:
    """Whether a quantity is drawn from the same distribution, policies included."""
    if one.basis is other.basis and not one.steps and not other.steps:
        return True
    return one.basis.distribution == other.basis.distribution and [
        (step.under.basis.distribution, step.earliest.basis.distribution, step.from_year) for step in one.steps
    ] == [(step.under.basis.distribution, step.earliest.basis.distribution, step.from_year) for step in other.steps]
