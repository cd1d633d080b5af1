"""One block of one cell: what it computes and which parts it stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import CLAIM_YEAR, EXPLICIT_DECOYS
from deterrence.exploration import store
from deterrence.exploration.futures import Evaluated, Futures, View, evaluate
from deterrence.exploration.long_form import Axes, table_columns, table_labels
from deterrence.exploration.sharing import Sharing
from deterrence.results import Cell
from deterrence.scenario.scenario import Scenario
from deterrence.system.block import targeted
from deterrence.system.couplings import Switches
from deterrence.system.registry import COMPONENTS, ORDER, tables

BLOCK_SIZE = 250
DRAWS = "draws"


@dataclass(frozen=True)
class Task:
    """One block of one cell."""

    assumption_set: str
    structure: str
    block: int
    start: int
    count: int

    def __str__(self) -> str:
        return f"{self.assumption_set}, {self.structure}, futures {self.start} to {self.start + self.count - 1}"

    @property
    def cell(self) -> Cell:
        """The cell that it is a block of."""
        return self.assumption_set, self.structure


def tasks_of(scenario: Scenario, futures: int) -> list[Task]:
    """All blocks of all cells; explicit decoys first, since they take longest."""
    return [
        Task(assumption_set, structure, block, start, min(BLOCK_SIZE, futures - start))
        for structure in sorted(scenario.structures, key=lambda name: name != EXPLICIT_DECOYS)
        for assumption_set in scenario.assumption_sets
        for block, start in enumerate(range(0, futures, BLOCK_SIZE))
    ]


def tables_of(task: Task, sharing: Sharing) -> tuple[str, ...]:
    """Tables that a task writes; what another cell holds for it comes with that cell."""
    return tuple(table for table in (*tables(), DRAWS) if sharing.holder(table, task.cell) == task.cell)


def part_name(table: str, cell: Cell, block: int) -> str:
    """File name of a table's part."""
    return store.part_name(table, *cell, block)


def under_policy_column(policy: str, quantity: str) -> str:
    """Name of the column that holds what a quantity is under a policy."""
    return f"{policy}/{quantity}"


def run_task(task: Task, scenario: Scenario, seed: int, switches: Switches, folder: Path) -> Task:
    """Draw, run and store one block; returns the task as its receipt."""
    written = tables_of(task, Sharing(scenario))
    futures = Futures(scenario, task.assumption_set, task.structure, seed, task.start, task.count)
    wanted = {name for table in written if table != DRAWS for name in tables()[table] if name in ORDER.givers}
    found = evaluate(futures, View(switches=switches, draws_everything=True), targeted(ORDER, wanted))
    numbers = np.arange(task.start, task.start + task.count, dtype=np.int32)
    labels: Mapping[str, Sequence[str]]
    for table in written:
        if table == DRAWS:
            labels, columns = {}, {"future": numbers, **_wide(found, scenario)}
        else:
            labels = table_labels(table, found.block)
            columns = table_columns(table, found.block, Axes(numbers, scenario.years))
        cell = {"assumption_set": task.assumption_set, "structure": task.structure}
        store.write_part(folder / part_name(table, task.cell, task.block), columns, cell, labels)
    return task


def _wide(found: Evaluated, scenario: Scenario) -> dict[str, AnyArray]:
    """Draws as columns, and what each policy changes in them; dated ones as in the claims' year."""
    at = scenario.years.index(CLAIM_YEAR)
    under = {
        under_policy_column(policy, name): values
        for policy, moved in found.moved.items()
        for name, values in moved.items()
    }
    return {name: values[:, at] if values.ndim == 2 else values for name, values in ({**found.draws, **under}).items()}


def compiled_parts() -> tuple[str, ...]:
    """What the components compile, each to be compiled by one process before many need it."""
    return tuple(sorted({component.compiled for component in COMPONENTS if component.compiled}))


def compile_part(part: str, scenario: Scenario, seed: int) -> None:
    """Compile the kernels of some components by running them on one future, under the structure that needs most."""
    futures = Futures(scenario, scenario.assumption_sets[0], EXPLICIT_DECOYS, seed, 0, 1)
    names = tuple(outcome.name for one in COMPONENTS if one.compiled == part for outcome in one.outcomes)
    evaluate(futures, View(names, policies=()))
