"""What decides the answer: the inputs in order of their weight, with the grade of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import grade

_ID: Final = "deciders"
_COLUMNS: Final = ("Quantity", "What it is", "Weight", "Low", "High", "Grade")
_KEYS: Final = ("quantity", "label", "measure", "low", "high", "grade")


class DeciderRow(TypedDict):
    """One quantity's weight in the answer (0 to 1), its interval, and the worse of its two grades."""

    quantity: str
    label: str
    measure: float
    low: float
    high: float
    grade: Literal["measured", "reported", "estimated", "judged"]


def figure(rows: Sequence[DeciderRow], measure: str, subject: str) -> FigureResult:
    """Horizontal bars, the heaviest first.

    Args:
        rows: One row for each quantity.
        measure: Name of the sensitivity measure, the title of the axis.
        subject: What is decided, for the title.
    """
    theme.require_finite(_ID, rows)
    ordered = sorted(rows, key=lambda row: (-row["measure"], row["quantity"]))
    return FigureResult(
        id=_ID,
        title=f"What decides {subject}",
        chart=_chart(ordered, measure)
        if rows
        else theme.no_data("at this many futures no input stands out from chance"),
        alternative_text=_alternative(ordered, measure),
        reading=(
            "Bar: mean weight of the input; line: its span over assumption sets and structures. "
            "Colour and sign: the worse of the grades of value and range."
        ),
        columns=_COLUMNS,
        rows=theme.table(ordered, _KEYS),
    )


def _chart(rows: Sequence[DeciderRow], measure: str) -> Chart:
    y = alt.Y(
        field="label",
        type="nominal",
        sort=[row["label"] for row in rows],
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=260, labelPadding=8),
    )
    end = theme.round_up(10 * max(row["high"] for row in rows), 1) / 10
    x = alt.X(
        field="measure",
        type="quantitative",
        title=measure,
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(tickCount=5, domain=False),
    )
    colour, shape = grade.scales({row["grade"] for row in rows})
    base = alt.Chart()
    bar = base.mark_bar(height=12, opacity=0.45).encode(y=y, x=x, color=colour)
    interval = base.mark_rule(color=theme.INK, strokeWidth=1.2).encode(y=y, x=x.copy().field("low"), x2="high")
    point = base.mark_point(filled=True, size=62, opacity=1).encode(y=y, x=x, color=colour, shape=shape)
    layered = alt.layer(bar, interval, point, data=alt.NamedData(name="rows"))
    return theme.finish(layered.properties(width=theme.WIDTH - 300, height=alt.Step(24)), rows=rows)


def _alternative(rows: Sequence[DeciderRow], measure: str) -> str:
    if not rows:
        return "No data: at this many futures no input stands out from chance."
    phrases = [f"{row['label']} ({row['measure']:.2f}, {row['grade']})" for row in rows]
    return f"Bar chart of the inputs by {measure}, the heaviest first: {'; '.join(phrases)}."
