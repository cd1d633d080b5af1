"""A strip from 0 to 100% for each line: the range of a share, its middle and words; grey where nothing was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Row, Rows, Text, figured
from deterrence.charts.numbers import span
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_NARROW: Final = 480
_STEP, _STEP_OF_TWO, _STEP_NARROW = 13, 23, 32
_TOLD: Final = 76
_LETTER: Final = 5.6
_LINE: Final = 82
"""Letters of a name in one line."""
_LETTER_OF_NAME: Final = 5
_TICKS: Final = [0, 0.25, 0.5, 0.75, 1]
_FEW_TICKS: Final = [0, 0.5, 1]
_FEW: Final = 200
"""A panel that is narrower has few ticks, in pixels."""


@dataclass(frozen=True)
class Strip:
    """One figure of this form.

    Its rows have `group`, `name`, `low`, `middle` and `high` as shares, none where there is no share, `shares`: every
    one between them, and `state`: why there is none, else empty.
    """

    text: Text
    group: Key
    name: Key
    share: str
    """What the shares are, as a sentence names it."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        ends = (Key("low", "Least"), Key("middle", "Middle"), Key("high", "Greatest"), Key("state", "State"))
        return (self.group, self.name, *ends)


def strip(form: Strip, rows: Rows) -> FigureResult:
    """The figure; lines stand in the order of the rows.

    Raises:
        ValueError: A number is not finite.
    """
    return figured(form, rows, _draw, _tell)


def _draw(form: Strip, rows: Rows, width: int) -> Chart:
    is_narrow = width < _NARROW
    named = [{**row, "line": _line(form, row), "told": _told(row)} for row in rows]
    lines = [row["line"] for row in named]
    room = 20 if is_narrow else _LETTER_OF_NAME * min(max(map(len, lines), default=0), _LINE)
    panel = width - room - _TOLD - 16
    y = _lines(lines, is_narrow)
    layers = _layers(y, panel)
    if is_narrow:
        words = theme.in_lines(lines, int(width / _LETTER), "datum.line")
        above = alt.Chart().transform_calculate(words=words).mark_text(align="left", baseline="bottom", dy=-7)
        layers.append(above.encode(x=theme.x_at(0), y=y, text=alt.Text("words", type="nominal")))
    step = _STEP_NARROW if is_narrow else _STEP if max(map(len, lines), default=0) <= _LINE else _STEP_OF_TWO
    drawn = theme.layered(*layers, width=panel, height=len(lines) * step)
    return theme.finish(drawn, rows=named)


def _lines(lines: list[str], is_narrow: bool) -> alt.Y:
    words = theme.in_lines(lines, _LINE, "datum.value")
    side = alt.Axis(
        domain=False,
        ticks=False,
        grid=False,
        labelLimit=_LETTER_OF_NAME * _LINE + 10,
        labelPadding=8,
        labelExpr=words,
        labelLineHeight=11,
    )
    scale = alt.Scale(paddingOuter=0.4) if is_narrow else alt.Scale()
    return alt.Y(field="line", type="nominal", sort=lines, title=None, axis=None if is_narrow else side, scale=scale)


def _layers(y: alt.Y, panel: int) -> list[alt.Chart]:
    axis = alt.Axis(
        values=_TICKS if panel >= _FEW else _FEW_TICKS, format=".0%", domain=False, ticks=False, orient="top"
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X(field="low", type="quantitative", title=None, scale=scale, axis=axis)
    judged, others = (alt.Chart().transform_filter(f"{sign}isValid(datum.low)") for sign in ("", "!"))
    told: dict[str, Any] = {"x": theme.x_at(panel + 8), "y": y, "text": alt.Text("told", type="nominal")}
    return [
        others.transform_calculate(low="0", high="1")
        .mark_rule(color=theme.GRID, strokeWidth=10)
        .encode(x=x, x2=alt.X2("high"), y=y),
        judged.mark_rule(color=theme.BLUE, strokeWidth=1, opacity=0.6).encode(x=x, x2=alt.X2("high"), y=y),
        judged.transform_flatten(["shares"])
        .mark_tick(color=theme.BLUE, thickness=1.5, size=9, opacity=1, fillOpacity=0.6)
        .encode(x=x.copy().field("shares"), y=y),
        judged.mark_point(color=theme.BLUE, filled=True, size=46, opacity=1).encode(x=x.copy().field("middle"), y=y),
        theme.half_rule(1 / 2, across=False),
        judged.mark_text(align="left", fontSize=10).encode(**told),
        others.mark_text(align="left", fontSize=10, color=theme.QUIET_INK).encode(**{**told, "x": theme.x_at(6)}),
    ]


def _line(form: Strip, row: Row) -> str:
    return f"{form.group.of(row)}  {form.name.of(row)}"


def _told(row: Row) -> str:
    return str(row["state"]) if row["low"] is None else span((row["low"], row["high"]), "%")


def _tell(form: Strip, rows: Rows) -> str:
    told = "; ".join(f"{_line(form, row)}: {_told(row)}" for row in rows)
    return f"Strips of {form.share}, least to greatest. {told}."
