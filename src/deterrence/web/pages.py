"""Pages: one router over the views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from deterrence.charts import theme
from deterrence.web.vega import vega_bundle
from deterrence.web.views import (
    balance,
    brief,
    claims,
    compare,
    differing,
    download,
    inputs,
    models,
    overview,
    page,
    scenarios,
    tables,
    why,
)

router = APIRouter()
for view in (overview, balance, claims, inputs, scenarios, compare, differing, brief, why, models, download, tables):
    router.include_router(view.router)


@router.get("/static/vega.js")
def vega(request: Request) -> Response:
    """Vega, from the installed package."""
    headers = {"Cache-Control": "private, max-age=86400"}
    return FileResponse(vega_bundle(request.app.state.workspace), media_type="text/javascript", headers=headers)


@router.get("/static/charts.css")
def charts() -> Response:
    """The drawings of a dark page."""
    style = f"@media screen and (prefers-color-scheme: dark) {{\n{theme.dark_rules('.chart')}\n}}\n"
    return Response(style, media_type="text/css", headers={"Cache-Control": "private, max-age=86400"})


def error_page(
    request: Request,  # noqa: ARG001  (the seam of all error answers)
    status: int,
    error: Mapping[str, Any],
    headers: dict[str, str] | None = None,
) -> Response:
    """The page of an error."""
    return page.error_page(status, error, headers)
