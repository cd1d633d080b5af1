"""Warheads that arrive, with and without the defence, by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_ID: Final = "arrivals"
_TITLE: Final = "Warheads that would arrive, with and without the defence, by year"
_COLUMNS: Final = ("Force", "Posture", "Year", "Defence", "5%", "25%", "Median", "75%", "95%")
_Y_STEP: Final = 20


class ArrivalsRow(TypedDict):
    """Quantiles over the futures of the mean number of warheads that arrive (warheads) in one year."""

    force: str
    posture: str
    year: int
    defence: Literal["with", "without"]
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def figure(rows: Sequence[ArrivalsRow], y_maximum: float | None = None) -> FigureResult:
    """Panels by posture and force over the years, on one vertical axis.

    Args:
        rows: One row for each force, posture, year and defence; the order of first appearance is kept.
        y_maximum: End of the vertical axis in warheads, to keep it fixed while inputs move.
    """
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=_TITLE,
        chart=_chart(rows, y_maximum) if rows else theme.no_data("no arrivals were computed"),
        alternative_text=_alternative(rows),
        reading=band.READING,
        columns=_COLUMNS,
        rows=theme.table(rows, ("force", "posture", "year", "defence", "p05", "p25", "p50", "p75", "p95")),
    )


def _chart(rows: Sequence[ArrivalsRow], y_maximum: float | None) -> Chart:
    top = y_maximum or theme.round_up(max(row["p95"] for row in rows), _Y_STEP)
    forces, postures = theme.in_order(rows, "force"), theme.in_order(rows, "posture")
    years = sorted(theme.in_order(rows, "year"))
    x = theme.year_axis(years)
    y = alt.Y(
        field="p50",
        type="quantitative",
        title="Warheads that arrive",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(tickCount=4, domain=False, ticks=False),
    )
    layered = alt.layer(*band.layers(x, y, "linear"), data=alt.NamedData(name="rows"))
    width = (theme.WIDTH - 70) // len(forces) - 16
    faceted = layered.properties(width=width, height=125).facet(
        column=alt.Column("force", type="nominal", sort=forces, title=None),
        row=alt.Row("posture", type="nominal", sort=postures, title=None),
        spacing=16,
    )
    return theme.finish(faceted, rows=rows)


def _alternative(rows: Sequence[ArrivalsRow]) -> str:
    if not rows:
        return "No data: no arrivals were computed."
    last = max(row["year"] for row in rows)
    medians = {(r["force"], r["posture"], r["defence"]): r["p50"] for r in rows if r["year"] == last}
    phrases = [
        f"{force}, {posture}: {median:.0f} with and {medians[force, posture, 'without']:.0f} without"
        for (force, posture, defence), median in medians.items()
        if defence == "with" and (force, posture, "without") in medians
    ]
    return (
        "Line charts of the warheads that arrive each year, by force and posture, with bands over futures. "
        f"Medians in {last}: {'; '.join(phrases)}."
    )
