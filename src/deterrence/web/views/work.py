"""Long work as two views show it: the jobs of a state, and the form that begins one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, get_args

from fastapi import Request

from deterrence.api import limits
from deterrence.claims.reference import StoredReference
from deterrence.evidence.dataset import Dataset
from deterrence.web.jobs.job import VERDICTS_FILE, Job, Kind
from deterrence.web.jobs.request import run_of
from deterrence.web.jobs.verdicts import read_verdicts, verdict_rows
from deterrence.web.live import Live
from deterrence.web.own import own_parts
from deterrence.web.state import State

_LOOKED_THROUGH = 50
KINDS: Final = get_args(Kind)


def jobs_in(request: Request) -> list[Job]:
    """The latest jobs of the workspace, newest first."""
    found: list[Job] = request.app.state.store.recent(_LOOKED_THROUGH)
    return found


def jobs_of(jobs: Sequence[Job], state: State, kinds: Sequence[Kind]) -> list[Job]:
    """Those jobs that work on all sets and structures of a state, whatever claims of the reader's own they judge."""
    tree = state.tree()
    return [job for job in jobs if job.kind in kinds and job.seed == state.seed and own_parts(job.scenario)[0] == tree]


def with_claims_of(jobs: Sequence[Job], state: State) -> list[Job]:
    """Those that judge the reader's own claims of a state."""
    return [job for job in jobs if own_parts(job.scenario)[1] == list(state.claims)]


def judged(jobs: Sequence[Job], dataset: Dataset) -> Job | None:
    """The newest finished job with verdicts that this dataset and this code would give again."""
    for job in jobs:
        if VERDICTS_FILE in job.files() and is_of_now(job, dataset):
            return job
    return None


def is_of_now(job: Job, dataset: Dataset) -> bool:
    """Whether this dataset and this code would run the same."""
    return job.run == run_of(job.scenario, job.futures, job.seed, dataset)


def verdicts_shown(
    jobs: Sequence[Job], state: State, live: Live
) -> tuple[Job | None, StoredReference | None, list[dict[str, Any]]]:
    """The newest job of a state with verdicts, else the stored reference where that is the state, and the verdicts."""
    job = judged(jobs, live.dataset)
    if job is not None:
        return job, None, read_verdicts(job.files()[VERDICTS_FILE])
    stored = live.stored_for(state)
    return None, stored, [] if stored is None else verdict_rows(stored.verdicts, live.dataset)


def work_context(kind: Kind, jobs: Sequence[Job], state: State, dataset: Dataset) -> dict[str, Any]:
    """What the form of a view needs; `jobs` are those of the state, newest first."""
    newest = jobs[0] if jobs else None
    return {
        "kind": kind,
        "cells": len(dataset.assumption_sets) * len(dataset.structures),
        "usual_futures": limits.USUAL_FUTURES,
        "active": next((job for job in jobs if not job.has_ended), None),
        "failed": newest if newest is not None and newest.status == "failed" else None,
        "state_data": state.as_dict(),
    }
