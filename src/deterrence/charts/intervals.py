"""One line for each name: the middle nine tenths as a rule, the middle half as a bar, the median as a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from deterrence.axes import inside_sentence
from deterrence.charts import theme
from deterrence.charts.description import FIVE, Key, Measure, Measured, Row, Rows, Text, figured, with_words
from deterrence.charts.numbers import listed, span
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Parts, Told, amount, joined, told, words

READING: Final = "Dot: median of the futures; thick bar: the middle 50% of them; thin bar: the middle 90%."
_NAMES: Final = 210
_LETTER, _MOST_NAMES, _BEHIND = 6, 270, 8  # width of a letter, most room for names, space behind them
_NUMBER: Final = 70
_NUMBER_WITH_WORDS: Final = 114
_FEW, _WIDE_STEP, _STEP = 6, 19, 13  # names up to which they stand wide apart; the figure must fit a page
_STEP_ABOVE: Final = 32  # room for a name that stands above its line
_NARROW: Final = 480


@dataclass(frozen=True)
class Intervals:
    """One figure of this form. Its rows have the keys of group and names, p05 to p95, and what is told at the right."""

    text: Text
    measure: Measure
    group: Key
    names: tuple[Key, ...]
    """Together they name a line."""
    between: str = ", "
    told: Key = FIVE[2]
    """The number at the right of each line, in the format of the measure."""
    told_words: str = ""
    """What follows that share."""
    half: float | None = None
    """Where a dashed rule stands."""
    is_group_told: bool = True
    """Whether the title names the group beside the line; not where the group is what is measured."""
    has_own_axes: bool = False
    """Whether each group has its own axis of numbers."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.group, *self.names, *FIVE, *(() if self.told in FIVE else (self.told,)))

    def name(self, row: Row) -> str:
        """The name of a line."""
        return self.between.join(str(key.of(row)) for key in self.names)


def intervals(form: Intervals, rows: Rows) -> FigureResult:
    """The figure: a panel for each group, a line for each name.

    Raises:
        ValueError: A number is not finite.
    """
    measured = Measured((form.group, *form.names), form.measure, rows)
    return figured(form, rows, _draw, _tell, extreme_medians, measured)


def extreme_medians(form: Intervals, rows: Rows) -> Told:
    """The title: from the least median to the greatest."""
    return told(f"Median {form.measure.quantity} runs from ", _extremes(form, rows, with_group=form.is_group_told))


def _extremes(form: Intervals, rows: Rows, with_group: bool) -> Parts:
    ends = [end(rows, key=lambda row: float(row["p50"])) for end in (min, max)]
    group = [f"{form.group.of(row)}, " if with_group else "" for row in ends]
    return joined(
        (
            told(amount(row, "p50", form.measure.short), f" ({group[at]}{form.name(row)})")
            for at, row in enumerate(ends)
        ),
        " to ",
    )


def _draw(form: Intervals, rows: Rows, width: int) -> Chart:
    named = [{**row, "name": form.name(row)} for row in rows]
    names = list(dict.fromkeys(row["name"] for row in named))
    is_narrow = width < _NARROW
    numbers = _NUMBER_WITH_WORDS if form.told_words or form.measure.beyond else _NUMBER
    room = _room(names)
    panel = width - numbers - (20 if is_narrow else room)
    step = _STEP_ABOVE if is_narrow else _WIDE_STEP if len(names) <= _FEW else _STEP
    scale: Any = alt.Undefined
    if not form.has_own_axes:
        scale = form.measure.scale(min(row["p05"] for row in rows), max(row["p95"] for row in rows))
    x = alt.X(
        field="p50", type="quantitative", title=form.measure.title, scale=scale, axis=form.measure.axis(grid=True)
    )
    layers = _layers(form, x, _lines(names, is_narrow, room), panel)
    if is_narrow:
        words = alt.Text("name", type="nominal")
        above = alt.Chart().mark_text(align="left", dy=-11, limit=width - 20)
        layers.append(above.encode(x=theme.x_at(0), y=_lines(names, is_narrow, room), text=words))
    layered = theme.layered(*layers, width=panel, height=alt.Step(step))
    head = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=2)
    row = alt.Row(form.group.field, type="nominal", sort=form.group.all_of(rows), title=None, header=head)
    faceted = layered.facet(row=row, spacing=12)
    if form.has_own_axes:
        faceted = faceted.resolve_scale(x="independent", y="independent")
    return theme.finish(with_words(faceted, form.group), rows=named)


