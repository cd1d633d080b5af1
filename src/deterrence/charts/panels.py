"""Small charts of one form side by side on shared axes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from deterrence.charts.description import Key, Row, Rows, with_words
from deterrence.charts.theme import Chart

_AXIS: Final = 72  # room for the labels of the axis of numbers
_GAP: Final = 30  # of panels beside each other: room for half a year at either side
_GAP_DOWN: Final = 16
_GAP_WITH_AXIS: Final = 30
_LEAST: Final = 110  # a narrower panel is set alone in its line
_SMALL: Final = 120
_ALL: Final = "panel"


@dataclass(frozen=True)
class Panels:
    """Which columns of the rows name the panels, in the order of table and sentences; at most two."""

    keys: tuple[Key, ...] = ()
    beside: str = ""
    """The column whose panels stand beside each other; those of the other stand one above the other."""
    head_room: int = 6
    """Room between the names across and the panels."""
    has_own_scales: bool = False
    """The panels of a line share an axis of numbers that is their own."""

    @property
    def across(self) -> Key | None:
        """The key of the columns."""
        return next((key for key in self.keys if key.name == self.beside), None)

    @property
    def down(self) -> Key | None:
        """The key of the lines."""
        return next((key for key in self.keys if key.name != self.beside), None)

    def of(self, row: Row) -> tuple[str, ...]:
        """The panel of a row, in words."""
        return tuple(str(key.of(row)) for key in self.keys)

    def sharing(self, rows: Rows) -> list[list[Row]]:
        """The rows that share an axis of numbers: all, or those of each line of panels."""
        if not self.has_own_scales or self.down is None:
            return [list(rows)]
        return list(self.down.groups(rows).values())

    def stacked(self, parts: Sequence[Chart], rows: Rows) -> Chart:
        """The drawings of `sharing`, one above the other, each of its own rows."""
        if len(parts) == 1 or self.down is None:
            return parts[0]
        lines = self.down.all_of(rows)
        own = [
            part.transform_filter(f"datum.{self.down.field} === {json.dumps(line)}")
            for part, line in zip(parts, lines, strict=True)
        ]
        return alt.vconcat(*own, spacing=_GAP_DOWN)

    def width(self, rows: Rows, width: int) -> int:
        """Width of one panel within the whole."""
        panel = self._beside(rows, width)
        return panel if panel >= _LEAST else width - _AXIS - _GAP

    def arrange(self, layered: Chart, rows: Rows, width: int, has_own_axes: bool = False) -> Chart:
        """The layers once in each panel, in the order of the rows."""
        if not self.keys:
            return layered
        panel = self.width(rows, width)
        if self._beside(rows, width) < _LEAST:
            return self._one_above_the_other(layered, rows, panel)
        facets: dict[str, Any] = {}
        if self.across:
            small: dict[str, Any] = {"labelFontSize": 11} if panel < _SMALL else {}
            head = alt.Header(labelLimit=panel + _GAP, labelPadding=self.head_room, **small)
            facets["column"] = _facet(alt.Column, self.across, rows, head)
        if self.down:
            facets["row"] = _facet(alt.Row, self.down, rows, alt.Header())
        spacing = {"row": _GAP_WITH_AXIS if has_own_axes else _GAP_DOWN, "column": _GAP}
        faceted: Chart = with_words(layered.facet(**facets, spacing=spacing), *self.keys)
        return faceted.resolve_scale(x="independent") if has_own_axes else faceted

    def _beside(self, rows: Rows, width: int) -> int:
        """Width of one panel with the others beside it."""
        count = len(self.across.all_of(rows)) if self.across else 1
        return (width - _AXIS) // count - _GAP

    def _one_above_the_other(self, layered: Chart, rows: Rows, panel: int) -> Chart:
        names = list(dict.fromkeys(", ".join(self.of(row)) for row in rows))
        name = " + ', ' + ".join(f"datum.{key.field}" for key in self.keys)
        head = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=2, labelLimit=panel + _AXIS)
        row = alt.Row(_ALL, type="nominal", sort=names, title=None, header=head)
        faceted = with_words(layered.facet(row=row, spacing=_GAP_DOWN), *self.keys)
        return faceted.transform_calculate(**{_ALL: name})


def _facet(channel: Any, key: Key, rows: Rows, head: alt.Header) -> Any:
    return channel(key.field, type="nominal", sort=key.all_of(rows), title=None, header=head)


def by_panel(rows: Rows, panels: Panels) -> Mapping[tuple[str, ...], list[Row]]:
    """The rows of each panel, in the order of the panels."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(panels.of(row), []).append(row)
    return found
