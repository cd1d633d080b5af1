"""Outcomes of a run as labelled arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import islice, product
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

FUTURE, YEAR, BAND, VOID = "future", "year", "band", "void"
_HEADS = {"p05": "5%", "p25": "25%", "p50": "median", "p75": "75%", "p95": "95%", VOID: "no answer"}
_MOST_ROWS = 24
_NOT_A_PROBABILITY = "Quantiles over futures drawn from stated ranges, not probabilities."


@dataclass(frozen=True, eq=False, repr=False)
class OutcomeArray:
    """One outcome of a run: values along named axes. Sets and structures are axes; they are never pooled.

    `selected` holds the labels of the axes that a selection took away. `void` is true where the outcome says nothing
    and its value stands for nothing, of the shape of `values`; none where it says something everywhere.
    """

    name: str
    unit: str
    axes: tuple[str, ...]
    coordinates: Mapping[str, tuple[Label, ...]]
    values: AnyArray
    selected: Mapping[str, Label] = field(default_factory=dict)
    void: AnyArray | None = None

    def select(self, **wanted: Label | Iterable[Label]) -> OutcomeArray:
        """The part at some labels: one label takes its axis away, a list of labels keeps it.

        Raises:
            InputError: Every axis and every label that does not exist; the nearest is named.
        """
        lists = {axis: _listed(labels) for axis, labels in wanted.items()}
        refuse(label_problems(self.name, lists, self.axes, self.coordinates))
        single = {axis: lists[axis][0] for axis, labels in wanted.items() if _is_label(labels)}

        def part(array: AnyArray) -> AnyArray:
            for axis, labels in lists.items():
                places = [self.coordinates[axis].index(label) for label in labels]
                array = np.take(array, places, axis=self.axes.index(axis))
            return array.squeeze(tuple(self.axes.index(axis) for axis in single))

        left = tuple(axis for axis in self.axes if axis not in single)
        coordinates = {axis: tuple(lists.get(axis, self.coordinates[axis])) for axis in left}
        selected = {**self.selected, **single}
        void = None if self.void is None else part(self.void)
        return replace(self, axes=left, coordinates=coordinates, values=part(self.values), selected=selected, void=void)

    def bands(self) -> OutcomeArray:
        """Quantiles over the futures, on a last axis `band`: p05, p25, p50 (the median), p75, p95.

        Where the outcome says nothing in some futures, these are left out (NaN where none is left), and a last band
        `void` is their share.

        Raises:
            InputError: A selection has taken the futures away.
        """
        if FUTURE not in self.axes:
            fix = "take the bands of an array that still has its futures"
            raise InputError([Problem(f"outcome {self.name}", FUTURE, "no such axis", fix, has_value=False)])
        at = self.axes.index(FUTURE)
        void = None if self.void is None or not self.void.any() else np.moveaxis(self.void, at, 0)
        found = bands(np.moveaxis(self.values, at, 0).astype(np.float64), void)
        if void is not None:
            found[VOID] = void.mean(axis=0)
        left = tuple(axis for axis in self.axes if axis != FUTURE)
        coordinates = {axis: self.coordinates[axis] for axis in left} | {BAND: tuple(found)}
        values = np.stack(list(found.values()), axis=-1)
        return replace(self, axes=(*left, BAND), coordinates=coordinates, values=values, void=None)

    def rows(self) -> Iterator[Row]:
        """One row for each combination of labels, years last; bands are columns, any other value is one column."""
        keys = [axis for axis in self.axes if axis not in (BAND, YEAR)] + [YEAR] * (YEAR in self.axes)
        columns = [str(label) for label in self.coordinates.get(BAND, (self.name,))]
        order = [*keys, BAND] if BAND in self.axes else keys
        ordered = self.values.transpose([self.axes.index(axis) for axis in order])
        for place in np.ndindex(*ordered.shape[: len(keys)]):
            labels = {axis: self.coordinates[axis][i] for axis, i in zip(keys, place, strict=True)}
            yield {**labels, **dict(zip(columns, np.atleast_1d(ordered[place]).tolist(), strict=True))}

    @property
    def has_void(self) -> bool:
        """Whether some futures say nothing, of which the last band tells the share."""
        return VOID in self.coordinates.get(BAND, ())

    def json_rows(self) -> list[dict[str, str | int | float | None]]:
        """The rows, with none where no future says anything."""
        return [
            {name: None if isinstance(one, float) and np.isnan(one) else one for name, one in row.items()}
            for row in self.rows()
        ]

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
            told = (_cell_text(column, float(cell), self.unit) for column, cell in cells.items())
            lines.append(f"{row.get(YEAR, ''):<6}" + "".join(f"{cell:>10}" for cell in told))
        return "\n".join(lines)

    def table_text(self) -> str:
        """The values of an array without futures as lines of text: the last axis across, what precedes it down."""
        *down, across = self.axes
        heads = [str(label) for label in self.coordinates[across]]
        told = [
            [_cell_text("", float(value), self.unit) for value in row] for row in self.values.reshape(-1, len(heads))
        ]
        names = [" · ".join(map(str, labels)) for labels in product(*(self.coordinates[axis] for axis in down))]
        widths = [max(map(len, column)) for column in zip(heads, *told, strict=True)]
        first = max(map(len, names))
        rows = zip(["", *names], [heads, *told], strict=True)
        return "\n".join(
            f"{name:<{first}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
            for name, cells in rows
        )

    def __repr__(self) -> str:
        sizes = ", ".join(f"{axis} {len(labels)}" for axis, labels in self.coordinates.items())
        return f"OutcomeArray({self.name} in {self.unit}{self._selected_text()}: {sizes or self.values.item()})"

    def _repr_html_(self) -> str:
        shown = self._shown()
        count = prod(len(labels) for axis, labels in shown.coordinates.items() if axis != BAND)
        rows = list(islice(shown.rows(), _MOST_ROWS))
        heads = [_HEADS.get(column, column.replace("_", " ")) for column in rows[0]] if rows else []
        unit = self.unit
        cells = [
            [_cell_text(name, one, unit) if isinstance(one, float) else one for name, one in row.items()]
            for row in rows
        ]
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


def _cell_text(column: str, value: float, unit: str) -> str:
    """A number as it is shown; a dash where no future says anything."""
    if column == VOID:
        return f"{value:.0%}"
    return "-" if np.isnan(value) else result(value, unit)


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
