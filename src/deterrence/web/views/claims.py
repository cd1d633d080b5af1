"""Claims: every reading of the register in one table, each opening to its card, and the way to judge them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from deterrence.claims.claim import STATE, Claim, Reading
from deterrence.errors import InputError, Problem
from deterrence.units import suggestion
from deterrence.web.state import LINK
from deterrence.web.views.claim_card import card
from deterrence.web.views.page import fragment, live_of, page, state_in
from deterrence.web.views.work import jobs_in, jobs_of, verdicts_shown, work_context

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
        **work_context("run", jobs, state, live.dataset),
    }
    return page(request, "claims", state, context)


@router.get("/claims/card", response_class=HTMLResponse)
def claim_card(request: Request, claim: str, reading: str, subject: str = "") -> HTMLResponse:
    """All that is said of one row of the table."""
    live, state = live_of(request), state_in(request, own=("claim", "reading", "subject", "show", "find"))
    jobs = jobs_of(jobs_in(request), state, ("run", "brief"))
    _, _, verdicts = verdicts_shown(jobs, state, live)
    wanted = (claim, reading, subject)
    row = next((row for row in table_rows(live.claims, verdicts) if row["key"] == wanted), None)
    if row is None:
        raise HTTPException(404, "no such claim, reading and subject")
    return fragment("claim_card.html", card(row, state, live))


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
