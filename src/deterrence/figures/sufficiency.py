"""Sufficiency against two peers at once over the years, with treaty limits and without; the line stands at 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_ID: Final = "sufficiency"
_TITLE: Final = "Strategic warheads against Russia and China together: available over required, by year"
_COLUMNS: Final = ("Coalition", "Treaty", "Year", "5%", "25%", "Median", "75%", "95%")
_KEYS: Final = ("coalition", "treaty", "year", "p05", "p25", "p50", "p75", "p95")
_WORDS: Final = {"no_caps": "no treaty limits", "caps_return": "limits return"}
_HEIGHT: Final = 190


class SufficiencyRow(TypedDict):
    """Quantiles over the futures of the ratio (1 is just enough) of one coalition and treaty in one year."""

    coalition: str
    treaty: Literal["no_caps", "caps_return"]
    year: int
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def figure(rows: Sequence[SufficiencyRow], y_maximum: float | None = None) -> FigureResult:
    """Panels by coalition over the years, on one vertical axis.

    Args:
        rows: One row for each coalition, treaty and year; the order of first appearance is kept.
        y_maximum: End of the vertical axis, to keep it fixed while inputs move.
    """
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=_TITLE,
        chart=_chart(rows, y_maximum) if rows else theme.no_data("no sufficiency was computed"),
        alternative_text=_alternative(rows),
        reading=(
            "Dashed rule: just enough. Line: median of the futures; dark band: the middle 50% of them; light band: the "
            "middle 90%. The requirement is swept, so that the spread is that of the inputs, not a probability."
        ),
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[SufficiencyRow], y_maximum: float | None) -> Chart:
    top = y_maximum or theme.round_up(max(row["p95"] for row in rows), 1)
    coalitions = theme.in_order(rows, "coalition")
    shown = [{**row, "shown": _WORDS[row["treaty"]]} for row in rows]
    x = theme.year_axis(sorted(theme.in_order(rows, "year")))
    y = alt.Y(
        field="p50",
        type="quantitative",
        title="Available over required",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(tickCount=5, domain=False, ticks=False),
    )
    layered = alt.layer(*_layers(x, y), data=alt.NamedData(name="rows"))
    width = (theme.WIDTH - 70) // len(coalitions) - 16
    faceted = layered.properties(width=width, height=_HEIGHT).facet(
        column=alt.Column("coalition", type="nominal", sort=coalitions, title=None), spacing=16
    )
    return theme.finish(faceted, rows=shown)


def _layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    order = list(_WORDS.values())
    colour, dash = band.series(order, [theme.VERMILION, theme.BLUE], [[5, 3], [1, 0]])
    base = alt.Chart()
    enough = base.transform_aggregate(futures="count()").mark_rule(color=theme.INK, strokeDash=[4, 3], strokeWidth=1)
    line = base.mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, color=colour, strokeDash=dash)
    return [*band.areas(base, x, y, colour, clip=True), enough.encode(y=alt.YDatum(1)), line]


def _alternative(rows: Sequence[SufficiencyRow]) -> str:
    if not rows:
        return "No data: no sufficiency was computed."
    last = max(row["year"] for row in rows)
    phrases = [
        f"{row['coalition']}, {_WORDS[row['treaty']]}: {row['p50']:.2f} ({row['p05']:.2f} to {row['p95']:.2f})"
        for row in rows
        if row["year"] == last
    ]
    return (
        "Line charts of available over required warheads each year, by coalition and treaty, with bands over futures; "
        f"1 is just enough. Medians in {last}, and the middle 90% of futures: {'; '.join(phrases)}."
    )
