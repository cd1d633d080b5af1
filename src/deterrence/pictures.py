"""Pictures that a chapter need not draw itself: one outcome over its named axis, in the words of its component."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Final

from deterrence.chapter import Picture, Shown, banded, capital, in_every_structure, of_cell
from deterrence.charts.description import Key, Measure, Row, Text
from deterrence.charts.intervals import READING, Intervals, extreme_medians, intervals
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
    *,
    by_structure: bool = False,
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
        by_structure: Whether the outcome differs by structure: its figure then speaks of one.

    Raises:
        ValueError: The component has no such outcome, or it has no named axis, or more than two.
    """
    outcomes = {one.name: one for one in component.outcomes}
    if outcome not in outcomes:
        raise ValueError(f"figure {name}: {component.where} has no outcome {outcome}: write {' or '.join(outcomes)}")
    told = outcomes[outcome]
    labels = {axis: component.labels[axis] for axis in told.axes if axis in component.labels}
    text = Text(name, title, f"{READING} {reading}".strip(), f"no {measure.quantity}")
    said, drawn = _keys(outcome, labels, str), _keys(outcome, labels, capital)  # within the title, and before a line
    finding = partial(extreme_medians, _form(text, measure, said))
    form = _form(replace(text, finding=finding), measure, drawn)

    def place(shown: Shown) -> Mapping[str, Label]:
        return at(shown) if at else {"year": shown.year} if told.has_years else {}

    def rows(shown: Shown) -> tuple[list[Row]]:
        values = shown.results.values(outcome, shown.cell, **place(shown))
        whole = {} if len(labels) > 1 else {"of": capital(measure.quantity)}
        cells = zip(product(*labels.values()), values.reshape(len(values), -1).T, strict=True)
        return ([banded({**whole, **dict(zip(labels, names, strict=True))}, own) for names, own in cells],)

    def speaks_of(shown: Shown) -> str:
        said = of_cell(shown) if by_structure else in_every_structure(shown)
        year = place(shown).get("year")
        return said if year is None else f"{said} In {year}."

    return Picture(name, partial(intervals, form), rows, speaks_of, (outcome,))


def _form(text: Text, measure: Measure, keys: Sequence[Key]) -> Intervals:
    *panels, line = keys
    return Intervals(text, measure, panels[0] if panels else Key("of", "Measure"), (line,), is_group_told=bool(panels))


def _keys(outcome: str, labels: Mapping[str, Mapping[str, str]], begun: Callable[[str], str]) -> list[Key]:
    if len(labels) not in _AXES:
        raise ValueError(f"{outcome} has {len(labels)} named axes, not one or two: write a figure of a form of charts/")
    return [
        Key(axis, capital(axis.replace("_", " ")), {label: begun(words) for label, words in along.items()})
        for axis, along in labels.items()
    ]
