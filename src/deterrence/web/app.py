"""The application: pages and REST over one dataset and one workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from deterrence import __version__
from deterrence.charts.font import FONT_DIRECTORY
from deterrence.errors import DeterrenceError, InputError, MachineError, Problem
from deterrence.evidence.dataset import load_dataset
from deterrence.web import pages, rest, rest_ledger, rest_scenarios, rest_table
from deterrence.web.jobs.runner import JobRunner
from deterrence.web.jobs.store import JobStore, QueueFullError
from deterrence.web.live import Live
from deterrence.web.problems import error_body
from deterrence.web.security import LOOPBACK, Guard
from deterrence.web.state import State
from deterrence.web.vega import vega_bundle

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Settings:
    """How the server is run. Without a token only loopback addresses are served."""

    workspace: Path
    hosts: tuple[str, ...] = LOOPBACK
    token: str | None = None
    workers: int = 1


def create_app(settings: Settings) -> FastAPI:
    """The application; its jobs start with it and stop with it."""
    store = JobStore(settings.workspace)
    runner = JobRunner(store, settings.workers)
    live = Live(load_dataset())
    store.remember_dataset(live.dataset)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        runner.start()
        Thread(target=_warm, args=(live, settings.workspace), daemon=True).start()
        yield
        runner.stop()

    app = FastAPI(
        title="deterrence",
        version=__version__,
        summary="The workbench's answers as data. A share of futures is a count over stated ranges, not a probability.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.live, app.state.store, app.state.runner = live, store, runner
    app.state.workspace = store.workspace
    app.include_router(rest.router)
    app.include_router(rest_ledger.router, responses={422: rest.ERROR})
    app.include_router(rest_table.router, responses={422: rest.ERROR, 400: rest.ERROR})
    app.include_router(rest_scenarios.router)
    app.include_router(pages.router, include_in_schema=False)
    app.mount("/static/fonts", StaticFiles(directory=FONT_DIRECTORY))
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(DeterrenceError, _on_bad_input)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_middleware(Guard, hosts=settings.hosts, token=settings.token)
    return app


def _warm(live: Live, workspace: Path) -> None:
    """Load or compile the models and bundle Vega while the first reader still reads."""
    vega_bundle(workspace)
    for structure in live.dataset.structures:
        live.answer(State(structure=structure), 20)


async def _on_bad_input(request: Request, error: Exception) -> Response:
    problems = error.problems if isinstance(error, InputError) else ()
    status = 429 if isinstance(error, QueueFullError) else 503 if isinstance(error, MachineError) else 422
    return _answer(request, status, str(error) if not problems else "the request has problems", problems)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = [
        Problem("request", ".".join(str(part) for part in found["loc"]), found["msg"], "see /api/v1/openapi.json",
                found.get("input"))
        for found in error.errors()
    ]  # fmt: skip
    return _answer(request, 422, "the request has problems", problems)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code, str(error.detail or HTTPStatus(error.status_code).phrase), (),
                   dict(error.headers or {}))  # fmt: skip


def _answer(
    request: Request, status: int, message: str, problems: tuple[Problem, ...] | list[Problem],
    headers: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    body = error_body(status, message, tuple(problems))
    if request.url.path.startswith(("/api/", "/static/")):
        return JSONResponse(body, status, headers)
    return pages.error_page(request, status, body["error"], headers)
