"""Who provides what in 2035 by the plan at central values, ally by ally and code by code (laws C13, C16 to C18)."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from deterrence.arrays import Floats
from deterrence.chapter import Shown, capital
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.matrix import Matrix, matrix
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Amount, Told, in_list, told
from deterrence.conventional.chapter.gap_map import SHORT
from deterrence.conventional.codes import AIR_DEFENCE, EUROPEAN, LAND, NOT_HEAD, NOT_NATO
from deterrence.conventional.components.cells import BASE_YEAR, COUNTED_CODES, TARGET_YEAR
from deterrence.conventional.components.plan import STUDY

STUDIES: Final = (STUDY.name,)
"""Those that the figure reads."""
_ASKED: Final = "Asked of Europe"
_MISSING: Final = "Nobody: missing"
_DIGITS: Final = 3
"""Behind the point: the rest is the solver's."""
_LEAST: Final = 0.05
"""Units below which a plan that divides them adds none that a table with one digit would show."""

_WHOLE: Final = 10
"""From which on parts of a unit are left out."""


def plan_by_ally(rows: Rows) -> FigureResult:
    """What each ally adds by the plan, by code, and what nobody provides."""
    text = Text(
        id="plan-by-ally",
        title=f"What each ally adds by {TARGET_YEAR} within its money, people, growth and industry",
        reading=f"{NOT_NATO} +: units added to what can be assigned in {BASE_YEAR}, at central values; a plan divides "
        f"them, so that there are parts of a unit. Stronger colour: a larger part of what is asked. Empty: nothing is "
        f"added. Asked of Europe: what American forces leave of the published requirement; of tankers half of what "
        "is in the theatre; of the rest what is held and what replaces American forces that are gone.",
        nothing="no plan was solved",
        finding=_finding,
    )
    form = Matrix(
        text, Key("ally", "Ally"), Key("code", "Code"), Key("share", "Part of what is asked"),
        f"units provided in {TARGET_YEAR} by ally and code",
        (Key("held", f"Held in {BASE_YEAR}"), Key("added", f"Added by {TARGET_YEAR}"),
         Key("p50", f"Provided in {TARGET_YEAR} ({NOT_HEAD})")),
        _said,
    )  # fmt: skip
    return matrix(form, rows)


def _said(row: Row) -> str:
    if row["ally"] in (_ASKED, _MISSING):
        return short(row["p50"]) if row["p50"] >= _LEAST else ""
    if row["added"] < _LEAST:
        return ""
    return f"+{row['added']:.1f}" if row["added"] < _WHOLE else f"+{short(row['added'])}"


def _finding(rows: Rows) -> Told:
    """The title: what is added and what stays missing, in brigades and in fire units."""
    said = []
    for words, codes in (("brigades", LAND), ("air-defence fire units", AIR_DEFENCE)):
        own = [row for row in rows if row["code"] in {SHORT[code] for code in codes}]
        added = sum(row["added"] for row in own if row["ally"] not in (_ASKED, _MISSING))
        missing = sum(row["p50"] for row in own if row["ally"] == _MISSING)
        more, less = (
            Amount(short(one), one, f"{what}_in_all") for one, what in ((added, "added"), (missing, "missing"))
        )
        said.append(told(more, f" {words} (", less, " stay missing)"))
    return told(f"Not NATO's algorithm: by {TARGET_YEAR} allies can add ", in_list(said))


def rows_of(shown: Shown) -> tuple[list[Row]]:
    """A row for each ally and code, those that provide most first, then what is asked and what nobody provides."""
    found = shown.results.study(STUDY.name, shown.cell)
    held, provided = (np.round(found.at(name), _DIGITS) for name in ("plan_held", "plan_assigned"))
    asked = np.asarray(found.at("plan_required"), dtype=np.float64)
    last = found.labels["year"][-1]
    missing = asked * np.asarray(found.at("plan_unmet_share", year=last), dtype=np.float64)
    part = provided / asked
    line = partial(_line, asked=asked)
    rows = [
        row
        for ally in np.argsort(-part.sum(axis=1), kind="stable")
        for row in line(
            capital(EUROPEAN[str(found.labels["ally"][ally])].removeprefix("the ")), held[ally], provided[ally]
        )
    ]
    nothing = np.zeros_like(asked)
    return ([*rows, *line(_ASKED, nothing, asked), *line(_MISSING, nothing, missing)],)


def _line(ally: str, held: Floats, provided: Floats, asked: Floats) -> list[Row]:
    added = np.maximum(provided - held, 0.0)
    return [
        {
            "ally": ally,
            "code": SHORT[code],
            "held": float(held[place]),
            "added": float(added[place]),
            "p05": float(provided[place]),
            "p50": float(provided[place]),
            "p95": float(provided[place]),
            "share": float(provided[place] / asked[place]),
        }
        for place, code in enumerate(COUNTED_CODES)
    ]
