"""Pictures that a chapter need not draw itself: one outcome over its named axis, in the words of its component."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import product
from typing import Final

from deterrence.chapter import Picture, Shown, banded, capital, in_every_structure
from deterrence.charts.description import Key, Measure, Row, Text
from deterrence.charts.intervals import READING, Intervals, intervals
from deterrence.component import Component
from deterrence.results import Label

_AXES: Final = (1, 2)
"""Named axes that it can show."""


def intervals_of(
    name: str,
    component: Component,
    outcome: str,
    title: str,
    measure: Measure,
    reading: str = "",
    at: Callable[[Shown], Mapping[str, Label]] | None = None,
    speaks_of: Callable[[Shown], str] = in_every_structure,
) -> Picture:
    """A figure of one outcome: a line for each label of its named axis; of two axes, a panel for each of the first.

    Args:
        name: Of the figure.
        component: Whose outcome it is: it has the words of the labels.
        outcome: Its name.
        title: What the figure shows.
        measure: Its axis of numbers.
        reading: What is said beside how to read the lines.
        at: Its year; the year shown, if it has years and nothing is said.
        speaks_of: Of what the figure speaks; `of_cell` where the outcome differs by structure.

    Raises:
        ValueError: The outcome has no named axis, or more than two.
    """
    (told,) = (one for one in component.outcomes if one.name == outcome)
    labels = {axis: component.labels[axis] for axis in told.axes if axis in component.labels}
    *panels, line = _keys(outcome, labels)
    text = Text(name, title, f"{READING} {reading}".strip(), f"no {measure.quantity}")
    group = panels[0] if panels else Key("of", "Measure")
    form = Intervals(text, measure, group, (line,), is_group_told=bool(panels))

    def rows(shown: Shown) -> tuple[list[Row]]:
        where = at(shown) if at else {"year": shown.year} if told.has_years else {}
        values = shown.results.values(outcome, shown.cell, **where)
        whole = {} if panels else {"of": capital(measure.quantity)}
        cells = zip(product(*labels.values()), values.reshape(len(values), -1).T, strict=True)
        return ([banded({**whole, **dict(zip(labels, names, strict=True))}, own) for names, own in cells],)

    return Picture(name, partial(intervals, form), rows, speaks_of, (outcome,))


def _keys(outcome: str, labels: Mapping[str, Mapping[str, str]]) -> list[Key]:
    if len(labels) not in _AXES:
        raise ValueError(f"{outcome} has {len(labels)} named axes, not one or two: write a figure of a form of charts/")
    return [
        Key(axis, capital(axis.replace("_", " ")), {label: capital(words) for label, words in along.items()})
        for axis, along in labels.items()
    ]
