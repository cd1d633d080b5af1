"""A map of shares over two numbers, with the line on which the share is one half."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Row, Rows, Text, complete
from deterrence.charts.numbers import number, per_cent
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_STEPS: Final = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
_NARROW: Final = 480


@dataclass(frozen=True)
class Surface:
    """One figure of this form. Its rows are a full grid over two numbers from 0 to 1, with a share at each point."""

    text: Text
    x: Key
    y: Key
    y_title: str
    share: Key
    line: str
    """What is true on the line."""
    subject: str
    """Whose share it is."""


def surface(form: Surface, rows: Rows, line: Rows) -> FigureResult:
    """The figure.

    Args:
        form: Its description.
        rows: The grid.
        line: Points of the line in the order in which it is drawn; empty where there is none.

    Raises:
        ValueError: A number is not finite.
    """
    draw, tell = partial(_draw, form, rows, line), partial(_tell, form, line)
    return complete(form.text, (form.x, form.y, form.share), rows, draw, tell, beside=line)


def _draw(form: Surface, rows: Rows, line: Rows, width: int) -> Chart:
    across, up = (_edges(sorted({row[key.name] for row in rows})) for key in (form.x, form.y))
    is_narrow = width < _NARROW
    axis: dict[str, Any] = {"grid": False, "tickCount": 6}
    scales = [alt.Scale(domain=[edges[0], edges[-1]], nice=False) for edges in (across, up)]
    x = alt.X(
        field="left", type="quantitative", title=form.x.head, scale=scales[0], axis=alt.Axis(format=".1f", **axis)
    )
    y = alt.Y(
        field="bottom", type="quantitative", title=form.y_title, scale=scales[1], axis=alt.Axis(format=".0%", **axis)
    )
    place = {"orient": "bottom", "columns": 3} if is_narrow else {"orient": "right"}
    fill = alt.Fill(
        form.share.name,
        type="quantitative",
        title=form.share.head,
        scale=alt.Scale(type="threshold", domain=_STEPS, range=list(theme.RAMP)),
        legend=alt.Legend(format=".0%", gradientLength=240, gradientThickness=14, **place),
    )
    tile = alt.Chart(alt.NamedData(name="rows")).mark_rect(strokeWidth=0.7)
    drawn = tile.encode(x=x, x2=alt.X2("right"), y=y, y2=alt.Y2("top"), fill=fill, stroke=fill.copy().legend(None))
    layered = alt.layer(drawn, *(_line(form, x, y) if line else []))
    sized: Chart = layered.properties(width=width - (80 if is_narrow else 170), height=300)
    points = [{**point, "order": place} for place, point in enumerate(line)]
    return theme.finish(sized, rows=[_tile(form, row, across, up) for row in rows], line=points)


def _line(form: Surface, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The line and its label, dark on light so that they show on every tint."""
    base = alt.Chart(alt.NamedData(name="line")).encode(
        x=x.copy().field(form.x.name),
        y=y.copy().field(form.y.name),
        order=alt.Order("order", type="quantitative"),
    )
    middle = base.transform_joinaggregate(last="max(order)").transform_filter("datum.order === floor(datum.last / 2)")
    words: dict[str, Any] = {"text": form.line, "align": "right", "dx": -8, "dy": -8, "fontWeight": 600}
    return [
        base.mark_line(color=theme.PAPER, strokeWidth=5),
        base.mark_line(color=theme.INK, strokeWidth=2),
        middle.mark_text(stroke=theme.PAPER, strokeWidth=4, **words),
        middle.mark_text(color=theme.INK, **words),
    ]


def _edges(values: Sequence[float]) -> list[float]:
    """Edges of the tiles: half-way between neighbours, the outermost at the ends of the grid."""
    inner = [(low + high) / 2 for low, high in pairwise(values)]
    return [values[0], *inner, values[-1]]


def _tile(form: Surface, row: Row, across: Sequence[float], up: Sequence[float]) -> dict[str, Any]:
    column = min(bisect(across, row[form.x.name]), len(across) - 1)
    line = min(bisect(up, row[form.y.name]), len(up) - 1)
    edges = {"left": across[column - 1], "right": across[column], "bottom": up[line - 1], "top": up[line]}
    return {**row, **edges}


def _tell(form: Surface, line: Rows, rows: Rows) -> str:
    shares = [row[form.share.name] for row in rows]
    low, high = (number(end, ".0%") for end in (min(shares), max(shares)))
    told = ""
    if line:
        ends = [
            f"{form.x.head.lower()} {point[form.x.name]:.2f} with {form.y.head.lower()} {per_cent(point[form.y.name])}"
            for point in (line[0], line[-1])
        ]
        told = f" It is one half on a line from {ends[0]} to {ends[1]}."
    elif min(shares) >= 1 / 2 or max(shares) < 1 / 2:
        told = " It stays on one side of one half."
    axes = f"{form.x.head.lower()} and {form.y.head.lower()}"
    spread = f"{form.share.head} runs from {low} to {high} over the grid."
    return f"Map of {form.share.head.lower()} against {axes}: {form.subject}. {spread}{told}"
