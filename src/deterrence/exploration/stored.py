"""Results of a run, read from its parts, and of one block of futures in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import prod
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
from deterrence.exploration.recent import recent_arrays
from deterrence.exploration.stored_names import further_of, is_apart, policies_of, reaching
from deterrence.exploration.studies import solve, stored, study_named
from deterrence.results import Cell, Label, Results
from deterrence.scenario.scenario import Scenario
from deterrence.study import Solution
from deterrence.system.options import option_quantities
from deterrence.system.registry import ORDER, OUTCOMES, labels_of, stored_axes

_BYTES_IN_MEMORY: Final = 2**26
"""Of what was read last, and as much again of what was drawn last."""


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
        self._read_last, self._drawn_last = recent_arrays(_BYTES_IN_MEMORY), recent_arrays(_BYTES_IN_MEMORY)
        self._ends: dict[tuple[str, Cell], int] = {}
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
        return tuple(dict.fromkeys(next(self._blocks(axis, OUTCOMES[outcome].table, self.cells[0])).tolist()))

    def _blocks(self, column: str, stored: str, cell: Cell) -> Iterator[AnyArray]:
        self._hold(stored, cell)
        return self._parts.blocks(column, stored, cell)

    def _end(self, outcome: str, cell: Cell) -> int:
        """One more than the greatest count that can arrive in a cell."""
        key = (outcome, cell)
        if key not in self._ends:
            blocks = self._blocks(SPARSE, OUTCOMES[outcome].table, cell)
            self._ends[key] = max(int(counts.max()) for counts in blocks) + 1
        return self._ends[key]

    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:
        """What was read last is kept in memory: the whole outcome in the cell, or what of it is not too large."""
        table = OUTCOMES[outcome].table
        labels = self._labels_beside(outcome, cell, wanted[POLICY_AXIS])
        stored = table if REFERENCE in labels[POLICY_AXIS] or not is_apart(table) else policies_of(table)
        at = {axis: labels[axis].index(label) for axis, label in wanted.items()}
        fixed, size = self._fixed(outcome, cell, labels, at)
        key = (outcome, cell, stored, *fixed.items())
        found = self._read_last.get(key)
        if found is None:
            self._read_last.make_room(size)
            read = self._sparse if SPARSE in labels else self._dense
            found = self._read_last.keep(key, read(outcome, cell, stored, labels, fixed))
            found.flags.writeable = False
        places = (at.get(axis, slice(None)) for axis in labels if axis not in fixed)
        return found[(slice(None), *places)]

    def _labels_beside(self, outcome: str, cell: Cell, policy: Label) -> dict[str, Sequence[Label]]:
        """Labels by axis of what is stored in one part with a policy: the reference can stand alone (law 45)."""
        labels: dict[str, Sequence[Label]] = {
            axis: range(self._end(outcome, cell)) if axis == SPARSE else self.along(outcome, axis)
            for axis in self.axes(outcome)
        }
        if is_apart(OUTCOMES[outcome].table):
            every = labels[POLICY_AXIS]
            labels[POLICY_AXIS] = every[:1] if policy == REFERENCE else every[1:]
        return labels

    def _fixed(
        self, outcome: str, cell: Cell, labels: Mapping[str, Sequence[Label]], at: Mapping[str, int]
    ) -> tuple[dict[str, int], int]:
        """Places of the first axes at which alone an outcome is read that would fill the memory, and bytes of that."""
        lengths = map(len, labels.values())
        size = self._futures[cell] * prod(lengths) * np.dtype(OUTCOMES[outcome].dtype).itemsize
        fixed = {}
        for axis, known in labels.items():
            if size > _BYTES_IN_MEMORY and axis in at:
                fixed[axis] = at[axis]
                size //= len(known)
        return fixed, size

    def _dense(
        self, outcome: str, cell: Cell, stored: str, labels: Mapping[str, Sequence[Label]], fixed: Mapping[str, int]
    ) -> AnyArray:
        """An outcome in one cell; parts hold their rows in the order of the axes, and are read in that of blocks."""
        shape = tuple(map(len, labels.values()))
        places = (slice(None), *(fixed.get(axis, slice(None)) for axis in labels))
        blocks = (rows.reshape(-1, *shape)[places] for rows in self._blocks(outcome, stored, cell))
        first = next(blocks)
        found, end = np.empty((self._futures[cell], *first.shape[1:]), dtype=first.dtype), 0
        for block in chain((first,), blocks):
            found[end : (end := end + len(block))] = block
        return found

    def _sparse(
        self, outcome: str, cell: Cell, stored: str, labels: Mapping[str, Sequence[Label]], fixed: Mapping[str, int]
    ) -> AnyArray:
        """The same of an outcome of which the counts that cannot arrive are left out."""
        axes = {"future": range(self._futures[cell]), **labels}
        found = np.zeros([len(known) for axis, known in axes.items() if axis not in fixed])
        self._hold(stored, cell)
        for values, coded in self._parts.coded(tuple(axes), outcome, stored, cell):
            rows = {
                axis: np.array([axes[axis].index(label) for label in told])[codes]
                for axis, (codes, told) in coded.items()
            }
            chosen = np.logical_and.reduce([rows[axis] == place for axis, place in fixed.items()], initial=True)
            found[tuple(rows[axis][chosen] for axis in axes if axis not in fixed)] = values[chosen]
        return found

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
            self._draws[cell] = CellDraws(futures, (*names, *under), self._all_futures[cell], further, self._drawn_last)
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
