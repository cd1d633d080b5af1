"""Inputs: the ledger with what each quantity rests on, and a form to change it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.claims.names import quantity_name
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.system.explain import explanation
from deterrence.web.live import Live
from deterrence.web.state import State
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()


@router.get("/inputs", response_class=HTMLResponse)
def inputs(request: Request) -> HTMLResponse:
    """Every quantity of the dataset."""
    live, state = live_of(request), state_in(request)
    in_force = resolve(state.scenario_in_view(live.dataset), state.assumption_set)
    rows = [_row(live, state, in_force[identity]) for identity in sorted(live.dataset.quantities)]
    return page(request, "inputs", state, {"rows": rows, "state_data": state.as_dict()})


def _row(live: Live, state: State, resolved: Resolved) -> dict[str, Any]:
    quantity = resolved.quantity
    told = explanation(live.reference, quantity.id)
    value = distribution_dict(resolved.distribution)
    return {
        **told,
        "name": quantity_name(live.dataset, quantity.id),
        "unit": quantity.unit.name.replace("_", " "),
        "now": value_text(value),
        "now_grade": resolved.grade,
        "now_range_grade": resolved.range_grade,
        "origin": resolved.origin,
        "bounds": (quantity.unit.low, quantity.unit.high),
        "is_dated": "dated" in value,
        "three": None if "dated" in value else (value["low"], value["central"], value["high"]),
        "reference_text": value_text(told["value"]),
        "in_sets": {name: {**use, "text": value_text(use["value"])} for name, use in told["in_force"].items()},
        "variant_texts": {name: value_text(basis["value"]) for name, basis in told["variants"].items()},
        "is_changed": quantity.id in state.changes,
        "rationale_now": state.changes.get(quantity.id, {}).get("rationale", ""),
        "value_now": state.changes.get(quantity.id, {}).get("value"),
    }
