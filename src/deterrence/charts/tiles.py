"""A map of shares over two sets of names: the darker, the greater the median; the spread in small below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Row, Rows, Text, complete
from deterrence.charts.numbers import number, runs
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

# Blues from light to dark; words turn white where the tile gets dark.
_STEPS: Final = [0.1, 0.25, 0.5, 0.75, 0.9]
_BLUES: Final = [theme.RAMP[at] for at in (0, 2, 4, 7, 8, 9)]
_DARK_FROM: Final = 0.5
_MOST_COLUMNS: Final = 9
_WIDE, _NARROW = 88, 40  # pixels of a tile that hold the spread in words, and as two numbers
_SPREAD: Final = (Key("p05", "5%"), Key("p50", "Median"), Key("p95", "95%"))


@dataclass(frozen=True)
class Tiles:
    """One figure of this form. Its rows have the three keys, and p05, p50 and p95 as shares."""

    text: Text
    quantity: str
    """What the shares are, as a sentence names it."""
    legend: str
    down: Key
    groups: Key
    within: Key
    """Columns of a group; one alone is not named, as it says nothing that the title does not."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.down, self.groups, self.within, *_SPREAD)


def tiles(form: Tiles, rows: Rows) -> FigureResult:
    """The figure: the same lines for every pair of group and column.

    Raises:
        ValueError: A number is not finite, or there are more columns than fit.
    """
    pairs = _pairs(form, rows)
    if len(pairs) > _MOST_COLUMNS:
        what = f"pairs of {form.groups.head.lower()} and {form.within.head.lower()}"
        raise ValueError(f"figure {form.text.id}: {len(pairs)} columns: show at most {_MOST_COLUMNS} {what}")
    draw, tell, finding = partial(_draw, form, rows), partial(_tell, form), partial(extreme_medians, form)
    return complete(form.text, form.columns, rows, draw, tell, finding)


def extreme_medians(form: Tiles, rows: Rows) -> str:
    """The title: from the least median to the greatest."""
    return f"Median {form.quantity} {runs((row['p50'] for row in rows), '%')}"


def _pairs(form: Tiles, rows: Rows) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row[form.groups.name], row[form.within.name]) for row in rows))


def _draw(form: Tiles, rows: Rows, width: int) -> Chart:
    columns = len(_pairs(form, rows))
    names = 170 if width >= theme.WIDTH else width // 4
    tile = (width - names - 20) // columns
    layered = alt.layer(*_layers(form, rows, tile, names), data=alt.NamedData(name="rows"))
    # A name of two parts stands on two lines, so that the head of a single column fits.
    head = alt.Header(labelLimit=tile * columns, labelPadding=4, labelExpr="split(datum.label, ', ')")
    groups = form.groups.all_of(rows)
    column = alt.Column(form.groups.name, type="nominal", sort=groups, title=None, header=head)
    sized = layered.properties(width=alt.Step(tile), height=alt.Step(44 if width >= theme.WIDTH else 60))
    faceted = sized.facet(column=column, spacing=6).resolve_scale(x="independent")
    return theme.finish(faceted, rows=[{**row, **_words(row, tile)} for row in rows])


def _layers(form: Tiles, rows: Rows, tile: int, names: int) -> list[alt.Chart]:
    within = form.within.all_of(rows)
    above = alt.Axis(orient="top", labelAngle=0, labelLimit=tile, domain=False, ticks=False, labels=len(within) > 1)
    x = alt.X(field=form.within.name, type="nominal", sort=within, title=None, axis=above)
    lines: dict[str, Any] = {} if names >= 170 else {"labelExpr": "split(datum.label, ' ')"}
    side = alt.Axis(domain=False, ticks=False, labelLimit=names, labelPadding=6, **lines)
    y = alt.Y(field=form.down.name, type="nominal", sort=form.down.all_of(rows), title=None, axis=side)
    scale = alt.Scale(type="threshold", domain=_STEPS, range=_BLUES)
    legend = alt.Legend(orient="bottom", format=".0%", gradientLength=240, gradientThickness=12, titleOrient="left")
    fill = alt.Fill("p50", type="quantitative", title=form.legend, scale=scale, legend=legend)
    base = alt.Chart().encode(x=x, y=y)
    ink = alt.when(f"datum.p50 >= {_DARK_FROM}").then(alt.value(theme.PAPER)).otherwise(alt.value(theme.INK))
    return [
        base.mark_rect(stroke=theme.PAPER, strokeWidth=2).encode(fill=fill, tooltip=_tooltip(form)),
        base.mark_text(dy=-6, fontWeight=600).encode(text="middle:N", color=ink),
        base.mark_text(dy=9, fontSize=10).encode(text="spread:N", color=ink),
    ]


def _tooltip(form: Tiles) -> list[alt.Tooltip]:
    names = [alt.Tooltip(key.name, type="nominal", title=key.head) for key in form.columns[:3]]
    return names + [alt.Tooltip(key.name, type="quantitative", title=key.head, format=".0%") for key in _SPREAD]


def _words(row: Row, tile: int) -> dict[str, str]:
    """Median and spread as they fit into a tile."""
    low, high = (f"{row[end]:.0%}" for end in ("p05", "p95"))
    spread = f"{low} to {high}" if tile >= _WIDE else f"{low[:-1]}-{high[:-1]}"
    return {"middle": f"{row['p50']:.0%}", "spread": spread if low != high and tile >= _NARROW else ""}


def _tell(form: Tiles, rows: Rows) -> str:
    phrases = []
    for group, column in _pairs(form, rows):
        shown = [row for row in rows if (row[form.groups.name], row[form.within.name]) == (group, column)]
        told = ", ".join(f"{row[form.down.name]} {number(row['p50'], '.0%')}" for row in shown)
        phrases.append(f"{group}{f', {column}' if len(form.within.all_of(rows)) > 1 else ''}: {told}")
    return (
        f"Map of median {form.quantity} by {form.down.head.lower()} and {form.groups.head.lower()}. "
        f"{'; '.join(phrases)}."
    )
