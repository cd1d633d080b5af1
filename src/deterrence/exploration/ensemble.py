"""Running an ensemble: sets and structures crossed, futures in fixed blocks, one worker a process.

The same seed gives the same bytes for any number of workers: draws are counter-based (law 4), blocks have a fixed
size, and a block writes its own parts. A rerun into the same folder computes only what is missing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

import deterrence
from deterrence.compilation import code_digest
from deterrence.exploration import store
from deterrence.exploration.executor import run_tasks
from deterrence.exploration.run_record import RunRecord, library_versions
from deterrence.exploration.stored import StoredResults
from deterrence.exploration.tasks import (
    BLOCK_SIZE,
    DRAWS,
    SHARED_TABLES,
    Task,
    part_name,
    preparations,
    run_task,
    tables_of,
    tasks_of,
)
from deterrence.scenario.scenario import Scenario
from deterrence.second_strike.chances import DECOY_SPREAD
from deterrence.system.couplings import AS_DECLARED, Switches
from deterrence.system.registry import tables

RECORD_FILE, TIMINGS_FILE, PARTS_FOLDER = "run_record.json", "timings.json", "parts"


@dataclass(frozen=True)
class Progress:
    """How far a run is: cells and blocks done, futures a second, seconds left."""

    done_futures: int
    all_futures: int
    futures_per_second: float
    seconds_left: float


@dataclass(frozen=True)
class EnsembleOptions:
    """What to run. `futures` is per cell (law 1); `switches` are couplings switched off or on."""

    futures: int
    seed: int
    switches: Switches = AS_DECLARED


class Run:
    """A finished ensemble: its record, its scenario and its parts."""

    def __init__(self, scenario: Scenario, record: RunRecord, parts: store.Parts) -> None:
        self.scenario = scenario
        self.record = record
        self.parts = parts

    @cached_property
    def results(self) -> StoredResults:
        """Outcomes by name and labels."""
        return StoredResults(self.parts, self.cells, self.scenario.years, self.record.futures_per_cell)

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
            "decoy_spread": DECOY_SPREAD,
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
) -> Run:
    """Run every cell of the scenario and store its outcomes under `output`.

    Args:
        scenario: What to run.
        options: Futures a cell, seed and what to keep.
        output: Folder for parts and record; made if missing.
        workers: Processes; the results do not depend on it.
        report: Called with the progress after each block.
    """
    record = make_record(scenario, options)
    folder = output / PARTS_FOLDER / record.identity[:16]
    folder.mkdir(parents=True, exist_ok=True)
    store.sweep_partial(folder)
    tasks = tasks_of(scenario, options.futures)
    missing = [task for task in tasks if not _is_done(folder, task, scenario)]
    started = time.perf_counter()
    done = 0
    do = partial(run_task, scenario=scenario, seed=options.seed, switches=options.switches, folder=folder)
    for finished in run_tasks(do, missing, workers, preparations(scenario, options.seed)):
        done += finished.count
        if report is not None:
            elapsed = time.perf_counter() - started
            rate = done / elapsed
            left = sum(task.count for task in missing) - done
            report(Progress(done, done + left, rate, left / rate))
    _write_json(output / RECORD_FILE, record.as_dict())
    _write_json(output / TIMINGS_FILE, {"seconds": time.perf_counter() - started, "workers": workers,
                                        "futures_computed": done})  # fmt: skip
    ordered = sorted(tasks, key=lambda t: (t.assumption_set, t.structure, t.block))
    names = [
        part_name(table, task) for table in (*tables(), DRAWS) for task in ordered if table in tables_of(task, scenario)
    ]
    return Run(scenario, record, store.Parts(folder, names, scenario.structures, SHARED_TABLES))


def _is_done(folder: Path, task: Task, scenario: Scenario) -> bool:
    return all((folder / part_name(table, task)).exists() for table in tables_of(task, scenario))


def _write_json(path: Path, data: Mapping[str, object]) -> None:
    temporary = path.with_name(f".partial-{os.getpid()}-{path.name}")
    temporary.write_text(json.dumps(data, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    temporary.replace(path)
