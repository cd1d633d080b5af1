"""Erosion by assumption set, structure and force: the headline of the brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import interval

_ID: Final = "erosion"
_COLUMNS: Final = (
    "Force",
    "Assumption set",
    "Structure",
    "5%",
    "25%",
    "Median",
    "75%",
    "95%",
    "Share of futures at one half or more",
)
_LABELS: Final = 210
_PANEL: Final = theme.WIDTH - _LABELS - 110
_ROOMY, _ROOMY_STEP, _STEP = 6, 19, 13  # rows of a force up to which they stand wide apart; the figure must fit a page
_KEYS: Final = (
    "force",
    "assumption_set",
    "structure",
    "p05",
    "p25",
    "p50",
    "p75",
    "p95",
    "share_at_least_half",
)


class ErosionRow(TypedDict):
    """Quantiles of erosion (0 to 1) over the futures of a cell, and the share of them at one half or more."""

    force: str
    assumption_set: str
    structure: str
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    share_at_least_half: float


def figure(rows: Sequence[ErosionRow], year: int) -> FigureResult:
    """One interval for each cell, by force; the rule stands at one half."""
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=f"Erosion of the second strike in {year}, by assumption set and structure",
        chart=_chart(rows) if rows else theme.no_data(f"erosion was not computed for {year}"),
        alternative_text=_alternative(rows, year),
        reading=(
            "Dot: median of the futures; thick bar: the middle 50% of them; thin bar: the middle 90%. "
            "Right: the share of futures in which half or more of the warheads are lost to the defence."
        ),
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[ErosionRow]) -> Chart:
    forces = theme.in_order(rows, "force")
    cells = [{**row, "cell": f"{row['assumption_set']} · {row['structure']}"} for row in rows]
    low = min(0.0, *(row["p05"] for row in rows))
    x = alt.X(
        field="p50",
        type="quantitative",
        title="Erosion: share of arrivals lost to the defence",
        scale=alt.Scale(domain=[low, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", grid=True, domain=False, ticks=False),
    )
    names = theme.in_order(cells, "cell")
    layered = alt.layer(*_intervals(x, names), data=alt.NamedData(name="rows"))
    faceted = layered.properties(width=_PANEL, height=alt.Step(_ROOMY_STEP if len(names) <= _ROOMY else _STEP)).facet(
        row=alt.Row("force", type="nominal", sort=forces, title=None, header=_force_header()), spacing=12
    )
    return theme.finish(faceted, rows=cells)


def _intervals(x: alt.X, cells: Sequence[str]) -> list[alt.Chart]:
    y = interval.names("cell", cells, _LABELS)
    base = alt.Chart()
    half = base.transform_aggregate(futures="count()").mark_rule(color=theme.INK, strokeDash=[4, 3], strokeWidth=1)
    share = base.transform_calculate(
        words="(datum.share_at_least_half > 0 && datum.share_at_least_half < 0.005 ? 'under 1%'"
        " : format(datum.share_at_least_half, '.0%')) + ' at ½ or more'"
    )
    rule, bar, point = interval.marks(base, x, y)
    return [
        rule,
        half.encode(x=alt.XDatum(0.5)),
        bar,
        point,
        share.mark_text(align="left").encode(y=y, x=alt.value(_PANEL + 8), text=alt.Text("words", type="nominal")),
    ]


def _force_header() -> alt.Header:
    return alt.Header(labelOrient="top", labelAnchor="start", labelPadding=2)


def _alternative(rows: Sequence[ErosionRow], year: int) -> str:
    if not rows:
        return f"No data: erosion was not computed for {year}."
    phrases = []
    for force in theme.in_order(rows, "force"):
        cells = [row for row in rows if row["force"] == force]
        medians = [row["p50"] for row in cells]
        shares = [row["share_at_least_half"] for row in cells]
        phrases.append(
            f"{force}: medians from {min(medians):.0%} to {max(medians):.0%}; half or more is lost in "
            f"{min(shares):.0%} to {max(shares):.0%} of futures"
        )
    return f"Interval plot of erosion in {year} by assumption set, structure and force. {'. '.join(phrases)}."
