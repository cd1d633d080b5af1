"""What every page shares: the template environment, the state in the link, the frame around the view."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deterrence import __version__
from deterrence.axes import FORCE, POSTURE, STRUCTURE
from deterrence.charts.numbers import in_per_cent
from deterrence.claims import phia
from deterrence.claims.text import thirds_text
from deterrence.exposure import EXPOSURE, PAIRS
from deterrence.system.search import SAME
from deterrence.web.changes import changes_in_words
from deterrence.web.code import PAGES
from deterrence.web.levers import disputed
from deterrence.web.live import FUTURES_WHILE_MOVING, Live
from deterrence.web.state import DIGEST_SHOWN, State, state_of_query

VIEWS = (
    ("overview", "/", "Overview"),
    *((each.name, f"/{each.name}", each.title) for each in PAGES.values()),
    ("claims", "/claims", "Claims"),
    ("inputs", "/inputs", "Inputs"),
    ("scenarios", "/scenarios", "Scenarios"),
    ("compare", "/compare", "Compare"),
    ("brief", "/brief", "Brief"),
)
_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])_(?=[a-z0-9])")
"""What parts the words of an id of an assumption set or a structure."""
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
_ENVIRONMENT.globals.update(
    version=__version__,
    views=VIEWS,
    force_names=FORCE,
    posture_names=POSTURE,
    exposure_names={label: EXPOSURE[label] for label in PAIRS},
    structure_names=STRUCTURE,
    same_words=dict(SAME),
    futures_while_moving=FUTURES_WHILE_MOVING,
)
_ENVIRONMENT.policies["json.dumps_kwargs"] = {"sort_keys": False}  # choices stand in the order of their numbers
_ENVIRONMENT.filters["per_cent"] = lambda share: f"{in_per_cent(share)}%"
_ENVIRONMENT.filters["thirds"] = thirds_text
_ENVIRONMENT.filters["named"] = lambda text: _BETWEEN_WORDS.sub(" ", text)
_ENVIRONMENT.filters["interval"] = lambda ends: phia.interval_text(*ends)


def live_of(request: Request) -> Live:
    """The server's live model."""
    found: Live = request.app.state.live
    return found


def state_in(request: Request, own: tuple[str, ...] = ()) -> State:
    """The state in the link; `own` names the parameters that are the view's own.

    Raises:
        InputError: Every problem of the link.
    """
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key not in own]
    return state_of_query(pairs, live_of(request).dataset)


def page(request: Request, view: str, state: State, context: Mapping[str, Any], template: str = "") -> HTMLResponse:
    """A view within the frame: navigation that keeps the state, the changes, the note on an older dataset."""
    live = live_of(request)
    values = {
        "view": view,
        "state": state,
        "query": state.query(live.dataset),
        "dataset": live.dataset,
        "changes": changes_told(state, live),
        "older": _older(request, state, live),
        **context,
    }  # fmt: skip
    return HTMLResponse(_ENVIRONMENT.get_template(f"{template or view}.html").render(values))


def fragment(name: str, context: Mapping[str, Any]) -> HTMLResponse:
    """A part of a page, to be put into one."""
    return HTMLResponse(_ENVIRONMENT.get_template(name).render(context))


def error_page(status: int, error: Mapping[str, Any], headers: dict[str, str] | None) -> HTMLResponse:
    """The page that says what is wrong and how to go on."""
    text = _ENVIRONMENT.get_template("error.html").render(status=status, error=error, view="", query="")
    return HTMLResponse(text, status, headers)


def changes_told(state: State, live: Live) -> list[dict[str, Any]]:
    """Each change of a state: its name, its value, why, where it counts and whether it does in the cell looked at.

    It is flat where it counts in every reading and they differ on the input.
    """
    counted, differing = state.changes_in_view(live.dataset), disputed(live.dataset)
    return [
        {
            **said,
            "rationale": state.changes[said["id"]]["rationale"],
            "sources": [{"locator": "", **source} for source in state.changes[said["id"]].get("sources", ())],
            "counts": said["id"] in counted,
            "is_flat": said["id"] in differing and "assumption_sets" not in state.changes[said["id"]],
        }
        for said in changes_in_words(state, live.dataset)
    ]


def _older(request: Request, state: State, live: Live) -> dict[str, Any] | None:
    """What changed since the dataset of the link, if it was another one."""
    digest = live.dataset.digest
    if not state.dataset or state.dataset == digest[:DIGEST_SHOWN]:
        return None
    changes = request.app.state.store.dataset_changes(state.dataset, live.dataset)
    return {"digest": state.dataset, "changes": changes, "left_out": state.left_out}
