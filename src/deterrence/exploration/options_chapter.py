"""The chapter of the options: what each costs, when it can come, and how many more warheads arrive."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from deterrence.axes import POSTURE, inside_sentence
from deterrence.chapter import Chapter, Picture, Section, Shown
from deterrence.charts.description import Key, Rows, Text
from deterrence.charts.measures import Measures, measures
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, joined, told
from deterrence.evidence.quantity import GRADES, Grade
from deterrence.exploration import timeline
from deterrence.exploration.options import (
    COMPARED,
    LEGS,
    READ_UNDER_POLICIES,
    Column,
    OptionRow,
    Spread,
    options_table,
    per_billion,
)
from deterrence.exposure import ALL
from deterrence.results import Cell, Results
from deterrence.scenario.scenario import Scenario

_TEXT: Final = (
    "On the same futures: cost in all, not a year, in constant dollars of 2025; the first year in which all of an "
    "option can act; and what it adds to arrivals of both forces through the defence. Most costs are our estimates. A "
    "Polish weapon would break or leave the Non-Proliferation Treaty and has a date and a cost only."
)
_AHEAD: Final = (
    "Boats and interceptors that are there year by year, what is planned with the slip that we expect, and the first "
    "year in which each option could act."
)
_COST: Final = "Whole cost, bn USD"
_DATE: Final = "First year"
_EACH: Final = "More per bn USD, {}"
_MORE: Final = "More arrive, {}"
_TWO_DIGITS_FROM: Final = 10
_A_WARHEAD: Final = 1 / 2
"""An effect that is smaller in every future is none."""


def option_rows(results: Results, scenario: Scenario, cell: Cell, year: int) -> list[dict[str, Any]]:
    """Rows of the options that move arrivals and are not in the reference: the most for its cost comes first."""
    moved = columns(results, year)
    table = options_table(results, scenario, cell, year, outcomes=moved)
    rows: list[tuple[float, list[dict[str, Any]]]] = []
    for option in table.rows:
        if option.in_reference or option.is_cash or not _is_moved(option) or option.cost is None:
            continue
        each = {words: per_billion(results, cell, year, option.policy, column) for words, column in moved.items()}
        told_of: list[tuple[str, Spread | None, Grade | None]] = [
            (_EACH.format(words), spread, option.effect_grade) for words, spread in each.items()
        ]
        told_of += [(_MORE.format(words), option.effects[words].difference, option.effect_grade) for words in moved]
        told_of += [(_COST, option.cost, option.cost_grade), (_DATE, option.earliest_year, option.date_grade)]
        names = {"option": option.title, "standing": option.standing or ""}
        told = [
            {**names, "measure": measure, "p05": spread.p05, "p50": spread.p50, "p95": spread.p95, "grade": worst}
            for measure, spread, worst in told_of
            if spread is not None and worst is not None
        ]
        rows.append((-max(spread.p50 for spread in each.values()), told))
    return [row for _, told in sorted(rows, key=lambda one: (one[0], one[1][0]["option"])) for row in told]


def columns(results: Results, year: int) -> dict[str, Column]:
    """Arrivals of both forces through the defence by posture: of boats and aircraft, or of boats in other years."""
    outcome = LEGS if year in results.along(LEGS, "year") else "arrivals"
    place = {"force": "both", "exposure": ALL, "defence": "all"}
    return {words: (outcome, {**place, "posture": posture}) for posture, words in POSTURE.items()}


def _is_moved(option: OptionRow) -> bool:
    return any(
        effect.is_modelled and max(abs(effect.difference.p05), abs(effect.difference.p95)) >= _A_WARHEAD
        for effect in option.effects.values()
    )


def options(rows: Rows, year: int) -> FigureResult:
    """One line for each option, one column for each measure; the most warheads for its cost first.

    Args:
        rows: Option, standing, measure, p05, p50, p95 and grade; both stand in the order in which they first come.
        year: Year of the effects.
    """
    text = Text(
        id="options",
        title=f"Options: effect in {year}, cost and earliest date",
        reading="Sign and number: median of the futures; line: the middle 90%; colour: the worst grade behind it. More "
        f"arrive: warheads of boats and aircraft in {year} beyond those without the option; per bn USD: the same over "
        "the cost, in billion dollars of 2025. Options that move none, as hosting nuclear weapons in Poland, are not "
        "here: claim A02 asks what that adds, and a table in the brief's annex has what each moves and costs.",
        nothing="no option moves arrivals",
        finding=partial(_best, year),
    )
    return measures(Measures(text, Key("option", "Option"), GRADES, _told, (Key("standing", "Standing"),)), rows)


def _told(measure: str, value: float) -> str:
    if measure == _DATE:
        return f"{value:.0f}"
    return short(value) if abs(value) >= _TWO_DIGITS_FROM else f"{float(f'{value:.1g}'):g}"


def _best(year: int, rows: Rows) -> Told:
    """Which option adds most for its cost in each posture."""
    found = []
    for words in POSTURE.values():
        own = [row for row in rows if row["measure"] == _EACH.format(words)]
        if own and (best := max(own, key=lambda row: float(row["p50"])))["p50"] > 0:
            each = amount(best, "p50", lambda value: _told("", value))
            found.append(told(f"{words} {inside_sentence(best['option'])}, ", each, " warheads for each billion"))
    return told(f"Most for its cost in {year}: ", joined(found)) if found else ""


def chapter_of(scenario: Scenario) -> Chapter:
    """The chapter: options are those of the scenario's dataset."""

    def rows(shown: Shown) -> tuple[list[dict[str, Any]], int]:
        return option_rows(shown.results, scenario, shown.cell, shown.year), shown.year

    picture = Picture(
        "options",
        options,
        rows,
        outcomes=(
            *READ_UNDER_POLICIES,
            "option_cost",
            "option_earliest_year",
        ),
        labels={"force": tuple({str(labels["force"]) for _, labels in COMPARED.values()})},
        policies=None,
        is_slow=True,
    )
    explained = ("option_cost", "option_earliest_year")
    section = Section(
        "options", "What Europe could do", _TEXT, (picture,), explained, {"options": "options"},
        length="brief",
    )  # fmt: skip
    ahead = Section(
        "options", "The years ahead", _AHEAD, (timeline.picture(scenario),),
        ("boats_operational", "interceptor_rounds"), {"options": "options"},
    )  # fmt: skip
    return Chapter("options", (ahead, section))
