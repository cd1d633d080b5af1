"""Scenarios: those saved in the workspace, what moved in each since, and the form that saves the state looked at."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.api import limits
from deterrence.errors import MachineError
from deterrence.evidence.dataset import Dataset
from deterrence.web.jobs.job import Job
from deterrence.web.live import Live
from deterrence.web.scenarios.moved import Standing, judgement, moved, standing
from deterrence.web.scenarios.saved import Judgement, Saved
from deterrence.web.scenarios.store import ScenarioStore
from deterrence.web.state import DIGEST_SHOWN, State
from deterrence.web.views.page import live_of, page, state_in
from deterrence.web.views.work import jobs_in, jobs_of, verdicts_shown

router = APIRouter()


@router.get("/scenarios", response_class=HTMLResponse)
def scenarios(request: Request) -> HTMLResponse:
    """Every saved scenario; verdicts that were given meanwhile are kept with it."""
    live, state = live_of(request), state_in(request)
    store, jobs = ScenarioStore(request.app.state.workspace), jobs_in(request)
    found, problems = store.all()
    context = {
        "saved": [_told(saved, store, jobs, request, live) for saved in found],
        "damaged": problems,
        "usual_futures": limits.USUAL_FUTURES,
        "state_data": state.as_dict(),
    }
    return page(request, "scenarios", state, context)


def _told(saved: Saved, store: ScenarioStore, jobs: list[Job], request: Request, live: Live) -> dict[str, Any]:
    """What is told of one scenario: as it stands now, its verdicts now and before, which inputs moved."""
    here = standing(saved, live.dataset)
    now = None if here.state is None else _now(here.state, jobs, live)
    if now is not None:
        with suppress(MachineError):  # a full disk hides no scenario
            saved = store.keep(saved, now)
    then = next((one for one in reversed(saved.judgements) if now is None or one.run != now.run), None)
    is_older = saved.dataset != live.dataset.digest
    return {
        "id": saved.id,
        "name": saved.name,
        "saved": saved.saved,
        "version": _version(saved.dataset, saved.package),
        "is_older": is_older,
        "inputs_moved": request.app.state.store.dataset_changes(saved.dataset, live.dataset) if is_older else [],
        **_standing(here, live.dataset, jobs),
        "now": now,
        "then": then,
        "then_version": _version(then.dataset, then.package) if then else "",
        "moved": moved(then, now) if then and now else None,
    }


def _standing(here: Standing, dataset: Dataset, jobs: list[Job]) -> dict[str, Any]:
    state = here.state
    active = [] if state is None else [job for job in jobs_of(jobs, state, ("run",)) if not job.has_ended]
    return {
        "left_out": here.left_out,
        "problems": here.problems,
        "query": None if state is None else state.query(dataset),
        "state": state,
        "state_data": None if state is None else state.as_dict(),
        "active": active[0].id if active else "",
    }


def _now(state: State, jobs: list[Job], live: Live) -> Judgement | None:
    """The verdicts of a state under this dataset and this code, where some run gave them."""
    job, stored, rows = verdicts_shown(jobs_of(jobs, state, ("run", "brief")), state, live)
    if job is not None:
        return judgement(rows, live.dataset, job.run, f"at most {job.futures:,} futures a cell, seed {job.seed}")
    return None if stored is None else judgement(rows, live.dataset, stored.digest, stored.described)


def _version(dataset: str, package: str) -> str:
    return f"dataset {dataset[:DIGEST_SHOWN]}, version {package}"
