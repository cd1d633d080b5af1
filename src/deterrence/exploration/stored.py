"""Results of a run, read from its parts, and of one block of futures in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.exploration.drawn import CellDraws, FirstDraws, under_policy_column
from deterrence.exploration.further import NOTHING, Further
from deterrence.exploration.futures import Evaluated, Futures, View, evaluate, read_by
from deterrence.exploration.long_form import SPARSE
from deterrence.exploration.moves import Moves
from deterrence.exploration.parts import Parts
from deterrence.exploration.stored_names import further_of, is_apart, policies_of, reaching
from deterrence.exploration.studies import solve, stored, study_named
from deterrence.results import Cell, Label, Results
from deterrence.scenario.scenario import Scenario
from deterrence.study import Solution
from deterrence.system.options import option_quantities
from deterrence.system.registry import ORDER, OUTCOMES, labels_of, stored_axes

_BYTES_IN_MEMORY: Final = 2**28
"""Of what was read last."""


class StoredResults(Results):
    """Outcomes of a finished run.

    Args:
        parts: The parts on disk.
        futures: Futures of every (assumption set, structure) of the run.
        scenario: What was run.
        seed: Seed of its draws.
        hold: Called with a table and a cell before they are read, to compute what is not kept.
        further: What further blocks hold.
        all_futures: Futures of every cell with those of further blocks; the same ones, if left out.
    """

    def __init__(
        self,
        parts: Parts,
        futures: Mapping[Cell, int],
        scenario: Scenario,
        seed: int,
        hold: Callable[[str, Cell], None],
        further: Further = NOTHING,
        all_futures: Mapping[Cell, int] | None = None,
    ) -> None:
        super().__init__(tuple(futures), scenario.years)
        self._further, self._all_futures = further, futures if all_futures is None else all_futures
        self._parts, self._futures, self._scenario, self._seed, self._hold = parts, futures, scenario, seed, hold
        self._labels: dict[tuple[str, str], tuple[Label, ...]] = {}
        self._read_last: dict[tuple[str, Cell, str], AnyArray] = {}
        self._draws: dict[Cell, CellDraws] = {}
        self._studies: dict[tuple[str, Cell, str], Solution] = {}

    def axes(self, outcome: str) -> tuple[str, ...]:
        """Axes of an outcome behind the futures, `policy` first."""
        return stored_axes(outcome)[1:]

    def along(self, outcome: str, axis: str) -> tuple[Label, ...]:
        """Labels of one of these axes; those that the data decide are read from the first block."""
        key = (outcome, axis)
        if key not in self._labels:
            named = labels_of(outcome)
            self._labels[key] = tuple(named[axis]) if axis in named else self._counted(outcome, axis)
        return self._labels[key]

    def _counted(self, outcome: str, axis: str) -> tuple[Label, ...]:
        kept, table = OUTCOMES[outcome].years, OUTCOMES[outcome].table
        if axis == POLICY_AXIS and is_apart(table):
            return (REFERENCE, *reaching(self._scenario, table, self.cells[0][1]))
        if axis == "year":
            return tuple(year for year in self.years if kept is None or year in kept)
        if axis == SPARSE:
            return tuple(range(max(self._end(outcome, cell) for cell in self.cells)))
        found = self._columns(outcome, self.cells[0], axis, "future")
        return tuple(dict.fromkeys(found[axis][found["future"] == 0].tolist()))

    def _end(self, outcome: str, cell: Cell) -> int:
        """One more than the greatest count that can arrive in a cell."""
        return int(self._columns(outcome, cell, SPARSE)[SPARSE].max()) + 1

    def _columns(self, outcome: str, cell: Cell, *names: str, stored: str = "") -> dict[str, AnyArray]:
        stored = stored or OUTCOMES[outcome].table
        self._hold(stored, cell)
        return self._parts.columns(names, stored, cell)

    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:
        """Of the whole outcome in the cell; the last ones that were read are kept in memory."""
        table = OUTCOMES[outcome].table
        policies = self._policies_beside(outcome, wanted[POLICY_AXIS])
        stored = table if REFERENCE in policies or not is_apart(table) else policies_of(table)
        key = (outcome, cell, stored)
        if key not in self._read_last:
            is_sparse = SPARSE in self.axes(outcome)
            self._read_last[key] = (
                self._sparse(outcome, cell) if is_sparse else self._whole(outcome, cell, stored, policies)
            )
            self._read_last[key].flags.writeable = False
            while len(self._read_last) > 1 and sum(held.nbytes for held in self._read_last.values()) > _BYTES_IN_MEMORY:
                self._read_last.pop(next(iter(self._read_last)))
        places = (
            (policies if axis == POLICY_AXIS else self.along(outcome, axis)).index(wanted[axis])
            if axis in wanted
            else slice(None)
            for axis in self.axes(outcome)
        )
        return self._read_last[key][(slice(None), *places)]

    def _policies_beside(self, outcome: str, policy: Label) -> tuple[Label, ...]:
        """Policies that are stored in one part with that one: the reference can stand alone (law 45)."""
        every = self.along(outcome, POLICY_AXIS)
        if not is_apart(OUTCOMES[outcome].table):
            return every
        return every[:1] if policy == REFERENCE else every[1:]

    def _whole(self, outcome: str, cell: Cell, stored: str, policies: tuple[Label, ...]) -> AnyArray:
        """An outcome in one cell; parts hold their rows in the order of the axes, and are read in that of blocks."""
        along = (policies if axis == POLICY_AXIS else self.along(outcome, axis) for axis in self.axes(outcome))
        shape = (self._futures[cell], *(len(labels) for labels in along))
        return self._columns(outcome, cell, outcome, stored=stored)[outcome].reshape(shape)

    def _sparse(self, outcome: str, cell: Cell) -> AnyArray:
        """The same of an outcome of which the counts that cannot arrive are left out."""
        table, found = OUTCOMES[outcome].table, self._columns(outcome, cell, outcome)[outcome]
        shape, places = [], []
        known: Sequence[Label]
        for axis, (codes, values) in self._parts.coded(("future", *self.axes(outcome)), table, cell).items():
            if axis == "future":
                known = range(self._futures[cell])
            else:
                known = range(max(values) + 1) if axis == SPARSE else self.along(outcome, axis)
            shape.append(len(known))
            places.append(np.array([known.index(value) for value in values])[codes])
        whole = np.zeros(shape)
        whole[tuple(places)] = found
        return whole

    def in_all_futures(self, outcome: str, cell: Cell, **labels: Label) -> AnyArray:
        """`values`, with those of further blocks where these hold an outcome at such labels: the first are the same."""
        first = self.values(outcome, cell, **labels)
        more = self._all_futures[cell] - first.shape[0]
        is_reference = labels.get(POLICY_AXIS, REFERENCE) == REFERENCE
        if not more or not is_reference or not self._further.holds(outcome, labels):
            return first
        kept = {
            axis: [label for label in self.along(outcome, axis) if label in self._further.labels.get(axis, (label,))]
            for axis in self.axes(outcome)
            if axis != POLICY_AXIS
        }
        column = self._parts.columns((outcome,), further_of(OUTCOMES[outcome].table), cell)[outcome]
        whole = column.reshape(more, *(len(named) for named in kept.values()))
        at = (kept[axis].index(labels[axis]) if axis in labels else slice(None) for axis in kept)
        return np.concatenate([first, whole[(slice(None), *at)]])

    def draws(self, cell: Cell) -> FirstDraws:
        """Draws of a cell by quantity; a dated one as in the claims' year."""
        return self.first_draws(cell, self._futures[cell])

    def first_draws(self, cell: Cell, futures: int) -> FirstDraws:
        """Those of the first futures of a cell, of the quantities that are drawn in so many."""
        return self.all_draws(cell).of_first(futures)

    def all_draws(self, cell: Cell) -> CellDraws:
        """The same, with the futures of further blocks of what these read."""
        if cell not in self._draws:
            futures = Futures(self._scenario, *cell, self._seed, 0, self._futures[cell])
            read = read_by(ORDER.components, cell[1])
            names = (*read, *option_quantities(self._scenario.dataset.policies))
            changed = futures.changed(read).items()
            under = [under_policy_column(policy, name) for policy, moved in changed for name in moved]
            further = read_by(self._further.order.components, cell[1])
            self._draws[cell] = CellDraws(futures, (*names, *under), self._all_futures[cell], further)
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


