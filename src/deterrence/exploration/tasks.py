"""One block of one cell: what it computes and which parts it stores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import EXPLICIT_DECOYS
from deterrence.compilation import seldom_collecting
from deterrence.exploration import store
from deterrence.exploration.drawn import in_claim_year, under_policy_column
from deterrence.exploration.further import NOTHING, Further
from deterrence.exploration.futures import Evaluated, Futures, View, evaluate
from deterrence.exploration.long_form import Axes, table_columns, table_labels
from deterrence.exploration.meaning import about, meanings
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.stored_names import DRAWS, base_of, is_apart, is_further, is_of_policies, outcomes_of
from deterrence.exploration.studies import StudyTask, stored
from deterrence.results import Cell, Label
from deterrence.scenario.scenario import Scenario
from deterrence.system.block import Block, targeted
from deterrence.system.couplings import Switches
from deterrence.system.loop import run
from deterrence.system.order import ancestors
from deterrence.system.registry import COMPONENTS, ORDER, STUDIES, tables

BLOCK_SIZE = 250


@dataclass(frozen=True)
class Compilation:
    """Compiling what goes by one name; done among the tasks where others need not wait for it."""

    part: str

    @property
    def own_futures(self) -> int:
        """It adds none."""
        return 0

    def __str__(self) -> str:
        return f"compiling {self.part}"


def blocks_of(futures: int) -> int:
    """Blocks that hold so many futures."""
    return -(-futures // BLOCK_SIZE)


def futures_of(blocks: int, most: int) -> int:
    """Futures in the first blocks of a cell that has at most so many."""
    return min(blocks * BLOCK_SIZE, most)


@dataclass(frozen=True)
class Task:
    """Tables of one block of one cell."""

    assumption_set: str
    structure: str
    block: int
    start: int
    count: int
    tables: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.assumption_set}, {self.structure}, futures {self.start} to {self.start + self.count - 1}"

    @property
    def cell(self) -> Cell:
        """The cell that it is a block of."""
        return self.assumption_set, self.structure

    @property
    def own_futures(self) -> int:
        """Futures of its cell that it adds; none where it only adds what a run does not keep (law 45)."""
        kept = (base_of(table) in tables() for table in self.tables if not is_of_policies(table))
        return self.count if any(kept) else 0

    @property
    def part_names(self) -> tuple[str, ...]:
        """File names of the parts that it writes."""
        return tuple(part_name(table, self.cell, self.block) for table in self.tables)

    def is_done(self, is_whole: Callable[[str], bool]) -> bool:
        """Whether every part that it writes is there, as told by what looks at the part of a name."""
        return all(is_whole(name) for name in self.part_names)

    def is_done_in(self, folder: Path) -> bool:
        """The same of a folder."""
        return self.is_done(lambda name: store.is_whole(folder / name))


def tasks_of(blocks: Mapping[Cell, range], futures: int, sharing: Sharing, wanted: Sequence[str]) -> list[Task]:
    """What some cells need; explicit decoys first, since they take longest.

    Args:
        blocks: The blocks of each cell.
        futures: Most futures of a cell; the last block is what is left of them.
        sharing: Which cell holds the numbers of each: what another holds is computed there, as far as it is needed.
        wanted: Tables wanted of them.
    """
    needed: dict[tuple[Cell, int], dict[str, None]] = {}
    for cell, numbers in blocks.items():
        for table in wanted:
            for block in numbers:
                needed.setdefault((sharing.holder(base_of(table), cell), block), {})[table] = None
    order = {cell: place for place, cell in enumerate(sharing.cells)}
    return [
        Task(*cell, block, start := block * BLOCK_SIZE, min(BLOCK_SIZE, futures - start), tuple(needed[cell, block]))
        for cell, block in sorted(needed, key=lambda one: (one[0][1] != EXPLICIT_DECOYS, order[one[0]], one[1]))
    ]


def part_name(table: str, cell: Cell, block: int) -> str:
    """File name of a table's part."""
    return store.part_name(table, *cell, block)


def run_any(
    task: Task | StudyTask, scenario: Scenario, seed: int, switches: Switches, folder: Path, further: Further = NOTHING
) -> Task | StudyTask:
    """Do a block or a study; returns the task as its receipt."""
    if isinstance(task, Task):
        return run_task(task, scenario, seed, switches, folder, further)
    stored(STUDIES[task.study], scenario, task.cell, seed, task.policy, folder)
    return task


