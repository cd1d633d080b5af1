"""A map of shares over two lists of names: the darker, the greater the median; the spread in small below it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import THREE, Key, Measure, Measured, Row, Rows, Text, figured
from deterrence.charts.numbers import number
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, amount, runs, told

# Blues from light to dark; words turn white where the tile gets dark.
_STEPS: Final = [0.1, 0.25, 0.5, 0.75, 0.9]
_BLUES: Final = [theme.RAMP[at] for at in (0, 2, 4, 7, 8, 9)]
_DARK_FROM: Final = 0.5
_MOST_COLUMNS: Final = 9
_HEAD_LINE: Final = 14
_LETTER: Final = 7  # pixels of a letter of a head
_FEWEST: Final = 4  # letters of a line of a head
_OVER: Final = 4  # pixels by which a head may stand over its tile
_SMALL: Final = 9  # size of heads over tiles that hold no spread
_WIDE, _NARROW = 88, 40  # pixels of a tile that hold the spread in words, and as two numbers
_MIDDLE_LETTER, _SPREAD_LETTER = 6, 5  # pixels of a letter of the median, and of the spread


@dataclass(frozen=True)
class Tiles:
    """One figure of this form. Its rows have the two keys, and p05, p50 and p95 as shares."""

    text: Text
    quantity: str
    """What the shares are, as a sentence names it."""
    legend: str
    down: Key
    across: Key

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.down, self.across, *THREE)


def tiles(form: Tiles, rows: Rows) -> FigureResult:
    """The figure: one tile for each line and column.

    Raises:
        ValueError: A number is not finite, or there are more columns than fit.
    """
    if (columns := len(form.across.all_of(rows))) > _MOST_COLUMNS:
        head = form.across.head.lower()
        raise ValueError(f"figure {form.text.id}: {columns} columns: show at most {_MOST_COLUMNS} of {head}")
    measured = Measured((form.down, form.across), Measure(form.quantity), rows)
    return figured(form, rows, _draw, _tell, extreme_medians, measured)


def extreme_medians(form: Tiles, rows: Rows) -> Told:
    """The title: from the least median to the greatest."""
    return told(f"Median {form.quantity} ", runs(amount(row, "p50", "%") for row in rows))


def _draw(form: Tiles, rows: Rows, width: int) -> Chart:
    columns = len(form.across.all_of(rows))
    names = 170 if width >= theme.WIDTH else width // 4
    tile = (width - names - 20) // columns
    sized = theme.layered(
        *_layers(form, rows, tile, names), width=alt.Step(tile), height=alt.Step(38 if width >= theme.WIDTH else 60)
    )
    return theme.finish(sized, rows=[{**row, **_words(row, tile)} for row in rows])


def _layers(form: Tiles, rows: Rows, tile: int, names: int) -> list[alt.Chart]:
    across = form.across.all_of(rows)
    is_small = tile < _NARROW
    letters = max(_FEWEST, tile // _LETTER)
    lines_of = {str(name): wrap(str(name), letters, break_long_words=False) for name in across}
    heads = f"{json.dumps(lines_of)}[datum.label]"
    up = _HEAD_LINE * (max(map(len, lines_of.values())) - 1)
    above: dict[str, Any] = {
        "orient": "top",
        "labelAngle": 0,
        "labelLimit": tile + _OVER,
        "domain": False,
        "ticks": False,
    }
    if is_small:
        above["labelFontSize"] = _SMALL
    head = alt.Axis(labelExpr=heads, labelFontWeight=600, labelPadding=up + 4, **above)
    x = alt.X(field=form.across.name, type="nominal", sort=across, title=None, axis=head)
    lines: dict[str, Any] = {} if names >= 170 else {"labelExpr": "split(datum.label, ' ')"}
    side = alt.Axis(domain=False, ticks=False, labelLimit=names, labelPadding=6, **lines)
    y = alt.Y(field=form.down.name, type="nominal", sort=form.down.all_of(rows), title=None, axis=side)
    scale = alt.Scale(type="threshold", domain=_STEPS, range=_BLUES)
    legend = alt.Legend(orient="bottom", format=".0%", gradientLength=240, gradientThickness=12, titleOrient="left")
    fill = alt.Fill("p50", type="quantitative", title=form.legend, scale=scale, legend=legend)
    base = alt.Chart().encode(x=x, y=y)
    ink = theme.either(f"datum.p50 >= {_DARK_FROM}", theme.PAPER, theme.INK)
    return [
        base.mark_rect(stroke=theme.PAPER, strokeWidth=2).encode(fill=fill, tooltip=_tooltip(form)),
        base.mark_text(dy=-6, fontWeight=600).encode(text=alt.Text("middle:N"), color=ink),
        base.mark_text(dy=9, fontSize=10).encode(text=alt.Text("spread:N"), color=ink),
    ]


def _tooltip(form: Tiles) -> list[alt.Tooltip]:
    names = [alt.Tooltip(key.name, type="nominal", title=key.head) for key in form.columns[:2]]
    return names + [alt.Tooltip(key.name, type="quantitative", title=key.head, format=".0%") for key in THREE]


def _words(row: Row, tile: int) -> dict[str, str | list[str]]:
    """Median and spread as they fit into a tile."""
    middle, low, high = (number(row[end], ".0%") for end in ("p50", "p05", "p95"))
    if len(middle) * _MIDDLE_LETTER > tile:
        middle = _signed(middle)
    if low == high or tile < _NARROW:
        return {"middle": middle, "spread": ""}
    if tile >= _WIDE:
        return {"middle": middle, "spread": f"{low} to {high}"}
    spread = f"{low[:-1]}-{high[:-1]}"
    in_two = len(spread) * _SPREAD_LETTER > tile
    return {"middle": middle, "spread": [f"{_signed(low[:-1])} to", _signed(high[:-1])] if in_two else spread}


def _signed(said: str) -> str:
    return said.replace("over ", ">").replace("under ", "<")


def _tell(form: Tiles, rows: Rows) -> str:
    phrases = []
    for column, shown in form.across.groups(rows).items():
        told = ", ".join(f"{row[form.down.name]} {number(row['p50'], '.0%')}" for row in shown)
        phrases.append(f"{column}: {told}")
    heads = f"{form.down.head.lower()} and {form.across.head.lower()}"
    return f"Map of median {form.quantity} by {heads}. {'; '.join(phrases)}."
