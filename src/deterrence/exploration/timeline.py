"""The years ahead on one page: boats and rounds that are there, programmes that come, and options that could."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import DEFENDED_REGIONS, OWNER, OWNERS, PRESENT_YEAR
from deterrence.chapter import Picture, Shown, capital
from deterrence.charts.description import Row, Rows, Text
from deterrence.charts.result import FigureResult
from deterrence.charts.timeline import Timeline
from deterrence.charts.timeline import timeline as drawn
from deterrence.charts.told import Told, amount, counted, in_list, told
from deterrence.nuclear.chapter import PROGRAMMES
from deterrence.results import bands
from deterrence.scenario.scenario import Scenario

_THERE, _PLANNED, _POSSIBLE = (
    "In service, medians",
    "Programmes of the reference",
    "Options, first year of each",
)
_ROUNDS: Final = "S-500 rounds ready"


def timeline(rows: Rows, first: int, last: int, year: int) -> FigureResult:
    """Counts by year above dates with their spans.

    Args:
        rows: Group, item, year, p05, p50 and p95; `year` is none where these are years.
        first: Of the counts.
        last: Likewise.
        year: By which the title asks what can be there.
    """
    text = Text(
        id="timeline",
        title="The years ahead: what is there, what is planned and what could come",
        reading="Numbers: medians of the futures. Dot and year: median; bar: the middle 90% of the futures. Programmes "
        "with their slip. Options: the year in which all of each can act.",
        nothing="no year ahead was computed",
        finding=partial(_finding, year),
    )
    return drawn(Timeline(text, first, last), rows)


def _finding(year: int, rows: Rows) -> Told:
    dates = {group: [row["p50"] for row in rows if row["group"] == group] for group in (_PLANNED, _POSSIBLE)}
    kinds = (
        (_PLANNED, "programmes", next(iter(PROGRAMMES.values()))[0]),
        (_POSSIBLE, "options", "option_earliest_year"),
    )
    found = [_by_then(dates[group], words, year, gives) for group, words, gives in kinds if dates[group]]
    rounds = [row for row in rows if row["item"] == _ROUNDS]
    first, last = (pick(rounds, key=lambda row: int(row["year"]), default=None) for pick in (min, max))
    more: Told = ""
    if first and last:
        there, then = (amount(row, "p50", outcome="interceptor_rounds") for row in (first, last))
        more = told("; ready S-500 rounds go from ", there, " to ", then)
    return told(f"By {year} ", in_list(found), " can be there in the median future", more)


def _by_then(dates: Sequence[float], words: str, year: int, outcome: str) -> Told:
    there = counted(sum(date <= year for date in dates), f"{words} by {year}", outcome)
    return told(there, " of ", counted(len(dates), words, outcome), f" {words}")


def timeline_rows(scenario: Scenario, shown: Shown) -> tuple[list[Row], int, int, int]:
    """Boats and rounds by year, programmes by their planned year and slip, options by the year of their last part."""
    results, cell = shown.results, shown.cell
    years = [year for year in results.years if year >= PRESENT_YEAR]
    rows: list[Row] = []
    for owner in OWNERS:
        boats = results.values("boats_operational", cell, force=owner)
        rows += _counts(f"Boats out of refit, {OWNER[owner]}", boats, shown, years)
    rounds = sum(results.values("interceptor_rounds", cell, region=region, layer="s500") for region in DEFENDED_REGIONS)
    rows += _counts(_ROUNDS, np.asarray(rounds), shown, years)
    draws = results.draws(cell)
    for item, quantities in PROGRAMMES.items():
        if all(name in draws for name in quantities):
            rows.append(_date(_PLANNED, item, np.sum([np.asarray(draws[name]) for name in quantities], axis=0)))
    options = [
        _date(_POSSIBLE, policy.title, results.values("option_earliest_year", cell, policy=policy.id))
        for policy in scenario.dataset.policies.values()
        if not (policy.in_reference or policy.is_course)
    ]
    rows += sorted(options, key=lambda row: (row["p50"], row["item"]))
    return rows, years[0], years[-1], shown.year


def _counts(item: str, values: AnyArray, shown: Shown, years: list[int]) -> list[Row]:
    """Bands of counts [future, year], year by year."""
    found: list[Row] = []
    for year in years:
        five = bands(values[:, shown.results.years.index(year)])
        ends = {end: float(five[end]) for end in ("p05", "p50", "p95")}
        found.append({"group": _THERE, "item": capital(item), "year": year, **ends})
    return found


def _date(group: str, item: str, years: AnyArray) -> Row:
    five = bands(years)
    return {"group": group, "item": item, "year": None, **{end: float(five[end]) for end in ("p05", "p50", "p95")}}


def picture(scenario: Scenario) -> Picture:
    """The picture: options are those of the scenario's dataset."""
    return Picture(
        "timeline",
        timeline,
        partial(timeline_rows, scenario),
        outcomes=("boats_operational", "interceptor_rounds", "option_earliest_year"),
        labels={"force": ("both",)},
        is_slow=True,
    )
