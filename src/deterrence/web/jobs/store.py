"""The store of jobs, as the pages use it."""

from __future__ import annotations

import json
import secrets
import shutil
from pathlib import Path
from typing import Any

from deterrence.errors import DeterrenceError
from deterrence.evidence.dataset import Dataset, load_dataset
from deterrence.web.jobs import snapshot
from deterrence.web.jobs.job import Job, found, job_folder, job_of, now, run_folder, set_ended
from deterrence.web.jobs.request import checked_scenario
from deterrence.web.jobs.state import opened, prepare

MOST_QUEUED = 20
_DELETED = "deleted"
"""Folder of what is being deleted."""


class QueueFullError(DeterrenceError):
    """No room in the queue; nothing is wrong with the request."""


class JobStore:
    """The jobs of a workspace and the values of the datasets it has seen. Safe to use from any thread or process.

    Raises:
        InputError: The workspace cannot be used.
    """

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace.absolute()
        prepare(self.workspace)

    def submit(self, kind: str, tree: object, futures: int, seed: int) -> Job:
        """Put a job at the end of the queue.

        Args:
            kind: `run`, `brief` or `results`.
            tree: A scenario as plain data, as a scenario file would hold it.
            futures: Per cell, at least 20.
            seed: At least 0.

        Raises:
            InputError: Every problem of the request.
            QueueFullError: As many jobs wait as may.
        """
        scenario, all_futures = checked_scenario(kind, tree, futures, seed, load_dataset())
        identifier = secrets.token_hex(8)
        with opened(self.workspace) as state:
            waiting = state.execute("SELECT count(*) FROM jobs WHERE status = 'queued'").fetchone()[0]
            if waiting >= MOST_QUEUED:
                raise QueueFullError(f"{waiting} jobs wait already: wait until one has ended, or cancel one")
            state.execute(
                "INSERT INTO jobs (id, kind, scenario, futures, seed, all_futures, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (identifier, kind, scenario, futures, seed, all_futures, now()),
            )
            job = found(state, self.workspace, identifier)
        assert job is not None
        return job

    def get(self, identifier: str) -> Job | None:
        """A job, or None if there is no such job."""
        with opened(self.workspace) as state:
            return found(state, self.workspace, identifier)

    def recent(self, limit: int = 20) -> list[Job]:
        """The latest jobs, newest first."""
        with opened(self.workspace) as state:
            rows = state.execute("SELECT * FROM jobs ORDER BY number DESC LIMIT ?", (max(limit, 0),)).fetchall()
        return [job_of(row, self.workspace) for row in rows]

    def cancel(self, identifier: str) -> Job | None:
        """Cancel a queued job at once; ask the worker of a running one to stop. An ended job stays as it is."""
        with opened(self.workspace) as state:
            state.execute(
                "UPDATE jobs SET is_cancel_asked = 1, message = 'stopping' WHERE id = ? AND status = 'running'",
                (identifier,),
            )
            set_ended(state, identifier, "cancelled", was="queued")
            return found(state, self.workspace, identifier)

    def delete(self, identifier: str) -> Job | None:
        """Forget a job that has ended, with its folder, and its run's where no other job has it; gives the job.

        Nothing is deleted where it has not ended. Folders go aside in the transaction, so that no worker finds half.
        """
        aside = self.workspace / _DELETED / secrets.token_hex(8)
        with opened(self.workspace) as state:
            job = found(state, self.workspace, identifier)
            if job is None or not job.has_ended:
                return job
            state.execute("DELETE FROM jobs WHERE id = ?", (identifier,))
            folders = [job_folder(self.workspace, job.id)]
            if job.run and not state.execute("SELECT count(*) FROM jobs WHERE run = ?", (job.run,)).fetchone()[0]:
                folders.append(run_folder(self.workspace, job.run))
            for place, folder in enumerate(folder for folder in folders if folder.is_dir()):
                aside.mkdir(parents=True, exist_ok=True)
                folder.rename(aside / str(place))
        shutil.rmtree(aside, ignore_errors=True)
        return job

    def remember_dataset(self, dataset: Dataset) -> None:
        """Keep the values of a dataset under its digest, once."""
        text = json.dumps(snapshot.snapshot_of(dataset), separators=(",", ":"))
        with opened(self.workspace) as state:
            state.execute("INSERT OR IGNORE INTO datasets VALUES (?, ?)", (dataset.digest, text))

    def dataset_changes(self, old_digest: str, dataset: Dataset) -> list[dict[str, Any]] | None:
        """What a dataset changes in an older one (see `snapshot.changes`); None if that one was never seen."""
        with opened(self.workspace) as state:
            row = state.execute("SELECT quantities FROM datasets WHERE digest = ?", (old_digest,)).fetchone()
        return None if row is None else snapshot.changes(json.loads(row["quantities"]), snapshot.snapshot_of(dataset))
