"""A job: one piece of long work as the state file knows it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from deterrence.exploration.description import RECORD_FILE
from deterrence.web.own import CLAIMS

Kind = Literal["run", "brief", "results"]
Status = Literal["queued", "running", "finished", "failed", "cancelled"]

VERDICTS_FILE = "verdicts.json"
OWN_FILE = "own_claims.json"
FIRST_FILE = "first_answer.json"
BRIEF_FILE = "brief.html"
RESULTS_FILE = "results.xlsx"
FILES: Mapping[Kind, tuple[str, ...]] = {
    "run": (VERDICTS_FILE, OWN_FILE, RECORD_FILE),
    "brief": (BRIEF_FILE, "brief.pdf", "annex.html", "annex.pdf", VERDICTS_FILE, OWN_FILE, RECORD_FILE),
    "results": (RESULTS_FILE, VERDICTS_FILE, OWN_FILE, RECORD_FILE),
}
_OF_THE_RUN = (VERDICTS_FILE, RECORD_FILE, RESULTS_FILE)
LOG_FILE = "worker.log"
IDENTITY_DIGITS = 16
_IDENTIFIER = re.compile(rf"[0-9a-f]{{{IDENTITY_DIGITS}}}")


def is_identifier(text: object) -> bool:
    """Whether a text is an id of a job, or the part of a run's identity that names its folder: safe in a path."""
    return isinstance(text, str) and _IDENTIFIER.fullmatch(text) is not None


def run_folder(workspace: Path, identity: str) -> Path:
    """Folder of a run's files; jobs that ask for the same run share it."""
    if not is_identifier(identity):
        raise ValueError(f"not the identity of a run: {identity!r}")
    return workspace / "runs" / identity


def job_folder(workspace: Path, identifier: str) -> Path:
    """Folder of what is a job's alone: its log."""
    if not is_identifier(identifier):
        raise ValueError(f"not the id of a job: {identifier!r}")
    return workspace / "jobs" / identifier


@dataclass(frozen=True)
class Job:
    """One job.

    `scenario` is the tree of a scenario file, `futures` is per cell, the counts of futures run over all cells. Times
    are UTC, ISO 8601, empty if not reached; `seconds_left` is None where it is not known. `message` says what goes on,
    `error` why it failed. `run` names the run once its worker has begun.
    """

    workspace: Path
    id: str
    kind: Kind
    scenario: Mapping[str, Any]
    futures: int
    seed: int
    status: Status
    done_futures: int
    all_futures: int
    futures_per_second: float
    seconds_left: float | None
    message: str
    error: str
    created: str
    started: str
    ended: str
    run: str

    @property
    def has_ended(self) -> bool:
        """Finished, failed or cancelled: nothing more will happen to it."""
        return self.status in ("finished", "failed", "cancelled")

    def files(self) -> dict[str, Path]:
        """Name -> path of the results that are there; none before the job is finished."""
        if self.status != "finished":
            return {}
        paths = {name: self.folder_of(name) / name for name in FILES[self.kind]}
        return {name: path for name, path in paths.items() if path.is_file()}

    @property
    def first_answer(self) -> Path | None:
        """What became of the reader's own claims on few futures; none where that is not known, or not yet."""
        path = job_folder(self.workspace, self.id) / FIRST_FILE
        return path if CLAIMS in self.scenario and path.is_file() else None

    def folder_of(self, name: str) -> Path:
        """Where a file lies: what a reader's own claims are in is the job's alone, all else the run's."""
        is_own = CLAIMS in self.scenario and name not in _OF_THE_RUN
        return job_folder(self.workspace, self.id) if is_own else run_folder(self.workspace, self.run)

    def as_dict(self) -> dict[str, Any]:
        """The job as JSON-ready data, without any path."""
        return {
            "id": self.id,
            "kind": self.kind,
            "request": {"scenario": dict(self.scenario), "futures": self.futures, "seed": self.seed},
            "status": self.status,
            "progress": {
                "done_futures": self.done_futures,
                "all_futures": self.all_futures,
                "futures_per_second": self.futures_per_second,
                "seconds_left": self.seconds_left,
            },
            "message": self.message,
            "error": self.error,
            "created": self.created,
            "started": self.started,
            "ended": self.ended,
            "files": list(self.files()),
            "has_first_answer": self.first_answer is not None,
        }


def job_of(row: sqlite3.Row, workspace: Path) -> Job:
    """The job of a row of the state file."""
    columns = ("id", "kind", "futures", "seed", "status", "done_futures", "all_futures", "futures_per_second",
               "seconds_left", "message", "error", "created", "started", "ended", "run")  # fmt: skip
    return Job(workspace=workspace, scenario=json.loads(row["scenario"]), **{name: row[name] for name in columns})


def found(state: sqlite3.Connection, workspace: Path, identifier: str) -> Job | None:
    """The job of an id, or None if there is no such job."""
    if not is_identifier(identifier):
        return None
    row = state.execute("SELECT * FROM jobs WHERE id = ?", (identifier,)).fetchone()
    return None if row is None else job_of(row, workspace)


def set_ended(
    state: sqlite3.Connection, identifier: str, status: Status, error: str = "", was: Status = "running"
) -> None:
    """Record how a job ended, if its status is still what it was."""
    state.execute(
        "UPDATE jobs SET status = ?, error = ?, ended = ?, message = '', seconds_left = NULL,"
        " done_futures = CASE ? WHEN 'finished' THEN all_futures ELSE done_futures END WHERE id = ? AND status = ?",
        (status, error, now(), status, identifier, was),
    )


def now() -> str:
    """This moment: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
