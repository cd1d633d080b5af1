"""The queue of jobs, as the runner and its workers use it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from deterrence.exploration.work import Progress
from deterrence.web.jobs.job import Job, Status, found, job_of, now, run_folder, set_ended
from deterrence.web.jobs.state import opened, worker_lock

RESUMED = "resumed after a restart"
_MOST_ATTEMPTS = 5  # starts without a single new block: then the job itself is what ends its worker


class JobQueue:
    """The jobs of a workspace that a store has prepared. Safe to use from any thread or process."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def next_queued(self) -> Job | None:
        """The job that has waited longest."""
        with opened(self.workspace) as state:
            row = state.execute("SELECT * FROM jobs WHERE status = 'queued' ORDER BY number LIMIT 1").fetchone()
        return None if row is None else job_of(row, self.workspace)

    def recover(self) -> None:
        """Queue again every job whose worker is gone; do nothing while any worker lives."""
        with worker_lock(self.workspace, waits=False) as is_held:
            if not is_held:
                return
            with opened(self.workspace) as state:
                for row in state.execute("SELECT * FROM jobs WHERE status = 'running'").fetchall():
                    if row["is_cancel_asked"]:
                        set_ended(state, row["id"], "cancelled")
                    elif row["attempts"] >= _MOST_ATTEMPTS:
                        error = f"its worker ended {_MOST_ATTEMPTS} times without finishing a block; see worker.log"
                        set_ended(state, row["id"], "failed", error)
                    else:
                        state.execute(
                            "UPDATE jobs SET status = 'queued', message = ?, futures_per_second = 0,"
                            " seconds_left = NULL WHERE id = ?",
                            (RESUMED, row["id"]),
                        )

    def settle(self, identifier: str, exit_code: int) -> None:
        """Record the end of a worker that could not do so itself: it was killed, or never began."""
        if exit_code == 0:
            return
        with worker_lock(self.workspace, waits=False) as is_held, opened(self.workspace) as state:
            if not is_held:  # another runner's worker has gone on with the queue, perhaps with this very job
                return
            job = found(state, self.workspace, identifier)
            if job is None or job.has_ended:
                return
            if _is_cancel_asked(state, identifier):
                set_ended(state, identifier, "cancelled")
            else:
                error = f"its worker ended unexpectedly (exit code {exit_code}); see worker.log, or submit it again"
                set_ended(state, identifier, "failed", error, was=job.status)

    def claim(self, identifier: str) -> Job | None:
        """Mark a queued job as running, for the worker that holds the lock; None if it is not queued any more."""
        with opened(self.workspace) as state:
            claimed = state.execute(
                "UPDATE jobs SET status = 'running', attempts = attempts + 1,"
                " started = CASE started WHEN '' THEN ? ELSE started END WHERE id = ? AND status = 'queued'",
                (now(), identifier),
            )
            return found(state, self.workspace, identifier) if claimed.rowcount else None

    def begin(self, identifier: str, run: str) -> Path:
        """Name the run of a job before anything is read or written in its folder; gives the folder."""
        with opened(self.workspace) as state:
            state.execute("UPDATE jobs SET run = ? WHERE id = ?", (run, identifier))
        return run_folder(self.workspace, run)

    def report(self, identifier: str, message: str, progress: Progress | None = None) -> bool:
        """Record how far a running job is; gives whether it is to stop.

        The counts of an ensemble are those of the missing blocks; the job's are those of the whole run.
        """
        with opened(self.workspace) as state:
            state.execute("UPDATE jobs SET message = ? WHERE id = ? AND is_cancel_asked = 0", (message, identifier))
            if progress is not None:
                left = progress.all_futures - progress.done_futures
                state.execute(
                    "UPDATE jobs SET attempts = iif(? > 0, 0, attempts), done_futures = all_futures - ?,"
                    " futures_per_second = ?, seconds_left = ? WHERE id = ?",
                    (progress.done_futures, left, progress.futures_per_second, progress.seconds_left, identifier),
                )
            return _is_cancel_asked(state, identifier)

    def end(self, identifier: str, status: Status, error: str = "") -> None:
        """Record how a running job ended."""
        with opened(self.workspace) as state:
            set_ended(state, identifier, status, error)

    def is_cancel_asked(self, identifier: str) -> bool:
        """Whether a running job is to stop."""
        with opened(self.workspace) as state:
            return _is_cancel_asked(state, identifier)


def _is_cancel_asked(state: sqlite3.Connection, identifier: str) -> bool:
    row = state.execute("SELECT is_cancel_asked FROM jobs WHERE id = ?", (identifier,)).fetchone()
    return row is None or bool(row["is_cancel_asked"])
