"""Interceptors that would halve a force, by kill probability and exposure, beside those that can be made by then."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.axes import FORCE, PRESENT_YEAR, STRUCTURE
from deterrence.chapter import Shown, set_words
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.need import Need, need
from deterrence.charts.numbers import per_cent
from deterrence.charts.result import FigureResult
from deterrence.results import Cell, Results
from deterrence.second_strike.required import NET, THRESHOLD, against_production

_KILL: Final = Key("kill_probability", "Kill probability")
_ROUNDS: Final = Key("interceptors", "S-500 rounds ready to fire")
_ROUNDS_NEEDED: Final = "second_strike.required_rounds"
_PRODUCTION: Final = "missile_defence.s500_production"
_IN_SERVICE: Final = "missile_defence.rounds_in_service"
STUDIES: Final = (_ROUNDS_NEEDED, _PRODUCTION, _IN_SERVICE)
"""Those that the figure reads."""
_STATUS: Final = {
    "within_production": "within the range of production",
    "beyond_production": "beyond production",
    "impossible": "not reached at any number",
}
_COLUMNS: Final = (
    Key("sent_share", "Share sent into the capital region"),
    Key("discrimination", "Decoys told apart"),
    _KILL,
    _ROUNDS,
    Key("status", "Against production by then", _STATUS),
)


def required(rows: Rows, production: Rows, year: int, subject: str) -> FigureResult:
    """Lines of rounds needed over the band of what production gives by the year, beside what is there and ordered.

    Args:
        rows: Points of the year (`required_rows`), at most four exposures.
        production: That of the year, of today and of the whole order (`production_rows`).
        year: For which the question is asked.
        subject: Force, posture and threshold, for the title.

    Raises:
        ValueError: More exposures than lines can be told apart, or a number that is not finite.
    """
    text = Text(
        id="required",
        title=f"Interceptors needed in {year}, and those that can be made by then: {subject}",
        reading="Without warning. Line: least S-500 rounds, ready to fire, that are enough, by the chance that a shot "
        f"kills. Band: rounds that there can be in {year}, the middle 90% of futures, its dark rule their median; "
        "dotted rules: what is there now, and what the whole order would carry by then. Undefended: sent where nothing "
        "defends, into no other defended region. Other inputs: central values.",
        nothing=f"the needed interceptors were not computed for {year}",
    )
    drawn = [
        {
            **row,
            "panel": STRUCTURE[NET]
            if (aids := row["discrimination"]) is None
            else f"{per_cent(aids)} of decoys told apart",
            "line": _sent(row["sent_share"]),
        }
        for row in rows
    ]
    return need(Need(text, _KILL, _ROUNDS, subject, year, _COLUMNS, supplied_by=_PRODUCTION), drawn, production)


def _sent(share: float) -> str:
    """How much is sent into the capital region, and what the rest meets."""
    if share == 1:
        return "all sent into the capital region"
    return f"{per_cent(share)} sent into the capital region, {per_cent(1 - share)} undefended"


def rows_of(shown: Shown) -> tuple[list[Row], list[Row], int, str]:
    """Points of the year, what there can be by then, and the subject."""
    return (
        required_rows(shown.results, shown.strongest, shown.force, shown.year),
        production_rows(shown.results, shown.strongest, shown.year),
        shown.year,
        f"{FORCE[shown.force]}, {THRESHOLD:.0%} lost, “{set_words(shown.strongest[0])}”",
    )


def required_rows(results: Results, cell: Cell, force: str, year: int) -> list[Row]:
    """The points of one force and year under the least and the greatest exposure; none in other years."""
    found = results.study(_ROUNDS_NEEDED, cell, wanted={"force": (force,)})
    if year not in found.labels["year"]:
        return []
    rounds = found.at("required_rounds", force=force, year=year)
    made = results.study(_PRODUCTION, cell)
    status = against_production(rounds, float(made.at("s500_rounds_by_band", band="p95", year=year)))
    aids, shares, kills = (found.labels[axis] for axis in ("discrimination", "sent_share", "kill_probability"))
    return [
        {
            "sent_share": float(share),
            "discrimination": None if aid == NET else float(aid),
            "kill_probability": float(kill),
            "interceptors": int(rounds[d, e, k]) if np.isfinite(rounds[d, e, k]) else None,
            "status": str(status[d, e, k]),
        }
        for d, aid in enumerate(aids)
        for e, share in enumerate(shares)
        if share in (shares[0], shares[-1])
        for k, kill in enumerate(kills)
    ]


def production_rows(results: Results, cell: Cell, year: int) -> list[Row]:
    """Rounds that there can be by a year; beside them those there at present, and those of the whole order by then."""
    made = results.study(_PRODUCTION, cell)
    rows: list[Row] = [
        {
            "words": f"what there can be by {year}",
            "is_asked": True,
            **{band: float(made.at("s500_rounds_by_band", band=band, year=year)) for band in ("p05", "p50", "p95")},
        }
    ]
    held = results.study(_IN_SERVICE, cell)
    marks = {f"whole order, {year}": ("s500_rounds_of_whole_order", year)}
    if PRESENT_YEAR in results.years and year > PRESENT_YEAR:
        marks[f"delivered by {PRESENT_YEAR}"] = ("s500_rounds", PRESENT_YEAR)
    for words, (outcome, at) in marks.items():
        rounds = float(held.at(outcome, year=at))
        rows.append({"words": words, "is_asked": False, "p05": rounds, "p50": rounds, "p95": rounds})
    return rows
