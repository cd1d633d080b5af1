"""Doing tasks in worker processes, in whatever order they finish."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def run_tasks(
    run_task: Callable[[T], T], tasks: Sequence[T], workers: int, prepare: Sequence[Callable[[], None]]
) -> Iterator[T]:
    """Give each task as it is done: in this process for one worker, else in processes started afresh.

    Args:
        run_task: Does a task and gives it back; it and the tasks can be pickled.
        tasks: What to do.
        workers: Processes.
        prepare: What several processes do before the first task, so that they need not all do it.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from map(run_task, tasks)
        return
    with ProcessPoolExecutor(min(workers, len(tasks)), get_context("spawn"), _end_with_parent) as pool:
        for prepared in [pool.submit(part) for part in prepare]:
            prepared.result()
        pending: set[Future[T]] = {pool.submit(run_task, task) for task in tasks}
        try:
            while pending:
                finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in finished)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """A worker whose parent was killed ends too; left alone it would wait for work for ever."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
