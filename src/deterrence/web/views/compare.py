"""Compare: two or three states side by side, and what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from deterrence.axes import CLAIM_YEAR, FORCE, POSTURE, STRUCTURE
from deterrence.charts.result import FigureResult
from deterrence.charts.takeaway import Frame
from deterrence.claims.names import quantity_name
from deterrence.errors import InputError, Problem, refuse
from deterrence.exposure import EXPOSURE
from deterrence.numbers import counted
from deterrence.results import bands
from deterrence.scenario.precedence import REFERENCE
from deterrence.second_strike import chapter as second_strike
from deterrence.web.changes import changes_in_words
from deterrence.web.differences import Looked, claim_difference, difference, spoken
from deterrence.web.differing import NAMES, inputs_apart, is_answered, of_raid, places
from deterrence.web.live import Live, claim_rows, numbers
from deterrence.web.scenarios.moved import standing
from deterrence.web.scenarios.store import ScenarioStore
from deterrence.web.state import LINK, State, state_of_query
from deterrence.web.views.balance import YEARS, year_in
from deterrence.web.views.download import FILES, file_response, frame_of, shown_apart, shown_of, state_words
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()

KINDS = tuple(FILES)
"""Kinds of file of the figure."""
_MOST = 3
_OUTCOMES = (
    ("arrivals_with", "arrivals", "Warheads that arrive"),
    ("arrivals_without", "arrivals", "Without the defence"),
    ("erosion_same_forces", "erosion_same_forces", "Erosion"),
)


@router.get("/compare", response_class=HTMLResponse)
def compare(request: Request) -> HTMLResponse:
    """Each `s` is the query of a state; one alone stands beside its set with nothing changed, and the reference."""
    here, columns, figure = compared(request)
    live, year = live_of(request), year_in(request)
    states = [column["state"] for column in columns]
    asked = urlencode([*(("s", column["query"]) for column in columns), ("year", year)])
    context = {
        "columns": columns,
        "year": CLAIM_YEAR,
        "years": YEARS,
        "year_shown": year,
        "asked_states": urlencode([("s", column["query"]) for column in columns]),
        "lines": _lines([column["looked"] for column in columns]),
        "differences": _differences(states, live),
        "raid": _raid([column["looked"] for column in columns], asked) if states[1:] else [],
        "is_paired": len({(one.seed, one.futures) for one in states}) == 1,
        "is_answered": is_answered(states, live) if states[1:] else False,
        "places": places(states, live) if states[1:] else [],
        "asked": asked,
        "side_by_side": shown_of(figure, "/compare/figure", request.url.query),
        "readings": _readings(here, live),
    }
    return page(request, "compare", here, context)


@router.get("/compare/figure.{kind}")
def compare_file(request: Request, kind: str) -> Response:
    """The figure of the states side by side, as one kind of file; each state is said in it."""
    if kind not in KINDS:
        raise HTTPException(404, f"no such kind of file; there are {', '.join(KINDS)}")
    live = live_of(request)
    _, columns, figure = compared(request)
    link = str(request.url).replace(f"/compare/figure.{kind}", "/compare")
    return file_response("compare", kind, figure, frame_of_states([one["state"] for one in columns], live, link))


def compared(request: Request) -> tuple[State, list[dict[str, Any]], FigureResult]:
    """The state looked at, the states that stand side by side as columns, and their figure."""
    live = live_of(request)
    here, titles, states = _side_by_side(request)
    columns = [_column(name, title, state, live) for name, title, state in zip(NAMES, titles, states, strict=False)]
    figure = second_strike.compare([row for column in columns for row in column["rows"]])
    return here, _named(columns, request), figure


def frame_of_states(states: Sequence[State], live: Live, link: str) -> Frame:
    """What is said around something of several states: what each of them is."""
    frames = [frame_of(state_words(one), one, one.changes_in_view(live.dataset), live, link) for one in states]
    said = " ".join(f"{name}: {frame.speaks_of}" for name, frame in zip(NAMES, frames, strict=False))
    return replace(frames[0], speaks_of=said)


def states_in(request: Request) -> list[State]:
    """The states that stand side by side."""
    return _side_by_side(request)[2]


def _side_by_side(request: Request) -> tuple[State, list[str], list[State]]:
    """The state looked at, and the states that stand side by side with a title each."""
    queries = request.query_params.getlist("s")
    states = _states(queries, live_of(request)) if queries else [state_in(request, own=("year",))]
    if len(states) == 1:
        return states[0], *_beside(states[0])
    return states[0], [_words(state) for state in states], states


def _beside(here: State) -> tuple[list[str], list[State]]:
    """The reference, the assumption set of a state with nothing changed, and the state itself, where these are others.

    Differences are to the first, so that they say what the state gives less the reference.
    """
    unchanged = here.without_changes()
    found = {"the reference": replace(unchanged, assumption_set=REFERENCE),
             "this assumption set, nothing changed": unchanged, "this state": here}  # fmt: skip
    kept: dict[str, State] = {}
    for title, state in found.items():
        if _bare(state) not in map(_bare, kept.values()):
            kept[title] = state
    return list(kept), list(kept.values())


def _words(state: State) -> str:
    """A state by its assumption set and how much of it is changed."""
    changed = counted(len(state.changes), "input") if state.changes else "nothing"
    return f"{state.assumption_set.replace('_', ' ')}, {changed} changed"


def _bare(state: State) -> State:
    """A state without the link that it came by."""
    return replace(state, dataset="", left_out=())


def _readings(here: State, live: Live) -> list[tuple[str, str]]:
    """Every other assumption set, with the link that puts it beside this one, nothing changed in either."""
    plain = here.without_changes()
    return [
        (name, urlencode([("s", each.query(live.dataset)) for each in (plain, replace(plain, assumption_set=name))]))
        for name in live.reference.assumption_sets
        if name != here.assumption_set
    ]


def _named(columns: list[dict[str, Any]], request: Request) -> list[dict[str, Any]]:
    """The columns, those that are saved under a name with that name."""
    known = {
        saved.name: _bare(state)
        for saved in ScenarioStore(request.app.state.workspace).all()[0]
        if (state := standing(saved, live_of(request).dataset).state) is not None
    }
    for column in columns:
        own = _bare(column["state"])
        column["title"] = next((name for name, saved in known.items() if saved == own), column["title"])
    return columns


def _raid(looked: Sequence[Looked], asked: str) -> list[dict[str, Any]]:
    found = of_raid([one.state for one in looked], [one.outcomes for one in looked])
    return [shown_apart(figure, f"/compare/differences/{name}", asked) for name, figure in found.items()]


def _lines(looked: Sequence[Looked]) -> list[dict[str, Any]]:
    """The numbers of each state, and how each differs from the first; claims of which all speak come after."""
    first = looked[0]
    found = [
        {
            "title": title,
            "why": f"outcome/{why}",
            "name": name,
            "bands": [numbers(one.outcomes, one.outcomes)[name] for one in looked],
            "differences": [difference(name, one, first) for one in looked[1:]],
        }
        for name, why, title in _OUTCOMES
    ]
    for of in zip(*(spoken(one) for one in looked), strict=False):
        if len({(row["claim"], row["reading"]) for row in of}) == 1:
            differences = [claim_difference(row, of[0]) for row in of[1:]]
            title = f"{of[0]['claim']}, {of[0]['question']}: true in"
            found.append({"title": title, "why": f"claim/{of[0]['claim']}", "name": "claim", "bands": list(of),
                          "differences": differences})  # fmt: skip
    return found


def _states(queries: Sequence[str], live: Live) -> list[State]:
    """The states of the links, all their problems at once.

    Raises:
        InputError: A broken link, or more than can stand side by side.
    """
    problems = []
    states = []
    if len(queries) > _MOST:
        problems.append(Problem(LINK, "s", "too many states", f"compare at most {_MOST}", len(queries)))
    for name, query in zip(NAMES, queries, strict=False):
        try:
            pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
            states.append(state_of_query(pairs, live.dataset))
        except ValueError:
            problems.append(Problem(LINK, f"s {name}", "not the query of a state", "copy the link of a state", query))
        except InputError as error:
            problems += [Problem(f"{LINK} {name}", p.path, p.what, p.fix, p.value, p.line, p.has_value)
                         for p in error.problems]  # fmt: skip
    refuse(problems)
    return states


def _column(name: str, title: str, state: State, live: Live) -> dict[str, Any]:
    outcomes = live.outcomes(state.scenario_in_view(live.dataset), state.view())
    claims = [row for claim in live.claims for row in claim_rows(claim, state, outcomes, outcomes)]
    five = bands(outcomes.arrivals_with)
    return {
        "name": name,
        "title": title,
        "state": state,
        "query": state.query(live.dataset),
        "state_data": state.as_dict(),
        "said": [change["words"] for change in changes_in_words(state, live.dataset)],
        "looked": Looked(state, outcomes, claims),
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
    for identity, values in inputs_apart(states, live).items():
        unit = live.dataset.quantities[identity].unit.name.replace("_", " ")
        found.append((f"{quantity_name(live.dataset, identity)} ({unit})", values))
    return found
