"""One line for each name, with the grade of what its number rests on: a sign and its span, or a bar."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Row, Rows, Text, complete
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_COLOURS: Final = (theme.BLUE, theme.GREEN, theme.PURPLE, theme.VERMILION)
_SHAPES: Final = ("circle", "square", "triangle-up", "diamond")
_GRADE: Final = Key("grade", "Grade")
_NARROW: Final = 480
_WORDS: Final = {"judged": "our estimate"}
"""How a reader is told a grade, where the word is another."""
_NAMES: Final = 240
_LETTER, _STEP, _LEAST_STEP = 6, 15, 24  # pixels of a letter, of a line of a name, and of a bar with its room


@dataclass(frozen=True)
class Graded:
    """One figure of this form. Its rows have `grade`, and the columns that stand before it in the table."""

    text: Text
    measure: Measure
    columns: tuple[Key, ...]
    name: str
    span: tuple[str, str, str]
    """The columns of the low end, the middle and the high end."""
    grades: Sequence[str]
    """All grades, the best first: each has its colour and its sign in every figure."""
    opening: str
    """How the alternative text begins."""
    has_bars: bool = False


def graded(form: Graded, rows: Rows) -> FigureResult:
    """The figure; the lines stand in the order of the rows.

    Raises:
        ValueError: A number is not finite.
    """
    return complete(form.text, (*form.columns, _GRADE), rows, partial(_draw, form, rows), partial(_tell, form))


def _draw(form: Graded, rows: Rows, width: int) -> Chart:
    names = list(dict.fromkeys(row[form.name] for row in rows))
    room = _NAMES if width >= _NARROW else width * 2 // 5
    lines = {str(name): wrap(str(name), room // _LETTER) for name in names}
    step = _STEP * max(map(len, lines.values()))
    axis = alt.Axis(
        domain=False, ticks=False, grid=False, labelLimit=room, labelPadding=6,
        labelExpr=f"{json.dumps(lines)}[datum.label]",
    )  # fmt: skip
    y = alt.Y(field=form.name, type="nominal", sort=names, title=None, axis=axis)
    drawn = theme.layered(
        *_layers(form, rows, y, width), width=width - room - 40, height=alt.Step(max(step, _LEAST_STEP))
    )
    return theme.finish(drawn, rows=rows)


def _layers(form: Graded, rows: Rows, y: alt.Y, width: int) -> list[alt.Chart]:
    scale = form.measure.scale(min(row[form.span[0]] for row in rows), max(row[form.span[2]] for row in rows))
    axis = form.measure.axis(ticks=True)
    x = alt.X(field=form.span[1], type="quantitative", title=form.measure.title, scale=scale, axis=axis)
    colour, shape = signs(form.grades, {row["grade"] for row in rows}, 0 if width >= _NARROW else 2)
    base = alt.Chart()
    bars = [base.mark_bar(height=12, opacity=0.45).encode(y=y, x=x, color=colour)] if form.has_bars else []
    span = base.mark_rule(strokeWidth=1.2 if form.has_bars else 2, opacity=1 if form.has_bars else 0.55).encode(
        y=y,
        x=x.copy().field(form.span[0]),
        x2=form.span[2],
        color=alt.ColorValue(theme.INK) if form.has_bars else colour,
    )
    point = base.mark_point(filled=True, size=60, opacity=1).encode(y=y, x=x, color=colour, shape=shape)
    return [*bars, span, point]


def signs(known: Sequence[str], present: set[str], columns: int) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape of the grades, with one legend of those that are present."""
    shown = [looks for looks in zip(known, _COLOURS, _SHAPES, strict=True) if looks[0] in present]
    grades, colours, shapes = ([looks[part] for looks in shown] for part in range(3))
    words = f"{json.dumps(_WORDS)}[datum.label] || datum.label"
    place: dict[str, Any] = {"orient": "bottom", "titleOrient": "left", "symbolSize": 70, "columns": columns}
    legend = alt.Legend(title="Grade", labelExpr=words, **place)
    colour = alt.Color("grade", type="nominal", scale=alt.Scale(domain=grades, range=colours), legend=legend)
    shape = alt.Shape("grade", type="nominal", scale=alt.Scale(domain=grades, range=shapes), legend=legend)
    return colour, shape


def _tell(form: Graded, rows: Rows) -> str:
    return f"{form.opening}: {'; '.join(_alone(form, row) for row in rows)}."


def _alone(form: Graded, row: Row) -> str:
    low, middle, high = (form.measure.words(row[key]) for key in form.span)
    return f"{row[form.name]} {middle} ({low} to {high}, {_WORDS.get(row['grade'], row['grade'])})"
