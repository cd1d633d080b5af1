"""Tables of the pages to take away: full precision, units in the heads, the state and the source in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from deterrence.claims.names import quantity_name
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.resolve import resolve
from deterrence.web.live import FUTURES_WHILE_MOVING, Live
from deterrence.web.sheets import FILES, MEDIA, Cell, Table
from deterrence.web.state import LINK, State
from deterrence.web.views.claim_table import ANSWERS, shown_in, unit_of
from deterrence.web.views.download import frame_of, raid_words
from deterrence.web.views.page import live_of, state_in

router = APIRouter()

Made = tuple[Table, list[str]]
"""A table, and what it speaks of beside the changes."""
_KEY: Final = ("claim", "reading", "subject")
_EVERY: Final = "every assumption set and structure"


@router.get("/tables/{name}.{kind}")
def table_file(request: Request, name: str, kind: str) -> Response:
    """A table of the state in the link as one kind of file."""
    if name not in _TABLES or kind not in FILES:
        raise HTTPException(404, f"no such table; there are {', '.join(_TABLES)}, each as {' or '.join(FILES)}")
    live, state = live_of(request), state_in(request)
    path, make = _TABLES[name]
    table, words = make(request, state, live)
    link = str(request.url).replace(f"/tables/{name}.{kind}", path)
    frame = frame_of(words, state, state.changes, live, link)
    content = FILES[kind](table, {"Subject": frame.speaks_of, "Source": frame.source, "Comment": frame.link})
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(content, media_type=MEDIA[kind], headers=headers)


def _claims(request: Request, state: State, live: Live) -> Made:
    """A row for each reading and subject, those of the reader's own first."""
    shown = shown_in(request, state, live)
    rows = [
        (*row["key"], "yes" if row["claim"] in shown.claims.claims else "no", row["claim"].title, row["of"],
         row["reading"].statement, ANSWERS[row["answer"]], *_verdict(row["verdict"]))
        for row in (*shown.own, *shown.rows)
    ]  # fmt: skip
    columns = (*_KEY, "of the reader's own", "title", "of what and when", "statement", "answer", "verdict in words",
               "least share of futures (share)", "greatest share of futures (share)", "confidence", "outcome",
               "comparator", "threshold", "unit of the outcome")  # fmt: skip
    return Table("claims", "Every reading of every claim, with its answer", columns, rows), [_EVERY, shown.described]


def _verdict(verdict: Mapping[str, Any] | None) -> Sequence[Cell]:
    if verdict is None:
        return (None,) * 8
    least, most = verdict["interval"]
    return (verdict["words"], least, most, verdict["confidence"], verdict["outcome"], verdict["comparator"],
            verdict["threshold"], unit_of(verdict))  # fmt: skip


def _cells(request: Request, state: State, live: Live) -> Made:
    """A row for each assumption set and structure of each verdict."""
    shown = shown_in(request, state, live)
    rows = [
        (*(verdict[name] for name in _KEY), cell["assumption_set"], cell["structure"], cell["share"],
         *cell["sampling_interval_95"], cell["word"], "yes" if cell["is_circular"] else "no", cell["futures"],
         cell["void_share"], *cell["outcome_p05_p50_p95"], unit_of(verdict))
        for verdict in shown.verdicts
        for cell in verdict["cells"]
    ]  # fmt: skip
    columns = (*_KEY, "assumption set", "structure", "true in (share of futures)", "95% sampling, low (share)",
               "95% sampling, high (share)", "in words", "circular", "futures", "nothing to judge (share of futures)",
               "outcome, 5%", "outcome, median", "outcome, 95%", "unit of the outcome")  # fmt: skip
    return Table("claim-cells", "Verdicts cell by cell", columns, rows), [_EVERY, shown.described]


def _deciders(request: Request, state: State, live: Live) -> Made:
    """A row for each input that decides a verdict."""
    shown = shown_in(request, state, live)
    rows = [
        (*(verdict[name] for name in _KEY), decider["quantity"], verdict["names"][decider["quantity"]],
         decider["first_order_share"], *decider["over_cells"], decider["grade"], decider["range_grade"])
        for verdict in shown.verdicts
        for decider in verdict["deciders"]
    ]  # fmt: skip
    columns = (*_KEY, "input", "name of the input", "share of variance (share)", "least over the cells (share)",
               "most over the cells (share)", "grade of the value", "grade of the range")  # fmt: skip
    return Table("claim-deciders", "What decides each verdict", columns, rows), [_EVERY, shown.described]


def _inputs(_: Request, state: State, live: Live) -> Made:
    """A row for each quantity as it is in force in the assumption set of the state."""
    in_force = resolve(scenario_of(document_of(state.tree(), LINK), live.dataset), state.assumption_set)
    rows = []
    for identity in sorted(in_force):
        found = in_force[identity]
        value = distribution_dict(found.basis.distribution)
        three = (None, None, None) if "dated" in value else (value["low"], value["central"], value["high"])
        change = state.changes.get(identity, {})
        unit = found.quantity.unit.name
        rows.append((identity, quantity_name(live.dataset, identity), unit, *three,
                     value_text(value), found.basis.grade, found.basis.range_grade, found.origin,
                     change.get("rationale", "")))  # fmt: skip
    columns = ("id", "name", "unit", "low (in the unit)", "central (in the unit)", "high (in the unit)", "as written",
               "grade of the value", "grade of the range", "origin", "reason of the change")  # fmt: skip
    return Table("inputs", "Inputs in force", columns, rows), [f"assumption set {state.assumption_set}"]


def _readings(_: Request, state: State, live: Live) -> Made:
    """A row for each assumption set, with the raid and the claims of the view."""
    found = live.readings(state, FUTURES_WHILE_MOVING)
    asked = [f"{row['claim']} {row['reading']}, {row['question']}:" for row in found["readings"][0]["claims"]]
    rows = [
        (row["assumption_set"],
         *(row["numbers"][name][each] for name in ("arrivals_with", "erosion_same_forces") for each in _FIVE),
         row["numbers"]["erosion_same_forces"]["reference"], *(claim["share"] for claim in row["claims"]))
        for row in found["readings"]
    ]  # fmt: skip
    heads = [f"{said}, {each} ({unit})" for said, unit in (("arrivals", "warheads"), ("erosion", "share"))
             for each in _FIVE.values()]  # fmt: skip
    columns = (
        "assumption set",
        *heads,
        "erosion unchanged, median (share)",
        *(f"{one} true in (share)" for one in asked),
    )
    words = [
        *raid_words(state),
        str(found["year"]),
        "every assumption set",
        f"{found['futures']:,} futures, seed {found['seed']}",
    ]
    return Table("readings", "The same raid in every assumption set", columns, rows), words


_FIVE: Final[Mapping[str, str]] = {"p05": "5%", "p25": "25%", "p50": "median", "p75": "75%", "p95": "95%"}
_TABLES: Final[Mapping[str, tuple[str, Callable[[Request, State, Live], Made]]]] = {
    "claims": ("/claims", _claims),
    "claim-cells": ("/claims", _cells),
    "claim-deciders": ("/claims", _deciders),
    "inputs": ("/inputs", _inputs),
    "readings": ("/", _readings),
}
"""The page of each table, and what makes it."""
