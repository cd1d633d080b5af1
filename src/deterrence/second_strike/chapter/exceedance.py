"""How many futures lose at least so much to the defence, for every loss: what a table of thresholds would say."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Final

import numpy as np

from deterrence.axes import FORCES, OWNERS
from deterrence.chapter import Shown, set_words
from deterrence.charts import theme
from deterrence.charts.bands import Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, ends, joined, told
from deterrence.second_strike.chapter.readings import READING_KEY, erosion, force_name, three

_LOSSES: Final = range(0, 101, 2)
_HALF: Final = 50
_ORDER: Final = ("both", *OWNERS)
_FORCES: Final = Series(
    "force",
    "Force",
    {
        force: Line(force_name(force), colour, dash)
        for force, colour, dash in zip(_ORDER, theme.COLOURS, (theme.SOLID, theme.DASHED, theme.DOTTED), strict=False)
    },
)


def exceedance(rows: Rows, year: int) -> FigureResult:
    """Share of the futures that lose at least so many per cent to the defence, by reading and force."""
    text = Text(
        id="exceedance",
        title=f"How many futures lose at least so much in {year}",
        reading="Line: the middle of the rival models; band: from the least to the greatest of them. One boat of each "
        "force at sea, no warning, all sent into the capital region. The readings in which the defence takes least and "
        "most, and the first of the run. Shares of futures over judged ranges are no probabilities.",
        nothing=f"erosion was not computed for {year}",
        finding=partial(_finding, year),
    )
    measure = Measure("share of futures that lose at least so much", "Share of futures")
    along = Along(Key("loss", "Loss, %"), "Loss to the defence, %", "at a loss of {}%")
    return bands(Bands(text, measure, Panels((READING_KEY,), "reading"), _FORCES, along, height=150), rows)


def _finding(year: int, rows: Rows) -> Told:
    found = []
    for force, line in _FORCES.lines.items():
        shares = [amount(row, "p50", "%") for row in rows if row["force"] == force and row["loss"] == _HALF]
        if shares:
            found.append(told(f"{line.words} ", ends(shares)))
    return told(f"Futures in which half or more is lost in {year}, by reading: ", joined(found)) if found else ""


def exceedance_rows(shown: Shown) -> tuple[list[Row], int]:
    """Shares of futures by reading, force and loss, over the models of each reading."""
    rows: list[Row] = []
    for (name, _), force in product(three(shown.results, shown.year), sorted(FORCES, key=_ORDER.index)):
        models = [erosion(shown.results, cell, shown.year, force) for cell in shown.results.cells if cell[0] == name]
        for loss in _LOSSES:
            shares = [float(np.mean(model >= loss / 100)) for model in models]
            ends = {"p05": min(shares), "p25": min(shares), "p75": max(shares), "p95": max(shares)}
            names = {"reading": set_words(name), "force": force, "loss": loss}
            rows.append({**names, **ends, "p50": float(np.median(shares))})
    return rows, shown.year
