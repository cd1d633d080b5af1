"""The ladder of escalation: how far each rung is covered, by coalition and by option, in one year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_ID: Final = "ladder"
_COLUMNS: Final = ("Rung", "Coalition", "Option", "5%", "Median", "95%")
_KEYS: Final = ("rung", "coalition", "option", "p05", "p50", "p95")
# Blues from light to dark; words turn white where the tile gets dark.
_STEPS: Final = [0.1, 0.25, 0.5, 0.75, 0.9]
_BLUES: Final = ["#f7fafd", "#d3e3f1", "#a2c4e0", "#3d74a8", "#275a8e", "#143f70"]
_DARK_FROM: Final = 0.5
_MOST_COLUMNS: Final = 9
_MOST_WIDE_COLUMNS: Final = 5  # more leave no room for the spread in words


class LadderRow(TypedDict):
    """Coverage (0 to 1) of one rung by one coalition under one option, over the futures."""

    rung: str
    coalition: str
    option: str
    p05: float
    p50: float
    p95: float


def figure(rows: Sequence[LadderRow], year: int) -> FigureResult:
    """Map of rungs and coalitions; each option is a further column of its coalition.

    Args:
        rows: The same rungs, top first, for every pair of coalition and option; at most nine such pairs.
        year: The year that is shown, for the title.

    Raises:
        ValueError: A number is not finite, or there are more columns than fit.
    """
    theme.require_finite(_ID, rows)
    columns = list(dict.fromkeys((row["coalition"], row["option"]) for row in rows))
    if len(columns) > _MOST_COLUMNS:
        raise ValueError(
            f"figure {_ID}: {len(columns)} columns: show at most {_MOST_COLUMNS} pairs of coalition and option"
        )
    return FigureResult(
        id=_ID,
        title=f"How far each rung of the ladder is covered, {year}",
        chart=_chart(rows, len(columns)) if rows else theme.no_data("no rung was computed"),
        alternative_text=_alternative(rows, year),
        reading=(
            "Darker: a larger part of the rung is covered in the median future. Below the median, 5% and 95% of the "
            "futures, where they differ. "
            "The top rung is no part of the ladder's mean."
        ),
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[LadderRow], columns: int) -> Chart:
    options = theme.in_order(rows, "option")
    width = (theme.WIDTH - 190) // columns
    # With one option alone its name says nothing that the title does not.
    x_axis = alt.Axis(orient="top", labelAngle=0, labelLimit=width, domain=False, ticks=False, labels=len(options) > 1)
    x = alt.X(field="option", type="nominal", sort=options, title=None, axis=x_axis)
    y = alt.Y(
        field="rung",
        type="nominal",
        sort=theme.in_order(rows, "rung"),
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=170, labelPadding=6),
    )
    fill = alt.Fill(
        "p50",
        type="quantitative",
        title="Covered",
        scale=alt.Scale(type="threshold", domain=_STEPS, range=_BLUES),
        legend=alt.Legend(orient="bottom", format=".0%", gradientLength=240, gradientThickness=12, titleOrient="left"),
    )
    base = alt.Chart().encode(x=x, y=y)
    tile = base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(fill=fill, tooltip=_tooltip())
    ink = alt.when(f"datum.p50 >= {_DARK_FROM}").then(alt.value("#ffffff")).otherwise(alt.value(theme.INK))
    median = base.mark_text(dy=-6, fontWeight=600).encode(text="middle:N", color=ink)
    spread = base.mark_text(dy=9, fontSize=10).encode(text="spread:N", color=ink)
    layered = alt.layer(tile, median, spread, data=alt.NamedData(name="rows")).properties(
        width=alt.Step(width), height=alt.Step(44)
    )
    # A name of two parts stands on two lines, so that the head of a single column fits.
    header = alt.Header(labelLimit=width * columns, labelPadding=4, labelExpr="split(datum.label, ', ')")
    faceted = layered.facet(
        column=alt.Column(
            "coalition", type="nominal", sort=theme.in_order(rows, "coalition"), title=None, header=header
        ),
        spacing=6,
    ).resolve_scale(x="independent")
    return theme.finish(faceted, rows=[{**row, **_words(row, columns)} for row in rows])


def _tooltip() -> list[alt.Tooltip]:
    heads = dict(zip(_KEYS, _COLUMNS, strict=True))
    named = [alt.Tooltip(key, type="nominal", title=heads[key]) for key in _KEYS[:3]]
    return named + [alt.Tooltip(key, type="quantitative", title=heads[key], format=".0%") for key in _KEYS[3:]]


def _words(row: LadderRow, columns: int) -> dict[str, str]:
    """Median and spread as they fit into a tile."""
    low, high = (f"{row[end]:.0%}" for end in ("p05", "p95"))
    spread = f"{low} to {high}" if columns <= _MOST_WIDE_COLUMNS else f"{low[:-1]}-{high[:-1]}"
    return {"middle": f"{row['p50']:.0%}", "spread": spread if low != high else ""}


def _alternative(rows: Sequence[LadderRow], year: int) -> str:
    if not rows:
        return "No data: no rung was computed."
    options = theme.in_order(rows, "option")
    phrases = []
    for coalition, option in dict.fromkeys((row["coalition"], row["option"]) for row in rows):
        shown = [row for row in rows if (row["coalition"], row["option"]) == (coalition, option)]
        rungs = ", ".join(f"{row['rung']} {row['p50']:.0%}" for row in shown)
        phrases.append(f"{coalition}{f', {option}' if len(options) > 1 else ''}: {rungs}")
    return f"Map of rungs and coalitions in {year}, median coverage. {'; '.join(phrases)}."