def run_task(
    task: Task, scenario: Scenario, seed: int, switches: Switches, folder: Path, further: Further = NOTHING
) -> Task:
    """Draw, run and store one block; returns the task as its receipt."""
    only: Mapping[str, Sequence[Label]] = {}
    wanted = outcomes_of(task.tables)
    part = targeted(ORDER, wanted & ORDER.givers.keys())
    under = outcomes_of(table for table in task.tables if is_of_policies(table) or not is_apart(table))
    view = View(
        tuple(wanted),
        under_policies=tuple(under & ORDER.givers.keys()),
        switches=switches,
        draws_everything=DRAWS in task.tables,
    )
    if any(map(is_further, task.tables)):
        only, part, scenario = further.labels, further.order, further.until_read(scenario)
        view = replace(view, policies=())
    futures = Futures(scenario, task.assumption_set, task.structure, seed, task.start, task.count)
    found = evaluate(futures, view, part)
    numbers = np.arange(task.start, task.start + task.count, dtype=np.int32)
    labels: Mapping[str, Sequence[str]]
    for table in task.tables:
        if base_of(table) == DRAWS:
            labels, columns = {}, {"future": numbers, **_wide(found, scenario)}
        else:
            block = _under_its_policies(table, found.block)
            labels = table_labels(base_of(table), block, only)
            columns = table_columns(base_of(table), block, Axes(numbers, scenario.years), only)
        cell = {"assumption_set": task.assumption_set, "structure": task.structure}
        path = folder / part_name(table, task.cell, task.block)
        store.write_part(path, columns, cell, labels, about(table, scenario), meanings(columns, scenario))
    return task


def _under_its_policies(stored: str, block: Block) -> Block:
    """The outcomes of a table under the policies under which they stand there, the reference among them or alone."""
    if not is_apart(base_of(stored)):
        return block
    at = slice(1, None) if is_of_policies(stored) else slice(0, 1)
    names = outcomes_of((stored,))
    values = {name: block.values[name][:, at] for name in names}
    return Block(values, {name: block.policies[name][at] for name in names}, block.coordinates)


def _wide(found: Evaluated, scenario: Scenario) -> dict[str, AnyArray]:
    """Draws as columns, and what each policy changes in them; dated ones as in the claims' year."""
    under = {
        under_policy_column(policy, name): values
        for policy, moved in found.moved.items()
        for name, values in moved.items()
    }
    return in_claim_year({**found.draws, **under}, scenario.years)


def compiled_parts(kept: Iterable[str]) -> tuple[str, ...]:
    """What the components compile that give some tables, each to be compiled by one process before many need it."""
    part = targeted(ORDER, outcomes_of(kept) & ORDER.givers.keys())
    names, loop = {one.name for one in part.components}, {one.name for one in part.loop}
    # What runs year by year comes first, then domain by domain: two that share kernels would both compile them.
    needed = (one for one in COMPONENTS if one.name in names)
    ordered = sorted(needed, key=lambda component: component.name not in loop)
    return tuple(dict.fromkeys(component.compiled for component in ordered if component.compiled))


def compiled_together(kept: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The same parts by family, the family of most parts first: what shares kernels is compiled in one process.

    Two processes at once would both compile them.
    """
    families: dict[str, list[str]] = {}
    for part in compiled_parts(kept):
        families.setdefault(part.partition("/")[0], []).append(part)
    return tuple(tuple(parts) for parts in sorted(families.values(), key=len, reverse=True))


def compile_part(part: str, scenario: Scenario, seed: int) -> None:
    """Compile the kernels of some components by running them on one future, under the structure that needs most.

    What other parts would give is nought here, so that their kernels are not compiled with these.
    """
    own = {one.name for one in COMPONENTS if one.compiled == part}
    above = ancestors(own, COMPONENTS, ORDER.givers)
    others = [one for one in COMPONENTS if one.name in above and one.compiled not in ("", part)]
    order = ORDER.restricted(above - {one.name for one in others})
    futures = Futures(scenario, scenario.assumption_sets[0], EXPLICIT_DECOYS, seed, 0, 1)
    read = dict.fromkeys(name for one in order.components for name in one.quantities_read(EXPLICIT_DECOYS))
    years = np.asarray(scenario.years, dtype=np.int64)
    nought = {
        outcome.name: np.zeros((1, years.size, *order.sizes[outcome.name]), outcome.dtype)
        for one in others
        for outcome in one.outcomes
    }
    with np.errstate(all="ignore"), seldom_collecting():
        run(order, {**futures.draws(read), **futures.choices}, years, EXPLICIT_DECOYS, known=nought)
