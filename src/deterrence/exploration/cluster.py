"""Doing tasks on a Dask cluster: workers on several machines, or processes of this one (law 43).

A worker that is lost is Dask's to replace, and its tasks are given to others. Dask is an extra, loaded when asked for.
"""

from __future__ import annotations

import asyncio
import logging
import platform
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from multiprocessing import resource_tracker
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from deterrence.compilation import code_digest
from deterrence.errors import InputError, MachineError, Problem
from deterrence.exploration.executor import Each, executor, taken_from
from deterrence.exploration.run_record import library_versions

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")
LOCAL = "local"
PATIENCE_SECONDS = 10.0
_SHOWN_DIGEST = 12
_KEPT = "run the same command again; what was finished is kept"
_ONE_AT_A_TIME = Lock()  # a process has one connection to its database
_LOOPBACK = "127.0.0.1"
# A worker has the task in hand alone, so that its loss is held against no other; no pages about itself are served.
_LOCAL_SETTINGS = {
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
}

_LOCAL_OPTIONS: Mapping[str, Any] = {
    "threads_per_worker": 1,
    "processes": True,
    "host": _LOOPBACK,
    "memory_limit": None,
    "dashboard_address": None,
    "scheduler_kwargs": {"dashboard": False, "dashboard_address": f"{_LOOPBACK}:0"},
    "silence_logs": logging.CRITICAL,
}


@contextmanager
def engine(cluster: str | None, workers: int) -> Iterator[AbstractContextManager[Each]]:
    """What does tasks, not yet at work: processes of this machine, or a cluster that has answered.

    Args:
        cluster: `local`, or the address of a scheduler; None is the pool of processes.
        workers: Processes of the pool or of the local cluster.

    Raises:
        InputError: The cluster does not answer, has no workers, or is not what runs here.
    """
    if cluster is None:
        yield executor(workers)
        return
    with _client(cluster, workers) as client:
        ours = _versions()
        _refuse_others(client, cluster, ours)
        yield nullcontext(partial(_each, client, cluster, ours))


@contextmanager
def _client(cluster: str, workers: int) -> Iterator[Client]:
    """A connection that ends with the block, and the local cluster with it."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        fix = "install it: pip install 'deterrence[cluster]'"
        raise InputError([Problem("cluster", "", "needs Dask, which is not installed", fix, cluster)]) from error
    with _quiet(), ExitStack() as stack:
        address: object = cluster
        try:
            if cluster == LOCAL:
                _start_tracker()
                stack.enter_context(dask.config.set(_LOCAL_SETTINGS))
                address = stack.enter_context(LocalCluster(n_workers=workers, **_LOCAL_OPTIONS))
            else:
                with ThreadPoolExecutor(1) as apart:  # a notebook's thread has a loop of its own
                    apart.submit(asyncio.run, _knock(cluster)).result()
            client = stack.enter_context(Client(address, timeout=PATIENCE_SECONDS, set_as_default=False))
        except Exception as error:  # whatever listens there may answer anything
            if cluster == LOCAL:
                raise MachineError(f"the local cluster did not start: {error}; {_KEPT}") from error
            fix = "write local, or tcp://HOST:PORT of one that runs (dask scheduler)"
            raise InputError([Problem("cluster", "", "no Dask scheduler answers", fix, cluster)]) from error
        yield client


def _start_tracker() -> None:
    """Start what clears away the remains of a killed head, and is to say nothing: Ctrl-C is answered in one line."""
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")  # handed to the processes that are started
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


async def _knock(address: str) -> None:
    """Connect once: where something listens and says nothing, Dask's client would wait for ever."""
    from distributed import Security
    from distributed.comm import connect

    options = Security().get_connection_args("client")
    comm = await asyncio.wait_for(connect(address, timeout=PATIENCE_SECONDS, **options), PATIENCE_SECONDS)
    await comm.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs is kept from the terminal: what a user can act on is told in one message."""
    handlers = [
        handler for name in ("distributed", "distributed.client") for handler in logging.getLogger(name).handlers
    ]
    before = [handler.level for handler in handlers]
    for handler in handlers:
        handler.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for handler, level in zip(handlers, before, strict=True):
            handler.setLevel(level)


def _versions() -> Mapping[str, str]:
    """What the bytes of a part rest on, in this process."""
    return {"code": code_digest()[:_SHOWN_DIGEST], "processor": platform.machine(), **library_versions()}


def _refuse_other(ours: Mapping[str, str]) -> None:
    """Refuse to work here with anything but what runs at the head."""
    differing = [f"{name} {own}, not {ours.get(name)}" for name, own in _versions().items() if own != ours.get(name)]
    if differing:
        what = f"its machine {socket.gethostname()} has {'; '.join(differing)}"
        fix = "install there what is installed here: the same package and constraints.txt"
        raise InputError([Problem("cluster", "", what, fix, has_value=False)])


def _refuse_others(client: Client, cluster: str, ours: Mapping[str, str]) -> None:
    """Refuse a cluster without workers, and one whose scheduler or workers are not what runs here."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except TimeoutError as error:
        fix = f"start some: dask worker {cluster} --nthreads 1"
        raise InputError([Problem("cluster", "", "has no workers", fix, cluster)]) from error
    try:
        client.run_on_scheduler(_refuse_other, ours)
        client.run(_refuse_other, ours)
    except InputError:
        raise
    except Exception as error:  # whatever keeps another installation from even looking
        what, fix = f"cannot load the package: {error}", "install the same package for its scheduler and its workers"
        raise InputError([Problem("cluster", "", what, fix, cluster)]) from error


def _each(
    client: Client, cluster: str, ours: Mapping[str, str], run_task: Callable[[T], R], tasks: Sequence[T] | deque[T]
) -> Iterator[R]:
    from distributed import wait

    do = partial(_done, run_task=run_task, ours=ours)
    to_begin = taken_from(tasks)
    waiting: dict[Any, T] = {}
    while waiting or to_begin:
        begun = [to_begin.popleft() for _ in range(len(to_begin))]
        waiting.update(zip(client.map(do, begun, pure=False), begun, strict=True))
        try:
            with client.as_current():
                finished = wait(list(waiting), timeout=PATIENCE_SECONDS, return_when="FIRST_COMPLETED").done
        except TimeoutError:  # a block may take longer than that
            _refuse_deserted(client, cluster)
            continue
        except CancelledError as error:
            raise _is_lost(cluster) from error
        for future in finished:
            yield _answer(future, waiting.pop(future), cluster)


def _done(task: T, run_task: Callable[[T], R], ours: Mapping[str, str]) -> R:
    """Do a task on a worker, which may have joined late and may have several threads."""
    _refuse_other(ours)
    with _ONE_AT_A_TIME:
        return run_task(task)


def _answer(future: Any, task: object, cluster: str) -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        times, why = error.allowed_failures + 1, "most likely memory ran out: run the same command with fewer workers"
        text = f"{task}: its worker process was lost {times} times; {why}; what was finished is kept"
        raise MachineError(text) from error
    except CancelledError as error:
        raise _is_lost(cluster) from error


def _refuse_deserted(client: Client, cluster: str) -> None:
    """End what nobody works at any more."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except TimeoutError as error:
        raise MachineError(f"no worker is left at {cluster}: start some, then {_KEPT}") from error
    except Exception as error:  # its scheduler went while it was asked
        raise _is_lost(cluster) from error


def _is_lost(cluster: str) -> MachineError:
    return MachineError(f"the cluster was lost ({cluster}): start it, then {_KEPT}")
