"""Inputs: the ledger with what each quantity rests on, and a form to change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from deterrence.axes import FIRST_YEAR
from deterrence.claims.names import quantity_name
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.distribution import Dated, Distribution, Point, Triple
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import distribution_dict, value_text, written
from deterrence.numbers import of_one
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.explain import explanation, source_dict
from deterrence.web.changes import why
from deterrence.web.levers import disputed
from deterrence.web.live import Live
from deterrence.web.slips import slips_of, slips_told
from deterrence.web.state import LINK, UNSAID, State
from deterrence.web.views.page import changes_told, fragment, live_of, page, state_in

router = APIRouter()


@router.get("/inputs", response_class=HTMLResponse)
def inputs(request: Request) -> HTMLResponse:
    """Every quantity, a line each, those with a lever first; what it rests on is asked for when it is opened."""
    live, state = live_of(request), state_in(request)
    in_force = resolve(scenario_of(document_of(state.tree(), LINK), live.dataset), state.assumption_set)
    rows = [_line(in_force[identity], live.dataset, state) for identity in _by_weight(live.dataset)]
    known = [(name, source.original.title) for name, source in sorted(live.dataset.sources.items())]
    context = {"rows": rows, "known_sources": known, "state_data": state.as_dict(), **_changed(state, live)}
    return page(request, "inputs", state, context)


@router.get("/inputs-changed", response_class=HTMLResponse)
def changed(request: Request) -> HTMLResponse:
    """What is changed, and the lines of some quantities (`id`) in force: a page puts them in place of its own."""
    live, state = live_of(request), state_in(request, own=("id",))
    in_force = resolve(scenario_of(document_of(state.tree(), LINK), live.dataset), state.assumption_set)
    asked = [identity for identity in request.query_params.getlist("id") if identity in in_force]
    lines = [_line(in_force[identity], live.dataset, state) for identity in asked]
    told = {"changes": changes_told(state, live), "changed_rows": lines, **_changed(state, live)}
    return fragment("changed.html", told)


def _changed(state: State, live: Live) -> dict[str, Any]:
    """What is told beside the changes of a state: those that look like a slip, sources of the reader's own."""
    own = [{**dict.fromkeys(("address", "class", "access"), ""), **source} for source in state.sources]
    return {"slips": slips_of(state, live.dataset), "own_sources": own}


@router.get("/inputs/{identity}", response_class=HTMLResponse)
def one_input(request: Request, identity: str) -> HTMLResponse:
    """What one quantity rests on, and the form that changes it."""
    live, state = live_of(request), state_in(request)
    if identity not in live.dataset.quantities:
        raise HTTPException(404, f"no such quantity: {identity[:80]}")
    scenario = scenario_of(document_of(state.tree(), LINK), live.dataset)
    in_force = {name: resolve(scenario, name) for name in {*scenario.assumption_sets, state.assumption_set}}
    return fragment("input.html", {"row": row_of(scenario, state, in_force, identity)})


def _by_weight(dataset: Dataset) -> list[str]:
    """Quantities in the order in which a reader looks for them: headline levers, other levers, all else."""
    levers = {identity: quantity.lever for identity, quantity in dataset.quantities.items()}

    def place(identity: str) -> tuple[bool, bool, str]:
        lever = levers[identity]
        return lever is None, lever is not None and not lever.is_headline, identity

    return sorted(levers, key=place)


def _line(resolved: Resolved, dataset: Dataset, state: State) -> dict[str, Any]:
    """What stands of a quantity while it is closed."""
    quantity = resolved.quantity
    now, unit = value_text(distribution_dict(resolved.basis.distribution)), quantity.unit.name.replace("_", " ")
    return {
        "id": quantity.id,
        "name": quantity_name(dataset, quantity.id),
        "description": quantity.description,
        "unit": of_one(unit) if now == "1" else unit,
        "now": now,
        "now_grade": resolved.basis.grade,
        "now_range_grade": resolved.basis.range_grade,
        "is_changed": quantity.id in state.changes,
    }