def _room(names: list[str]) -> int:
    """Room for the longest name, and for the space behind it."""
    longest = max((len(name) for name in names), default=0)
    return int(min(max(longest * _LETTER, _NAMES), _MOST_NAMES)) + _BEHIND


def _lines(names: list[str], is_narrow: bool, room: int) -> alt.Y:
    """The vertical axis: one name a line, with the same room for names in every panel."""
    limit = room - _BEHIND
    axis = alt.Axis(domain=False, ticks=False, labelLimit=limit, minExtent=room, labelPadding=_BEHIND)
    return alt.Y(field="name", type="nominal", sort=names, title=None, axis=None if is_narrow else axis)


def _layers(form: Intervals, x: alt.X, y: alt.Y, panel: int) -> list[alt.Chart]:
    base = alt.Chart()
    share = f"datum.{form.told.name}"
    words = f"({share} > 0 && {share} < 0.005 ? 'under 1%' : format({share}, '.0%')) + ' {form.told_words}'"
    if not form.measure.format.endswith("%"):
        words = f"format({share}, '{form.measure.format}') + ' {form.told_words}'"
    if form.measure.beyond:
        from_here, said = form.measure.beyond
        words = f"{share} >= {from_here} ? '{said}' : ({words})"
    if form.measure.format.startswith("+"):
        words = f"replace({words}, /^[^0-9](0([.]0*)?) *$/, '$1')"  # none has no sign
    told = base.transform_calculate(words=f"trim({words})").mark_text(align="left")
    return [
        base.mark_rule(color=theme.BLUE, strokeWidth=1.6).encode(y=y, x=x.copy().field("p05"), x2=alt.X2("p95")),
        *([] if form.half is None else [theme.half_rule(form.half, across=False)]),
        base.mark_bar(color=theme.BLUE, height=7, opacity=0.55).encode(y=y, x=x.copy().field("p25"), x2=alt.X2("p75")),
        base.mark_point(color=theme.INK, fill=theme.PAPER, opacity=1, size=36, strokeWidth=1.6).encode(y=y, x=x),
        told.encode(y=y, x=theme.x_at(panel + 8), text=alt.Text("words", type="nominal")),
    ]


def _tell(form: Intervals, rows: Rows) -> str:
    """The alternative text: every line where there are few in a group, else the span of each group."""
    phrases = [
        f"{group}: {_each(form, own) if len(own) <= _FEW else _spans(form, own)}"
        for group, own in form.group.groups(rows).items()
    ]
    by = listed(inside_sentence(key.head) for key in (form.group, *form.names))
    return (
        f"Interval plot: {form.measure.quantity}, by {by}; medians and the middle 90% of futures. {'. '.join(phrases)}."
    )


def _each(form: Intervals, rows: Rows) -> str:
    words = form.measure.words
    told = []
    for row in rows:
        beside = "" if form.told in FIVE else f", {words(row[form.told.name])} {form.told_words}"
        told.append(f"{form.name(row)} {words(row['p50'])} ({words(row['p05'])} to {words(row['p95'])}){beside}")
    return "; ".join(told)


def _spans(form: Intervals, rows: Rows) -> str:
    beside = ""
    if form.told not in FIVE:
        beside = f"; {form.told.head.lower()}: {span((row[form.told.name] for row in rows), form.measure.format)}"
    return f"medians from {words(_extremes(form, rows, with_group=False))}{beside}"
