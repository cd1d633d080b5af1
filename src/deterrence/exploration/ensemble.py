"""Running an ensemble: sets and structures crossed, futures in fixed blocks, one worker a process.

The same seed gives the same bytes for any number of workers: draws are counter-based (law 4), blocks have a fixed
size, and a block writes its own parts. A rerun into the same folder computes only what is missing or damaged. Each run
has a folder of parts and a record of its own, so that several can stand in one; on top is the record of the latest.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import deterrence
from deterrence.compilation import code_digest
from deterrence.errors import InputError
from deterrence.exploration import store
from deterrence.exploration.executor import executor
from deterrence.exploration.long_form import Axes, table_columns
from deterrence.exploration.profiles import Futures, air_leg_of, evaluate, moved_draws, run_quantities
from deterrence.exploration.run_record import RunRecord, library_versions, write_json
from deterrence.scenario.draw import draw
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.legs import AIR_ARRIVALS, all_legs
from deterrence.system.outcomes import SHARED_TABLES, TABLES, labels_of
from deterrence.system.profiles import POLICY_AXIS
from deterrence.system.reading import all_quantities
from deterrence.system.run import SystemOptions, run_block
from deterrence.system.warm import PARTS, warm
from deterrence.system.wiring import EXPLICIT_DECOYS

BLOCK_SIZE = 250
DECOY_SPREAD = 1.5
RECORD_FILE, TIMINGS_FILE, PARTS_FOLDER = "run_record.json", "timings.json", "parts"
_DRAWS = "draws"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far a run is: futures of what was missing, futures a second, seconds left where that is known."""

    done_futures: int
    all_futures: int
    futures_per_second: float
    seconds_left: float | None


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


@dataclass(frozen=True)
class EnsembleOptions:
    """What to run. `futures` is per cell (law 1)."""

    futures: int
    seed: int
    curve_year: int
    benchmarks: tuple[int, ...]
    has_upload: bool = True
    has_deployment_response: bool = True


class Run:
    """A finished ensemble: its record, its scenario and its parts."""

    def __init__(self, scenario: Scenario, record: RunRecord, parts: store.Parts) -> None:
        self.scenario = scenario
        self.record = record
        self.parts = parts

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
            "benchmarks": list(options.benchmarks),
            "curve_year": options.curve_year,
            "decoy_spread": DECOY_SPREAD,
            "has_upload": options.has_upload,
            "has_deployment_response": options.has_deployment_response,
        },
        libraries=library_versions(),
    )


def tasks_of(scenario: Scenario, futures: int) -> list[Task]:
    """All blocks of all cells; explicit decoys first, since they take longest."""
    return [
        Task(assumption_set, structure, block, start, min(BLOCK_SIZE, futures - start))
        for structure in sorted(scenario.structures, key=lambda name: name != "explicit_decoys")
        for assumption_set in scenario.assumption_sets
        for block, start in enumerate(range(0, futures, BLOCK_SIZE))
    ]


def run_ensemble(
    scenario: Scenario,
    options: EnsembleOptions,
    output: Path,
    workers: int = 1,
    report: Callable[[Progress], None] | None = None,
) -> Run:
    """Run every cell of the scenario and store its outcomes under `output`.

    Args:
        scenario: What to run.
        options: Futures a cell, seed and what to keep.
        output: Folder for parts and record; made if missing. A finished run is read without writing anything.
        workers: Processes; the results do not depend on it.
        report: Called with the progress, first before anything that is missing is computed, then after each block.

    Raises:
        InputError: The output cannot be written.
        MachineError: The disk is full, or a worker was killed again and again. What was finished is kept.
    """
    record = make_record(scenario, options)
    folder = output / PARTS_FOLDER / record.identity[:16]
    tasks = tasks_of(scenario, options.futures)
    missing = [task for task in tasks if not _is_done(folder, task, scenario)]
    store.say_what_is_damaged(
        folder / _part_name(table, task) for task in missing for table in _tables_of(task, scenario)
    )
    if missing:
        if report is not None:
            report(Progress(0, sum(task.count for task in missing), 0.0, None))
        with store.writing(folder):
            write_json(folder / RECORD_FILE, record.as_dict())
            started = time.perf_counter()
            _compute(missing, scenario, options, folder, workers, report)
            timings = {"seconds": time.perf_counter() - started, "workers": workers,
                       "futures_computed": sum(task.count for task in missing)}  # fmt: skip
            write_json(output / TIMINGS_FILE, timings)
    _put_on_top(record, output, folder)
    ordered = sorted(tasks, key=lambda t: (t.assumption_set, t.structure, t.block))
    names = [
        _part_name(table, task)
        for table in (*TABLES, _DRAWS)
        for task in ordered
        if table in _tables_of(task, scenario)
    ]
    return Run(scenario, record, store.Parts(folder, names, scenario.structures, SHARED_TABLES))


