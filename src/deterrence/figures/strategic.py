"""The balance beside the second strike: the ladder, the theatre, stability, and two peers at once."""

from __future__ import annotations

from typing import Final

from deterrence.charts import theme
from deterrence.charts.bands import NO_PROBABILITY, READING, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Rows, Text
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.tiles import Tiles, tiles
from deterrence.figures.second_strike import DEFENCE

BETWEEN: Final = " – "
"""Stands between the names of the two sides of a dyad."""
_COALITION: Final = Key("coalition", "Coalition")
_COALITIONS: Final = Panels((_COALITION,), beside="coalition")


def ladder(rows: Rows, year: int) -> FigureResult:
    """Median coverage by rung (top first), coalition and option in one year; at most nine columns."""
    text = Text(
        id="ladder",
        title=f"How far each rung of the ladder is covered, {year}",
        reading="Darker: a larger part of the rung is covered in the median future. Below the median, 5% and 95% of "
        "the futures, where they differ. The top rung is no part of the ladder's mean.",
        nothing="no rung was computed",
    )
    quantity = f"coverage of the ladder's rungs in {year}"
    return tiles(Tiles(text, quantity, "Covered", Key("rung", "Rung"), _COALITION, Key("option", "Option")), rows)


def theatre(rows: Rows) -> FigureResult:
    """Coverage of the theatre's rungs by coalition and year."""
    title = "Coverage of the theatre's rungs, by coalition"
    text = Text("theatre", title, READING, "no coalition was computed")
    measure = Measure("coverage of the theatre's rungs", "Mean coverage of the rungs", ticks=5)
    return bands(Bands(text, measure, _COALITIONS), rows)


def stability(rows: Rows) -> FigureResult:
    """Index of first-strike stability by dyad, stance, year and defence, on one axis from 0 to 1."""
    text = Text(
        id="stability",
        title="Index of first-strike stability by year, with and without the defences",
        reading=f"1: no side gains by going first; the lower, the more a first strike pays. {READING} {NO_PROBABILITY}",
        nothing="no index was computed",
    )
    keys = (Key("dyad", "Sides"), Key("stance", "Stance"))
    measure = Measure("index of first-strike stability", format=".2f", ticks=(0, 0.5, 1))
    return bands(Bands(text, measure, Panels(keys, "stance", 148, BETWEEN), DEFENCE, height=74), rows)


def sufficiency(rows: Rows, top: float | None = None) -> FigureResult:
    """Warheads available over required against two peers by coalition, treaty and year; the rule stands at 1."""
    text = Text(
        id="sufficiency",
        title="Strategic warheads against Russia and China together: available over required, by year",
        reading=f"Dashed rule: just enough. {READING} The requirement is swept, so that the spread is that of the "
        "inputs, not a probability.",
        nothing="no sufficiency was computed",
    )
    measure = Measure(
        "ratio of warheads available to required against Russia and China together",
        "Available over required",
        ".2f",
        end=None,
        ticks=5,
    )
    lines = {
        "no_caps": Line("no treaty limits", theme.VERMILION, theme.DASHED),
        "caps_return": Line("limits return", theme.BLUE),
    }
    treaty = Series("treaty", "Treaty", lines)
    return bands(Bands(text, measure, _COALITIONS, treaty, height=190, enough=1), rows, top)
