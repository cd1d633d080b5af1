"""What stands at the end of each line, in its colour; labels that would meet are moved apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import altair as alt

from deterrence.charts.description import FIVE, Row, Rows
from deterrence.charts.panels import Panels, by_panel

ROOM: Final = {"": 0, "number": 34, "words": 112}
"""Pixels at the right of a panel, by what stands there."""
_LINE: Final = 12
"""Pixels from one label to the next."""
_FIVE: Final = frozenset(key.name for key in FIVE)


def placed(
    rows: Rows, panels: Panels, along: str, told: Callable[[Row], str], domain: tuple[float, float], height: int
) -> list[dict[str, Any]]:
    """One further row for each line, with its words and the place on the axis of numbers where they stand.

    Args:
        rows: What is drawn.
        panels: The panels.
        along: The other axis.
        told: What stands at the end of a line, from its last row.
        domain: Of the axis of numbers.
        height: Of a panel, in pixels.
    """
    found: list[dict[str, Any]] = []
    gap = _LINE / height * (domain[1] - domain[0])
    for own in by_panel(rows, panels).values():
        step = max(row[along] for row in own)
        last = sorted((row for row in own if row[along] == step), key=lambda row: float(row["p50"]))
        places = apart([float(row["p50"]) for row in last], gap, domain[1])
        for row, place in zip(last, places, strict=True):
            kept = {key: value for key, value in row.items() if key not in _FIVE}
            found.append({**kept, "end": place, "end_words": told(row)})
    return found


def apart(values: Sequence[float], gap: float, end: float) -> list[float]:
    """Places of labels of rising numbers, at least a gap apart and none beyond the end, as near as may be.

    >>> apart([1.0, 1.5, 9.0], 2.0, 9.0)
    [1.0, 3.0, 9.0]
    >>> apart([8.0, 9.0], 2.0, 9.0)
    [7.0, 9.0]
    """
    places: list[float] = []
    for value in values:
        places.append(max(value, places[-1] + gap) if places else value)
    for at in range(len(places) - 1, -1, -1):
        above = places[at + 1] - gap if at + 1 < len(places) else end
        places[at] = min(places[at], above)
    return places


def layer(x: alt.X, y: alt.Y, colour: Any) -> alt.Chart:
    """The labels: rows of the same data set, told apart by the field `end`."""
    drawn: alt.Chart = (
        alt.Chart()
        .transform_filter("isValid(datum.end)")
        .mark_text(align="left", dx=5, fontWeight=600)
        .encode(x=x, y=y.copy().field("end"), text=alt.Text("end_words", type="nominal"), color=colour)
    )
    return drawn
