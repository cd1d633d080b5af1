"""Doing what a run lacks, round after round, in the same processes; progress is told after each block."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from deterrence.exploration import store
from deterrence.exploration.cluster import engine
from deterrence.exploration.delivery import delivered
from deterrence.exploration.executor import Each
from deterrence.exploration.tasks import Task, compile_part, compiled_parts, run_task
from deterrence.scenario.scenario import Scenario
from deterrence.system.couplings import Switches


@dataclass(frozen=True)
class Progress:
    """How far a run is: futures done of those asked for, futures a second, seconds left where that is known."""

    done_futures: int
    all_futures: int
    futures_per_second: float
    seconds_left: float | None


Report = Callable[[Progress], None]


class Work:
    """Processes, or a cluster, that start with the first task that is missing and end with the block.

    Args:
        scenario: What is run.
        seed: Seed of the draws.
        switches: Couplings switched off or on.
        folder: Where the parts come to stand.
        workers: Processes.
        cluster: `local`, or the address of a Dask scheduler.
        report: Called with the progress.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        switches: Switches,
        folder: Path,
        workers: int,
        cluster: str | None,
        report: Report | None,
    ) -> None:
        self._scenario, self._seed, self._switches = scenario, seed, switches
        self._folder, self._workers, self._cluster, self._report = folder, workers, cluster, report
        self._stack = ExitStack()
        self._each: Each | None = None
        self._started = 0.0
        self._computed = 0

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process."""
        self._stack.__exit__(kind, error, trace)

    @property
    def timings(self) -> Mapping[str, float]:
        """Wall time and futures of what was computed; empty where nothing was."""
        if self._each is None:
            return {}
        seconds = time.perf_counter() - self._started
        return {"seconds": seconds, "workers": self._workers, "futures_computed": self._computed}

    def do(self, tasks: Sequence[Task], asked: int, begin: Callable[[], None]) -> None:
        """Do every task of which a part is missing or damaged.

        Args:
            tasks: All that are to be there.
            asked: Futures asked for in all cells.
            begin: Called before the first task is done, with the folder made.
        """
        missing = [task for task in tasks if not self._is_done(task)]
        store.say_what_is_damaged(self._folder / name for task in missing for name in task.part_names)
        if not missing:
            return
        done = sum(task.own_futures for task in tasks) - sum(task.own_futures for task in missing)
        self._tell(done, asked)
        each = self._start(missing, begin)
        do = partial(run_task, scenario=self._scenario, seed=self._seed, switches=self._switches)
        for finished in delivered(each, partial(_run_missing, run=do), missing, self._folder):
            done += finished.own_futures
            self._computed += finished.own_futures
            self._tell(done, asked)

    def _is_done(self, task: Task) -> bool:
        return all(store.is_whole(self._folder / name) for name in task.part_names)

    def _start(self, missing: Sequence[Task], begin: Callable[[], None]) -> Each:
        """What does tasks; before the first, kernels are compiled, each by one process."""
        if self._each is None:
            workforce = self._stack.enter_context(engine(self._cluster, self._workers))
            self._stack.enter_context(store.writing(self._folder))
            begin()
            self._started = time.perf_counter()
            self._each = self._stack.enter_context(workforce)
            if self._workers > 1:
                parts = compiled_parts({table for task in missing for table in task.tables})
                list(self._each(partial(compile_part, scenario=self._scenario, seed=self._seed), parts))
        return self._each

    def _tell(self, done: int, asked: int) -> None:
        if self._report is None:
            return
        rate = self._computed / (time.perf_counter() - self._started) if self._computed else 0.0
        self._report(Progress(done, asked, rate, (asked - done) / rate if rate else None))


def _run_missing(task: Task, run: Callable[..., Task], folder: Path) -> Task:
    """Do a task that another run on the same folder has not done meanwhile."""
    if all(store.is_whole(folder / name) for name in task.part_names):
        return task
    return run(task, folder=folder)
