"""Overview: levers, live figures, verdicts that change while a lever moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.charts.description import round_up
from deterrence.charts.theme import NARROW, WIDTH, spec_of
from deterrence.second_strike.chapter import RAID_READING, raid_arrivals, raid_erosion
from deterrence.web.levers import levers_of
from deterrence.web.live import arrivals_rows, erosion_rows
from deterrence.web.state import State
from deterrence.web.views.page import live_of, page, state_in
from deterrence.web.views.work import jobs_in, jobs_of, verdicts_shown

router = APIRouter()

_FEW = 20
_Y_STEP = 20


@router.get("/", response_class=HTMLResponse)
def overview(request: Request) -> HTMLResponse:
    """The page; its numbers come from `POST /api/v1/live`."""
    live, state = live_of(request), state_in(request)
    levers = levers_of(state, state.scenario_in_view(live.dataset), live.reference)
    context = {
        "levers": levers,
        "levers_data": [asdict(lever) for lever in levers],
        "sets": list(live.dataset.assumption_sets),
        "structures": live.dataset.structures,
        "reading": RAID_READING,
        "state_data": state.as_dict(),
        **_headlines(request, state),
    }
    return page(request, "overview", state, context)


def _headlines(request: Request, state: State) -> dict[str, Any]:
    """Verdicts on the headline, and on the other readings of its claims, where nothing is changed."""
    live, reference = live_of(request), state.without_changes()
    job, stored, rows = verdicts_shown(jobs_of(jobs_in(request), reference, ("run", "brief")), reference, live)
    first = {(claim.id, reading.id) for claim in live.claims for reading in claim.readings if reading.headline}
    of_claim = [row for row in rows if row["claim"] in {claim for claim, _ in first}]
    asked, further = (
        _by_reading([row for row in of_claim if ((row["claim"], row["reading"]) in first) is is_first])
        for is_first in (True, False)
    )
    return {"job": job, "stored": stored, "headlines": asked, "further": further}


def _by_reading(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[tuple[str, str, list[Mapping[str, Any]]]]]]:
    """Verdicts under the title of their claim, the question and the statement of their reading, each said once."""
    return [
        (title, [(*said, list(each)) for said, each in groupby(own, key=itemgetter("question", "reading_statement"))])
        for title, own in groupby(rows, key=lambda row: f"{row['title']} ({row['claim']})")
    ]


@router.get("/specs")
def specs(request: Request) -> dict[str, object]:
    """The figures' Vega-Lite specs for the raid looked at; the page puts its own rows in.

    The vertical axis holds the arrivals of every set without a defence, so that it stays while a lever moves. With
    `narrow=true` they are as narrow as a telephone.
    """
    live, state = live_of(request), state_in(request, own=("narrow",))
    width = NARROW if request.query_params.get("narrow") == "true" else WIDTH
    view = replace(state, futures=_FEW, changes={}).view()
    outcomes = live.outcomes(state.scenario_in_view(live.dataset), view)
    rows = arrivals_rows(outcomes, outcomes)
    top = round_up(max(row["p95"] for row in rows) * 1.25, _Y_STEP)
    arrivals, erosion = raid_arrivals(rows, top), raid_erosion(erosion_rows(outcomes, outcomes))
    return {
        "y_maximum": top,
        **{figure.id: spec_of(figure.draw(width)) for figure in (arrivals, erosion)},
    }
