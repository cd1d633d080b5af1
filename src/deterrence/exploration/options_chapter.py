"""The chapter of the options: what each costs, when it can come, and how many more warheads arrive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from deterrence.chapter import Chapter, Picture, Section, Shown
from deterrence.charts.description import Key, Measure, Rows, Text
from deterrence.charts.graded import Graded, graded
from deterrence.charts.numbers import span
from deterrence.charts.result import FigureResult
from deterrence.evidence.quantity import GRADES
from deterrence.exploration.option_sentences import elsewhere, sentences
from deterrence.exploration.options import COMPARED, READ_UNDER_POLICIES, OptionsTable, options_table
from deterrence.scenario.scenario import Scenario
from deterrence.system.chapters import CHAPTERS
from deterrence.system.registry import compared

_TEXT: Final = (
    "Options on one page, on the same futures: total cost in constant dollars of 2025 (in cash where no more is "
    "known), the first year in which all of each can act, and what it adds to arrivals of both forces through the "
    "defence. Most costs are judged. The Polish capability of its own is shown by date and cost only: it would break "
    "or leave the Non-Proliferation Treaty."
)
_COST: Final = "Cost, bn 2025 USD"
_CASH: Final = "Cost, bn USD cash"
_APART: Final = " †"
"""Follows the title of an option that the reference holds already."""
_DATE: Final = "Earliest year"
_HEADS: Final = {
    "option": "Option", "standing": "Standing", "measure": "Measure", "p05": "5%", "p50": "Median", "p95": "95%",
}  # fmt: skip


def option_rows(table: OptionsTable) -> list[dict[str, Any]]:
    """Rows of a comparison: cost and earliest year of every option, and each outcome that it moves."""
    rows: list[dict[str, Any]] = []
    for option in table.rows:
        money = _CASH if option.is_cash else _COST
        measures = [(money, option.cost, option.cost_grade), (_DATE, option.earliest_year, option.date_grade)]
        moved = {name: effect.difference for name, effect in option.effects.items() if effect.is_modelled}
        measures += [(_label(name), difference, option.effect_grade) for name, difference in moved.items()]
        title = f"{option.title}{_APART if option.in_reference else ''}"
        for measure, spread, worst in measures:
            if spread is not None and worst is not None:
                rows.append(
                    {"option": title, "standing": option.standing or "", "measure": measure,
                     "p05": spread.p05, "p50": spread.p50, "p95": spread.p95, "grade": worst}
                )  # fmt: skip
    return rows


def _label(outcome: str) -> str:
    """Head of an effect's column: as its component says it, else the outcome's name."""
    known = compared()
    words = known[outcome][1].heading if outcome in known else outcome.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}, more"


def options(rows: Rows, year: int) -> FigureResult:
    """One line for each option, one column for each measure; the cheapest option first.

    Args:
        rows: Option, standing, measure, p05, p50, p95 and grade; measures stand in the order in which they first come.
        year: Year of the effects.
    """
    costs = {row["option"]: row["p50"] for row in rows if row["measure"] in (_COST, _CASH)}
    measures = list(dict.fromkeys(row["measure"] for row in rows))
    place = {measure: at for at, measure in enumerate(sorted(measures, key=lambda measure: measure == _CASH))}

    def order(row: Mapping[str, Any]) -> tuple[bool, float, str, int]:
        option = str(row["option"])
        return option.endswith(_APART), costs.get(option, 0.0), option, place[row["measure"]]

    ordered = sorted(rows, key=order)
    text = Text(
        id="options",
        title=f"Options: cost, earliest date and effect in {year}",
        reading="Sign: median of the futures; line: the middle 90% of them. Colour and sign: the worst grade of what "
        "the number rests on. Day-to-day and generated: warheads of both forces that arrive through the defence in "
        f"{year}, more than in the reference on the same futures. An empty place: the option moves nothing that it "
        "reads. †: in whole or in part in the reference already; its line is what remains. Cash: of the years of "
        "payment, more than constant dollars; not to be compared with the other costs.",
        nothing="no option was compared",
        finding=_costs_and_dates,
    )
    form = Graded(
        text,
        Measure("", format=".1f"),
        tuple(Key(name, head) for name, head in _HEADS.items()),
        "option",
        ("p05", "p50", "p95"),
        GRADES,
        f"Options by cost, with earliest year and effect in {year}, medians",
        panels="measure",
        formats={_DATE: ".0f"},
    )
    return graded(form, ordered)


def _costs_and_dates(rows: Rows) -> str:
    costs, years = ([row["p50"] for row in rows if row["measure"] == measure] for measure in (_COST, _DATE))
    if not costs or not years:
        return ""
    dates = f"{min(years):.0f} to {max(years):.0f}"
    return f"In the median future options cost {span(costs)} bn 2025 USD and can come from {dates}"


def chapter_of(scenario: Scenario) -> Chapter:
    """The chapter: options are those of the scenario's dataset."""

    def rows(shown: Shown) -> tuple[list[dict[str, Any]], int]:
        return option_rows(options_table(shown.results, scenario, shown.cell, shown.year)), shown.year

    def under(shown: Shown) -> list[str]:
        told = elsewhere(CHAPTERS)
        table = options_table(shown.results, scenario, shown.cell, shown.year, outcomes={**COMPARED, **told})
        return list(sentences(table, told).values())

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
        "balance", "Options side by side", _TEXT, (picture,), explained, {"options": "options"}, under=under
    )
    return Chapter("options", (section,))
