"""Results of a run, read from its parts, and of one block of futures in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.exploration.futures import Evaluated, Futures, View, evaluate
from deterrence.exploration.store import Parts
from deterrence.exploration.studies import solve, stored, study_named
from deterrence.results import Cell, Label, Results
from deterrence.scenario.scenario import Scenario
from deterrence.study import Solution
from deterrence.system.registry import OUTCOMES, labels_of, stored_axes

_SPARSE: Final = "warheads"
"""The axis of which counts that cannot arrive are left out of the parts: their chance is 0."""


class StoredResults(Results):
    """Outcomes of a finished run.

    Args:
        parts: The parts on disk.
        cells: Every (assumption set, structure) of the run.
        futures: Futures of each cell.
        scenario: What was run.
        seed: Seed of its draws.
    """

    def __init__(self, parts: Parts, cells: Sequence[Cell], futures: int, scenario: Scenario, seed: int) -> None:
        super().__init__(cells, scenario.years)
        self._parts, self._futures, self._scenario, self._seed = parts, futures, scenario, seed
        self._labels: dict[str, Mapping[str, tuple[Label, ...]]] = {}
        self._draws: dict[Cell, Mapping[str, Floats]] = {}
        self._studies: dict[tuple[str, Cell, str], Solution] = {}

    def axes(self, outcome: str) -> tuple[str, ...]:
        """Axes of an outcome behind the futures, `policy` first."""
        return stored_axes(outcome)[1:]

    def labels(self, outcome: str) -> Mapping[str, tuple[Label, ...]]:
        """Labels of each of these axes; those that the data decide are read from the first block."""
        if outcome not in self._labels:
            named = labels_of(outcome)
            self._labels[outcome] = {
                axis: tuple(named[axis]) if axis in named else self._counted(outcome, axis)
                for axis in self.axes(outcome)
            }
        return self._labels[outcome]

    def _counted(self, outcome: str, axis: str) -> tuple[Label, ...]:
        kept = OUTCOMES[outcome].years
        if axis == "year":
            return tuple(year for year in self.years if kept is None or year in kept)
        if axis == _SPARSE:
            ends = [self._column(f'max("{axis}")', outcome, cell).max() for cell in self.cells]
            return tuple(range(int(max(ends)) + 1))
        return tuple(dict.fromkeys(self._column(f'"{axis}"', outcome, self.cells[0], "future = 0").tolist()))

    def _column(self, column: str, outcome: str, cell: Cell, where: str = "TRUE") -> AnyArray:
        return self._parts.columns(f"{column} AS found", OUTCOMES[outcome].table, cell, where)["found"]

    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:
        known = self.labels(outcome)
        where = " AND ".join(f'"{axis}" = {_literal(label)}' for axis, label in wanted.items()) or "TRUE"
        left = [axis for axis in self.axes(outcome) if axis not in wanted]
        shape = (self._futures, *(len(known[axis]) for axis in left))
        if _SPARSE in self.axes(outcome):
            return self._sparse(outcome, cell, where, left, shape)
        # Parts hold their rows in the order of the axes, and are read in the order of blocks.
        return self._column(f'"{outcome}"', outcome, cell, where).reshape(shape)

    def _sparse(self, outcome: str, cell: Cell, where: str, left: Sequence[str], shape: tuple[int, ...]) -> AnyArray:
        known = self.labels(outcome)
        places = "".join(f', list_position({list(known[axis])!r}, "{axis}") - 1 AS "{axis}"' for axis in left)
        found = self._parts.columns(f'"{outcome}" AS value, future{places}', OUTCOMES[outcome].table, cell, where)
        values = np.zeros(shape, dtype=found["value"].dtype)
        values[(found["future"], *(found[axis] for axis in left))] = found["value"]
        return values

    def draws(self, cell: Cell) -> Mapping[str, Floats]:
        """Draws of a cell by quantity; a dated one as in the claims' year."""
        if cell not in self._draws:
            columns = self._parts.columns("* EXCLUDE (assumption_set, structure, future)", "draws", cell)
            self._draws[cell] = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
        return self._draws[cell]

    def study(
        self,
        name: str,
        cell: Cell,
        policy: str = REFERENCE,
        wanted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),  # noqa: ARG002 - all labels are stored
    ) -> Solution:
        """The outcomes of a study in one cell: solved when first asked for, stored beside the parts, read again."""
        key = (name, cell, policy)
        if key not in self._studies:
            self._studies[key] = stored(study_named(name), self._scenario, cell, self._seed, policy, self._parts.folder)
        return self._studies[key]


def _literal(label: Label) -> str:
    """A label as SQL; labels come from the registry and hold no quotes."""
    return str(label) if isinstance(label, int) else f"'{label}'"


class LiveResults(Results):
    """Outcomes of one cell that is run on the spot, as far as they are asked for.

    Args:
        futures: Which futures.
        view: What is wanted of them.
    """

    def __init__(self, futures: Futures, view: View) -> None:
        super().__init__(((futures.assumption_set, futures.structure),), futures.scenario.years)
        self._futures, self._view = futures, view

    @cached_property
    def _found(self) -> Evaluated:
        return evaluate(self._futures, self._view)

    def axes(self, outcome: str) -> tuple[str, ...]:
        """Axes of an outcome behind the futures, `policy` first."""
        return stored_axes(outcome)[1:]

    def labels(self, outcome: str) -> Mapping[str, tuple[Label, ...]]:
        """Labels of each of these axes."""
        block, kept = self._found.block, OUTCOMES[outcome].years
        counted: dict[str, tuple[Label, ...]] = {
            **{axis: tuple(labels) for axis, labels in labels_of(outcome).items()},
            **{axis: tuple(counts.tolist()) for axis, counts in block.coordinates.items()},
            "year": tuple(year for year in self.years if kept is None or year in kept),
            POLICY_AXIS: block.policies[outcome],
        }
        return {axis: counted[axis] for axis in self.axes(outcome)}

    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:  # noqa: ARG002 - one cell
        known = self.labels(outcome)
        places = (known[axis].index(wanted[axis]) if axis in wanted else slice(None) for axis in self.axes(outcome))
        found: AnyArray = self._found.block.values[outcome][(slice(None), *places)]
        return found

    def draws(self, cell: Cell) -> Mapping[str, Floats]:  # noqa: ARG002 - one cell
        """Draws by quantity, [future] or [future, year]."""
        return self._found.draws

    def study(
        self,
        name: str,
        cell: Cell,
        policy: str = REFERENCE,
        wanted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> Solution:
        """The outcomes of a study in one cell, solved on the spot as far as they are wanted."""
        return solve(study_named(name), self._futures.scenario, cell, self._futures.seed, policy, wanted)
