"""The raid engine against the Ukrainian record: predicted band and reported share by class and month, misses marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_ID: Final = "calibration"
_COLUMNS: Final = ("Class", "Month", "Launched", "Reported share", "5%", "Median", "95%", "Place")
_KEYS: Final = ("threat_class", "month", "launched", "observed", "low", "median", "high", "place")
_FITTED: Final = "month fitted on"
_INSIDE: Final = "scored, inside the band"
_MISS: Final = "scored, a miss"
_SHOWN: Final = (_INSIDE, _MISS, _FITTED)
_HEIGHT: Final = 84
READING: Final = (
    "Band: the middle 90% of what was predicted, with the chance of so few missiles; line: its median. Marks: the "
    "share of the launched that Ukraine says it destroyed: a claim by one side, engaged or not, no single-shot value."
)


class CalibrationRow(TypedDict):
    """One class in one month; shares from 0 to 1."""

    threat_class: str
    month: str
    launched: int
    observed: float
    low: float
    median: float
    high: float
    is_scored: bool


def figure(rows: Sequence[CalibrationRow]) -> FigureResult:
    """One panel for each class; months that were fitted on, hits and misses differ in colour and shape.

    Args:
        rows: One row for each class and month, months written YYYY-MM.
    """
    theme.require_finite(_ID, rows)
    placed = [{**row, "place": _place(row)} for row in rows]
    return FigureResult(
        id=_ID,
        title="Interception shares that were predicted and that Ukraine reported, by class and month",
        chart=_chart(placed) if rows else theme.no_data("no month was predicted"),
        alternative_text=_alternative(rows),
        reading=READING,
        columns=_COLUMNS,
        rows=theme.table(placed, _KEYS),
    )


def _place(row: CalibrationRow) -> str:
    if not row["is_scored"]:
        return _FITTED
    return _INSIDE if row["low"] <= row["observed"] <= row["high"] else _MISS


def _words(name: object) -> str:
    return str(name).replace("_", " ")


def _chart(rows: Sequence[dict[str, object]]) -> Chart:
    shown = list(_SHOWN)
    x = alt.X(
        field="when",
        type="temporal",
        title=None,
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 1}, grid=False),
    )
    y = alt.Y(
        field="low",
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.5, 1], format=".0%", domain=False, ticks=False),
    )
    colour = alt.Color(
        "place",
        type="nominal",
        scale=alt.Scale(domain=shown, range=[theme.BLUE, theme.VERMILION, theme.RULE]),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
    )
    shape = alt.Shape(
        "place", type="nominal", scale=alt.Scale(domain=shown, range=["circle", "cross", "square"]), legend=None
    )
    base = alt.Chart().transform_calculate(
        when="utc(toNumber(slice(datum.month, 0, 4)), toNumber(slice(datum.month, 5, 7)) - 1)",
    )
    layered = alt.layer(
        base.mark_bar(size=8, color=theme.RULE, opacity=0.28).encode(x=x, y=y, y2=alt.Y2("high")),
        base.mark_tick(orient="horizontal", size=8, thickness=1.5, color=theme.QUIET_INK).encode(
            x=x, y=y.copy().field("median")
        ),
        base.mark_point(filled=True, size=34, opacity=1).encode(
            x=x, y=y.copy().field("observed"), color=colour, shape=shape
        ),
        data=alt.NamedData(name="rows"),
    )
    panels = [_words(name) for name in theme.in_order(rows, "threat_class")]
    faceted: alt.FacetChart = layered.properties(width=theme.WIDTH - 110, height=_HEIGHT).facet(
        row=alt.Row("panel", type="nominal", sort=panels, title=None), spacing={"row": 16}
    )
    return theme.finish(faceted, rows=[{**row, "panel": _words(row["threat_class"])} for row in rows])


def _alternative(rows: Sequence[CalibrationRow]) -> str:
    if not rows:
        return "No data: no month was predicted."
    phrases = []
    for threat in theme.in_order(rows, "threat_class"):
        scored = [row for row in rows if row["threat_class"] == threat and row["is_scored"]]
        inside = sum(_place(row) == _INSIDE for row in scored)
        phrases.append(f"{_words(threat)}: {inside} of {len(scored)}")
    counted = "; ".join(phrases)
    return f"Bands and marks by month. Scored months whose reported share lies in the predicted band: {counted}."
