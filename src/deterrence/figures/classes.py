"""Which layer stops which threat class, and the claimed cover of a defence beside the credible one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypedDict

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import interval

_LAYERS_ID: Final = "classes-layers"
_FOOTPRINT_ID: Final = "classes-footprint"
_QUANTILES: Final = ("p05", "p25", "p50", "p75", "p95")
_HEADS: Final = ("5%", "25%", "Median", "75%", "95%")
_LABELS: Final = 210
_PANEL: Final = theme.WIDTH - _LABELS - 70
_READING: Final = "Dot: median of the futures; thick bar: the middle 50% of them; thin bar: the middle 90%."


class ClassLayerRow(TypedDict):
    """Quantiles over the futures of the share (0 to 1) of a reference raid that a layer, or all of them, stops."""

    threat_class: str
    layer: str
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


class FootprintRow(TypedDict):
    """Quantiles over the futures of a share (0 to 1) of the claimed area; `measure` says of which."""

    threat_class: str
    footprint: str
    measure: str
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def layers_figure(rows: Sequence[ClassLayerRow], year: int) -> FigureResult:
    """One interval for each layer, by threat class."""
    theme.require_finite(_LAYERS_ID, rows)
    named = [{**row, "label": row["layer"]} for row in rows]
    return FigureResult(
        id=_LAYERS_ID,
        title=f"Share of a reference raid that is stopped in {year}, by threat class and layer",
        chart=_chart(named, "Share of the raid that is stopped")
        if rows
        else theme.no_data(f"threat classes were not computed for {year}"),
        alternative_text=_alternative(named, f"shares stopped in {year} by threat class and layer", f"{year}"),
        reading=f"{_READING} Raids of all classes have one size and one exposure.",
        columns=("Threat class", "Layer", *_HEADS),
        rows=theme.table(rows, ("threat_class", "layer", *_QUANTILES)),
    )


def footprint_figure(rows: Sequence[FootprintRow]) -> FigureResult:
    """Claimed beside credible cover, by threat class."""
    theme.require_finite(_FOOTPRINT_ID, rows)
    named = [{**row, "label": f"{row['measure']}, {row['footprint']}"} for row in rows]
    return FigureResult(
        id=_FOOTPRINT_ID,
        title="Claimed and credible cover of S-500, by threat class",
        chart=_chart(named, "Share of the claimed area") if rows else theme.no_data("the footprint was not computed"),
        alternative_text=_alternative(named, "claimed and credible cover by threat class", "the footprint"),
        reading=f"{_READING} Shares of the area within the claimed range; the border stands for no place.",
        columns=("Threat class", "Footprint", "Measure", *_HEADS),
        rows=theme.table(rows, ("threat_class", "footprint", "measure", *_QUANTILES)),
    )


def _chart(rows: Sequence[Mapping[str, Any]], title: str) -> Chart:
    x = alt.X(
        field="p50",
        type="quantitative",
        title=title,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", grid=True, domain=False, ticks=False),
    )
    layered = alt.layer(*_intervals(x, theme.in_order(rows, "label")), data=alt.NamedData(name="rows"))
    faceted = layered.properties(width=_PANEL, height=alt.Step(19)).facet(
        row=alt.Row(
            "threat_class",
            type="nominal",
            sort=theme.in_order(rows, "threat_class"),
            title=None,
            header=alt.Header(labelOrient="top", labelAnchor="start", labelPadding=2),
        ),
        spacing=12,
    )
    return theme.finish(faceted, rows=rows)


def _intervals(x: alt.X, labels: Sequence[str]) -> list[alt.Chart]:
    y = interval.names("label", labels, _LABELS)
    base = alt.Chart()
    words = base.transform_calculate(
        words="datum.p50 > 0 && datum.p50 < 0.005 ? 'under 1%' : format(datum.p50, '.0%')"
    ).mark_text(align="left")
    return [
        *interval.marks(base, x, y),
        words.encode(y=y, x=alt.value(_PANEL + 10), text=alt.Text("words", type="nominal")),
    ]


def _alternative(rows: Sequence[Mapping[str, Any]], what: str, missing: str) -> str:
    if not rows:
        return f"No data: {missing} was not computed."
    phrases = []
    for name in theme.in_order(rows, "threat_class"):
        told = ", ".join(
            f"{row['label']} {row['p50']:.0%} ({row['p05']:.0%} to {row['p95']:.0%})"
            for row in rows
            if row["threat_class"] == name
        )
        phrases.append(f"{name}: {told}")
    return f"Interval plot of {what}, medians and the middle 90% of futures. {'. '.join(phrases)}."
