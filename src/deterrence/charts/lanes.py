"""Names down and a panel for each group: in each a lane for every choice, with its median, spread and models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Row, Rows, Text, figured, with_words
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, amount, ends, joined, told, words

_LANE: Final = 11
_NAMES: Final = 118
_NUMBER: Final = 52
_GAP: Final = 14
_LETTER: Final = 7  # pixels of a letter of a head
_LINE: Final = 18
"""Letters of a name that stand in one line."""
_SHAPES: Final = ("circle", "square", "diamond", "triangle-up")
_ENDS: Final = (
    Key("p05", "Least 5%"), Key("least", "Least median"), Key("p50", "Middle median"), Key("most", "Greatest median"),
    Key("p95", "Greatest 95%"),
)  # fmt: skip


@dataclass(frozen=True)
class Lanes:
    """One figure of this form.

    Its rows have the three keys, and over the rival models: `p05` the least and `p95` the greatest end of the futures,
    `least`, `p50` and `most` the least, middle and greatest median.
    """

    text: Text
    measure: Measure
    panel: Key
    name: Key
    lane: Key
    """At most four labels; each has a colour and a sign."""
    half: float | None = None
    """Where a dashed rule stands."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.panel, self.name, self.lane, *_ENDS)


def lanes(form: Lanes, rows: Rows) -> FigureResult:
    """The figure: names stand in the order of the rows.

    Raises:
        ValueError: A number is not finite, or there are more lanes than can be told apart.
    """
    if len({row[form.lane.name] for row in rows}) > len(_SHAPES):
        raise ValueError(f"figure {form.text.id}: more than {len(_SHAPES)} lanes: leave some out")
    measured = Measured((form.panel, form.name, form.lane), form.measure, rows)
    return figured(form, rows, _draw, _tell, by_panel, measured)


def medians(form: Lanes, rows: Rows) -> Told:
    """From the least median of some rows to the greatest, over the rival models: beside a row, and in a title."""
    return ends(amount(row, end, form.measure.format) for row in rows for end in ("least", "most"))


def by_panel(form: Lanes, rows: Rows) -> Told:
    """The title: the medians of each panel, from the least to the greatest."""
    return told(
        f"Median {form.measure.quantity}: ",
        joined(told(f"{panel} ", medians(form, found)) for panel, found in form.panel.groups(rows).items()),
    )


def _draw(form: Lanes, rows: Rows, width: int) -> Chart:
    panels, names, lanes = (key.all_of(rows) for key in (form.panel, form.name, form.lane))
    is_stacked = (width - _NAMES) // len(panels) < _NAMES
    beside = 1 if is_stacked else len(panels)
    panel = (width - _NAMES - 26) // beside - _NUMBER - _GAP
    sized = theme.layered(*_layers(form, rows, panel, width), width=panel, height=len(names) * (len(lanes) + 1) * _LANE)
    heads = theme.in_lines(panels, (panel + _NUMBER) // _LETTER, "datum.value")
    head = alt.Header(labelAnchor="start", labelPadding=4, labelOrient="top", labelExpr=heads)
    facet: dict[str, Any] = {"type": "nominal", "sort": panels, "title": None, "header": head}
    if is_stacked:
        faceted = sized.facet(row=alt.Row(form.panel.field, **facet), spacing=8)
    else:
        faceted = sized.facet(column=alt.Column(form.panel.field, **facet), spacing=_GAP)
    drawn = [{**row, "told": words(medians(form, [row]))} for row in rows]
    return theme.finish(with_words(faceted, form.panel, form.name, form.lane), rows=drawn)


def _layers(form: Lanes, rows: Rows, panel: int, width: int) -> list[alt.Chart]:
    names, lanes = form.name.all_of(rows), form.lane.all_of(rows)
    lines = theme.in_lines(names, _LINE)
    side = alt.Axis(domain=False, ticks=False, grid=False, labelPadding=6, labelLimit=_NAMES, labelExpr=lines)
    y = alt.Y(form.name.field, type="nominal", sort=names, title=None, axis=side, scale=alt.Scale(paddingInner=0.2))
    offset = alt.YOffset(form.lane.field, type="nominal", sort=lanes)
    scale = form.measure.scale(min(row["p05"] for row in rows), max(row["p95"] for row in rows))
    x = alt.X(field="p50", type="quantitative", title=None, scale=scale, axis=form.measure.axis(grid=True))
    legend = theme.legend(form.lane.head, lanes, width, symbolSize=60)
    colour = alt.Color(
        form.lane.field, type="nominal", scale=alt.Scale(domain=lanes, range=list(theme.COLOURS[: len(lanes)])),
        legend=legend,
    )  # fmt: skip
    shape = alt.Shape(
        form.lane.field, type="nominal", scale=alt.Scale(domain=lanes, range=list(_SHAPES[: len(lanes)])),
        legend=legend,
    )  # fmt: skip
    base = alt.Chart().encode(y=y, yOffset=offset)
    half = [] if form.half is None else [theme.half_rule(form.half, across=False)]
    return [
        base.mark_rule(strokeWidth=1.2, opacity=0.6).encode(x=x.copy().field("p05"), x2=alt.X2("p95"), color=colour),
        base.mark_bar(height=5, opacity=0.55).encode(x=x.copy().field("least"), x2=alt.X2("most"), color=colour),
        *half,
        base.mark_point(filled=True, size=38, opacity=1).encode(x=x, color=colour, shape=shape),
        base.mark_text(align="left", fontSize=10).encode(
            x=theme.x_at(panel + 5), text=alt.Text(field="told", type="nominal")
        ),
    ]


def _tell(form: Lanes, rows: Rows) -> str:
    phrases = [f"{panel}: {_names(form, own)}" for panel, own in form.panel.groups(rows).items()]
    lanes = ", ".join(map(str, form.lane.all_of(rows)))
    return f"Medians by {form.name.head.lower()}, in the order {lanes}. {'. '.join(phrases)}."


def _names(form: Lanes, rows: list[Row]) -> str:
    return "; ".join(
        f"{name} {', '.join(words(medians(form, [row])) for row in own)}"
        for name, own in form.name.groups(rows).items()
    )
