"""Median line with the bands that hold half and nine tenths of the futures, with and without the defence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

import altair as alt

from deterrence.charts.theme import BLUE, VERMILION

WITH: Final = "with the defence"
WITHOUT: Final = "without the defence"
_ORDER: Final = [WITH, WITHOUT]
READING: Final = (
    "Line: median of the futures; dark band: the middle 50% of them; light band: the middle 90%. "
    "The spread is that of the inputs, not a probability."
)

Interpolation = Literal["linear", "step"]


def areas(base: alt.Chart, x: alt.X, y: alt.Y, by_series: alt.Color | None = None, **mark: Any) -> list[alt.Chart]:
    """The bands that hold nine tenths and half of the futures, lighter first; `mark` goes to each area."""
    coloured = {} if by_series is None else {"color": by_series}
    return [
        base.mark_area(opacity=opacity, **mark).encode(x=x, y=y.copy().field(low), y2=alt.Y2(high), **coloured)
        for low, high, opacity in (("p05", "p95", 0.13), ("p25", "p75", 0.27))
    ]


def plain(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Two bands and a line of one series."""
    base = alt.Chart()
    line = base.mark_line(strokeWidth=2, color=BLUE).encode(x=x, y=y)
    return [*areas(base, x, y, color=BLUE), line]


def series(
    shown: Sequence[str], colours: Sequence[str], dashes: Sequence[list[int]], symbol_size: int = 500
) -> tuple[alt.Color, alt.StrokeDash]:
    """Colour and dash of the series named in the field `shown`, with one legend."""
    colour = alt.Color(
        "shown",
        type="nominal",
        scale=alt.Scale(domain=list(shown), range=list(colours)),
        legend=alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=symbol_size, symbolOpacity=1),
    )
    dash = alt.StrokeDash("shown", type="nominal", scale=alt.Scale(domain=list(shown), range=list(dashes)))
    return colour, dash


def layers(x: alt.X, y: alt.Y, interpolate: Interpolation) -> list[alt.Chart]:
    """Two bands and a line for each of `with` and `without`; they differ in colour and in dash."""
    colour, dash = series(_ORDER, [BLUE, VERMILION], [[1, 0], [5, 3]])
    base = alt.Chart().transform_calculate(shown=f"datum.defence === 'with' ? '{WITH}' : '{WITHOUT}'")
    line = base.mark_line(strokeWidth=2, interpolate=interpolate)
    return [
        *areas(base, x, y, colour, interpolate=interpolate),
        line.encode(x=x, y=y.copy().field("p50"), color=colour, strokeDash=dash),
    ]
