"""What has to be true for something to hold, over two shares, above what each reading holds of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import THREE, Key, Rows, Text, complete
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_STRIP: Final = 0.27  # of the height of the area, for what is held of each part
_HEIGHT: Final = 150
_SIDE: Final = 96  # room for the names of the parts
_WORDS: Final = 18  # letters of a head in one line
_GAP: Final = 16
_LEAST: Final = 100


@dataclass(frozen=True)
class Beliefs:
    """One figure of this form.

    Its rows have `panel`, `part`, p05, p50 and p95: what a reading holds of each part. Beside them stand points with
    `panel`, `line`, the two keys below and nothing else: all that lies above and to the right of a line holds.
    """

    text: Text
    panel: Key
    part: Key
    across: Key
    up: Key
    heights: Mapping[str, float]
    """Words of some places up; the area reaches from the least of them to the top, and nothing holds below it."""
    lines: Sequence[str]
    """What each line is true of, the one that is reached first before the others."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.panel, self.part, *THREE)


def beliefs(form: Beliefs, rows: Rows, points: Rows) -> FigureResult:
    """The figure: one panel for each reading, in the order of the rows.

    Raises:
        ValueError: A number is not finite.
    """
    draw, tell = partial(_draw, form, rows, points), partial(_tell, form, points)
    return complete(form.text, form.columns, rows, draw, tell, beside=points)


def needed(form: Beliefs, points: Rows, line: str) -> dict[str, float]:
    """The least of the number across from which it holds, by panel; a panel where it nowhere does is left out."""
    found: dict[str, float] = {}
    for point in points:
        if point["line"] == line:
            here = found.get(point[form.panel.name], 1.0)
            found[point[form.panel.name]] = min(here, float(point[form.across.name]))
    return found


def _draw(form: Beliefs, rows: Rows, points: Rows, width: int) -> Chart:
    panels, parts = form.panel.all_of(rows), form.part.all_of(rows)
    beside = max(1, min(len(panels), (width - _SIDE) // _LEAST))
    panel = (width - _SIDE) // beside - _GAP
    floor = min(form.heights.values())
    strip = _STRIP * (1 - floor)
    places = {part: floor - strip * (at + 1) for at, part in enumerate(parts)}
    held = [{**row, "place": places[form.part.of(row)]} for row in rows]
    lines = theme.in_lines(panels, _WORDS, "datum.value")
    head = alt.Header(labelExpr=lines, labelPadding=4, labelFontSize=11)
    facet = alt.Facet(form.panel.name, type="nominal", sort=panels, title=None, header=head)
    sized = theme.layered(*_layers(form, places, panel, width), width=panel, height=_HEIGHT)
    return theme.finish(sized.facet(facet=facet, columns=beside, spacing=_GAP), rows=[*held, *points])


def _layers(form: Beliefs, places: dict[str, float], panel: int, width: int) -> list[alt.Chart]:
    ticks = {**places, **form.heights}
    told = " : ".join(f"abs(datum.value - {at}) < 0.01 ? '{name}'" for name, at in ticks.items())
    side = alt.Axis(
        values=list(ticks.values()), labelExpr=f"{told} : ''", domain=False, ticks=False, gridColor=theme.GRID
    )
    low = min(places.values(), default=0.0) - (1 - min(form.heights.values())) * _STRIP * 0.6
    y = alt.Y(field=form.up.name, type="quantitative", title=None, axis=side,
              scale=alt.Scale(domain=[low, 1], nice=False))  # fmt: skip
    steps = [0, 0.5, 1] if panel < 2 * _LEAST else [0, 0.25, 0.5, 0.75, 1]
    across = alt.Axis(values=steps, format="~g", grid=False)
    x = alt.X(field=form.across.name, type="quantitative", title=form.across.head, axis=across,
              scale=alt.Scale(domain=[0, 1], nice=False))  # fmt: skip
    colours = alt.Scale(domain=list(form.lines), range=list(theme.COLOURS[: len(form.lines)]))
    legend = theme.legend(None, form.lines, width, symbolType="square")
    colour = alt.Color("line", type="nominal", scale=colours, legend=legend)
    points = alt.Chart().transform_filter("isValid(datum.line)")
    held = alt.Chart().transform_filter("isValid(datum.place)")
    at = y.copy().field("place")
    return [
        points.mark_area(opacity=1, interpolate="step-before").encode(x=x, y=y, y2=alt.datum(1), color=colour),
        held.mark_rule(color=theme.INK, strokeWidth=3, opacity=0.55).encode(
            x=x.copy().field("p05"), x2=alt.X2("p95"), y=at
        ),
        held.mark_point(color=theme.INK, filled=True, size=30, opacity=1).encode(x=x.copy().field("p50"), y=at),
    ]


def _tell(form: Beliefs, points: Rows, rows: Rows) -> str:
    phrases = []
    for panel, own in form.panel.groups(rows).items():
        held = ", ".join(f"{form.part.of(row)} {row['p50']:.2g} ({row['p05']:.2g} to {row['p95']:.2g})" for row in own)
        phrases.append(f"{panel}: {_from(form, points, panel)}; held: {held}")
    what = f"{form.across.head.lower()} and {form.up.head.lower()}"
    return f"Areas over {what}, above what each reading holds. {'. '.join(phrases)}."


def _from(form: Beliefs, points: Rows, panel: Any) -> str:
    told = []
    for line in form.lines:
        found = needed(form, points, line)
        told.append(f"{line} from {found[panel]:.2g}" if panel in found else f"{line} nowhere")
    return ", ".join(told)


def above(across: Sequence[float], up: Sequence[float], values: Any, threshold: float) -> list[tuple[float, float]]:
    """For each number across the least number up at which values [up, across] reach the threshold, where any does."""
    reached = (
        (number, [height for row, height in enumerate(up) if values[row][place] >= threshold])
        for place, number in enumerate(across)
    )
    return [(float(number), float(min(heights))) for number, heights in reached if heights]
