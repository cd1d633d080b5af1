"""One raid on a live page: arrivals and erosion beside the reference's medians, and states side by side."""

from __future__ import annotations

from functools import partial
from typing import Final

from deterrence.charts import bands as form
from deterrence.charts import theme
from deterrence.charts.bands import Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Rows, Text
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.second_strike.chapter.arrivals import ARRIVE

RAID_READING: Final = f"{form.READING} Dotted: the median of the same set with nothing changed. {form.NO_PROBABILITY}"
_REFERENCE: Final = partial(Line, colour=theme.INK, dash=theme.DOTTED, has_bands=False)
_NO_RAID: Final = "no raid was computed"


def raid_arrivals(rows: Rows, top: float | None = None) -> FigureResult:
    """Warheads of one raid that arrive, by `defence` (with, without, reference) and year."""
    lines = {
        "with": Line("with the defence", theme.BLUE),
        "without": Line("without it", theme.VERMILION, theme.DASHED),
        "reference": _REFERENCE("this set unchanged, with it"),
    }
    text = Text("raid-arrivals", "Warheads that would arrive, by year", RAID_READING, _NO_RAID)
    return bands(Bands(text, ARRIVE, series=Series("defence", "Series", lines), height=190), rows, top)


def raid_erosion(rows: Rows) -> FigureResult:
    """Erosion of one raid, by `series` (now, reference) and year."""
    lines = {"now": Line("this state", theme.BLUE), "reference": _REFERENCE("this set, unchanged")}
    title = "Erosion: share of the arrivals that the defence stops, by year"
    text = Text("raid-erosion", title, RAID_READING, _NO_RAID)
    measure = Measure("erosion", "Share lost to the defence", ticks=4)
    return bands(Bands(text, measure, series=Series("series", "Series", lines), height=190), rows)


def compare(rows: Rows) -> FigureResult:
    """Warheads of one raid that arrive, in a panel for each `state`, by year."""
    title = "Warheads that arrive through the defence, by state"
    text = Text("compare", title, form.READING, "no state was computed")
    return bands(Bands(text, ARRIVE, Panels((Key("state", "State"),), beside="state")), rows)
