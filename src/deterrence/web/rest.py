"""REST under /api/v1: one error shape, bounded work, the same numbers as a run."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import FileResponse, Response
from pydantic import Field

from deterrence import __version__
from deterrence.api import limits
from deterrence.axes import CLAIM_YEAR
from deterrence.chapter import BALANCE_PAGE
from deterrence.charts.theme import NARROW, WIDTH
from deterrence.evidence.fields import Strict
from deterrence.exposure import ALL
from deterrence.scenario.horizon import FIRST_YEAR
from deterrence.system.explain import explanation, ledger_table
from deterrence.system.registry import OUTCOMES
from deterrence.system.search import Match, matching, outcome_suggestion, said_in
from deterrence.web.changes import changes_in_words
from deterrence.web.code import PAGES, VIEWS, as_command, as_python
from deterrence.web.jobs.job import Job, Kind
from deterrence.web.live import FUTURES_WHILE_MOVING, LAST_YEAR_SHOWN, Live
from deterrence.web.own import MOST_CLAIMS
from deterrence.web.slips import slips_of
from deterrence.web.state import FUTURES, SEEDS, State, state_of
from deterrence.web.views.page import live_of

ERROR = {
    "description": "What is wrong, in the one error shape.",
    "content": {"application/json": {"schema": {"type": "object", "required": ["error"]}}},
}
router = APIRouter(prefix="/api/v1", responses={422: ERROR, 404: ERROR, 400: ERROR})
JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


class CitedBody(Strict):
    """A source that a change cites, and the place in it."""

    source: str = Field(max_length=200)
    locator: str = Field(default="", max_length=400)


class ChangeBody(Strict):
    """A changed quantity: the value as a scenario file writes it, why, and from which sources.

    It counts in the assumption sets that it names, in all where it names none.
    """

    value: Any
    rationale: str = Field(default="", max_length=2000)
    assumption_sets: list[Annotated[str, Field(max_length=80)]] | None = None
    sources: list[CitedBody] | None = Field(default=None, max_length=20)


class StateBody(Strict):
    """A state of the workbench; what is left out is the reference."""

    assumption_set: str = Field(default="reference", max_length=80)
    structure: str = Field(default="aids_net", max_length=80)
    force: str = Field(default="both", max_length=80)
    posture: str = Field(default="day_to_day", max_length=80)
    exposure: str = Field(default=ALL, max_length=80)
    futures: int = Field(default=1000, ge=FUTURES[0], le=FUTURES[1])
    seed: int = Field(default=1, ge=SEEDS[0], le=SEEDS[1])
    changes: dict[str, ChangeBody] = Field(default_factory=dict, max_length=200)
    claims: list[dict[str, Any]] = Field(default_factory=list, max_length=MOST_CLAIMS, description="As claim files.")
    sources: list[dict[str, Any]] = Field(
        default_factory=list, max_length=50, description="Sources of the reader's own, as a scenario file writes them."
    )


class JobBody(Strict):
    """Long work: a run of all sets and structures, its brief, or its results as a workbook."""

    kind: Kind
    state: StateBody = StateBody()
    futures: int = Field(default=limits.USUAL_FUTURES, ge=20, le=20_000, description="Most futures of a cell.")


def _state(body: StateBody, live: Live) -> State:
    return state_of(body.model_dump(), live.dataset)


def checked_state(request: Request, body: StateBody) -> State:
    """The state that a body describes.

    Raises:
        InputError: Every problem of it.
    """
    return _state(body, live_of(request))


@router.get("/about")
def about(request: Request) -> dict[str, Any]:
    """Version, dataset digest, sets and structures."""
    dataset = live_of(request).dataset
    return {
        "version": __version__,
        "dataset": dataset.digest,
        "assumption_sets": list(dataset.assumption_sets),
        "structures": list(dataset.structures),
        "futures_while_moving": FUTURES_WHILE_MOVING,
    }


@router.get("/outcomes")
def outcomes() -> list[dict[str, Any]]:
    """The registry of outcomes: name, unit, axes, meaning, page of the equation."""
    return [
        {"name": o.name, "unit": o.unit, "axes": list(o.axes), "meaning": o.meaning, "page": o.page}
        for o in OUTCOMES.values()
    ]


class TextBody(Strict):
    """A sentence or a paragraph that somebody wrote."""

    text: str = Field(max_length=8000)


@router.post("/outcomes/matching")
def outcomes_matching(body: TextBody, most: Annotated[int, Query(ge=1, le=50)] = 8) -> list[dict[str, Any]]:
    """The outcomes that share words with a text, the best first: what a claim needs to ask of each, what is `said`."""
    return [{**match.as_dict(), "said": said_in(body.text, match.outcome)} for match in matching(body.text)[:most]]


@router.get("/outcomes/{name}")
def outcome(name: str) -> dict[str, Any]:
    """What a claim needs to ask of one outcome: its axes, the words of their labels, the years kept."""
    if name not in OUTCOMES:
        raise HTTPException(404, f"no such outcome: {name[:80]}; {outcome_suggestion(name)}")
    return Match(name, 0.0, ()).as_dict()


@router.get("/quantities")
def quantities(request: Request, search: Annotated[str, Query(max_length=200)] = "") -> list[dict[str, Any]]:
    """The ledger; with `search`, only quantities whose id or description has the text."""
    return ledger_table(live_of(request).reference, search)


@router.get("/quantities/{identity}")
def quantity(request: Request, identity: str) -> dict[str, Any]:
    """All that is known of one quantity."""
    live = live_of(request)
    if identity not in live.dataset.quantities:
        raise HTTPException(404, f"no such quantity: {identity[:80]}")
    return explanation(live.reference, identity)


@router.post("/live")
def live_answer(
    request: Request,
    body: StateBody,
    futures: Annotated[int | None, Query(ge=FUTURES[0], le=FUTURES[1])] = None,
) -> dict[str, Any]:
    """Bands by year, the twin, the reference's median and the verdicts of one cell and raid."""
    live = live_of(request)
    return live.answer(_state(body, live), futures or body.futures)


