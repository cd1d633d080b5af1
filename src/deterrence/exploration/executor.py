"""Doing tasks in worker processes that may be killed: what a lost worker had in hand is given to a new one."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import forkserver, get_context, parent_process, reduction, resource_tracker
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Protocol, TypeAlias, TypeVar

from deterrence.errors import MachineError

T = TypeVar("T")
R = TypeVar("R")
_MOST_LOSSES = 2  # workers that one task may cost
_LOADED = "deterrence.exploration.worker"
_IS_FORKED = sys.platform == "linux"  # from a process that has loaded what all need; elsewhere no fork is safe
_CONTEXT = get_context("forkserver") if _IS_FORKED else get_context("spawn")  # it inherits nothing of this process
_CONTEXT.set_forkserver_preload([_LOADED])
_POLITE = 5  # steps of priority below this process
_Pipe: TypeAlias = "Connection[tuple[bool, object], tuple[Callable[[Any], object], Any]]"
_TRIES, _A_MOMENT = 100, 0.05  # seconds; the end of a process is seen within some milliseconds
_INTERRUPT = {signal.SIGINT}
_ERROR = 2  # the descriptor of standard error


class Each(Protocol):
    """Do a function of every task and give what it gives, in whatever order they finish.

    The tasks of a deque are taken out of it as they are begun, and it may grow meanwhile.
    """

    def __call__(self, run_task: Callable[[T], R], tasks: Sequence[T] | deque[T]) -> Iterator[R]:
        """The function and the tasks can be pickled; the text of a task names it in a message."""


@contextmanager
def executor(workers: int) -> Iterator[Each]:
    """What does tasks: this process for one worker, else processes that end with the block at the latest."""
    if workers <= 1:
        yield _here
        return
    with apart(workers) as each:
        yield each


@contextmanager
def apart(workers: int = 1) -> Iterator[Each]:
    """What does tasks in processes beside this one, even where there is but one."""
    pool = _Pool(workers)
    try:
        yield pool.each
    finally:
        pool.end()


def load_ahead() -> None:
    """Begin to load what workers need while this process loads its own, where one process loads it for all of them."""
    if _IS_FORKED:
        with _started_in_peace():
            forkserver.ensure_running()


def _here(run_task: Callable[[T], R], tasks: Sequence[T] | deque[T]) -> Iterator[R]:
    waiting = taken_from(tasks)
    while waiting:
        yield run_task(waiting.popleft())


def taken_from(tasks: Sequence[T] | deque[T]) -> deque[T]:
    """A deque of tasks: the very one that was given, where it was one."""
    return tasks if isinstance(tasks, deque) else deque(tasks)


class _Pool:
    """Processes of which each has one task at a time, so that a process that is lost is the loss of that task alone."""

    def __init__(self, workers: int) -> None:
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        for _ in range(workers):
            self._start()

    def each(self, run_task: Callable[[T], R], tasks: Sequence[T] | deque[T]) -> Iterator[R]:
        waiting, losses = taken_from(tasks), Counter[T]()
        busy: dict[object, tuple[_Worker, T]] = {}

        def begin() -> None:
            while waiting and self._idle:
                worker, task = self._idle.pop(), waiting.popleft()
                worker.give(run_task, task)
                busy[worker.pipe] = worker, task

        while waiting or busy:
            begin()
            for pipe in wait([worker.pipe for worker, _ in busy.values()]):
                worker, task = busy.pop(pipe)
                try:
                    is_done, answer = worker.pipe.recv()
                except (EOFError, OSError):
                    losses[task] += 1
                    self._bury(worker, task, losses[task])
                    waiting.appendleft(task)
                    continue
                self._idle.append(worker)
                if not is_done:
                    raise answer
                begin()  # before what is done is looked at
                yield answer

    def end(self) -> None:
        """End every process, whatever it does. Every file is written whole, so none is left half."""
        for worker in self._all:
            worker.end()

    def _start(self) -> None:
        worker = _Worker()
        self._all.append(worker)
        self._idle.append(worker)

    def _bury(self, worker: _Worker, task: object, losses: int) -> None:
        """Put a new worker in the place of a lost one, unless the task is what costs them."""
        worker.end()
        self._all.remove(worker)
        if losses < _MOST_LOSSES:
            self._start()
            return
        code = worker.process.exitcode or 0
        how = f"was killed (signal {-code})" if code < 0 else f"ended (exit code {code})"
        why = (
            "most likely memory ran out: run the same command with fewer workers"
            if code == -signal.SIGKILL
            else ("run the same command again")
        )
        raise MachineError(f"{task}: its worker process {how} {losses} times; {why}; what was finished is kept")


class _Worker:
    """A process and the pipe to it. Ctrl-C is for its parent alone."""

    def __init__(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        try:
            with _started_in_peace() as kept:
                self.process = _CONTEXT.Process(target=_work, args=(theirs, _StandardError(kept)), daemon=True)
                self._start()
        finally:
            theirs.close()

    def _start(self) -> None:
        """Start the process, with patience where what it is forked from was killed a moment ago: another takes over."""
        for _ in range(_TRIES):
            try:
                self.process.start()
            except (ConnectionError, EOFError):
                time.sleep(_A_MOMENT)
            else:
                return
        raise MachineError("worker processes do not start on this machine; run the same command with --workers 1")

    def give(self, run_task: Callable[[Any], object], task: object) -> None:
        with suppress(OSError):  # it is lost: that shows when its answer is awaited
            self.pipe.send((run_task, task))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass(frozen=True)
class _StandardError:
    """The standard error of this process, which a worker takes once it has been started.

    Until then it has none: a worker whose parent is killed while it starts would print a traceback beside the one line
    that answers Ctrl-C.
    """

    descriptor: int

    def __reduce__(self) -> tuple[Callable[[Any], None], tuple[Any]]:
        """The descriptor, passed to the process that is being started."""
        return _take_standard_error, (reduction.DupFd(self.descriptor),)


def _take_standard_error(passed: Any) -> None:
    descriptor = passed.detach()
    os.dup2(descriptor, _ERROR)
    os.close(descriptor)


@contextmanager
def _started_in_peace() -> Iterator[int]:
    """What is started within the block hears no Ctrl-C and says nothing; gives a descriptor of standard error."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
    kept, nothing = os.dup(_ERROR), os.open(os.devnull, os.O_WRONLY)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it was killed too: nothing here is its to track
            resource_tracker.ensure_running()  # which unblocks the signal
        signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
        os.dup2(nothing, _ERROR)
        yield kept
    finally:
        os.dup2(kept, _ERROR)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(kept)
        os.close(nothing)


def _work(pipe: _Pipe, _: object) -> None:
    """Load what is needed and do tasks; the process that waits for all of them goes first where both have work."""
    os.nice(_POLITE)
    Thread(target=_end_with_parent, daemon=True).start()
    import_module(_LOADED)
    _serve(pipe)


def _serve(pipe: _Pipe) -> None:
    """Do what comes through the pipe, one task after another, until it ends."""
    while True:
        try:
            run_task, task = pipe.recv()
        except (EOFError, OSError):  # its parent is gone; where an answer was left unread, the pipe is broken
            return
        try:
            answer: tuple[bool, object] = True, run_task(task)
        except Exception as error:
            error.add_note(f"in a worker process:\n{traceback.format_exc()}")
            answer = False, error
        try:
            pipe.send(answer)
        except OSError:
            return


def _end_with_parent() -> None:
    """A worker whose parent was killed ends too; left alone it would finish what nobody awaits."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
