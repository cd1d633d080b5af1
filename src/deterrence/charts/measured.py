"""What a figure measures: its rows, their columns, the axis of numbers; what differences are taken of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import altair as alt

from deterrence.charts.numbers import number, short

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Sequence[Row]


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


@dataclass(frozen=True)
class Measured:
    """What a figure measures, row by row, so that another figure of the same form can be taken from it.

    Args:
        keys: Columns that name a row, the axis along which it runs last where there is one.
        measure: Of all its numbers.
        rows: With the keys and the number.
        value: The column of the number; with `p50` stand the other quantiles.
        again: How the form draws differences itself; none: a line for each row.
        unit: The column that tells numbers of different units apart, which have an axis each.
    """

    keys: tuple[Key, ...]
    measure: Measure
    rows: Rows
    value: str = "p50"
    again: Callable[[Any, Measure, Key, Rows], Any] | None = None
    unit: Key | None = None


def round_up(value: float, step: float) -> float:
    """A fixed end of an axis: the least multiple of `step`, itself or more, that is not below `value`."""
    return round(max(1, math.ceil(value / step)) * step, 9)
