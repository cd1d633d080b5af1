"""What a description says to any form: its columns, its words, its axis of numbers; and how a figure is completed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

import altair as alt

from deterrence.charts import theme
from deterrence.charts.numbers import number, short
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, told, words

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Sequence[Row]


@dataclass(frozen=True)
class Text:
    """The words of one figure."""

    id: str
    title: str
    """What the figure shows; stands where the rows say nothing, or no finding is asked for."""
    reading: str
    nothing: str
    """Why there is nothing to draw, when there are no rows."""
    finding: Callable[[Rows], Told] | None = None
    """The title that the rows allow, in place of that of the form; nothing where they allow none."""


@dataclass(frozen=True)
class Key:
    """A column of the rows: its head in the table, and the words for its labels where they are not words yet."""

    name: str
    head: str
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def field(self) -> str:
        """The field of the chart that holds the words."""
        return f"{self.name}_words" if self.words else self.name

    def of(self, row: Row) -> Any:
        """What a row says here, in words."""
        value = row[self.name]
        return self.words.get(value, value) if self.words else value

    def all_of(self, rows: Rows) -> list[Any]:
        """The distinct words of this column in the order in which they first appear."""
        return list(dict.fromkeys(self.of(row) for row in rows))

    def groups(self, rows: Rows) -> dict[Any, list[Row]]:
        """The rows of each of these words."""
        return {words: [row for row in rows if self.of(row) == words] for words in self.all_of(rows)}


FIVE = (Key("p05", "5%"), Key("p25", "25%"), Key("p50", "Median"), Key("p75", "75%"), Key("p95", "95%"))
"""The quantiles over the futures."""
THREE = (FIVE[0], FIVE[2], FIVE[4])
"""The middle 90% and the median."""


@dataclass(frozen=True)
class Measure:
    """The axis of numbers. It begins at 0, or at the least number below, and ends at `end` or a multiple of `step`."""

    quantity: str
    """What is measured, as a sentence names it."""
    title: str | None = None
    format: str = ".0%"
    end: float | None = 1.0
    step: float = 1
    ticks: int | tuple[float, ...] = (0, 0.25, 0.5, 0.75, 1)
    beyond: tuple[float, str] | None = None
    """The number from which on no number is known, and what is said in its place, as `after day 90`."""

    def words(self, value: float) -> str:
        """A number in words."""
        return self._beyond(value) or number(value, self.format)

    def short(self, value: float) -> str:
        """A number in a title, in at most two digits."""
        return self._beyond(value) or short(value, self.format)

    def _beyond(self, value: float) -> str:
        return self.beyond[1] if self.beyond and value >= self.beyond[0] else ""

    def domain(self, least: float, most: float, top: float | None = None) -> tuple[float, float]:
        """Where an axis begins and ends that holds the numbers; `top` fixes its end."""
        end = top or self.end or round_up(most, self.step)
        return (0 if least >= 0 else least if self.end else -round_up(-least, self.step)), end

    def scale(self, least: float, most: float) -> alt.Scale:
        """The scale that holds the numbers."""
        return alt.Scale(domain=list(self.domain(least, most)), nice=False)

    def axis(self, **more: Any) -> alt.Axis:
        """The axis without a line of its own."""
        ticks = {"tickCount": self.ticks} if isinstance(self.ticks, int) else {"values": list(self.ticks)}
        form = {"format": self.format} if self.format.endswith("%") else {}
        return alt.Axis(**{"domain": False, "ticks": False, **ticks, **form, **more})


def round_up(value: float, step: float) -> float:
    """A fixed end of an axis: the least multiple of `step`, itself or more, that is not below `value`."""
    return round(max(1, math.ceil(value / step)) * step, 9)


def with_words(chart: Chart, *keys: Key | None) -> Chart:
    """The chart with the words of each key beside its labels, so that a page may put rows with labels in."""
    for key in keys:
        if key is not None and key.words:
            words = f"{json.dumps(dict(key.words))}[datum.{key.name}] || datum.{key.name}"
            chart = chart.transform_calculate(**{key.field: words})
    return chart


def require_finite(figure: str, rows: Rows) -> None:
    """Refuse infinities and NaN: a chart would drop them silently."""
    for index, row in enumerate(rows):
        for key, value in row.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"figure {figure}, row {index}: {key} is {value}: leave the row out or use None")


def complete(
    text: Text,
    columns: Sequence[Key],
    rows: Rows,
    draw: Callable[[int], Chart],
    tell: Callable[[Rows], str],
    finding: Callable[[Rows], Told] | None = None,
    beside: Rows = (),
) -> FigureResult:
    """The figure, or without rows one that says so.

    Args:
        text: Its words.
        columns: Of the table.
        rows: What is drawn, in the order of the table.
        draw: The chart within a width; asked only where there are rows.
        tell: What the words that replace the chart say behind its title; asked only where there are rows.
        finding: The title that the form makes of the rows.
        beside: Further rows that are drawn and stand in no table.

    Raises:
        ValueError: A number is not finite.
    """
    require_finite(text.id, [*rows, *beside])
    heads = tuple(key.head for key in columns)
    if not rows:
        nothing, said = partial(theme.no_data, text.nothing), f"No data: {text.nothing}."
        return FigureResult(text.id, text.title, nothing, said, text.reading, heads, ())
    finds = text.finding or finding
    parts = told((finds(rows) if finds else "") or text.title)
    title = words(parts)
    cells = tuple(tuple(key.of(row) for key in columns) for row in rows)
    return FigureResult(text.id, title, draw, f"{title}. {tell(rows)}", text.reading, heads, cells, parts)


def figured(
    form: Any,
    rows: Rows,
    draw: Callable[[Any, Rows, int], Chart],
    tell: Callable[[Any, Rows], str],
    finding: Callable[[Any, Rows], Told] | None = None,
) -> FigureResult:
    """As `complete`, for a form with `text` and `columns` that shows its rows and nothing else.

    Raises:
        ValueError: A number is not finite.
    """
    finds = partial(finding, form) if finding else None
    return complete(form.text, form.columns, rows, partial(draw, form, rows), partial(tell, form), finds)
