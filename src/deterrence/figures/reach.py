"""Chance that at least b warheads arrive, over all b, in one year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_ID: Final = "reach"
_COLUMNS: Final = ("Force", "Posture", "Warheads b", "Defence", "5%", "25%", "Median", "75%", "95%")
_KEYS: Final = ("force", "posture", "warheads", "defence", "p05", "p25", "p50", "p75", "p95")
_DASHES: Final = {"reachable": [1, 0], "not_assured": [5, 3], "unreachable": [1, 3]}
_READING: Final = (
    "Upright rules: public payload counts, shown as loads and never as requirements; dashed where the chance "
    "is below one half even without a defence, dotted where it is nil."
)
_ROOM_FOR_A_LABEL: Final = 0.07
"""Share of a panel's width that the label of one rule takes; closer labels stand one above the other."""


class ReachRow(TypedDict):
    """Quantiles over the futures of the chance (0 to 1) that at least `warheads` arrive."""

    force: str
    posture: str
    warheads: int
    defence: Literal["with", "without"]
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


class Benchmark(TypedDict):
    """A public payload count for one panel: a load, not a requirement (law 20)."""

    force: str
    posture: str
    warheads: int
    status: Literal["reachable", "not_assured", "unreachable"]


def figure(rows: Sequence[ReachRow], benchmarks: Sequence[Benchmark], year: int) -> FigureResult:
    """Panels by force and posture; benchmarks are labelled rules, dotted where they cannot be reached.

    Args:
        rows: One row for each force, posture, number of warheads and defence.
        benchmarks: The rules of each panel; those of a panel without rows are left out.
        year: The year shown.
    """
    theme.require_finite(_ID, rows)
    return FigureResult(
        id=_ID,
        title=f"Chance that at least b warheads arrive in {year}",
        chart=_chart(rows, benchmarks) if rows else theme.no_data(f"no arrivals were computed for {year}"),
        alternative_text=_alternative(rows, benchmarks, year),
        reading=f"{band.READING} {_READING}",
        columns=_COLUMNS,
        rows=theme.table(rows, _KEYS),
    )


def _chart(rows: Sequence[ReachRow], benchmarks: Sequence[Benchmark]) -> Chart:
    forces, postures = theme.in_order(rows, "force"), theme.in_order(rows, "posture")
    x = alt.X(
        field="warheads",
        type="quantitative",
        title="Warheads b",
        scale=alt.Scale(zero=True, nice=False, padding=6),
        axis=alt.Axis(grid=False, tickCount=6),
    )
    y = alt.Y(
        field="p50",
        type="quantitative",
        title="Chance that at least b arrive",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", domain=False, ticks=False),
    )
    layered = alt.layer(*_rules(x), *band.layers(x, y, "step"), data=alt.NamedData(name="rows"))
    width = (theme.WIDTH - 90) // len(postures) - 16
    faceted = layered.properties(width=width, height=104).facet(
        column=alt.Column("posture", type="nominal", sort=postures, title=None, header=alt.Header(labelPadding=28)),
        row=alt.Row("force", type="nominal", sort=forces, title=None),
        spacing={"row": 30, "column": 16},
    )
    own_axes: alt.FacetChart = faceted.resolve_scale(x="independent")
    return theme.finish(own_axes, rows=[*rows, *_marks(rows, benchmarks)])


def _marks(rows: Sequence[ReachRow], benchmarks: Sequence[Benchmark]) -> list[dict[str, Any]]:
    """The rules of the panels that have rows, with the height at which each label stands."""
    marks: list[dict[str, Any]] = []
    for force, posture in dict.fromkeys((row["force"], row["posture"]) for row in rows):
        here = [row["warheads"] for row in rows if (row["force"], row["posture"]) == (force, posture)]
        own = [b for b in benchmarks if (b["force"], b["posture"]) == (force, posture)]
        room = _ROOM_FOR_A_LABEL * max(*here, *(b["warheads"] for b in own), 1)
        last, raised = -room, False
        for benchmark in sorted(own, key=lambda b: b["warheads"]):
            raised = benchmark["warheads"] - last < room and not raised
            last = benchmark["warheads"]
            mark = {"benchmark": last, "status": benchmark["status"], "raised": raised}
            marks.append({"force": force, "posture": posture, **mark})
    return marks


def _rules(x: alt.X) -> list[alt.Chart]:
    """Rules and their labels: rows of the same data set, told apart by the field `benchmark`."""
    marks = alt.Chart().transform_filter("isValid(datum.benchmark)")
    place = x.copy().field("benchmark")
    drawn = [
        marks.transform_filter(f"datum.status === '{status}'")
        .mark_rule(color=theme.RULE, strokeWidth=1.2, strokeDash=dash)
        .encode(x=place)
        for status, dash in _DASHES.items()
    ]
    labels = [
        marks.transform_filter(f"{'' if raised else '!'}datum.raised")
        .mark_text(baseline="bottom", dy=-14 if raised else -3, fontSize=10, color=theme.QUIET_INK)
        .encode(x=place, y=alt.value(0), text=alt.Text("benchmark", type="quantitative"))
        for raised in (False, True)
    ]
    return [*drawn, *labels]


def _alternative(rows: Sequence[ReachRow], benchmarks: Sequence[Benchmark], year: int) -> str:
    if not rows:
        return f"No data: no arrivals were computed for {year}."
    phrases = []
    for force, posture in dict.fromkeys((r["force"], r["posture"]) for r in rows):
        here = [row for row in rows if (row["force"], row["posture"]) == (force, posture)]
        phrases.append(f"{force}, {posture}: {_likely(here, 'with')} with and {_likely(here, 'without')} without")
    out_of_reach = sum(b["status"] == "unreachable" for b in benchmarks)
    return (
        f"Step charts of the chance that at least b warheads arrive in {year}. "
        f"Largest b that arrives with a median chance of one half or more: {'; '.join(phrases)}. "
        f"{out_of_reach} of {len(benchmarks)} marked payload counts are out of reach even without a defence."
    )


def _likely(rows: Sequence[ReachRow], defence: str) -> int:
    """Largest number of warheads that arrives with a median chance of one half or more."""
    likely = (row["warheads"] for row in rows if row["defence"] == defence and row["p50"] >= 1 / 2)
    return max(likely, default=0)
