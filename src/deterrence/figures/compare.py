"""One raid in two or three states side by side: arrivals with their bands on one vertical axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.figures import band

_HEIGHT: Final = 170
_Y_STEP: Final = 20
_TITLE: Final = "Warheads that arrive through the defence, by state"
_READING: Final = "Line: median of the futures; dark band: the middle 50% of them; light band: the middle 90%."
_COLUMNS: Final = ("State", "Year", "5%", "25%", "Median", "75%", "95%")


def figure(rows: Sequence[Mapping[str, Any]]) -> FigureResult:
    """A panel for each state.

    Args:
        rows: `state` (its name), `year`, and p05 to p95 in warheads.
    """
    theme.require_finite("compare", rows)
    if not rows:
        words = "no state was computed"
        return FigureResult("compare", _TITLE, theme.no_data(words), f"No data: {words}.", _READING, _COLUMNS, ())
    states, years = theme.in_order(rows, "state"), sorted(theme.in_order(rows, "year"))
    x = theme.year_axis(years)
    y = alt.Y(
        field="p50",
        type="quantitative",
        title="Warheads that arrive",
        scale=alt.Scale(domain=[0, theme.round_up(max(row["p95"] for row in rows), _Y_STEP)], nice=False),
        axis=alt.Axis(tickCount=4, domain=False, ticks=False),
    )
    width = (theme.WIDTH - 60) // len(states) - 16
    layered = alt.layer(*band.plain(x, y), data=alt.NamedData(name="rows")).properties(width=width, height=_HEIGHT)
    faceted = layered.facet(column=alt.Column("state", type="nominal", sort=states, title=None), spacing=16)
    last = [f"{row['state']} {row['p50']:.0f}" for row in rows if row["year"] == years[-1]]
    return FigureResult(
        id="compare",
        title=_TITLE,
        chart=theme.finish(faceted, rows=rows),
        alternative_text=f"Line charts of warheads that arrive. Medians in {years[-1]}: {'; '.join(last)}.",
        reading=_READING,
        columns=_COLUMNS,
        rows=theme.table(rows, ("state", "year", "p05", "p25", "p50", "p75", "p95")),
    )
