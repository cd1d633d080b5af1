"""Named scenarios of the workspace: list, save, delete, put back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from pydantic import Field

from deterrence.evidence.fields import Strict
from deterrence.web.problems import error_body
from deterrence.web.rest import ERROR, StateBody, checked_state
from deterrence.web.scenarios.saved import LONGEST_NAME, Saved
from deterrence.web.scenarios.store import ScenarioStore

router = APIRouter(prefix="/api/v1/scenarios", responses={422: ERROR, 404: ERROR})
Identifier = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class ScenarioBody(Strict):
    """A state to be saved under a name."""

    name: str = Field(max_length=LONGEST_NAME)
    state: StateBody = StateBody()


def _store(request: Request) -> ScenarioStore:
    return ScenarioStore(request.app.state.workspace)


def _told(saved: Saved) -> dict[str, Any]:
    named = ("id", "name", "saved", "dataset", "package", "state")
    return {**{name: getattr(saved, name) for name in named}, "judgements": [vars(one) for one in saved.judgements]}


@router.get("")
def scenarios(request: Request) -> dict[str, Any]:
    """Every saved scenario, and what is wrong with files that are none."""
    found, problems = _store(request).all()
    return {
        "scenarios": [_told(saved) for saved in found],
        "problems": error_body(200, "", problems)["error"]["problems"],
    }


@router.post("", status_code=201)
def save(request: Request, body: ScenarioBody) -> dict[str, Any]:
    """Save a state under a name that is free; each of its changes says why, or from which source."""
    state = checked_state(request, body.state)
    return _told(_store(request).save(body.name, state, request.app.state.live.dataset))


@router.get("/{identifier}")
def scenario(request: Request, identifier: Identifier) -> dict[str, Any]:
    """One saved scenario."""
    found = _store(request).get(identifier)
    if found is None:
        raise HTTPException(404, "no such scenario")
    return _told(found)


@router.delete("/{identifier}")
def delete(request: Request, identifier: Identifier) -> dict[str, str]:
    """Put a scenario aside; `restore` brings it back."""
    if not _store(request).delete(identifier):
        raise HTTPException(404, "no such scenario")
    return {"deleted": identifier}


@router.post("/{identifier}/restore")
def restore(request: Request, identifier: Identifier) -> dict[str, Any]:
    """Put back what was deleted last under an id."""
    store = _store(request)
    if not store.restore(identifier):
        raise HTTPException(404, "nothing of this id was deleted")
    return {"restored": identifier}
