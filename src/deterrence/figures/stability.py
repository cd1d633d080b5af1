"""Index of first-strike stability over the years, by pair of sides and stance, with and without the defences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_ID: Final = "stability"
_TITLE: Final = "Index of first-strike stability by year, with and without the defences"
_COLUMNS: Final = ("Sides", "Stance", "Year", "Defence", "5%", "25%", "Median", "75%", "95%")
_KEYS: Final = ("dyad", "stance", "year", "defence", "p05", "p25", "p50", "p75", "p95")
_HEIGHT: Final = 74
_LABELS: Final = 168
_MARGIN: Final = _LABELS + 44
BETWEEN: Final = " – "


class StabilityRow(TypedDict):
    """Quantiles over the futures of the index (0 to 1) in one stance and year; the names of the two sides in `dyad`
    stand on either side of `BETWEEN`."""

    dyad: str
    stance: str
    year: int
    defence: Literal["with", "without"]
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def figure(rows: Sequence[StabilityRow]) -> FigureResult:
    """Panels by pair and stance over the years, on one vertical axis from 0 to 1.

    Args:
        rows: One row for each pair, stance, year and defence; the order of first appearance is kept.
    """
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=_TITLE,
        chart=_chart(rows) if rows else theme.no_data("no index was computed"),
        alternative_text=_alternative(rows),
        reading=f"1: no side gains by going first; the lower, the more a first strike pays. {band.READING}",
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[StabilityRow]) -> Chart:
    dyads, stances = theme.in_order(rows, "dyad"), theme.in_order(rows, "stance")
    x = theme.year_axis(sorted(theme.in_order(rows, "year")))
    y = alt.Y(
        field="p50",
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.5, 1], domain=False, ticks=False),
    )
    layered = alt.layer(*band.layers(x, y, "linear"), data=alt.NamedData(name="rows"))
    width = (theme.WIDTH - _MARGIN) // len(stances) - 14
    # One side a line: the names of both would be wider than the panels are high.
    lines = f"split(datum.label, '{BETWEEN}')"
    header = alt.Header(labelOrient="left", labelAngle=0, labelAlign="left", labelPadding=8, labelExpr=lines)
    faceted = layered.properties(width=width, height=_HEIGHT).facet(
        column=alt.Column("stance", type="nominal", sort=stances, title=None),
        row=alt.Row("dyad", type="nominal", sort=dyads, title=None, header=header),
        spacing=14,
    )
    return theme.finish(faceted, rows=rows)


def _alternative(rows: Sequence[StabilityRow]) -> str:
    if not rows:
        return "No data: no index was computed."
    last = max(row["year"] for row in rows)
    medians = {(r["dyad"], r["stance"], r["defence"]): r["p50"] for r in rows if r["year"] == last}
    phrases = [
        f"{dyad}, {stance}: {median:.2f} with and {medians[dyad, stance, 'without']:.2f} without"
        for (dyad, stance, defence), median in medians.items()
        if defence == "with" and (dyad, stance, "without") in medians
    ]
    return (
        "Line charts of the index of first-strike stability each year, by pair of sides and stance, with bands over "
        f"futures. Medians in {last}: {'; '.join(phrases)}."
    )
