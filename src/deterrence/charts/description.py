"""What a description says to any form: its columns, its words, its axis of numbers; and how a figure is completed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from deterrence.charts import theme
from deterrence.charts.measured import FIVE as FIVE
from deterrence.charts.measured import THREE as THREE
from deterrence.charts.measured import Key as Key
from deterrence.charts.measured import Measure as Measure
from deterrence.charts.measured import Measured as Measured
from deterrence.charts.measured import Row as Row
from deterrence.charts.measured import Rows as Rows
from deterrence.charts.measured import round_up as round_up
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, told, words


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
    measured: Measured | None = None,
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
        measured: What it measures, where all its numbers are of one unit.

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
    return FigureResult(text.id, title, draw, f"{title}. {tell(rows)}", text.reading, heads, cells, parts, measured)


def figured(
    form: Any,
    rows: Rows,
    draw: Callable[[Any, Rows, int], Chart],
    tell: Callable[[Any, Rows], str],
    finding: Callable[[Any, Rows], Told] | None = None,
    measured: Measured | None = None,
) -> FigureResult:
    """As `complete`, for a form with `text` and `columns` that shows its rows and nothing else.

    Raises:
        ValueError: A number is not finite.
    """
    finds = partial(finding, form) if finding else None
    drawn, words = partial(draw, form, rows), partial(tell, form)
    return complete(form.text, form.columns, rows, drawn, words, finds, measured=measured)
