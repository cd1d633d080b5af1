"""Parts of a whole on one bar for each name, end to end, with the number of each part that has room for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Rows, Text, complete
from deterrence.charts.numbers import number
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_COLOURS: Final = (*theme.COLOURS, theme.RULE)
_REST: Final = theme.GRID
_NAMES: Final = 120
_LETTERS: Final = 20
"""Most letters of a line of a name."""
_BAR, _STEP = 24, 34
_ROOM: Final = 0.045
"""Least share whose number is written into its part."""


@dataclass(frozen=True)
class Stacked:
    """One figure of this form. Its rows have the two keys and `share`, which add to 1 for each name."""

    text: Text
    name: Key
    part: Key
    rest: str
    """The part that is left over; it stands last, in grey."""
    share: str = "share of the whole"
    """What the shares are, as a sentence names one."""


def stacked(form: Stacked, rows: Rows) -> FigureResult:
    """The figure; names and parts stand in the order of the rows.

    Raises:
        ValueError: A number is not finite, or there are more parts than can be told apart.
    """
    if len(form.part.all_of(rows)) > len(_COLOURS) + 1:
        raise ValueError(f"figure {form.text.id}: more than {len(_COLOURS) + 1} parts: leave some out")
    columns = (form.name, form.part, Key("share", "Share"))
    measured = Measured((form.name, form.part), Measure(form.share), rows, "share")
    return complete(form.text, columns, rows, partial(_draw, form, rows), partial(_tell, form), measured=measured)


def _draw(form: Stacked, rows: Rows, width: int) -> Chart:
    names, parts = form.name.all_of(rows), [part for part in form.part.all_of(rows) if part != form.rest]
    drawn = _placed(form, rows)
    lines = theme.in_lines(names, _LETTERS)
    side = alt.Axis(domain=False, ticks=False, grid=False, labelPadding=6, labelLimit=_NAMES, labelExpr=lines)
    y = alt.Y(field=form.name.name, type="nominal", sort=names, title=None, axis=side)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", domain=False, ticks=False)
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X(field="left", type="quantitative", title=None, scale=scale, axis=axis)
    colours = alt.Scale(domain=[*parts, form.rest], range=[*_COLOURS[: len(parts)], _REST])
    legend = theme.legend(None, [*parts, form.rest], width, symbolType="square")
    base = alt.Chart()
    told: dict[str, Any] = {"x": x.copy().field("middle"), "y": y, "text": alt.Text("words", type="nominal")}
    ink = theme.either(f"datum.{form.part.name} === '{form.rest}'", theme.INK, theme.PAPER)
    sized = theme.layered(
        base.mark_bar(height=_BAR).encode(
            x=x,
            x2=alt.X2("right"),
            y=y,
            color=alt.Color(field=form.part.name, type="nominal", scale=colours, legend=legend),
        ),
        base.mark_text(fontSize=10, fontWeight=600).encode(color=ink, **told),
        width=width - _NAMES - 30,
        height=len(names) * _STEP,
    )
    return theme.finish(sized, rows=drawn)


def _placed(form: Stacked, rows: Rows) -> list[dict[str, Any]]:
    """The parts of each name end to end."""
    ends: dict[Any, float] = {}
    placed = []
    for row in rows:
        left = ends.get(row[form.name.name], 0.0)
        right = ends[row[form.name.name]] = left + row["share"]
        words = number(row["share"], ".0%") if row["share"] >= _ROOM else ""
        placed.append({**row, "left": left, "right": right, "middle": (left + right) / 2, "words": words})
    return placed


def _tell(form: Stacked, rows: Rows) -> str:
    phrases = []
    for name, own in form.name.groups(rows).items():
        told = ", ".join(f"{form.part.of(row)} {number(row['share'], '.0%')}" for row in own)
        phrases.append(f"{name}: {told}")
    return f"Bars of shares. {'; '.join(phrases)}."
