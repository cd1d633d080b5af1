"""Balance: the sections of the chapters that stand beside the second strike, with levers of their own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.axes import CLAIM_YEAR
from deterrence.chapter import BALANCE, sections
from deterrence.claims.words import outcome_name
from deterrence.errors import InputError, Problem
from deterrence.web.levers import balance_groups, levers_of
from deterrence.web.live import balance_chapters
from deterrence.web.state import LINK
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()

YEARS = (2026, 2030, 2036, 2040)


@router.get("/balance", response_class=HTMLResponse)
def balance(request: Request) -> HTMLResponse:
    """The page; its figures come from `POST /api/v1/balance`."""
    live, state = live_of(request), state_in(request, own=("year",))
    chapters = balance_chapters(live.reference)
    shown = list(sections(chapters, BALANCE))
    groups = balance_groups(chapters)
    context = {
        "levers": levers_of(state, state.scenario_in_view(live.dataset), live.reference, groups),
        "groups": groups,
        "sets": list(live.dataset.assumption_sets),
        "year": year_in(request),
        "years": YEARS,
        "sections": shown,
        "section_links": [(f"section-{section.id}", section.title) for section in shown] + [("limits-title", "Limits")],
        "outcome_names": {name: outcome_name(name) for section in shown for name in section.outcomes},
        "pages": {name: words for section in shown for name, words in section.pages.items()},
        "state_data": state.as_dict(),
    }
    return page(request, "balance", state, context)


def year_in(request: Request) -> int:
    """The year in the link.

    Raises:
        InputError: It is none that is shown.
    """
    said = request.query_params.get("year", str(CLAIM_YEAR))
    found = next((year for year in YEARS if str(year) == said), None)
    if found is None:
        fix = f"write one of {', '.join(map(str, YEARS))}"
        raise InputError([Problem(LINK, "year", "no year that is shown", fix, said)])
    return found
