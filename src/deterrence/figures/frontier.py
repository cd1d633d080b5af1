"""Where erosion passes one half: kill probability against the undefended share of the retaliation."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_ID: Final = "frontier"
_COLUMNS: Final = ("Kill probability of one shot", "Undefended share", "Erosion")
_STEPS: Final = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
_BLUES: Final = [
    "#f7fafd",
    "#e6eff8",
    "#d3e3f1",
    "#bdd5ea",
    "#a2c4e0",
    "#7fabd0",
    "#5b90be",
    "#3d74a8",
    "#275a8e",
    "#143f70",
]


class FrontierRow(TypedDict):
    """Erosion (0 to 1) at one point of a full grid."""

    kill_probability: float
    undefended_share: float
    erosion: float


class FrontierPoint(TypedDict):
    """One point of the line on which erosion is one half, in the order in which the line is drawn."""

    kill_probability: float
    undefended_share: float


def figure(rows: Sequence[FrontierRow], contour: Sequence[FrontierPoint], subject: str) -> FigureResult:
    """Map of erosion with the line on which it is one half.

    Args:
        rows: A full grid over both axes.
        contour: Points of the line; empty where erosion stays on one side of one half.
        subject: Force, posture and year, for the title.
    """
    theme.require_finite(_ID, [*rows, *contour])
    return FigureResult(
        id=_ID,
        title=f"Erosion by kill probability and undefended share: {subject}",
        chart=_chart(rows, contour) if rows else theme.no_data("the frontier was not computed"),
        alternative_text=_alternative(rows, contour, subject),
        reading=_reading(rows, contour),
        columns=_COLUMNS,
        rows=theme.table(rows, ("kill_probability", "undefended_share", "erosion")),
    )


def _reading(rows: Sequence[FrontierRow], contour: Sequence[FrontierPoint]) -> str:
    """How to read the map; where half is lost nowhere it says so and gives the most."""
    line = "Line: one half is lost."
    if rows and not contour:
        line = f"Half is lost nowhere; the most is {max(row['erosion'] for row in rows):.0%}."
    return f"Darker: more of the arrivals are lost. {line} Other inputs: central values."


def _chart(rows: Sequence[FrontierRow], contour: Sequence[FrontierPoint]) -> Chart:
    kills, shares = (_edges(sorted(theme.in_order(rows, key))) for key in ("kill_probability", "undefended_share"))
    tiles = [_tile(row, kills, shares) for row in rows]
    axis = alt.Axis(grid=False, format=".1f", tickCount=6)
    x = alt.X(
        field="left",
        type="quantitative",
        title="Kill probability of one shot",
        scale=alt.Scale(domain=[kills[0], kills[-1]], nice=False),
        axis=axis,
    )
    y = alt.Y(
        field="bottom",
        type="quantitative",
        title="Share of the retaliation that meets no defence",
        scale=alt.Scale(domain=[shares[0], shares[-1]], nice=False),
        axis=alt.Axis(grid=False, format=".0%", tickCount=6),
    )
    colour = alt.Fill(
        "erosion",
        type="quantitative",
        title="Erosion",
        scale=alt.Scale(type="threshold", domain=_STEPS, range=_BLUES),
        legend=alt.Legend(orient="right", format=".0%", gradientLength=240, gradientThickness=14),
    )
    tile = (
        alt.Chart(alt.NamedData(name="rows"))
        .mark_rect(strokeWidth=0.7)
        .encode(x=x, x2="right", y=y, y2="top", fill=colour, stroke=colour.copy().legend(None))
    )
    layers = [tile, *(_contour(x, y) if contour else [])]
    drawn = alt.layer(*layers).properties(width=theme.WIDTH - 170, height=300)
    return theme.finish(drawn, rows=tiles, contour=[{**point, "order": i} for i, point in enumerate(contour)])


def _contour(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The line on which erosion is one half and its label, dark on light so that they show on every tint."""
    base = alt.Chart(alt.NamedData(name="contour")).encode(
        x=x.copy().field("kill_probability"),
        y=y.copy().field("undefended_share"),
        order=alt.Order("order", type="quantitative"),
    )
    middle = base.transform_joinaggregate(last="max(order)").transform_filter("datum.order === floor(datum.last / 2)")
    words: dict[str, Any] = {"text": "half is lost", "align": "right", "dx": -8, "dy": -8, "fontWeight": 600}
    return [
        base.mark_line(color="#ffffff", strokeWidth=5),
        base.mark_line(color=theme.INK, strokeWidth=2),
        middle.mark_text(stroke="#ffffff", strokeWidth=4, **words),
        middle.mark_text(color=theme.INK, **words),
    ]


def _edges(values: Sequence[float]) -> list[float]:
    """Edges of the tiles: half-way between neighbours, the outermost at the ends of the grid."""
    inner = [(low + high) / 2 for low, high in pairwise(values)]
    return [values[0], *inner, values[-1]]


def _tile(row: FrontierRow, kills: Sequence[float], shares: Sequence[float]) -> dict[str, float]:
    column = min(bisect(kills, row["kill_probability"]), len(kills) - 1)
    line = min(bisect(shares, row["undefended_share"]), len(shares) - 1)
    return {
        "left": kills[column - 1],
        "right": kills[column],
        "bottom": shares[line - 1],
        "top": shares[line],
        "erosion": row["erosion"],
    }


def _alternative(rows: Sequence[FrontierRow], contour: Sequence[FrontierPoint], subject: str) -> str:
    if not rows:
        return "No data: the frontier was not computed."
    erosions = [row["erosion"] for row in rows]
    spread = f"Erosion runs from {min(erosions):.0%} to {max(erosions):.0%} over the grid."
    if not contour:
        line = "It stays on one side of one half." if min(erosions) >= 1 / 2 or max(erosions) < 1 / 2 else ""
    else:
        first, last = contour[0], contour[-1]
        line = (
            f"It is one half on a line from kill probability {first['kill_probability']:.2f} with "
            f"{first['undefended_share']:.0%} undefended to {last['kill_probability']:.2f} with "
            f"{last['undefended_share']:.0%} undefended."
        )
    return f"Map of erosion against kill probability and undefended share: {subject}. {spread} {line}".strip()