class LiveResults(Results):
    """Outcomes of one cell that is run on the spot, as far as they are asked for.

    Args:
        futures: Which futures.
        view: What is wanted of them.
        moves: What evaluates and solves as far as something moved; all anew, if left out.
    """

    def __init__(self, futures: Futures, view: View, moves: Moves | None = None) -> None:
        super().__init__(((futures.assumption_set, futures.structure),), futures.scenario.years)
        self._futures, self._view = futures, view
        self._evaluate, self._solve = (moves.evaluate, moves.solve) if moves else (evaluate, solve)

    @cached_property
    def _found(self) -> Evaluated:
        return self._evaluate(self._futures, self._view)

    def axes(self, outcome: str) -> tuple[str, ...]:
        """Axes of an outcome behind the futures, `policy` first."""
        return stored_axes(outcome)[1:]

    def along(self, outcome: str, axis: str) -> tuple[Label, ...]:
        """Labels of one of these axes."""
        block, kept, named = self._found.block, OUTCOMES[outcome].years, labels_of(outcome)
        if axis == POLICY_AXIS:
            return block.policies[outcome]
        if axis == "year":
            return tuple(year for year in self.years if kept is None or year in kept)
        return tuple(named[axis]) if axis in named else tuple(block.coordinates[axis].tolist())

    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:  # noqa: ARG002 - one cell
        places = (
            self.along(outcome, axis).index(wanted[axis]) if axis in wanted else slice(None)
            for axis in self.axes(outcome)
        )
        return self._found.block.values[outcome][(slice(None), *places)]

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
        return self._solve(study_named(name), self._futures.scenario, cell, self._futures.seed, policy, wanted)