def row_of(
    scenario: Scenario, state: State, in_force: Mapping[str, Mapping[str, Resolved]], identity: str
) -> dict[str, Any]:
    """All that is said of a quantity while it is open."""
    resolved = in_force[state.assumption_set][identity]
    quantity = resolved.quantity
    told = explanation(scenario, identity, in_force)
    value, is_disputed = distribution_dict(resolved.basis.distribution), identity in disputed(scenario.dataset)
    return {
        **told,
        **_line(resolved, scenario.dataset, state),
        "origin": resolved.origin,
        "bounds": (quantity.unit.low, quantity.unit.high),
        "kind": _kind(resolved.basis.distribution),
        "takes_path": quantity.takes_path,
        "three": ("", "", "") if "dated" in value else _typed(value["low"], value["central"], value["high"]),
        "by_year": _by_year(resolved.basis.distribution),
        "rule": getattr(resolved.basis.distribution, "rule", "linear"),
        "written": written(resolved.basis.distribution),
        "reference_text": value_text(told["value"]),
        "in_sets": {name: {**use, "text": value_text(use["value"])} for name, use in told["in_force"].items()},
        "variant_texts": {name: value_text(basis["value"]) for name, basis in told["variants"].items()},
        **_now(state, quantity.id, is_disputed=is_disputed),
        "change": _own_change(scenario, state, identity),
        "slips": [slip for slip in slips_told(scenario) if slip["id"] == identity],
        "reach": sorted(scenario.dataset.assumption_sets),
        "is_disputed": is_disputed,
    }


def _kind(value: Distribution) -> str:
    """Which fields of the form hold a value: low, central and high, the same at years, or JSON."""
    if isinstance(value, Dated):
        return "dated" if all(isinstance(one, Point | Triple) for one in value.values) else "json"
    return "three" if isinstance(value, Point | Triple) else "json"


def _typed(*numbers: float) -> tuple[float, ...]:
    """Numbers as a person types them: whole ones without a point."""
    return tuple(int(number) if float(number).is_integer() else number for number in numbers)


def _by_year(value: Distribution) -> list[tuple[float, ...]]:
    """Year, low, central and high of each date; of an undated value the one line that a series begins with."""
    dates = zip(value.years, value.values, strict=True) if isinstance(value, Dated) else [(FIRST_YEAR, value)]
    return [(year, *_typed(one.low, one.central, one.high)) for year, one in dates]


def _own_change(scenario: Scenario, state: State, identity: str) -> dict[str, Any] | None:
    """A change of the reader's, with its sources whole; none where there is none."""
    basis = scenario.changes.get(identity)
    if basis is None:
        return None
    records = [scenario.dataset.sources[one.source] for one in basis.sources]
    cited = list(zip(basis.sources, records, strict=True))
    own = {one["source"] for one in state.sources}
    mine = [record for one, record in cited if one.source in own]
    return {
        "text": value_text(distribution_dict(basis.distribution)),
        "rationale": why(basis),
        "sources": [source_dict(one.source, one.locator, record) for one, record in cited],
        "grade": basis.grade,
        "is_own": bool(mine),
        "is_unplaced": bool(basis.sources) and not any(one.locator for one in basis.sources),
        "unread": any(record.access is None for record in mine),
    }


def _now(state: State, identity: str, is_disputed: bool) -> dict[str, Any]:
    """What the form of a quantity holds of its change: reason, the source that it cites first, where it counts.

    One that is not made yet counts in the reading looked at where the readings differ on the input, else in all: it
    neither takes away what they differ on nor sets apart what they agree on.
    """
    unmade = {"assumption_sets": [state.assumption_set]} if is_disputed else {}
    change = state.changes.get(identity, unmade)
    said = change.get("rationale", "")
    return {
        "rationale_now": "" if said in UNSAID else said,
        "cited_now": {"source": "", "locator": "", **next(iter(change.get("sources", ())), {})},
        "sets_now": list(change.get("assumption_sets", ())),
    }
