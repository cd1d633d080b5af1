"""Outcomes of a run as labelled arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import islice
from math import prod
from typing import Any, TypeAlias

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.errors import InputError, Problem, refuse
from deterrence.numbers import result
from deterrence.results import bands
from deterrence.scenario.display import html_table
from deterrence.units import suggestion

Label: TypeAlias = str | int
Row: TypeAlias = dict[str, str | int | float]

FUTURE, YEAR, BAND = "future", "year", "band"
_HEADS = {"p05": "5%", "p25": "25%", "p50": "median", "p75": "75%", "p95": "95%"}
_MOST_ROWS = 24
_NOT_A_PROBABILITY = "Quantiles over futures drawn from stated ranges, not probabilities."


@dataclass(frozen=True, eq=False, repr=False)
class OutcomeArray:
    """One outcome of a run: values along named axes. Sets and structures are axes; they are never pooled.

    `selected` holds the labels of the axes that a selection took away.
    """

    name: str
    unit: str
    axes: tuple[str, ...]
    coordinates: Mapping[str, tuple[Label, ...]]
    values: AnyArray
    selected: Mapping[str, Label] = field(default_factory=dict)

    def select(self, **wanted: Label | Iterable[Label]) -> OutcomeArray:
        """The part at some labels: one label takes its axis away, a list of labels keeps it.

        Raises:
            InputError: Every axis and every label that does not exist; the nearest is named.
        """
        lists = {axis: _listed(labels) for axis, labels in wanted.items()}
        problems = label_problems(self.name, lists, self.axes, self.coordinates)
        refuse(problems)
        values = self.values
        for axis, labels in lists.items():
            places = [self.coordinates[axis].index(label) for label in labels]
            values = np.take(values, places, axis=self.axes.index(axis))
        single = {axis: lists[axis][0] for axis, labels in wanted.items() if _is_label(labels)}
        values = values.squeeze(tuple(self.axes.index(axis) for axis in single))
        left = tuple(axis for axis in self.axes if axis not in single)
        coordinates = {axis: tuple(lists.get(axis, self.coordinates[axis])) for axis in left}
        return replace(self, axes=left, coordinates=coordinates, values=values, selected={**self.selected, **single})

    def bands(self) -> OutcomeArray:
        """Quantiles over the futures, on a last axis `band`: p05, p25, p50 (the median), p75, p95.

        Raises:
            InputError: A selection has taken the futures away.
        """
        if FUTURE not in self.axes:
            fix = "take the bands of an array that still has its futures"
            raise InputError([Problem(f"outcome {self.name}", FUTURE, "no such axis", fix, has_value=False)])
        found = bands(np.moveaxis(self.values, self.axes.index(FUTURE), 0).astype(np.float64))
        left = tuple(axis for axis in self.axes if axis != FUTURE)
        coordinates = {axis: self.coordinates[axis] for axis in left} | {BAND: tuple(found)}
        values = np.stack(list(found.values()), axis=-1)
        return replace(self, axes=(*left, BAND), coordinates=coordinates, values=values)

    def rows(self) -> Iterator[Row]:
        """One row for each combination of labels, years last; bands are columns, any other value is one column."""
        keys = [axis for axis in self.axes if axis not in (BAND, YEAR)] + [YEAR] * (YEAR in self.axes)
        columns = [str(label) for label in self.coordinates.get(BAND, (self.name,))]
        order = [*keys, BAND] if BAND in self.axes else keys
        ordered = self.values.transpose([self.axes.index(axis) for axis in order])
        for place in np.ndindex(*ordered.shape[: len(keys)]):
            labels = {axis: self.coordinates[axis][i] for axis, i in zip(keys, place, strict=True)}
            yield {**labels, **dict(zip(columns, np.atleast_1d(ordered[place]).tolist(), strict=True))}

    def to_pandas(self) -> Any:
        """A pandas DataFrame in long form: a column for each axis and one for the values.

        Raises:
            ImportError: pandas is not installed.
        """
        grid = np.meshgrid(*(np.asarray(self.coordinates[axis]) for axis in self.axes), indexing="ij")
        labels = {axis: column.reshape(-1) for axis, column in zip(self.axes, grid, strict=True)}
        return _library("pandas").DataFrame({**labels, self.name: self.values.reshape(-1)})

    def to_xarray(self) -> Any:
        """An xarray DataArray with the same axes and labels.

        Raises:
            ImportError: xarray is not installed.
        """
        labels = {axis: list(labels) for axis, labels in self.coordinates.items()}
        return _library("xarray").DataArray(
            self.values, dims=self.axes, coords={**labels, **self.selected}, name=self.name, attrs={"unit": self.unit}
        )

    def text(self) -> str:
        """The bands, or the values where no futures are left, as lines of text: a paragraph for each set of labels."""
        shown = self._shown()
        lines: list[str] = []
        last: list[str] | None = None
        for row in shown.rows():
            labels = [str(row[axis]) for axis in row if axis in shown.axes and axis != YEAR]
            cells = {column: cell for column, cell in row.items() if column not in shown.axes}
            if labels != last:
                gap = [""] if lines else []
                heads = "".join(f"{_HEADS.get(column, column):>10}" for column in cells)
                lines += [*gap, " · ".join(labels), f"{'year' if YEAR in row else '':<6}{heads}"]
                last = labels
            told = (result(float(cell), self.unit) for cell in cells.values())
            lines.append(f"{row.get(YEAR, ''):<6}" + "".join(f"{cell:>10}" for cell in told))
        return "\n".join(lines)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{axis} {len(labels)}" for axis, labels in self.coordinates.items())
        return f"OutcomeArray({self.name} in {self.unit}{self._selected_text()}: {sizes or self.values.item()})"

    def _repr_html_(self) -> str:
        shown = self._shown()
        count = prod(len(labels) for axis, labels in shown.coordinates.items() if axis != BAND)
        rows = list(islice(shown.rows(), _MOST_ROWS))
        heads = [_HEADS.get(column, column.replace("_", " ")) for column in rows[0]] if rows else []
        unit = self.unit
        cells = [[result(one, unit) if isinstance(one, float) else one for one in row.values()] for row in rows]
        more = f"{count - _MOST_ROWS} more rows: narrow them with .select(...). " if count > _MOST_ROWS else ""
        note = more + (_NOT_A_PROBABILITY if BAND in shown.axes else "")
        return html_table(f"{self.name} in {self.unit}{self._selected_text()}", heads, cells, note)

    def _selected_text(self) -> str:
        return "".join(f", {axis.replace('_', ' ')} {label}" for axis, label in self.selected.items())

    def _shown(self) -> OutcomeArray:
        return self.bands() if FUTURE in self.axes else self


def label_problems(
    outcome: str,
    wanted: Mapping[str, Sequence[Label]],
    axes: Sequence[str],
    coordinates: Mapping[str, Sequence[Label]],
) -> list[Problem]:
    """What is wrong with a selection: axes that the outcome lacks, labels that an axis lacks."""
    problems = []
    for axis, labels in wanted.items():
        if axis not in axes:
            fix = suggestion(axis, axes, f"its axes are {', '.join(axes)}")
            problems.append(Problem(f"outcome {outcome}", axis, "no such axis", fix, ", ".join(map(str, labels))))
            continue
        known = coordinates[axis]
        problems += [
            Problem(f"outcome {outcome}", axis, f"no such {axis.replace('_', ' ')}", _known_text(label, known), label)
            for label in labels
            if label not in known
        ]
    return problems


def _known_text(label: Label, known: Sequence[Label]) -> str:
    """What to write instead of a label that an axis lacks."""
    if not all(isinstance(name, str) for name in known):
        return f"write one of {known[0]} to {known[-1]}" if len(known) > 1 else f"write {known[0]}"
    return suggestion(str(label), [str(name) for name in known], f"write one of {', '.join(map(str, known))}")


def _is_label(labels: object) -> bool:
    return isinstance(labels, str | int | np.integer)


def _listed(labels: Label | Iterable[Label]) -> list[Label]:
    if isinstance(labels, str | int):
        return [labels]
    return [int(labels)] if isinstance(labels, np.integer) else list(labels)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise ImportError(f"to_{name} needs {name}, which is not installed: pip install {name}") from None
