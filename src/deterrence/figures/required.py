"""Interceptors that would halve a force, by kill probability and exposure, beside those that can be made by then."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from deterrence.charts.description import Key, Rows, Text
from deterrence.charts.need import Need, need
from deterrence.charts.result import FigureResult
from deterrence.exploration.required import Grid, Required

_KILL: Final = Key("kill_probability", "Kill probability of one shot")
_ROUNDS: Final = Key("interceptors", "S-500 rounds ready to fire")
_STATUS: Final = {
    "within_production": "within the range of production",
    "beyond_production": "beyond production",
    "impossible": "not reached at any number",
}
_COLUMNS: Final = (
    Key("defended_share", "Share that meets a defence"),
    Key("discrimination", "Decoys told apart"),
    _KILL,
    _ROUNDS,
    Key("status", "Against production by then", _STATUS),
)

GRID: Final = Grid(
    kill_probability=np.linspace(0.0, 1.0, 41),
    defended_share=np.array([0.7, 0.8, 0.9, 1.0]),
    discrimination=np.array([0.0, 0.5, 1.0]),
)
"""What the figure asks for: as many exposures as it has lines."""


def required_rows(found: Required, year: int) -> list[dict[str, Any]]:
    """The points of one year, exposure by exposure; no rounds where no number reaches the threshold."""
    at, status = found.years.index(year), found.status()
    aids = [None] if found.discrimination.size == 0 else [float(value) for value in found.discrimination]
    return [
        {
            "defended_share": float(share),
            "discrimination": aid,
            "kill_probability": float(kill),
            "interceptors": int(count) if np.isfinite(count := found.interceptors[at, d, e, k]) else None,
            "status": str(status[at, d, e, k]),
        }
        for d, aid in enumerate(aids)
        for e, share in enumerate(found.defended_share)
        for k, kill in enumerate(found.kill_probability)
    ]


def production_rows(found: Required) -> list[dict[str, Any]]:
    """Serviceable rounds by year: the ends of the middle 90% of futures, and their median."""
    quantiles = found.production.quantiles
    return [
        {"year": year, **{name: float(quantiles[name][y]) for name in ("p05", "p50", "p95")}}
        for y, year in enumerate(found.years)
    ]


def figure(rows: Rows, production: Rows, year: int, subject: str) -> FigureResult:
    """Lines of rounds needed over the band of rounds that production gives by the year, and its ends in other years.

    Args:
        rows: Points of the year (`required_rows`), at most four exposures.
        production: By year (`production_rows`), `year` among them.
        year: For which the question is asked.
        subject: Force, posture and threshold, for the title.

    Raises:
        ValueError: More exposures than lines can be told apart, or a number that is not finite.
    """
    text = Text(
        id="required",
        title=f"Interceptors needed in {year}, and those that can be made by then: {subject}",
        reading="Line: least S-500 rounds, ready to fire, that reach the threshold; it ends where no number would. "
        f"Band: rounds that there can be in {year}, the middle 90% of futures, its dark rule their median; dotted "
        "rules: the upper end in other years. Other inputs: central values.",
        nothing="the needed interceptors were not computed",
    )
    drawn = [
        {
            **row,
            "panel": "aids net" if (aids := row["discrimination"]) is None else f"{aids:.0%} of decoys told apart",
            "line": f"{row['defended_share']:.0%} meets a defence",
        }
        for row in rows
    ]
    return need(Need(text, _KILL, _ROUNDS, subject, year, _COLUMNS), drawn, production)