def _compute(
    missing: Sequence[Task],
    scenario: Scenario,
    options: EnsembleOptions,
    folder: Path,
    workers: int,
    report: Callable[[Progress], None] | None,
) -> None:
    """Do every missing task and report after each."""
    run_task = partial(_run_missing, scenario=scenario, options=options, folder=folder)
    done, left = 0, sum(task.count for task in missing)
    started = time.perf_counter()
    count = min(workers, len(missing))
    with executor(count) as each:
        if count > 1:
            list(each(partial(_warm, scenario=scenario, options=options), PARTS))
        for finished in each(run_task, missing):
            done, left = done + finished.count, left - finished.count
            if report is not None:
                rate = done / (time.perf_counter() - started)
                report(Progress(done, done + left, rate, left / rate))


def _run_missing(task: Task, scenario: Scenario, options: EnsembleOptions, folder: Path) -> Task:
    """Do a task that another run on the same folder has not done meanwhile."""
    return task if _is_done(folder, task, scenario) else _run_task(task, scenario, options, folder)


def _put_on_top(record: RunRecord, output: Path, folder: Path) -> None:
    """The record of the run last asked for stands on top; a folder that cannot be written keeps the one it has."""
    try:
        write_json(output / RECORD_FILE, record.as_dict())
    except InputError as error:
        _LOG.warning("%s (the record of this run: %s)", error, folder / RECORD_FILE)


def _tables_of(task: Task, scenario: Scenario) -> tuple[str, ...]:
    """Tables that a task writes; what is the same in every structure comes with the first alone."""
    is_first = task.structure == scenario.structures[0]
    return tuple(table for table in (*TABLES, _DRAWS) if is_first or table not in SHARED_TABLES)


def _structure_of(table: str, task: Task) -> str:
    return store.EVERY if table in SHARED_TABLES else task.structure


def _part_name(table: str, task: Task) -> str:
    return store.part_name(table, task.assumption_set, _structure_of(table, task), task.block)


def _is_done(folder: Path, task: Task, scenario: Scenario) -> bool:
    return all(store.is_whole(folder / _part_name(table, task)) for table in _tables_of(task, scenario))


def _warm(part: str, scenario: Scenario, options: EnsembleOptions) -> None:
    """Compile one part of the models on one future, for all workers."""
    resolved = resolve(scenario, scenario.assumption_sets[0])
    read = {name: resolved[name] for name in all_quantities(EXPLICIT_DECOYS)}
    warm(part, draw(read, options.seed, 0, 1, scenario.years), scenario.years)


def under_policy_column(policy: str, quantity: str) -> str:
    """Name of the column that holds what a quantity is under a policy."""
    return f"{policy}/{quantity}"


def _run_task(task: Task, scenario: Scenario, options: EnsembleOptions, folder: Path) -> Task:
    """Draw, run and store one block; returns the task as its receipt."""
    resolved = resolve(scenario, task.assumption_set)
    read = dict.fromkeys((*all_quantities(task.structure), *run_quantities(scenario)))
    draws = draw({name: resolved[name] for name in read}, options.seed, task.start, task.count, scenario.years)
    system_options = SystemOptions(
        options.benchmarks, options.curve_year, DECOY_SPREAD, options.has_upload, options.has_deployment_response
    )
    coupled = run_block(draws, scenario.years, task.structure, system_options)
    snapshot = scenario.years.index(options.curve_year)
    futures = Futures(scenario, task.assumption_set, options.seed, task.start, task.count)
    moved = moved_draws(futures, draws)
    is_first = task.structure == scenario.structures[0]
    profiles = evaluate(futures, draws, moved, snapshot) if is_first else air_leg_of(futures, draws, snapshot)
    air = {name: profiles.values[name][:, 0] for name in AIR_ARRIVALS}  # under the reference
    values = {**coupled.values, **profiles.values, **all_legs(coupled.values, air)}
    numbers = np.arange(task.start, task.start + task.count, dtype=np.int32)
    axes = Axes(numbers, scenario.years, options.curve_year, options.benchmarks)
    under = {under_policy_column(policy, name): moved[policy][name] for policy in moved for name in moved[policy]}
    wide = {name: column[:, snapshot] if column.ndim == 2 else column for name, column in (draws | under).items()}
    for table in _tables_of(task, scenario):
        labels: Mapping[str, Sequence[str]] = {}
        columns: dict[str, NDArray[Any]] = {"future": numbers, **wide}
        if table != _DRAWS:
            labels = {**labels_of(table), POLICY_AXIS: profiles.policies.get(table, ())}
            columns = table_columns(table, values, labels, axes)
        cell = {"assumption_set": task.assumption_set, "structure": _structure_of(table, task)}
        store.write_part(folder / _part_name(table, task), columns, cell, labels)
    return task
