"""The look that all figures share: one font, one palette safe for colour-blind readers, a quiet grid.

Sizes are in pixels of a drawing 640 wide; printed 170 mm wide one pixel is 0.75 pt, so 11 pixels are 8.3 pt.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import altair as alt

Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart
Cell: TypeAlias = str | int | float | None

FONT_FAMILY: Final = "Fira Sans"
FONT_DIRECTORY: Final = Path(__file__).parent / "fonts"
WIDTH: Final = 640

INK: Final = "#1f2933"
QUIET_INK: Final = "#52606d"
GRID: Final = "#e4e7eb"
RULE: Final = "#7b8794"
# Okabe and Ito (2008), "Color Universal Design"; darkened where a line on white needs a contrast of 3:1.
BLUE: Final = "#0072b2"
VERMILION: Final = "#c44e00"
GREEN: Final = "#00795a"
PURPLE: Final = "#a8477f"

_CONFIG: Final[Mapping[str, Any]] = {
    "font": FONT_FAMILY,
    "background": "#ffffff",
    "aria": False,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT_FAMILY,
        "labelFontSize": 11,
        "labelColor": INK,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleColor": QUIET_INK,
        "gridColor": GRID,
        "domainColor": RULE,
        "tickColor": RULE,
        "tickSize": 4,
    },
    "header": {
        "labelFontSize": 12,
        "labelFontWeight": 600,
        "labelColor": INK,
        "labelPadding": 6,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
    "legend": {
        "labelFontSize": 11,
        "labelColor": INK,
        "labelLimit": 320,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleColor": QUIET_INK,
        "symbolStrokeWidth": 2,
    },
    "text": {"font": FONT_FAMILY, "fontSize": 11, "color": INK},
}


def finish(chart: Chart, **datasets: Sequence[Mapping[str, Any]]) -> Chart:
    """The chart with the shared look and its named data."""
    finished: Chart = chart.copy(deep=False)
    finished.config = alt.Config(**_CONFIG)
    finished.datasets = {name: [dict(row) for row in rows] for name, rows in datasets.items()}
    return finished


def year_axis(years: Sequence[int]) -> alt.X:
    """The horizontal axis of years, first to last, labelled every five."""
    return alt.X(
        field="year",
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=[min(years), max(years)], nice=False),
        axis=alt.Axis(format="d", values=[year for year in years if year % 5 == 0], grid=False),
    )


def no_data(what: str) -> Chart:
    """A drawing that says that there is nothing to draw; it takes the place of a chart without rows."""
    label = alt.Chart(alt.NamedData(name="rows")).mark_text(fontSize=13, color=QUIET_INK)
    chart = label.encode(text=alt.Text("message", type="nominal"))
    framed = chart.properties(width=WIDTH - 40, height=96, view=alt.ViewConfig(stroke=GRID, strokeDash=[4, 4]))
    return finish(framed, rows=[{"message": f"No data: {what}"}])


def in_order(rows: Sequence[Mapping[str, Any]], key: str) -> list[Any]:
    """The distinct values of one column in the order in which they first appear."""
    return list(dict.fromkeys(row[key] for row in rows))


def require_finite(figure: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse infinities and NaN: a chart would drop them silently."""
    for index, row in enumerate(rows):
        for key, value in row.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"figure {figure}, row {index}: {key} is {value}: leave the row out or use None")


def table(rows: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """The rows as plain tuples, in the order of `keys`."""
    return tuple(tuple(row[key] for key in keys) for row in rows)


def round_up(value: float, step: int) -> int:
    """A fixed end of an axis: the least multiple of `step`, itself or more, that is not below `value`."""
    return max(step, math.ceil(value / step) * step)
