"""Claims: every reading of the register in one table, each opening to its card, and the way to judge them anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from deterrence.claims.claim import STATE, Claim, Reading
from deterrence.claims.text import UNTESTED
from deterrence.errors import InputError, Problem
from deterrence.system.registry import OUTCOMES
from deterrence.units import suggestion
from deterrence.web.code import claim_file_name
from deterrence.web.jobs.job import OWN_FILE
from deterrence.web.jobs.verdicts import read_own
from deterrence.web.live import Live
from deterrence.web.own import MOST_CLAIMS, own_claims
from deterrence.web.state import LINK, State
from deterrence.web.views.claim_card import card
from deterrence.web.views.page import fragment, live_of, page, state_in
from deterrence.web.views.work import jobs_in, jobs_of, judged, verdicts_shown, with_claims_of, work_context

router = APIRouter()

_JUDGED: Final = "judged"
_WAITS: Final = "waits"
_NONE: Final = "no_verdict"
_VERDICTS: Final = ("holds", "depends", "fails", "about_even")
ANSWERS: Final[Mapping[str, str]] = {
    **{name: name.replace("_", " ") for name in (*_VERDICTS, _NONE)},
    _WAITS: "not judged in this state",
    **{name: name.replace("_", " ") for name in STATE if name != _JUDGED},
}
"""What becomes of a reading, as the table sorts it, with its words."""


@router.get("/claims", response_class=HTMLResponse)
def claims(request: Request) -> HTMLResponse:
    """The table of the newest finished job of the state, or of the stored reference, and the form that begins one."""
    live, state = live_of(request), state_in(request, own=("show", "find"))
    jobs = jobs_of(jobs_in(request), state, ("run", "brief"))
    job, stored, verdicts = verdicts_shown(jobs, state, live)
    rows = list(table_rows(live.claims, verdicts))
    counts = Counter(row["answer"] for row in rows)
    context = {
        "job": job,
        "stored": stored,
        "table": [(claim, [row for row in rows if row["claim"] is claim]) for claim in live.claims],
        "counts": {name: counts[name] for name in ANSWERS if counts[name]},
        "answers": ANSWERS,
        "all_rows": len(rows),
        "show": _shown_in(request),
        "find": request.query_params.get("find", ""),
        **own_context(request, state, live),
        **work_context("run", with_claims_of(jobs, state), state, live.dataset),
    }
    return page(request, "claims", state, context)


@router.get("/claims/card", response_class=HTMLResponse)
def claim_card(request: Request, of: str, reading: str, subject: str = "") -> HTMLResponse:
    """All that is said of one row of a table: reading and subject of the claim `of`."""
    live, state = live_of(request), state_in(request, own=("of", "reading", "subject", "show", "find"))
    jobs = jobs_of(jobs_in(request), state, ("run", "brief"))
    own = own_claims(state.claims, live.dataset, LINK)
    if of in [one.id for one in own.claims]:
        rows = own_rows(own.claims, own_told(request, state, live))
    else:
        rows = list(table_rows(live.claims, verdicts_shown(jobs, state, live)[2]))
    row = next((row for row in rows if row["key"] == (of, reading, subject)), None)
    if row is None:
        raise HTTPException(404, "no such claim, reading and subject")
    return fragment("claim_card.html", card(row, state, live, {**live.dataset.sources, **own.sources}))


@router.get("/claims/file")
def claim_file(request: Request, place: Annotated[int, Query(ge=1, le=MOST_CLAIMS)]) -> Response:
    """A claim of the reader's own as a file that `--claims` reads; the first has place 1."""
    state = state_in(request, own=("place",))
    if place > len(state.claims):
        raise HTTPException(404, "no such claim in this link")
    text = json.dumps(state.claims[place - 1], indent=2, ensure_ascii=False) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{claim_file_name(place)}"'}
    return Response(text, media_type="application/json", headers=headers)


def own_context(request: Request, state: State, live: Live) -> dict[str, Any]:
    """What the page needs of the reader's own claims."""
    own = own_claims(state.claims, live.dataset, LINK)
    told = own_told(request, state, live)
    rows = own_rows(own.claims, told)
    return {
        "own": [(claim, [row for row in rows if row["claim"] is claim]) for claim in own.claims],
        "own_job": told is not None,
        "outcomes": {name: outcome.meaning for name, outcome in OUTCOMES.items()},
        "source_titles": {
            name: f"{one.original.publisher}, {one.original.title}" for name, one in live.dataset.sources.items()
        },
    }


def own_told(request: Request, state: State, live: Live) -> dict[str, Any] | None:
    """What the newest finished job says of the reader's own claims; none where none has judged them."""
    jobs = with_claims_of(jobs_of(jobs_in(request), state, ("run", "brief")), state)
    job = judged(jobs, live.dataset)
    path = None if job is None else job.files().get(OWN_FILE)
    return None if path is None else read_own(path)


def own_rows(claims: Sequence[Claim], told: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Rows of the reader's own claims; what has no verdict says why."""
    if told is None:
        return list(table_rows(claims, ()))
    why = {
        (row["claim"], one["reading"], one["subject"]): one.get("why", UNTESTED)
        for row in told["register"]
        for one in (*row["refused"], *row["untested"])
    }
    return [
        {**row, "why": why.get(row["key"], ""), "answer": row["answer"] if row["verdict"] else _without(row)}
        for row in table_rows(claims, told["verdicts"])
    ]


def _without(row: Mapping[str, Any]) -> str:
    return _NONE if row["answer"] == _WAITS else str(row["answer"])


def _shown_in(request: Request) -> str:
    """The answer that alone is shown; empty where all are.

    Raises:
        InputError: There is no such answer.
    """
    show = request.query_params.get("show", "")
    if show and show not in ANSWERS:
        fix = suggestion(show, ANSWERS, f"write one of {', '.join(ANSWERS)}")
        raise InputError([Problem(LINK, "show", "no such answer", fix, show)])
    return show


def table_rows(register: Sequence[Claim], verdicts: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row for each reading of the register, and for each of its subjects where it is judged."""
    found = {(row["claim"], row["reading"], row["subject"]): row for row in verdicts}
    for claim in register:
        for reading in claim.readings:
            for subject in reading.judged.subjects if reading.judged else ("",):
                key = (claim.id, reading.id, subject)
                verdict = found.get(key)
                yield {
                    "key": key,
                    "claim": claim,
                    "reading": reading,
                    "of": _of(reading, subject),
                    "verdict": verdict,
                    "answer": _answer(reading, verdict),
                    "why": "",
                }


def _of(reading: Reading, subject: str) -> str:
    """Of what and when a row speaks."""
    said = reading.judged
    return "" if said is None else ", ".join(part for part in (said.subject_words(subject), said.where()) if part)


def _answer(reading: Reading, verdict: Mapping[str, Any] | None) -> str:
    """The name of an answer under which a row stands."""
    if reading.judged is None:
        return reading.state
    if verdict is None:
        return _WAITS
    words = str(verdict["words"]).replace(" ", "_")
    return next((name for name in _VERDICTS if words.startswith(name)), _NONE)
