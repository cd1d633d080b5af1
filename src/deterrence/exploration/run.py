"""A finished ensemble: its cells, their blocks, and what is read from its parts or computed when it is asked for."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from deterrence.arrays import AnyArray
from deterrence.errors import DeterrenceError
from deterrence.exploration.description import FUTURES_OF_CELLS, HEADLINE_FUTURES_OF_CELLS
from deterrence.exploration.further import NOTHING, Further
from deterrence.exploration.parts import Parts
from deterrence.exploration.run_record import RunRecord, what_made_it
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.stored import StoredResults
from deterrence.exploration.stored_names import DRAWS, base_of, is_apart, is_of_policies, policies_of, reaching
from deterrence.exploration.tasks import Task, futures_of, part_name, run_task, tasks_of
from deterrence.results import Cell
from deterrence.system.couplings import AS_DECLARED, Switches
from deterrence.system.registry import tables


@dataclass(frozen=True)
class EnsembleOptions:
    """What to run.

    Args:
        futures: Most futures a cell (law 1).
        seed: Seed of the draws.
        switches: Couplings switched off or on.
        keep: What is stored from the outset: the tables of outcomes kept by default, or all, and the draws, or nothing.
            What is not is computed when it is asked for, to the same bytes.
    """

    futures: int
    seed: int
    switches: Switches = AS_DECLARED
    keep: Literal["default", "all", "nothing"] = "default"

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that are stored from the outset."""
        if self.keep == "default":
            return tuple(tables())
        if self.keep == "nothing":
            return ()
        names = (*tables(everything=True), DRAWS)
        return (*names, *(policies_of(table) for table in names if is_apart(table)))


class Run:
    """A finished ensemble: its record, its scenario, its parts, and the blocks of each cell.

    Args:
        sharing: The scenario's cells.
        record: What it rests on.
        options: What was asked for.
        folder: Where the parts lie.
        whole: Blocks of each cell that hold every outcome.
        blocks: All its blocks; those beyond the whole ones hold what `further` says.
        further: What further blocks hold.
    """

    def __init__(
        self,
        sharing: Sharing,
        record: RunRecord,
        options: EnsembleOptions,
        folder: Path,
        whole: int,
        blocks: Mapping[Cell, int] = MappingProxyType({}),
        further: Further = NOTHING,
    ) -> None:
        self.scenario = sharing.scenario
        self.record = record
        self.sharing = sharing
        self._options = options
        self._whole, self._further = whole, further
        self.blocks = {cell: max(blocks.get(cell, whole), whole) for cell in sharing.cells}
        self._held: set[tuple[str, Cell]] = set()
        self.parts = Parts(folder, self._part_names())

    @cached_property
    def results(self) -> StoredResults:
        """Outcomes by name and labels."""
        further = self._further, self.headline_futures
        return StoredResults(self.parts, self.futures, self.scenario, self.record.seed, self.hold, *further)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every (assumption set, structure), in the scenario's order."""
        return self.sharing.cells

    @property
    def futures(self) -> Mapping[Cell, int]:
        """Futures of each cell, in which every outcome is known."""
        return dict.fromkeys(self.cells, futures_of(self._whole, self._options.futures))

    @property
    def headline_futures(self) -> Mapping[Cell, int]:
        """Futures of each cell in which the headline is known: the same ones first, then further ones (law 44)."""
        return {cell: futures_of(count, self._options.futures) for cell, count in self.blocks.items()}

    def query(self, sql: str, cell: Cell | None = None, **views: str) -> dict[str, AnyArray]:
        """SQL over the tables of the run; each keyword names a view over a table of the registry, or `draws`."""
        for table in views.values():
            for one in self.cells if cell is None else (cell,):
                for stored in (table, policies_of(table)):
                    self.hold(stored, one)
        return self.parts.query(sql, cell, **views)

    def hold(self, table: str, cell: Cell) -> None:
        """Compute what a run does not keep of a table in one cell, and store it beside the parts where that is allowed.

        Raises:
            MachineError: A part that was kept is not what was written any more.
        """
        if table in self._options.tables or (table, cell) in self._held or not self._is_there(table):
            return
        for task in self.tasks_for({cell}, (table,)):
            if not task.is_done(self.parts.is_whole):
                self._compute(task)
        self._held.add((table, cell))

    def _compute(self, task: Task) -> None:
        options = self._options
        try:
            run_task(task, self.scenario, options.seed, options.switches, self.parts.folder)
        except DeterrenceError:  # a folder that can be read only
            if self.parts.elsewhere == self.parts.folder:
                self.parts.elsewhere = Path(tempfile.mkdtemp(prefix="deterrence-"))
                weakref.finalize(self, shutil.rmtree, self.parts.elsewhere, ignore_errors=True)
            run_task(task, self.scenario, options.seed, options.switches, self.parts.elsewhere)

    def recorded(self) -> dict[str, object]:
        """The record, with the futures of each cell; title and changes stand in the scenario that lies beside it."""
        counted = {FUTURES_OF_CELLS: self.futures, HEADLINE_FUTURES_OF_CELLS: self.headline_futures}
        told = {key: {", ".join(cell): n for cell, n in futures.items()} for key, futures in counted.items()}
        return {**self.record.as_dict(), **told}

    def described(self) -> dict[str, object]:
        """The same with the title and the changes of its scenario, for an answer that stands alone."""
        return {**self.recorded(), **what_made_it(self.scenario)}

    @cached_property
    def tasks(self) -> list[Task]:
        """What is stored from the outset."""
        further = {cell: range(self._whole, count) for cell, count in self.blocks.items()}
        beyond = tasks_of(further, self._options.futures, self.sharing, self._further.stored)
        return [*self.tasks_for(self.cells, self._options.tables), *beyond]

    def tasks_for(self, cells: Collection[Cell], wanted: Sequence[str]) -> list[Task]:
        """What gives some tables of some cells, in the blocks that hold every outcome."""
        blocks, there = dict.fromkeys(cells, range(self._whole)), list(filter(self._is_there, wanted))
        return tasks_of(blocks, self._options.futures, self.sharing, there)

    def _is_there(self, stored: str) -> bool:
        """Whether there are rows to be stored under a name: of what stands apart, where some policy reaches it."""
        table = base_of(stored)
        return not is_of_policies(stored) or (
            is_apart(table) and bool(reaching(self.scenario, table, self.cells[0][1]))
        )

    def _part_names(self) -> dict[str, dict[Cell, tuple[str, ...]]]:
        """File names of the parts of every table and cell, in the order of blocks."""
        whole = dict.fromkeys(self.cells, range(self._whole))
        beyond = {cell: range(self._whole, count) for cell, count in self.blocks.items()}
        every = (*tables(everything=True), DRAWS)
        names = {stored: self._names(stored, whole) for table in every for stored in (table, policies_of(table))
                 if self._is_there(stored)}  # fmt: skip
        return names | {table: self._names(table, beyond) for table in self._further.stored}

    def _names(self, stored: str, blocks: Mapping[Cell, range]) -> dict[Cell, tuple[str, ...]]:
        """File names of the parts of one table, under the name by which it is stored."""
        return {
            cell: tuple(part_name(stored, self.sharing.holder(base_of(stored), cell), block) for block in numbers)
            for cell, numbers in blocks.items()
        }
