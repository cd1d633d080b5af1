"""Inputs: the ledger with what each quantity rests on, and a form to change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.claims.names import quantity_name
from deterrence.evidence.distribution import Point, Triple
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import distribution_dict, value_text, written
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.explain import explanation
from deterrence.web.state import LINK, State
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()


@router.get("/inputs", response_class=HTMLResponse)
def inputs(request: Request) -> HTMLResponse:
    """Every quantity of the dataset."""
    live, state = live_of(request), state_in(request)
    scenario = scenario_of(document_of(state.tree(), LINK), live.dataset)
    in_force = {name: resolve(scenario, name) for name in {*scenario.assumption_sets, state.assumption_set}}
    rows = [_row(scenario, state, in_force, identity) for identity in sorted(live.dataset.quantities)]
    return page(request, "inputs", state, {"rows": rows, "state_data": state.as_dict()})


def _row(
    scenario: Scenario, state: State, in_force: Mapping[str, Mapping[str, Resolved]], identity: str
) -> dict[str, Any]:
    resolved = in_force[state.assumption_set][identity]
    quantity = resolved.quantity
    told = explanation(scenario, identity, in_force)
    value = distribution_dict(resolved.distribution)
    return {
        **told,
        "name": quantity_name(scenario.dataset, quantity.id),
        "unit": quantity.unit.name.replace("_", " "),
        "now": value_text(value),
        "now_grade": resolved.grade,
        "now_range_grade": resolved.range_grade,
        "origin": resolved.origin,
        "bounds": (quantity.unit.low, quantity.unit.high),
        "is_three": isinstance(resolved.distribution, Point | Triple),
        "three": ("", "", "") if "dated" in value else (value["low"], value["central"], value["high"]),
        "written": written(resolved.distribution),
        "reference_text": value_text(told["value"]),
        "in_sets": {name: {**use, "text": value_text(use["value"])} for name, use in told["in_force"].items()},
        "variant_texts": {name: value_text(basis["value"]) for name, basis in told["variants"].items()},
        "is_changed": quantity.id in state.changes,
        "rationale_now": state.changes.get(quantity.id, {}).get("rationale", ""),
    }
