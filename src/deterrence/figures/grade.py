"""Colour and sign of a grade, the same in every figure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import altair as alt

from deterrence.charts import theme
from deterrence.evidence.quantity import GRADES

_COLOURS: Final = (theme.BLUE, theme.GREEN, theme.PURPLE, theme.VERMILION)
_SHAPES: Final = ("circle", "square", "triangle-up", "diamond")


def scales(present: Collection[str]) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape by the field `grade`, with one legend of the grades that are present."""
    shown = [looks for looks in zip(GRADES, _COLOURS, _SHAPES, strict=True) if looks[0] in present]
    grades, colours, shapes = ([looks[part] for looks in shown] for part in range(3))
    legend = alt.Legend(title="Grade", orient="bottom", titleOrient="left", symbolSize=70)
    colour = alt.Color("grade", type="nominal", scale=alt.Scale(domain=grades, range=colours), legend=legend)
    shape = alt.Shape("grade", type="nominal", scale=alt.Scale(domain=grades, range=shapes), legend=legend)
    return colour, shape
