"""Leakage raid by raid and interceptors left, with the shield of today and with one battery more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_ID: Final = "leakage"
_TITLE: Final = "What leaks of each raid, and what is left of the interceptors, by day"
_COLUMNS: Final = ("Measure", "Shield", "Day", "5%", "25%", "Median", "75%", "95%")
_KEYS: Final = ("measure", "shield", "day", "p05", "p25", "p50", "p75", "p95")
_MEASURES: Final = {"leakage_share": "Missiles that leak", "interceptors_left_share": "Interceptors left"}
_SHIELDS: Final = {"today": "shield as set", "one_battery_more": "the same and one battery more in Estonia"}
_HEIGHT: Final = 150
READING: Final = (
    "The campaign is fought in 2026, whatever year is looked at. Line: median of the futures; dark band: the middle "
    "50% of them; light band: the middle 90%. Each day shows the "
    "latest raid; raids of different futures fall on different days. Drones are not among the missiles. The spread is "
    "that of the inputs, not a probability."
)


class LeakageRow(TypedDict):
    """Quantiles over the futures of one measure on one day, as shares."""

    measure: Literal["leakage_share", "interceptors_left_share"]
    shield: Literal["today", "one_battery_more"]
    day: int
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def figure(rows: Sequence[LeakageRow]) -> FigureResult:
    """One panel for each measure; both shields in each, told apart by colour and dash.

    Args:
        rows: One row for each measure, shield and day.
    """
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=_TITLE,
        chart=_chart(rows) if rows else theme.no_data("no raid was computed"),
        alternative_text=_alternative(rows),
        reading=READING,
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[LeakageRow]) -> Chart:
    days = sorted({row["day"] for row in rows})
    shown = list(_SHIELDS.values())
    x = alt.X(
        field="day",
        type="quantitative",
        title="Day",
        scale=alt.Scale(domain=[days[0], days[-1]], nice=False),
        axis=alt.Axis(format="d", tickCount=6, grid=False),
    )
    y = alt.Y(
        field="p50",
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", domain=False, ticks=False),
    )
    colour, dash = band.series(shown, [theme.VERMILION, theme.BLUE], [[5, 3], [1, 0]])
    base = alt.Chart().transform_calculate(shown=f"datum.shield === 'today' ? '{shown[0]}' : '{shown[1]}'")
    spread = band.areas(base, x, y, colour, interpolate="step-after")
    line = base.mark_line(strokeWidth=2, interpolate="step-after").encode(x=x, y=y, color=colour, strokeDash=dash)
    layered = alt.layer(*spread, line, data=alt.NamedData(name="rows"))
    faceted: alt.FacetChart = layered.properties(width=theme.WIDTH - 110, height=_HEIGHT).facet(
        row=alt.Row("panel", type="nominal", sort=list(_MEASURES.values()), title=None), spacing={"row": 18}
    )
    return theme.finish(faceted, rows=[{**row, "panel": _MEASURES[row["measure"]]} for row in rows])


def _alternative(rows: Sequence[LeakageRow]) -> str:
    if not rows:
        return "No data: no raid was computed."
    first, last = (end(row["day"] for row in rows) for end in (min, max))
    median: dict[tuple[str, str, int], float] = {
        (row["measure"], row["shield"], row["day"]): row["p50"] for row in rows
    }
    phrases = []
    for shield, words in _SHIELDS.items():
        told = [
            f"{name.lower()} from {median[measure, shield, first]:.0%} to {median[measure, shield, last]:.0%}"
            for measure, name in _MEASURES.items()
            if (measure, shield, first) in median and (measure, shield, last) in median
        ]
        if told:
            phrases.append(f"{words}: {' and '.join(told)}")
    return f"Step charts by day. Medians from day {first} to day {last}, {'; '.join(phrases)}."
