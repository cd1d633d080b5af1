"""Coverage of the theatre's rungs over the years, one panel for each coalition on one vertical axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_ID: Final = "theatre"
_TITLE: Final = "Coverage of the theatre's rungs, by coalition"
_COLUMNS: Final = ("Coalition", "Year", "5%", "25%", "Median", "75%", "95%")
_KEYS: Final = ("coalition", "year", "p05", "p25", "p50", "p75", "p95")
_HEIGHT: Final = 170


class TheatreRow(TypedDict):
    """Ladder coverage (0 to 1) of one coalition in one year, over the futures."""

    coalition: str
    year: int
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def figure(rows: Sequence[TheatreRow]) -> FigureResult:
    """A panel of years for each coalition.

    Args:
        rows: Every year of every coalition, in the order of the panels.
    """
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=_TITLE,
        chart=_chart(rows) if rows else theme.no_data("no coalition was computed"),
        alternative_text=_alternative(rows),
        reading="Line: median of the futures; dark band: the middle 50% of them; light band: the middle 90%.",
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[TheatreRow]) -> Chart:
    coalitions, years = theme.in_order(rows, "coalition"), sorted(theme.in_order(rows, "year"))
    x = theme.year_axis(years)
    y = alt.Y(
        field="p50",
        type="quantitative",
        title="Mean coverage of the rungs",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5, domain=False, ticks=False),
    )
    width = (theme.WIDTH - 64) // len(coalitions) - 16
    layered = alt.layer(*band.plain(x, y), data=alt.NamedData(name="rows")).properties(width=width, height=_HEIGHT)
    header = alt.Header(labelLimit=width, labelFontSize=11)
    column = alt.Column("coalition", type="nominal", sort=coalitions, title=None, header=header)
    return theme.finish(layered.facet(column=column, spacing=16), rows=rows)


def _alternative(rows: Sequence[TheatreRow]) -> str:
    if not rows:
        return "No data: no coalition was computed."
    first, last = min(row["year"] for row in rows), max(row["year"] for row in rows)
    at = {(row["coalition"], row["year"]): row["p50"] for row in rows}
    phrases = [
        f"{coalition} {at[coalition, first]:.0%} and {at[coalition, last]:.0%}"
        for coalition in theme.in_order(rows, "coalition")
    ]
    return f"Line charts of ladder coverage. Medians in {first} and {last}: {'; '.join(phrases)}."
