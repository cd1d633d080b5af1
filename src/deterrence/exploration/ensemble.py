"""Running an ensemble: sets and structures crossed, futures in fixed blocks, one worker a process.

The same seed gives the same bytes for any number of workers: draws are counter-based (law 4), blocks have a fixed
size, and a block writes its own parts. A rerun into the same folder computes only what is missing or damaged. Each run
has a folder of parts and a record of its own, so that several can stand in one; on top is the record of the latest.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

import deterrence
from deterrence.compilation import code_digest
from deterrence.errors import InputError
from deterrence.exploration import store
from deterrence.exploration.cluster import engine
from deterrence.exploration.delivery import delivered
from deterrence.exploration.executor import Each
from deterrence.exploration.run_record import RunRecord, library_versions, write_json
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.stored import StoredResults
from deterrence.exploration.tasks import (
    BLOCK_SIZE,
    DRAWS,
    Task,
    compile_part,
    compiled_parts,
    part_name,
    run_task,
    tables_of,
    tasks_of,
)
from deterrence.scenario.scenario import Scenario
from deterrence.system.couplings import AS_DECLARED, Switches
from deterrence.system.registry import COMPONENTS, tables

RECORD_FILE, TIMINGS_FILE, PARTS_FOLDER = "run_record.json", "timings.json", "parts"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far a run is: futures of what was missing, futures a second, seconds left where that is known."""

    done_futures: int
    all_futures: int
    futures_per_second: float
    seconds_left: float | None


@dataclass(frozen=True)
class EnsembleOptions:
    """What to run. `futures` is per cell (law 1); `switches` are couplings switched off or on."""

    futures: int
    seed: int
    switches: Switches = AS_DECLARED


class Run:
    """A finished ensemble: its record, its scenario and its parts."""

    def __init__(self, scenario: Scenario, record: RunRecord, parts: store.Parts, sharing: Sharing) -> None:
        self.scenario = scenario
        self.record = record
        self.parts = parts
        self.sharing = sharing

    @cached_property
    def results(self) -> StoredResults:
        """Outcomes by name and labels."""
        return StoredResults(self.parts, self.cells, self.record.futures_per_cell, self.scenario, self.record.seed)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Every (assumption set, structure), in the scenario's order."""
        return tuple((s, t) for s in self.record.assumption_sets for t in self.record.structures)

    def query(self, sql: str, cell: tuple[str, str] | None = None, **tables: str) -> dict[str, NDArray[Any]]:
        """SQL over the stored tables; each keyword names a view over a table of the registry, or `draws`."""
        return self.parts.query(sql, cell, **tables)


def make_record(scenario: Scenario, options: EnsembleOptions) -> RunRecord:
    """The run record, known before the run starts."""
    return RunRecord(
        package_version=deterrence.__version__,
        code_digest=code_digest(),
        dataset_digest=scenario.dataset.digest,
        scenario_digest=scenario.digest,
        seed=options.seed,
        futures_per_cell=options.futures,
        block_size=BLOCK_SIZE,
        first_year=scenario.years[0],
        last_year=scenario.years[-1],
        assumption_sets=scenario.assumption_sets,
        structures=scenario.structures,
        policy="reference",
        options={
            **{name: value for one in COMPONENTS for name, value in one.settings.items()},
            "without": [":".join(coupling) for coupling in options.switches.without],
            "with": [":".join(coupling) for coupling in options.switches.with_],
            "policies": scenario.policies,
        },
        libraries=library_versions(),
    )


def run_ensemble(
    scenario: Scenario,
    options: EnsembleOptions,
    output: Path,
    workers: int = 1,
    report: Callable[[Progress], None] | None = None,
    cluster: str | None = None,
) -> Run:
    """Run every cell of the scenario and store its outcomes under `output`.

    Args:
        scenario: What to run.
        options: Futures a cell, seed and what to keep.
        output: Folder for parts and record; made if missing. A finished run is read without writing anything.
        workers: Processes; the results do not depend on it, nor on the cluster.
        report: Called with the progress, first before anything that is missing is computed, then after each block.
        cluster: `local`, or the address of a Dask scheduler; processes of this machine if left out (law 43).

    Raises:
        InputError: The output cannot be written, or the cluster does not answer.
        MachineError: The disk is full, or a worker was killed again and again. What was finished is kept.
    """
    record = make_record(scenario, options)
    folder = output / PARTS_FOLDER / record.identity[:16]
    tasks = tasks_of(scenario, options.futures)
    sharing = Sharing(scenario)
    missing = [task for task in tasks if not _is_done(folder, task, sharing)]
    store.say_what_is_damaged(
        folder / part_name(table, task.cell, task.block) for task in missing for table in tables_of(task, sharing)
    )
    if missing:
        if report is not None:
            report(Progress(0, sum(task.count for task in missing), 0.0, None))
        count = min(workers, len(missing))
        with engine(cluster, count) as workforce, store.writing(folder):
            write_json(folder / RECORD_FILE, record.as_dict())
            started = time.perf_counter()
            _compute(missing, scenario, options, folder, count, workforce, report)
            timings = {"seconds": time.perf_counter() - started, "workers": workers,
                       "futures_computed": sum(task.count for task in missing)}  # fmt: skip
            write_json(output / TIMINGS_FILE, timings)
    _put_on_top(record, output, folder)
    return Run(scenario, record, _parts(folder, tasks, sharing), sharing)


def _parts(folder: Path, tasks: Sequence[Task], sharing: Sharing) -> store.Parts:
    """The parts of a finished run, by table and the cell that holds them."""
    blocks = range(max(task.block for task in tasks) + 1)
    holders = {table: {cell: sharing.holder(table, cell) for cell in sharing.cells} for table in (*tables(), DRAWS)}
    names = {
        (table, holder): [part_name(table, holder, block) for block in blocks]
        for table, of_cells in holders.items()
        for holder in of_cells.values()
    }
    return store.Parts(folder, names, holders)


def _compute(
    missing: Sequence[Task],
    scenario: Scenario,
    options: EnsembleOptions,
    folder: Path,
    workers: int,
    workforce: AbstractContextManager[Each],
    report: Callable[[Progress], None] | None,
) -> None:
    """Do every missing task and report after each."""
    do = partial(_run_missing, scenario=scenario, options=options)
    done, left = 0, sum(task.count for task in missing)
    started = time.perf_counter()
    with workforce as each:
        if workers > 1:
            list(each(partial(compile_part, scenario=scenario, seed=options.seed), compiled_parts()))
        for finished in delivered(each, do, missing, folder):
            done, left = done + finished.count, left - finished.count
            if report is not None:
                rate = done / (time.perf_counter() - started)
                report(Progress(done, done + left, rate, left / rate))


def _run_missing(task: Task, scenario: Scenario, options: EnsembleOptions, folder: Path) -> Task:
    """Do a task that another run on the same folder has not done meanwhile."""
    if _is_done(folder, task, Sharing(scenario)):
        return task
    return run_task(task, scenario, options.seed, options.switches, folder)


def _put_on_top(record: RunRecord, output: Path, folder: Path) -> None:
    """The record of the run last asked for stands on top; a folder that cannot be written keeps the one it has."""
    try:
        write_json(output / RECORD_FILE, record.as_dict())
    except InputError as error:
        _LOG.warning("%s (the record of this run: %s)", error, folder / RECORD_FILE)


def _is_done(folder: Path, task: Task, sharing: Sharing) -> bool:
    parts = (folder / part_name(table, task.cell, task.block) for table in tables_of(task, sharing))
    return all(store.is_whole(part) for part in parts)