@router.post("/readings")
def readings_answer(
    request: Request,
    body: StateBody,
    futures: Annotated[int, Query(ge=FUTURES[0], le=FUTURES[1])] = FUTURES_WHILE_MOVING,
) -> dict[str, Any]:
    """The raid of a state in every assumption set, in the structure looked at."""
    live = live_of(request)
    return live.readings(_state(body, live), futures)


@router.post("/balance")
def balance_answer(
    request: Request,
    body: StateBody,
    futures: Annotated[int | None, Query(ge=FUTURES[0], le=FUTURES[1])] = None,
    year: Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR_SHOWN)] = CLAIM_YEAR,
    part: Literal["profiles", "further"] = "profiles",
    narrow: bool = False,
    page: Annotated[str, Query(pattern=f"^({'|'.join(PAGES)})$")] = BALANCE_PAGE.name,
    figures: Annotated[str, Query(max_length=2000, description="Names of those wanted, with commas between.")] = "",
) -> dict[str, Any]:
    """Figures of a page of chapters; `further` are those that take seconds: options, required capability, the record.

    `narrow` are drawings for a telephone.
    """
    live, width, only = live_of(request), NARROW if narrow else WIDTH, [name for name in figures.split(",") if name]
    return live.balance(_state(body, live), futures or body.futures, year, part, width, page, only)


@router.post("/check")
def check(request: Request, body: StateBody) -> dict[str, Any]:
    """Check a state; its problems are the error, and changes that look like a slip are its warnings."""
    live = live_of(request)
    state = _state(body, live)
    return {"query": state.query(live.dataset), "state": state.as_dict(), "slips": slips_of(state, live.dataset)}


@router.post("/code")
def code(
    request: Request, body: StateBody, view: Annotated[str, Query(pattern=f"^({'|'.join(VIEWS)})$")] = "overview"
) -> dict[str, Any]:
    """The state as Python and as a command line that give the numbers of a page, and every change of it in words."""
    live = live_of(request)
    state = _state(body, live)
    return {
        "python": as_python(state, live.dataset, view),
        "command": as_command(state, live.dataset, view),
        "changes": changes_in_words(state, live.dataset),
    }


@router.get("/jobs")
def jobs(request: Request) -> list[dict[str, Any]]:
    """The latest jobs, newest first."""
    return [job.as_dict() for job in request.app.state.store.recent(20)]


@router.post("/jobs", status_code=202, responses={429: ERROR})
def submit(request: Request, body: JobBody) -> dict[str, Any]:
    """Queue long work on all sets and structures of a state."""
    state = _state(body.state, live_of(request))
    job: Job = request.app.state.store.submit(body.kind, state.work(), body.futures, state.seed)
    return job.as_dict()


@router.get("/jobs/{identifier}")
def job(request: Request, identifier: JobId) -> dict[str, Any]:
    """One job with its progress."""
    return _job(request, identifier).as_dict()


@router.post("/jobs/{identifier}/cancel")
def cancel(request: Request, identifier: JobId) -> dict[str, Any]:
    """Cancel a job that has not ended."""
    return _known(request.app.state.runner.cancel(identifier)).as_dict()


@router.delete("/jobs/{identifier}", responses={409: ERROR})
def delete_job(request: Request, identifier: JobId) -> dict[str, str]:
    """Delete a job that has ended, with its files and those of its run where no other job has the same."""
    if not _known(request.app.state.store.delete(identifier)).has_ended:
        raise HTTPException(409, "the job has not ended: cancel it first")
    return {"deleted": identifier}


@router.get("/jobs/{identifier}/files/{name}")
def job_file(request: Request, identifier: JobId, name: str) -> Response:
    """A file of a finished job, as a download."""
    path = _job(request, identifier).files().get(name)
    if path is None:
        raise HTTPException(404, "no such file: it is there when the job has finished")
    return FileResponse(path, filename=name)


def _job(request: Request, identifier: str) -> Job:
    return _known(request.app.state.store.get(identifier))


def _known(job: Job | None) -> Job:
    if job is None:
        raise HTTPException(404, "no such job")
    return job
