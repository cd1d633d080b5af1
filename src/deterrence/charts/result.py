"""What every figure returns: the chart, the words that replace it and the table that stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from deterrence.charts.measured import Measured
from deterrence.charts.rendering import svg
from deterrence.charts.theme import WIDTH, Cell, Chart
from deterrence.charts.told import Parts


@dataclass(frozen=True)
class FigureResult:
    """One figure, complete: nothing else is needed to show it, to read it aloud or to check its numbers."""

    id: str
    """Stable name: part of file names, anchors and the ids inside the drawing."""
    title: str
    """What the figure shows, in a few words; set by the document, never drawn inside the chart."""
    draw: Callable[[int], Chart] = field(compare=False, repr=False)
    """The Altair chart within a width in pixels; its data stand in `datasets`, so that a page can replace them."""
    alternative_text: str
    """What a reader who cannot see the chart has to know."""
    reading: str
    """How to read lines, bands and signs: one or two sentences under the figure."""
    columns: tuple[str, ...]
    """Heads of the data table, with units."""
    rows: tuple[tuple[Cell, ...], ...]
    """The data table, in the order of the chart."""
    told: Parts = ()
    """The title in parts, its numbers apart; none where it holds no number of the figure."""
    measured: Measured | None = field(default=None, compare=False, repr=False)
    """What can be taken from the same figure of another state; none where its numbers are not of one unit."""

    @cached_property
    def chart(self) -> Chart:
        """The chart as wide as a page."""
        return self.draw(WIDTH)

    def __repr__(self) -> str:
        return f"FigureResult({self.id}: {self.title})"

    def _repr_html_(self) -> str:
        """The drawing itself, so that a notebook shows it without a network."""
        words = "".join(f"<p>{escape(text)}</p>" for text in (self.title, self.reading))
        drawn = svg(self.chart, self.id)
        return f'<figure role="img" aria-label="{escape(self.alternative_text)}">{drawn}</figure>{words}'
