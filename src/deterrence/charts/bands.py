"""Median lines with the band that holds nine tenths of the futures, over years, days or counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Literal

import altair as alt

from deterrence.charts import ends, rules, theme
from deterrence.charts.description import FIVE, Key, Measure, Measured, Row, Rows, Text, complete, with_words
from deterrence.charts.numbers import listed, short
from deterrence.charts.panels import Panels, by_panel
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, amount, in_list, joined, told
from deterrence.charts.told import ends as span_of

READING: Final = "Line: median of the futures; band: the middle 90% of them."
NO_PROBABILITY: Final = "The spread is that of the inputs, not a probability."
_YEAR: Final = Key("year", "Year")
_ONE: Final = Panels()
_FEW_PANELS: Final = 2
"""Panels that a title names one by one."""
_FEW_LINES: Final = 8  # up to which the alternative text tells the spread too


@dataclass(frozen=True)
class Along:
    """The horizontal axis: whole numbers in the order of the rows."""

    key: Key = _YEAR
    title: str | None = None
    moment: str = "in {}"
    """How a sentence says when or where."""
    has_own_axes: bool = False
    """Each panel ends where its own rows do."""


_BY_YEAR: Final = Along()


@dataclass(frozen=True)
class Line:
    """One of several lines in a panel."""

    words: str
    colour: str
    dash: tuple[int, int] = theme.SOLID
    has_bands: bool = True


@dataclass(frozen=True)
class Series:
    """The column that tells the lines of a panel apart, with the look of each label in the order of the legend."""

    name: str
    head: str
    lines: Mapping[str, Line]

    @property
    def key(self) -> Key:
        """The column with its words."""
        return Key(self.name, self.head, {label: line.words for label, line in self.lines.items()})

    def shown(self, figure: str, rows: Rows) -> dict[str, Line]:
        """The lines that the rows have.

        Raises:
            ValueError: A row of a line that has no look.
        """
        labels = {row[self.name] for row in rows}
        if unknown := sorted(labels - set(self.lines)):
            raise ValueError(f"figure {figure}: {self.name} is {unknown[0]}: write one of {', '.join(self.lines)}")
        return {label: line for label, line in self.lines.items() if label in labels}


@dataclass(frozen=True)
class Bands:
    """One figure of this form. Its rows have the keys of panels, series and axis, and p05 to p95."""

    text: Text
    measure: Measure
    panels: Panels = _ONE
    series: Series | None = None
    along: Along = _BY_YEAR
    height: int = 170
    steps: Literal["linear", "step", "step-after"] = "linear"
    enough: float | None = None
    """Where a dashed rule stands."""
    ends: Literal["", "number", "words"] = ""
    """What stands at the end of each line: nothing, the median, or the line's words in place of a legend."""
    tell: Callable[[Rows], str] | None = None
    """The alternative text, where the medians at both ends do not tell the finding."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (*self.panels.keys, *((self.series.key,) if self.series else ()), self.along.key, *FIVE)


def bands(form: Bands, rows: Rows, top: float | None = None, upright: Rows = ()) -> FigureResult:
    """The figure.

    Args:
        form: Its description.
        rows: One for each panel, line and step of the axis; the order of first appearance is kept.
        top: End of the axis of numbers, to keep it fixed while inputs move.
        upright: Labelled rules (`rules.placed`).

    Raises:
        ValueError: A number is not finite, or a line has no look.
    """
    draw = partial(_draw, form, rows, top, upright)
    tell, finding = form.tell or partial(_tell, form), partial(last_medians, form)
    keys = (*form.panels.keys, *((form.series.key,) if form.series else ()), form.along.key)
    measured = Measured(keys, form.measure, rows, again=partial(_again, form))
    return complete(form.text, form.columns, rows, draw, tell, finding, upright, measured)


def _again(form: Bands, text: Text, measure: Measure, state: Key, rows: Rows) -> FigureResult:
    """The same lines of differences, a line of panels for each `state`; the rule stands where there is none."""
    panels = Panels((state, *form.panels.keys[:1]), form.panels.keys[0].name if form.panels.keys else "")
    less = replace(form, text=text, measure=measure, panels=panels, enough=None, ends="", tell=None)
    return bands(replace(less, enough=0, tell=partial(_tell, less)), rows)


def last_medians(form: Bands, rows: Rows) -> Told:
    """The title: medians at the last step, by line; without lines, from the least panel to the greatest."""
    step = max(row[form.along.key.name] for row in rows)
    last = [row for row in rows if row[form.along.key.name] == step]
    opening = f"Median {form.measure.quantity} {form.along.moment.format(step)}"
    if form.series:
        lines = form.series.shown(form.text.id, last)
        own = {label: [row for row in last if row[form.series.name] == label] for label in lines}
        return told(
            f"{opening}: ", joined(told(f"{lines[label].words} ", _of_panels(form, own[label])) for label in own)
        )
    extremes = [pick(last, key=lambda row: float(row["p50"])) for pick in (min, max)]
    if len(last) > 1:
        return told(f"{opening} runs from ", joined((_with_panel(form, row) for row in extremes), " to "))
    return told(f"{opening} is ", amount(extremes[0], "p50", form.measure.format))


def _with_panel(form: Bands, row: Row) -> Told:
    return told(amount(row, "p50", form.measure.format), f" ({', '.join(form.panels.of(row))})")


def _of_panels(form: Bands, rows: Rows) -> Told:
    """Medians of one line, each with its panel where there are few; else from the least to the greatest."""
    if 1 < len(rows) <= _FEW_PANELS:
        return in_list(_with_panel(form, row) for row in rows)
    return span_of(amount(row, "p50", form.measure.format) for row in rows)


def _draw(form: Bands, rows: Rows, top: float | None, upright: Rows, width: int) -> Chart:
    parts, told = [], []
    for own in form.panels.sharing(rows):
        domain = form.measure.domain(min(row["p05"] for row in own), max(row["p95"] for row in own), top)
        parts.append(_part(form, own, domain, upright, width, is_clipped=top is not None))
        if form.ends:
            told += ends.placed(own, form.panels, form.along.key.name, _told_at_end(form), domain, form.height)
    chart = form.panels.stacked(parts, rows)
    return theme.finish(chart, rows=[*rows, *upright, *told])


def _part(form: Bands, rows: Rows, domain: tuple[float, float], upright: Rows, width: int, is_clipped: bool) -> Chart:
    """The panels that share an axis of numbers."""
    x = _horizontal(form.along, rows)
    scale = alt.Scale(domain=list(domain), nice=False)
    y = alt.Y(field="p50", type="quantitative", title=form.measure.title, scale=scale, axis=form.measure.axis())
    enough = [] if form.enough is None else [theme.half_rule(form.enough, across=True)]
    drawn = _lines(form, rows, x, y, width, is_clipped)
    told = [ends.layer(x, y, _colours(form, rows))] if form.ends else []
    panel = form.panels.width(rows, width) - ends.ROOM[form.ends]
    layered = theme.layered(
        *rules.layers(upright, x), *drawn[:-1], *enough, drawn[-1], *told, width=panel, height=form.height
    )
    arranged = form.panels.arrange(layered, rows, width, form.along.has_own_axes)
    return with_words(arranged, form.series.key) if form.series else arranged


def _told_at_end(form: Bands) -> Callable[[Row], str]:
    """What stands at the end of a line."""
    series = form.series

    def told(row: Row) -> str:
        if form.ends == "words" and series:
            return series.lines[row[series.name]].words
        return short(row["p50"], form.measure.format)

    return told


def _colours(form: Bands, rows: Rows) -> Any:
    """The colour of each line."""
    if form.series is None:
        return alt.ColorValue(theme.BLUE)
    shown = form.series.shown(form.text.id, rows)
    scale = alt.Scale(domain=[line.words for line in shown.values()], range=[line.colour for line in shown.values()])
    colour = alt.Color(field=form.series.key.field, type="nominal", scale=scale)
    return colour.legend(None) if form.ends == "words" else colour


def _horizontal(along: Along, rows: Rows) -> alt.X:
    steps = sorted({row[along.key.name] for row in rows})
    scale = alt.Scale(domain=[steps[0], steps[-1]], nice=False)
    axis = alt.Axis(format="d", tickCount=6, grid=False)
    if along.has_own_axes:
        scale = alt.Scale(zero=True, nice=False, padding=6)
    elif along.key.name == "year":
        years = [year for year in steps if year % 5 == 0]
        axis = alt.Axis(format="d", values=years, grid=False, labelOverlap="greedy", labelSeparation=6)
    return alt.X(field=along.key.name, type="quantitative", title=along.title, scale=scale, axis=axis)


def _lines(form: Bands, rows: Rows, x: alt.X, y: alt.Y, width: int, is_clipped: bool) -> list[alt.Chart]:
    """The bands, and the lines over them."""
    mark: dict[str, Any] = {"interpolate": form.steps, "clip": is_clipped}
    base = alt.Chart().transform_filter("isValid(datum.p50)") if form.ends else alt.Chart()
    looks: dict[str, Any]
    line: dict[str, Any]
    if form.series is None:
        looks, line, banded = {"color": alt.ColorValue(theme.BLUE)}, {"color": alt.ColorValue(theme.BLUE)}, base
    else:
        colour, dash = _looks(form.series, form.series.shown(form.text.id, rows), width)
        colour = colour.legend(None) if form.ends == "words" else colour
        looks, line = {"color": colour}, {"color": colour, "strokeDash": dash}
        bare = [label for label, own in form.series.lines.items() if not own.has_bands]
        banded = base.transform_filter(f"indexof({bare}, datum.{form.series.name}) < 0") if bare else base
    area = banded.mark_area(opacity=0.18, **mark).encode(x=x, y=y.copy().field("p05"), y2=alt.Y2("p95"), **looks)
    return [area, base.mark_line(strokeWidth=2, **mark).encode(x=x, y=y, **line)]


def _looks(series: Series, shown: Mapping[str, Line], width: int) -> tuple[alt.Color, alt.StrokeDash]:
    words = [line.words for line in shown.values()]
    legend = theme.legend(None, words, width, symbolType="stroke", symbolSize=500)
    colours = alt.Scale(domain=words, range=[line.colour for line in shown.values()])
    dashes = alt.Scale(domain=words, range=[list(line.dash) for line in shown.values()])
    field = series.key.field
    return alt.Color(field, type="nominal", scale=colours, legend=legend), alt.StrokeDash(
        field, type="nominal", scale=dashes
    )


def _tell(form: Bands, rows: Rows) -> str:
    """The alternative text: what is drawn, and the medians at both ends of the axis."""
    along = form.along
    both = list(dict.fromkeys(end(row[along.key.name] for row in rows) for end in (min, max)))
    moments = listed(along.moment.format(end) for end in both)
    apart = [*form.panels.keys, *((form.series.key,) if form.series else ())]
    each = f", for each {listed(key.head.lower() for key in apart)}" if apart else ""
    lines = {(*form.panels.of(row), row[form.series.name] if form.series else "") for row in rows}
    has_spread = len(lines) <= _FEW_LINES
    spread = f", and the middle 90% of futures {along.moment.format(both[-1])}" if has_spread else ""
    panels = [
        f"{': ' if panel else ''}".join([*([", ".join(panel)] if panel else []), _told(form, own, both, has_spread)])
        for panel, own in by_panel(rows, form.panels).items()
    ]
    enough = "" if form.enough is None else f"; {form.enough:g} is just enough"
    kind = "Line" if form.steps == "linear" else "Step"
    return (
        f"{kind} chart{'s' if form.panels.keys else ''}: {form.measure.quantity}, by {along.key.head.lower()}{each}, "
        f"with bands over futures{enough}. Medians {moments}{spread}: {'; '.join(panels)}."
    )


def _told(form: Bands, rows: list[Row], both: list[int], has_spread: bool) -> str:
    """The lines of one panel."""
    shown = form.series.shown(form.text.id, rows) if form.series else {"": Line("", theme.BLUE)}
    told = []
    for label, line in shown.items():
        own = {row[form.along.key.name]: row for row in rows if not form.series or row[form.series.name] == label}
        medians = listed(form.measure.words(own[end]["p50"]) for end in both if end in own)
        last = own.get(both[-1])
        spread = ""
        if has_spread and line.has_bands and last:
            spread = f" ({form.measure.words(last['p05'])} to {form.measure.words(last['p95'])})"
        told.append(f"{line.words} {medians}{spread}".strip())
    return ", ".join(told)
