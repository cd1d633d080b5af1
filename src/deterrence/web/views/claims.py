"""Claims: every reading of the register in one table, each opening to its card, and the way to judge them anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from deterrence.claims.claim import Claim
from deterrence.errors import InputError, Problem
from deterrence.system.registry import OUTCOMES
from deterrence.units import suggestion
from deterrence.web.code import claim_file_name
from deterrence.web.own import MOST_CLAIMS, standing_alone
from deterrence.web.state import LINK
from deterrence.web.views.claim_card import card
from deterrence.web.views.claim_table import ANSWERS, Row, shown_in
from deterrence.web.views.page import fragment, live_of, page, state_in
from deterrence.web.views.work import work_context

router = APIRouter()

_OF_THE_VIEW = ("show", "find")


@router.get("/claims", response_class=HTMLResponse)
def claims(request: Request) -> HTMLResponse:
    """The table of the newest finished job of the state, or of the stored reference, and the forms."""
    live, state = live_of(request), state_in(request, own=_OF_THE_VIEW)
    shown = shown_in(request, state, live)
    counts = Counter(row["answer"] for row in shown.rows)
    context = {
        "job": shown.job,
        "stored": shown.stored,
        "table": _by_claim(live.claims, shown.rows),
        "counts": {name: counts[name] for name in ANSWERS if counts[name]},
        "answers": ANSWERS,
        "all_rows": len(shown.rows),
        "show": _answer_in(request),
        "find": request.query_params.get("find", ""),
        "own": _by_claim(shown.claims.claims, shown.own),
        "is_own_judged": shown.is_own_judged,
        "first_futures": shown.first_futures,
        "outcomes": {name: told.meaning for name, told in OUTCOMES.items()},
        "source_titles": {
            name: f"{one.original.publisher}, {one.original.title}" for name, one in shown.sources.items()
        },
        **work_context("run", shown.jobs, state, live.dataset),
    }
    return page(request, "claims", state, context)


def _by_claim(claims: Sequence[Claim], rows: Sequence[Row]) -> list[tuple[Claim, list[Row]]]:
    return [(claim, [row for row in rows if row["claim"] is claim]) for claim in claims]


@router.get("/claims/card", response_class=HTMLResponse)
def claim_card(request: Request, of: str, reading: str, subject: str = "") -> HTMLResponse:
    """All that is said of one row of a table: reading and subject of the claim `of`."""
    live, state = live_of(request), state_in(request, own=("of", "reading", "subject", *_OF_THE_VIEW))
    shown = shown_in(request, state, live)
    row = shown.row_of((of, reading, subject))
    if row is None:
        raise HTTPException(404, "no such claim, reading and subject")
    return fragment("claim_card.html", card(row, state, live, {**shown.sources, **shown.claims.sources}))


@router.get("/claims/file")
def claim_file(request: Request, place: Annotated[int, Query(ge=1, le=MOST_CLAIMS)]) -> Response:
    """A claim of the reader's own as a file that `--claims` reads; the first has place 1."""
    state = state_in(request, own=("place",))
    if place > len(state.claims):
        raise HTTPException(404, "no such claim in this link")
    text = json.dumps(standing_alone(state.claims[place - 1], state.sources), indent=2, ensure_ascii=False) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{claim_file_name(place)}"'}
    return Response(text, media_type="application/json", headers=headers)


def _answer_in(request: Request) -> str:
    """The answer that alone is shown; empty where all are.

    Raises:
        InputError: There is no such answer.
    """
    show = request.query_params.get("show", "")
    if show and show not in ANSWERS:
        fix = suggestion(show, ANSWERS)
        raise InputError([Problem(LINK, "show", "no such answer", fix, show)])
    return show
