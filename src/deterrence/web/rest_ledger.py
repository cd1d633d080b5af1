"""The ledger as a workbook: down as it stands in a state, up as the changes of an edited one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import Response

from deterrence.errors import refuse
from deterrence.evidence.change import usual_grade
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import scenario_of
from deterrence.web.live import Live
from deterrence.web.state import LINK, state_of, state_of_query
from deterrence.workbook.export import workbook_bytes
from deterrence.workbook.reading import read_workbook

router = APIRouter(prefix="/api/v1")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LONGEST_NAME = 255
"""Of a file, as systems of files have it."""


@router.get("/ledger", response_class=Response, responses={200: {"content": {_TYPE: {}}}})
def download(request: Request) -> Response:
    """The ledger as an Excel workbook, with the changes of the state in the query."""
    live: Live = request.app.state.live
    state = state_of_query(request.query_params.multi_items(), live.dataset)
    scenario = scenario_of(document_of(state.tree(), LINK), live.dataset)
    headers = {"Content-Disposition": 'attachment; filename="ledger.xlsx"'}
    return Response(workbook_bytes(scenario), media_type=_TYPE, headers=headers)


@router.put("/ledger")
def upload(
    request: Request,
    content: Annotated[bytes, Body(media_type=_TYPE)],
    file: Annotated[str, Query(max_length=_LONGEST_NAME, description="Name of the file, which problems name")] = "",
) -> dict[str, Any]:
    """The state of an edited workbook: its changes on the state in the query; problems name file, sheet and cell.

    `state` is the same as REST takes it. `left_out` names what the workbook says and a link cannot hold.
    """
    live: Live = request.app.state.live
    said = [(key, value) for key, value in request.query_params.multi_items() if key != "file"]
    state = state_of_query(said, live.dataset)
    reading = read_workbook(content, live.dataset, file or "workbook")
    refuse(reading.problems)
    changes = {identity: _held(change) for identity, change in reading.tree["changes"].items()}
    own = list(reading.tree.get("sources", ()))
    checked = state_of({**replace(state, dataset="").as_dict(), "changes": changes, "sources": own}, live.dataset)
    return {
        "query": checked.query(live.dataset),
        "state": checked.as_dict(),
        "changed": sorted(changes),
        "missing": list(reading.missing),
        "left_out": list(_left_out(reading.tree)),
    }


def _held(change: Mapping[str, Any]) -> dict[str, Any]:
    """What a link can hold of a change: value, reason, assumption sets and sources."""
    reason = change.get("rationale") or change.get("method")
    beside = {key: change[key] for key in ("assumption_sets", "sources") if key in change}
    return {"value": change["value"], **({"rationale": str(reason)} if reason else {}), **beside}


def _left_out(tree: Mapping[str, Any]) -> Iterator[str]:
    """What a link cannot hold: evidence beside the reason that it gives, and what a scenario file selects."""
    for identity, change in tree["changes"].items():
        held = {**_held(change), **_usual_grades(change)}
        held |= {} if change.get("rationale") or not change.get("method") else {"method": change["method"]}
        lost = [key.replace("_", " ") for key in change if change[key] != held.get(key)]
        if lost:
            yield f"{identity}: {', '.join(lost)}"
    yield from (key.replace("_", " ") for key in tree if key not in ("version", "changes", "sources"))


def _usual_grades(change: Mapping[str, Any]) -> dict[str, str]:
    """The grades that a link gives a change."""
    return dict.fromkeys(("grade", "range_grade"), usual_grade({**change, "method": ""}))
