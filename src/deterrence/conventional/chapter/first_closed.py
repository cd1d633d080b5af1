"""From which year each published gap stays closed, by code, reading and plan; a gap that does not close is said so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import REFERENCE, inside_sentence
from deterrence.chapter import Shown
from deterrence.charts import theme
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.kinds import Kinds, kinds
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, counted, told
from deterrence.conventional.chapter.gap_map import SHORT
from deterrence.conventional.codes import AIR_DEFENCE, HOLDINGS_READING, LAND, UNIT_READING
from deterrence.conventional.components.cells import TARGET_YEAR

PLANS: Final = {
    REFERENCE: "As drawn",
    "european_plans_kept": "Kept",
    "european_plans_slipped": "Slipped",
    "european_growth": "Growth",
}
"""Courses of national plans, the reference first."""
_UP, _DOWN = HOLDINGS_READING
_WHOLE, _HALF = UNIT_READING
_AMERICAN: Final = {"path": "With American forces that the dials leave", "none": "Without American forces"}


@dataclass(frozen=True)
class _Line:
    code: str
    reading: str
    holdings: str = _UP
    unit: str = _WHOLE

    @property
    def words(self) -> str:
        return f"{SHORT[self.code]}, {self.reading}"


_LINES: Final = (
    *(line for code in LAND for line in (_Line(code, "bottom up"), _Line(code, "top down", _DOWN))),
    *(line for code in AIR_DEFENCE for line in (_Line(code, "whole"), _Line(code, "half", unit=_HALF))),
)


def first_year(rows: Rows, last: int) -> FigureResult:
    """First year from which the published gap stays closed, by code and reading, American forces and plan."""
    text = Text(
        id="first-year-closed",
        title="First year from which the published gap stays closed, by code, reading and plan",
        reading=f"In a place: the median year, and the share of the futures in which the gap is still open in {last}; "
        "what is behind the horizon is not guessed. Brigades: bottom up from national structure, or top down from the "
        "82 of 2021. Air defence: a whole fire unit in each air-defence unit, or half of one. Plans as drawn slip by a "
        "range of years; growth: Germany and Poland win the people whom they announced.",
        nothing="no year was computed",
        finding=partial(_finding, last),
    )
    form = Kinds(
        text, "the first year in which the published gap stays closed", Key("american", "American forces"),
        Key("line", "Code and reading"), Key("plan", "Plans"), Key("kind", "Closed"), _colours(last),
        Key("share", f"Share of the futures that are open in {last}"), "open",
        Key("year", "Median first year closed"), names=190,
    )  # fmt: skip
    return kinds(form, rows)


def _after(last: int) -> str:
    return f"after {last}"


def _colours(last: int) -> dict[str, str]:
    ends = {f"by {end}": colour for end, colour in ((TARGET_YEAR, theme.GREEN), (last, theme.BLUE)) if end <= last}
    return {**ends, _after(last): theme.QUIET_INK}


def _finding(last: int, rows: Rows) -> Told:
    """The title: in how many places the median future closes, and which gap closes most often."""
    closed = sum(row["kind"] != _after(last) for row in rows)
    best = min(rows, key=lambda row: float(row["share"]))
    gaps = ("no gap",) if not closed else told(counted(closed, "closed"), " of ", counted(len(rows), "gaps"), " gaps")
    return told(
        f"By {last} the median future closes ", gaps, " of the published requirement, by code, reading and plan; the "
        f"nearest ({inside_sentence(best['line'])}) is open in ", amount(best, "share", ".0%"), " of the futures",
    )  # fmt: skip


def rows_of(shown: Shown) -> tuple[list[Row], int]:
    """Its rows, and the last year of the horizon."""
    last = max(shown.results.years)
    known = shown.results.labels("first_year_closed")["policy"]
    rows: list[Row] = []
    for american, words in _AMERICAN.items():
        for line in _LINES:
            for plan, said in PLANS.items():
                if plan in known:
                    names = {"american": words, "line": line.words, "plan": said}
                    rows.append({**names, **_told(*_values(shown, plan, american, line), last)})
    return rows, last


def _told(first: AnyArray, is_open: AnyArray, last: int) -> Row:
    """The median year, of which an open gap has none: it counts as later than all."""
    median = int(np.quantile(np.where(is_open, last + 1, first), 1 / 2, method="inverted_cdf"))
    if median > last:
        return {"kind": _after(last), "year": _after(last), "share": float(is_open.mean())}
    end = TARGET_YEAR if median <= TARGET_YEAR <= last else last
    return {"kind": f"by {end}", "year": str(median), "share": float(is_open.mean())}


def _values(shown: Shown, plan: str, american: str, line: _Line) -> tuple[AnyArray, AnyArray]:
    at = {
        "policy": plan, "american": american, "kind": "published", "holdings_reading": line.holdings,
        "unit_reading": line.unit, "code": line.code,
    }  # fmt: skip
    first, is_open = (
        shown.results.values(outcome, shown.cell, **at) for outcome in ("first_year_closed", "closes_after_horizon")
    )
    return first, is_open
