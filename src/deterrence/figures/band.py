"""Median line with the bands that hold half and nine tenths of the futures, with and without the defence."""

from __future__ import annotations

from typing import Final, Literal

import altair as alt

from deterrence.figures.theme import BLUE, VERMILION

WITH: Final = "with the defence"
WITHOUT: Final = "without the defence"
_ORDER: Final = [WITH, WITHOUT]
READING: Final = (
    "Line: median of the futures; dark band: the middle 50% of them; light band: the middle 90%. "
    "The spread is that of the inputs, not a probability."
)

Interpolation = Literal["linear", "step"]


def layers(x: alt.X, y: alt.Y, interpolate: Interpolation) -> list[alt.Chart]:
    """Two bands and a line for each of `with` and `without`; they differ in colour and in dash."""
    colour = alt.Color(
        "shown",
        type="nominal",
        scale=alt.Scale(domain=_ORDER, range=[BLUE, VERMILION]),
        legend=alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=500, symbolOpacity=1),
    )
    dash = alt.StrokeDash("shown", type="nominal", scale=alt.Scale(domain=_ORDER, range=[[1, 0], [5, 3]]))
    base = alt.Chart().transform_calculate(shown=f"datum.defence === 'with' ? '{WITH}' : '{WITHOUT}'")
    spread = [
        base.mark_area(opacity=opacity, interpolate=interpolate).encode(
            x=x, y=y.copy().field(low), y2=alt.Y2(high), color=colour
        )
        for low, high, opacity in (("p05", "p95", 0.13), ("p25", "p75", 0.27))
    ]
    line = base.mark_line(strokeWidth=2, interpolate=interpolate)
    return [*spread, line.encode(x=x, y=y.copy().field("p50"), color=colour, strokeDash=dash)]
