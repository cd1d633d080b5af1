"""Options on one page: what each costs, when it can come, and how many more warheads arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.evidence.quantity import Grade
from deterrence.exploration.options import OptionsTable
from deterrence.figures import grade

_ID: Final = "options"
_COST: Final = "Cost, bn 2025 USD"
_DATE: Final = "Earliest year"
_COLUMNS: Final = ("Option", "Standing", "Measure", "5%", "Median", "95%", "Grade")
_KEYS: Final = ("option", "standing", "measure", "p05", "p50", "p95", "grade")
_LABELS: Final = 240


class OptionRow(TypedDict):
    """One measure of one option: its spread over the futures, and the worst grade of what it rests on.

    An option has a row for its cost, one for its earliest year, and one for each outcome that it moves.
    """

    option: str
    standing: str
    measure: str
    p05: float
    p50: float
    p95: float
    grade: Grade


def option_rows(table: OptionsTable) -> list[OptionRow]:
    """Rows of a comparison: cost and earliest year of every option, and each outcome that it moves."""
    rows: list[OptionRow] = []
    for option in table.rows:
        measures = [(_COST, option.cost, option.cost_grade), (_DATE, option.earliest_year, option.date_grade)]
        moved = {name: effect.difference for name, effect in option.effects.items() if effect.is_modelled}
        measures += [(_label(name), difference, option.effect_grade) for name, difference in moved.items()]
        for measure, spread, worst in measures:
            if spread is not None and worst is not None:
                rows.append(
                    {"option": option.title, "standing": option.standing or "", "measure": measure,
                     "p05": spread.p05, "p50": spread.p50, "p95": spread.p95, "grade": worst}
                )  # fmt: skip
    return rows


def _label(outcome: str) -> str:
    """Head of an effect's column: arrivals by posture, else the outcome's name."""
    words = outcome.removeprefix("arrivals_").replace("day_to_day", "day-to-day").replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}, more"


def figure(rows: Sequence[OptionRow], year: int) -> FigureResult:
    """One line for each option, one column for each measure; the cheapest option first.

    Args:
        rows: Rows of all options; the measures stand in the order in which they first come.
        year: Year of the effects.
    """
    theme.require_finite(_ID, rows)
    ordered = _ordered(rows)
    return FigureResult(
        id=_ID,
        title=f"Options: cost, earliest date and effect in {year}",
        chart=_chart(ordered) if rows else theme.no_data("no option was compared"),
        alternative_text=_alternative(ordered, year),
        reading=(
            "Sign: median of the futures; line: the middle 90% of them. Colour and sign: the worst grade of what the "
            "number rests on. Day-to-day and generated: warheads of both forces that arrive through the defence, more "
            "than in the reference on the same futures. An empty place: the option moves nothing that it reads."
        ),
        columns=_COLUMNS,
        rows=theme.table(ordered, _KEYS),
    )


def _ordered(rows: Sequence[OptionRow]) -> list[OptionRow]:
    """The cheapest option first; measures in their own order."""
    cost = {row["option"]: row["p50"] for row in rows if row["measure"] == _COST}
    measures = theme.in_order(rows, "measure")
    return sorted(rows, key=lambda row: (cost.get(row["option"], 0.0), row["option"], measures.index(row["measure"])))


def _chart(rows: Sequence[OptionRow]) -> Chart:
    measures = theme.in_order(rows, "measure")
    y = alt.Y(
        field="option",
        type="nominal",
        sort=theme.in_order(rows, "option"),
        title=None,
        axis=alt.Axis(domain=False, ticks=False, grid=True, labelLimit=_LABELS, labelPadding=6),
    )
    x = alt.X(
        field="p50",
        type="quantitative",
        title=None,
        scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(tickCount=3, format="~r", domain=False),
    )
    colour, shape = grade.scales({row["grade"] for row in rows})
    base = alt.Chart()
    interval = base.mark_rule(strokeWidth=2, opacity=0.55).encode(y=y, x=x.copy().field("p05"), x2="p95", color=colour)
    point = base.mark_point(filled=True, size=55, opacity=1).encode(y=y, x=x, color=colour, shape=shape)
    layered = alt.layer(interval, point, data=alt.NamedData(name="rows"))
    width = (theme.WIDTH - _LABELS) / len(measures) - 14
    header = alt.Header(labelFontSize=11, labelPadding=4)
    faceted = layered.properties(width=width, height=alt.Step(20)).facet(
        column=alt.Column("measure", type="nominal", sort=measures, title=None, header=header), spacing=14
    )
    return theme.finish(faceted.resolve_scale(x="independent"), rows=rows)


def _alternative(rows: Sequence[OptionRow], year: int) -> str:
    if not rows:
        return "No data: no option was compared."
    phrases = []
    for option in theme.in_order(rows, "option"):
        told = [f"{row['measure']} {_number(row)}" for row in rows if row["option"] == option]
        phrases.append(f"{option}: {', '.join(told)}")
    return f"Options by cost, with earliest year and effect in {year}, medians. {'; '.join(phrases)}."


def _number(row: OptionRow) -> str:
    return f"{row['p50']:.0f}" if row["measure"] == _DATE else f"{row['p50']:.1f}"
