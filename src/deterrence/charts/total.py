"""Lines of a sum one after the other, each from where the last one ended, and the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import THREE, Key, Measure, Measured, Rows, Text, figured
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, amount, told

_NAMES: Final = 190
_NARROW_NAMES: Final = 130
_NARROW: Final = 480
_LINE: Final = 24
_LETTER: Final = 6
"""Pixels of a letter of a name."""


@dataclass(frozen=True)
class Total:
    """One figure of this form. Its rows have the key, p05, p50, p95; the last row is the whole."""

    text: Text
    measure: Measure
    line: Key

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.line, *THREE)


def total(form: Total, rows: Rows) -> FigureResult:
    """The figure: medians as bars end to end, and the middle 90% of each line as a rule about its end.

    Raises:
        ValueError: A number is not finite.
    """
    return figured(form, rows, _draw, _tell, _finding, Measured((form.line,), form.measure, rows))


def _finding(form: Total, rows: Rows) -> Told:
    """The title: the whole, and the greatest line of it."""
    *lines, whole = rows
    if not lines:
        return form.text.title
    most = max(lines, key=lambda row: float(row["p50"]))
    quantity = form.measure.quantity
    return told(
        f"Of a median {quantity} of ", amount(whole, "p50"), ", ", amount(most, "p50"), f" are {form.line.of(most)}"
    )


def _draw(form: Total, rows: Rows, width: int) -> Chart:
    placed = []
    reached = 0.0
    for place, row in enumerate(rows):
        is_whole = place == len(rows) - 1
        start = 0.0 if is_whole else reached
        reached = row["p50"] if is_whole else reached + row["p50"]
        ends = {"start": start, "end": reached, "least": start + row["p05"], "most": start + row["p95"]}
        placed.append({**row, **ends, "name": form.line.of(row), "is_whole": is_whole, "told": short(row["p50"])})
    names = _NAMES if width >= _NARROW else _NARROW_NAMES
    lines = theme.in_lines((row["name"] for row in placed), names // _LETTER)
    side = alt.Axis(domain=False, ticks=False, labelLimit=names, labelExpr=lines, labelLineHeight=11)
    y = alt.Y("name", type="nominal", sort=[row["name"] for row in placed], title=None, axis=side)
    scale = form.measure.scale(min(row["least"] for row in placed), max(row["most"] for row in placed))
    x = alt.X(field="start", type="quantitative", title=form.measure.title, scale=scale, axis=form.measure.axis())
    colour = theme.either("datum.is_whole", theme.QUIET_INK, theme.BLUE)
    base = alt.Chart().encode(y=y)
    sized = theme.layered(
        base.mark_bar(size=13, opacity=0.75).encode(x=x, x2=alt.X2("end"), color=colour),
        base.mark_rule(color=theme.INK, strokeWidth=1.2).encode(x=x.copy().field("least"), x2=alt.X2("most")),
        base.mark_text(align="left", dx=5, dy=-8, fontSize=10).encode(x=x.copy().field("end"), text=alt.Text("told:N")),
        width=width - names - 50,
        height=alt.Step(_LINE),
    )
    return theme.finish(sized, rows=placed)


def _tell(form: Total, rows: Rows) -> str:
    told = "; ".join(
        f"{form.line.of(row)} {short(row['p50'])} ({short(row['p05'])} to {short(row['p95'])})" for row in rows
    )
    return f"Bars end to end: {form.measure.quantity} by line, median and middle 90%. {told}."
