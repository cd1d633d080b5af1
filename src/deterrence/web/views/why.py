"""Why: from a number or a claim on the page to its meaning, its equation and what it rests on."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from deterrence.claims.claim import STATE
from deterrence.claims.names import quantity_name
from deterrence.claims.sentences import question_text
from deterrence.claims.words import outcome_name
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.numbers import of_one
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.system.options import option_quantities
from deterrence.system.registry import OUTCOMES, inputs_of, unread_at
from deterrence.web.views.page import fragment, live_of, state_in

router = APIRouter(prefix="/why")

_LAWS = re.compile(r"laws? (\d+(?:, \d+)*)")


@router.get("/outcome/{name}", response_class=HTMLResponse)
def why_outcome(request: Request, name: str) -> HTMLResponse:
    """What an outcome is and which inputs this structure reads for it."""
    if name not in OUTCOMES:
        raise HTTPException(404, "no such outcome")
    live, state = live_of(request), state_in(request, own=("year",))
    scenario = state.scenario_in_view(live.dataset)
    in_force = resolve(scenario, state.assumption_set)
    outcome = OUTCOMES[name]
    unread = unread_at("force", state.force)
    read = [
        one for one in inputs_of(name, state.structure) or option_quantities(live.dataset.policies) if one not in unread
    ]
    inputs = [_input(scenario.dataset, in_force[identity]) for identity in read]
    return fragment(
        "why_outcome.html",
        {
            "outcome": outcome,
            "title": outcome_name(name),
            "page_name": outcome.page.rpartition("/")[2].removesuffix(".md"),
            "laws": laws_named(outcome.meaning),
            "has_twin": "defence" in outcome.axes,
            "levers": [found for found in inputs if found["is_lever"]],
            "others": [found for found in inputs if not found["is_lever"]],
            "state": state,
            "query": state.query(live.dataset),
        },
    )


def laws_named(text: str) -> list[str]:
    """Numbers of the laws that a text names."""
    return [number for numbers in _LAWS.findall(text) for number in numbers.split(", ")]


@router.get("/claim/{identity}", response_class=HTMLResponse)
def why_claim(request: Request, identity: str) -> HTMLResponse:
    """What a claim says, who said it, and by which proposition the futures judge it."""
    live, state = live_of(request), state_in(request, own=("year",))
    claim = next((claim for claim in live.claims if claim.id == identity), None)
    if claim is None:
        raise HTTPException(404, "no such claim")
    source = live.dataset.sources[claim.origin.source]
    context = {
        "claim": claim,
        "source": source,
        "query": state.query(live.dataset),
        "states": STATE,
        "questions": [question_text(reading) for reading in claim.readings],
    }
    return fragment("why_claim.html", context)


def _input(dataset: Dataset, resolved: Resolved) -> dict[str, Any]:
    """What one input is and rests on; the dataset holds the reader's own sources too."""
    quantity = resolved.quantity
    value, unit = value_text(distribution_dict(resolved.basis.distribution)), quantity.unit.name.replace("_", " ")
    classes = {dataset.sources[reference.source].source_class for reference in resolved.basis.sources}
    return {
        "id": quantity.id,
        "name": quantity_name(dataset, quantity.id),
        "unit": of_one(unit) if value == "1" else unit,
        "value": value,
        "grade": resolved.basis.grade,
        "range_grade": resolved.basis.range_grade,
        "origin": resolved.origin,
        "rests_on": f"sources: {', '.join(sorted(classes))}" if classes else resolved.basis.rationale,
        "is_lever": quantity.lever is not None,
    }
