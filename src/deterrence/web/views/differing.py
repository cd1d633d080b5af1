"""Differences of states, figure by figure: what Compare shows of them, and their files."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from deterrence.charts.result import FigureResult
from deterrence.web.differing import difference_of
from deterrence.web.live import RAID_ROWS
from deterrence.web.views.balance import year_in
from deterrence.web.views.compare import frame_of_states, states_in
from deterrence.web.views.download import FILES, file_response, shown_apart
from deterrence.web.views.page import fragment, live_of

router = APIRouter()


@router.get("/compare/differences/{name}.{kind}")
def difference_file(request: Request, name: str, kind: str) -> Response:
    """The differences of a figure, as one kind of file; each state is said in it."""
    if kind not in FILES:
        raise HTTPException(404, f"no such kind of file; there are {', '.join(FILES)}")
    figure = _difference(request, name)
    link = str(request.url).replace(f"/compare/differences/{name}.{kind}", "/compare")
    return file_response(figure.id, kind, figure, frame_of_states(states_in(request), live_of(request), link))


@router.get("/compare/differences/{name}", response_class=HTMLResponse)
def difference_shown(request: Request, name: str) -> HTMLResponse:
    """The differences of a figure as a part of Compare."""
    figure, asked = _difference(request, name), request.url.query
    return fragment("difference.html", {"one": shown_apart(figure, f"/compare/differences/{name}", asked)})


def _difference(request: Request, name: str) -> FigureResult:
    figure = difference_of(name, states_in(request), live_of(request), year_in(request))
    if figure is None:
        raise HTTPException(404, f"no such figure: {name[:80]}; {', '.join(RAID_ROWS)} are, and those of the chapters")
    return figure
