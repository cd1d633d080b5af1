"""Compare: two or three states side by side, and what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from deterrence.axes import CLAIM_YEAR, FORCE, POSTURE, STRUCTURE
from deterrence.charts import rendering
from deterrence.claims.names import quantity_name
from deterrence.errors import InputError, Problem
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.exposure import EXPOSURE
from deterrence.results import bands
from deterrence.scenario.resolve import resolve
from deterrence.second_strike import chapter as second_strike
from deterrence.web.live import Live, claim_rows, numbers
from deterrence.web.state import LINK, State, state_of_query
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()

_MOST = 3
_NAMES = ("A", "B", "C")


@router.get("/compare", response_class=HTMLResponse)
def compare(request: Request) -> HTMLResponse:
    """Each `s` is the query of a state; with one or none, a state stands beside the reference."""
    live = live_of(request)
    queries = request.query_params.getlist("s")
    if not queries:
        here = state_in(request)
        states = [here, here.without_changes()]
    else:
        states = _states(queries, live)
    compared = [_column(name, state, live) for name, state in zip(_NAMES, states, strict=False)]
    figure = second_strike.compare([row for column in compared for row in column["rows"]])
    context = {
        "columns": compared,
        "year": CLAIM_YEAR,
        "differences": _differences(states, live),
        "figure": figure,
        "drawing": Markup(rendering.svg(figure.chart, "compare")),
    }
    return page(request, "compare", states[0], context)


def _states(queries: Sequence[str], live: Live) -> list[State]:
    """The states of the links, all their problems at once.

    Raises:
        InputError: A broken link, or more than can stand side by side.
    """
    problems = []
    states = []
    if len(queries) > _MOST:
        problems.append(Problem(LINK, "s", "too many states", f"compare at most {_MOST}", len(queries)))
    for name, query in zip(_NAMES, queries, strict=False):
        try:
            pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
            states.append(state_of_query(pairs, live.dataset))
        except ValueError:
            problems.append(Problem(LINK, f"s {name}", "not the query of a state", "copy the link of a state", query))
        except InputError as error:
            problems += [Problem(f"{LINK} {name}", p.path, p.what, p.fix, p.value, p.line, p.has_value)
                         for p in error.problems]  # fmt: skip
    if problems:
        raise InputError(problems)
    if len(states) == 1:
        one = states[0]
        states.append(one.without_changes())
    return states


def _column(name: str, state: State, live: Live) -> dict[str, Any]:
    outcomes = live.outcomes(state.scenario_in_view(live.dataset), state.view())
    five = bands(outcomes.arrivals_with)
    return {
        "name": name,
        "state": state,
        "query": state.query(live.dataset),
        "numbers": numbers(outcomes, outcomes),
        "claims": [row for claim in live.claims for row in claim_rows(claim, state, outcomes, outcomes)],
        "rows": [
            {"state": name, "year": year, **{key: float(values[y]) for key, values in five.items()}}
            for y, year in enumerate(outcomes.years)
        ],
    }


def _differences(states: Sequence[State], live: Live) -> list[tuple[str, list[str]]]:
    """What is not the same in all states: choices first, then every input whose value in force differs."""
    words = (
        ("Force", [FORCE[state.force] for state in states]),
        ("Posture", [POSTURE[state.posture] for state in states]),
        ("Exposure", [EXPOSURE.get(state.exposure, state.exposure) for state in states]),
        ("Assumption set", [state.assumption_set for state in states]),
        ("Structure", [STRUCTURE[state.structure] for state in states]),
        ("Futures", [f"{state.futures:,}" for state in states]),
        ("Seed", [str(state.seed) for state in states]),
    )
    found = [(title, values) for title, values in words if len(set(values)) > 1]
    in_force = [resolve(state.scenario_in_view(live.dataset), state.assumption_set) for state in states]
    for identity, quantity in live.dataset.quantities.items():
        counts = [quantity.counts_in(state.structure) for state in states]
        values = [
            value_text(distribution_dict(resolved[identity].distribution)) if does else "not in this structure"
            for resolved, does in zip(in_force, counts, strict=True)
        ]
        if any(counts) and len(set(values)) > 1:
            found.append((f"{quantity_name(live.dataset, identity)} ({quantity.unit.name.replace('_', ' ')})", values))
    return found
