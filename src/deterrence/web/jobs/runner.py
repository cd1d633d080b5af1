"""The runner of a server: starts the worker of the next job, stops it when asked, records what it could not."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from threading import Event, Thread

from deterrence.web.jobs.job import LOG_FILE, Job, job_folder
from deterrence.web.jobs.queue import JobQueue
from deterrence.web.jobs.store import JobStore

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 0.2
_GRACE_SECONDS = 2.0  # to end between two blocks; then the worker is ended
_AFTER_FAILURE_SECONDS = 5.0


class JobRunner:
    """Works off the queue of a workspace in a thread, one job at a time, each in a process of its own.

    Several runners may share a workspace: a lock lets one worker of all of them work. A worker ends with its server.
    """

    def __init__(self, store: JobStore, workers: int = 1) -> None:
        self._store = store
        self._queue = JobQueue(store.workspace)
        self._workers = workers
        self._is_stopping = Event()
        self._thread: Thread | None = None
        self._child: _Child | None = None

    def start(self) -> None:
        """Begin, with the jobs that a dead server left behind."""
        if self._thread is not None:
            return
        self._is_stopping.clear()
        self._thread = Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the worker and the thread. The job stays unfinished; the next start goes on with it."""
        self._is_stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._child is not None:
            self._child.end()
            self._child = None

    def cancel(self, identifier: str) -> Job | None:
        """Cancel a job; None if there is no such job. One that runs stops after its block, at the latest in seconds."""
        return self._store.cancel(identifier)

    def _work(self) -> None:
        pause = 0.0
        while not self._is_stopping.wait(pause):
            try:
                self._look()
                pause = _LOOK_SECONDS
            except Exception:  # a full disk, a state file locked for long: the pages go on, and so shall the queue
                _LOG.exception("the queue of jobs stands still for now")
                pause = _AFTER_FAILURE_SECONDS

    def _look(self) -> None:
        child = self._child
        if child is None:
            self._queue.recover()
            job = self._queue.next_queued()
            self._child = None if job is None else _Child(self._store, job, self._workers)
        elif child.has_ended():
            self._queue.settle(child.job_id, child.end())
            self._child = None
        elif self._queue.is_cancel_asked(child.job_id) and child.has_had_time_to_stop():
            child.end()


class _Child:
    """A worker process in a group of its own. Its standard input is a pipe that ends when this process does."""

    def __init__(self, store: JobStore, job: Job, workers: int) -> None:
        self.job_id = job.id
        folder = job_folder(store.workspace, job.id)
        folder.mkdir(parents=True, exist_ok=True)
        # -P: a file of the server's folder must not pass for a module.
        command = [sys.executable, "-P", "-m", "deterrence.web.jobs.worker", str(store.workspace), job.id, str(workers)]
        with (folder / LOG_FILE).open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, process_group=0
            )
        self._asked_to_stop: float | None = None

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def has_had_time_to_stop(self) -> bool:
        """Whether the first call is longer ago than the time to stop."""
        self._asked_to_stop = self._asked_to_stop or time.monotonic()
        return time.monotonic() - self._asked_to_stop > _GRACE_SECONDS

    def end(self) -> int:
        """End the group if it still lives; gives the exit code. Every file is written whole, so none is left half."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        return code
