"""Brief: make the brief of a state; the jobs of the workspace with their files."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.web.views.page import live_of, page, state_in
from deterrence.web.views.work import jobs_in, jobs_of, with_claims_of, work_context

router = APIRouter()


@router.get("/brief", response_class=HTMLResponse)
def brief(request: Request) -> HTMLResponse:
    """The form that begins a brief or a workbook, its progress, and earlier jobs."""
    live, state = live_of(request), state_in(request)
    jobs = jobs_in(request)
    context = {
        "jobs": jobs,
        **work_context("brief", with_claims_of(jobs_of(jobs, state, ("brief", "results")), state), state, live.dataset),
    }
    return page(request, "brief", state, context)
