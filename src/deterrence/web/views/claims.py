"""Claims: the board of verdicts over all sets and structures of a state, or the way to get it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.claims import phia
from deterrence.claims.claim import STATE, Claim
from deterrence.claims.summary import quasi_p_text
from deterrence.web.views.page import live_of, page, state_in
from deterrence.web.views.work import jobs_in, jobs_of, verdicts_shown, work_context

router = APIRouter()

_LEAST_DENSITY = 1 / 2  # limits within which the rarer stays the rarer flip nothing


@router.get("/claims", response_class=HTMLResponse)
def claims(request: Request) -> HTMLResponse:
    """The board of the newest finished job of the state, or of the stored reference, and the form that begins one."""
    live, state = live_of(request), state_in(request)
    jobs = jobs_of(jobs_in(request), state, ("run", "brief"))
    job, stored, rows = verdicts_shown(jobs, state, live)
    context = {
        "job": job,
        "stored": stored,
        "states": STATE,
        "board": board(live.claims, rows),
        **work_context("run", jobs, state, live.dataset),
    }
    return page(request, "claims", state, context)


def board(register: Sequence[Claim], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Claims of the register, each with its verdicts; without verdicts where there are none."""
    return [
        {
            "claim": claim,
            "verdicts": [{**row, "flips_shown": list(_flips(row))} for row in rows if row["claim"] == claim.id],
        }
        for claim in register
    ]


def _flips(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The box of each cell within which the rarer of holding and failing becomes the more frequent."""
    for cell in row["flips"]:
        box = cell["box"]
        if box is not None and box["density"] > _LEAST_DENSITY:
            words = " and ".join(
                f"{row['names'][limit['quantity']]} {limit['side'].replace('_', ' ')} {phia.amount(limit['value'])} "
                f"(quasi-p {quasi_p_text(limit['quasi_p'])})"
                for limit in box["limits"]
            )
            yield {**box, "assumption_set": cell["assumption_set"], "structure": cell["structure"], "words": words}
