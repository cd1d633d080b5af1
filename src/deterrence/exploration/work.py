"""Doing what a run lacks, round after round, in the same processes; progress is told after each block."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from deterrence.exploration import store
from deterrence.exploration.cluster import engine
from deterrence.exploration.delivery import delivered
from deterrence.exploration.description import RECORD_FILE, SCENARIO_FILE
from deterrence.exploration.executor import Each
from deterrence.exploration.size import refuse_what_does_not_fit
from deterrence.exploration.studies import StudyTask
from deterrence.exploration.tasks import Compilation, Task, compiled_parts, compiled_together


@dataclass(frozen=True)
class Progress:
    """How far a run is: futures done of those asked for, futures a second, seconds left where that is known.

    They are counted in the cells that have numbers of their own.

    `bytes_to_store` is the most that will be stored beside what is there already, to about a factor of two.
    """

    done_futures: int
    all_futures: int
    futures_per_second: float
    seconds_left: float | None
    bytes_to_store: int


Report = Callable[[Progress], None]


class Work:
    """Processes, or a cluster, that start with the first task that is missing and end with the block.

    Args:
        folder: Where the parts come to stand.
        run: Does a task, given it and, as `folder`, where to write.
        compiling: Compiles what goes by one name, once before many processes need it.
        tables: Tables that every cell has, whose kernels all tasks need.
        later: Tables that may be asked for in the end: their kernels are compiled while others compute.
        begin: Called once, before the first task that is missing is done, when the folder is there.
        size: The most bytes that will be stored; called once, before anything is.
        workers: Processes.
        cluster: `local`, or the address of a Dask scheduler.
        report: Called with the progress.
    """

    def __init__(
        self,
        folder: Path,
        run: Callable[..., Task | StudyTask],
        compiling: Callable[[str], None],
        tables: Sequence[str],
        later: Sequence[str],
        begin: Callable[[], None],
        size: Callable[[], int],
        workers: int,
        cluster: str | None,
        report: Report | None,
    ) -> None:
        self._folder, self._run, self._compiling, self._tables, self._later, self._begin = (
            folder,
            run,
            compiling,
            tables,
            later,
            begin,
        )
        self._size, self._bytes = size, 0
        self._workers, self._cluster, self._report = workers, cluster, report
        self._stack = ExitStack()
        self._each: Each | None = None
        self._started = 0.0
        self._done = self._computed = 0
        self._waiting: deque[Task | StudyTask | Compilation] = deque()
        self._flow: Iterator[Task | StudyTask | Compilation] | None = None
        self._given: set[Task | StudyTask] = set()
        self._seen: set[Task | StudyTask | Compilation] = set()  # to be there

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process."""
        if isinstance(self._flow, Generator):
            self._flow.close()
        self._stack.__exit__(kind, error, trace)

    @property
    def timings(self) -> Mapping[str, float]:
        """Wall time and futures of what was computed; empty where nothing was."""
        if self._each is None:
            return {}
        seconds = time.perf_counter() - self._started
        return {"seconds": seconds, "workers": self._workers, "futures_computed": self._computed}

    def do(self, tasks: Sequence[Task | StudyTask], asked: int, afterwards: Sequence[Task | StudyTask] = ()) -> None:
        """Do every task of which a part is missing or damaged.

        Raises:
            MachineError: The disk cannot hold what may be stored.

        Args:
            tasks: All that are to be there.
            asked: Futures asked for in all cells that have numbers of their own.
            afterwards: What will be asked for later, whatever is found: begun where a process has nothing else to do.
        """
        missing = self._missing(tasks)
        wanted = {task for task in tasks if task not in self._seen}
        if not wanted:
            return
        own = sum(task.own_futures for task in tasks)
        self._done = own - sum(task.own_futures for task in wanted) if own else self._done
        each = self._each or self._start(asked)
        self._waiting.extendleft(reversed([*self._compilations(), *missing]))
        self._waiting.extend(self._missing(afterwards))
        while wanted:
            finished = self._next(each)
            self._seen.add(finished)
            wanted.discard(finished)
            self._done += finished.own_futures
            self._computed += finished.own_futures
            self._tell(asked)

    def _missing(self, tasks: Sequence[Task | StudyTask]) -> list[Task | StudyTask]:
        """Those of which a part is missing or damaged, and that have not been given to anybody."""
        fresh = [task for task in tasks if task not in self._seen and task not in self._given]
        missing = [task for task in fresh if not task.is_done_in(self._folder)]
        store.say_what_is_damaged(self._folder / name for task in missing for name in task.part_names)
        self._seen.update(set(fresh) - set(missing))
        self._given.update(missing)
        return missing

    def _next(self, each: Each) -> Task | StudyTask | Compilation:
        """What is finished next of all that waits and is being done."""
        if self._flow is None:
            do = partial(_run_missing, run=self._run, compiling=self._compiling)
            self._flow = delivered(each, do, self._waiting, self._folder)
        finished = next(self._flow, None)
        if finished is not None:
            return finished
        self._flow = None  # nothing had waited any more; something does now
        return self._next(each)

    def do_while(self, tasks: Sequence[Task | StudyTask], asked: int, meanwhile: Callable[[], object]) -> None:
        """The same, and something else in this process: at the same time where it has others, else afterwards."""
        with ThreadPoolExecutor(1) as beside:
            done = beside.submit(self.do, tasks, asked)
            if self._workers == 1:
                done.result()
            meanwhile()
            done.result()

    def _start(self, asked: int) -> Each:
        """What does tasks, at work; its kernels are compiled, each by one process."""
        self._bytes = self._size()
        refuse_what_does_not_fit(self._bytes, self._folder)
        workforce = self._stack.enter_context(engine(self._cluster, self._workers))
        top = self._folder.parents[1]
        self._stack.enter_context(store.writing(self._folder, top / RECORD_FILE, top / SCENARIO_FILE))
        self._started = time.perf_counter()
        self._tell(asked)  # before anything is kept, so that Ctrl-C never says less than is there
        self._begin()
        self._each = self._stack.enter_context(workforce)
        if self._workers > 1:
            list(self._each(partial(_compile_each, compiling=self._compiling), compiled_together(self._tables)))
        return self._each

    def _compilations(self) -> list[Compilation]:
        """What is to be compiled among the tasks, once."""
        if self._workers == 1 or self._computed:
            return []
        needed = compiled_parts(self._tables)
        return [Compilation(part) for part in compiled_parts(self._later) if part not in needed]

    def _tell(self, asked: int) -> None:
        if self._report is None:
            return
        rate = self._computed / (time.perf_counter() - self._started) if self._computed else 0.0
        self._report(Progress(self._done, asked, rate, (asked - self._done) / rate if rate else None, self._bytes))


def _compile_each(parts: Sequence[str], compiling: Callable[[str], None]) -> None:
    for part in parts:
        compiling(part)


def _run_missing(
    task: Task | StudyTask | Compilation,
    run: Callable[..., Task | StudyTask],
    compiling: Callable[[str], None],
    folder: Path,
) -> Task | StudyTask | Compilation:
    """Do a task that another run on the same folder has not done meanwhile."""
    if isinstance(task, Compilation):
        compiling(task.part)
        return task
    return task if task.is_done_in(folder) else run(task, folder=folder)
