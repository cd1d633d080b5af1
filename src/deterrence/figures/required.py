"""Interceptors that would halve a force, by kill probability and exposure, beside those that can be made by then."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, TypedDict

import altair as alt
import numpy as np

from deterrence.figures import theme
from deterrence.figures.result import Chart, FigureResult
from deterrence.results import Cell, Results
from deterrence.second_strike.required import NET, against_production

_ID: Final = "required"
_COLUMNS: Final = (
    "Share that meets a defence",
    "Decoys told apart",
    "Kill probability of one shot",
    "S-500 rounds needed",
    "Against production by then",
)
_STATUS: Final = {
    "within_production": "within the range of production",
    "beyond_production": "beyond production",
    "impossible": "not reached at any number",
}
_COLOURS: Final = (theme.BLUE, theme.VERMILION, theme.GREEN, theme.PURPLE)
_DASHES: Final = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2])
_Y_STEP: Final = 50
_HEIGHT: Final = 280


class RequiredRow(TypedDict):
    """Rounds needed at one point; none where no number reaches the threshold. Discrimination: none with net aids."""

    defended_share: float
    discrimination: float | None
    kill_probability: float
    interceptors: int | None
    status: str


class ProductionRow(TypedDict):
    """Serviceable rounds of one year: low and high end of the middle 90% of futures, and their median."""

    year: int
    p05: float
    p50: float
    p95: float


def required_rows(results: Results, cell: Cell, force: str, year: int) -> list[RequiredRow]:
    """The points of one force and year, exposure by exposure, each held against production."""
    found = results.study("second_strike.required_rounds", cell, wanted={"force": (force,)})
    rounds = found.at("required_rounds", force=force, year=year)
    made = results.study("missile_defence.s500_production", cell)
    status = against_production(rounds, float(made.at("s500_rounds_by_band", band="p95", year=year)))
    aids, shares, kills = (found.labels[axis] for axis in ("discrimination", "defended_share", "kill_probability"))
    return [
        {
            "defended_share": float(share),
            "discrimination": None if aid == NET else float(aid),
            "kill_probability": float(kill),
            "interceptors": int(rounds[d, e, k]) if np.isfinite(rounds[d, e, k]) else None,
            "status": str(status[d, e, k]),
        }
        for d, aid in enumerate(aids)
        for e, share in enumerate(shares)
        for k, kill in enumerate(kills)
    ]


def production_rows(results: Results, cell: Cell, years: Sequence[int]) -> list[ProductionRow]:
    """Production by year."""
    found = results.study("missile_defence.s500_production", cell)
    return [
        {
            "year": year,
            **{band: float(found.at("s500_rounds_by_band", band=band, year=year)) for band in ("p05", "p50", "p95")},  # type: ignore[typeddict-item]
        }
        for year in years
    ]


def figure(rows: Sequence[RequiredRow], production: Sequence[ProductionRow], year: int, subject: str) -> FigureResult:
    """Lines of rounds needed over the band of rounds that production gives by the year, and its ends in other years.

    Args:
        rows: Points of the year, at most four exposures.
        production: By year, `year` among them.
        year: For which the question is asked.
        subject: Force, posture and threshold, for the title.

    Raises:
        ValueError: More exposures than lines can be told apart, or a number that is not finite.
    """
    theme.require_finite(_ID, [*rows, *production])
    if len(theme.in_order(rows, "defended_share")) > len(_COLOURS):
        raise ValueError(f"figure {_ID}: more than {len(_COLOURS)} exposures: leave some out")
    return FigureResult(
        id=_ID,
        title=f"Interceptors needed in {year}, and those that can be made by then: {subject}",
        chart=_chart(rows, production, year) if rows else theme.no_data("the needed interceptors were not computed"),
        alternative_text=_alternative(rows, production, year, subject),
        reading=(
            f"Line: least S-500 rounds, ready to fire, that reach the threshold; it ends where no number would. Band: "
            f"rounds that there can be in {year}, the middle 90% of futures, its dark rule their median; dotted rules: "
            "the upper end in other years. Other inputs: central values."
        ),
        columns=_COLUMNS,
        rows=tuple(
            (row["defended_share"], row["discrimination"], row["kill_probability"], row["interceptors"],
             _STATUS[row["status"]])
            for row in rows
        ),
    )  # fmt: skip


def _chart(rows: Sequence[RequiredRow], production: Sequence[ProductionRow], year: int) -> Chart:
    panels = theme.in_order([{"panel": _panel(row["discrimination"])} for row in rows], "panel")
    drawn: list[dict[str, Any]] = [
        {"panel": _panel(row["discrimination"]), "exposure": _exposure(row["defended_share"]),
         "kill_probability": row["kill_probability"], "rounds": row["interceptors"]}
        for row in rows if row["interceptors"] is not None
    ]  # fmt: skip
    top = theme.round_up(max([row["rounds"] for row in drawn] + [row["p95"] for row in production]), _Y_STEP)
    bands = [
        {"panel": panel, "is_asked": row["year"] == year, **row, "left": 0, "right": 1}
        for panel in panels
        for row in production
    ]
    layers = [*_production(), _lines([_exposure(share) for share in theme.in_order(rows, "defended_share")], top)]
    width = (theme.WIDTH - 110) // len(panels) - 14
    layered = alt.layer(*layers, data=alt.NamedData(name="rows")).properties(width=width, height=_HEIGHT)
    header = alt.Header(labels=len(panels) > 1)
    faceted = layered.facet(column=alt.Column("panel", type="nominal", sort=panels, title=None, header=header))
    return theme.finish(faceted, rows=[*drawn, *bands])


def _panel(discrimination: float | None) -> str:
    return "aids net" if discrimination is None else f"{discrimination:.0%} of decoys told apart"


def _exposure(share: float) -> str:
    return f"{share:.0%} meets a defence"


def _production() -> list[alt.Chart]:
    """Band and median of the year asked for, and the upper end of the other years."""
    x = alt.X(field="left", type="quantitative")
    asked = alt.Chart().transform_filter("datum.is_asked === true")
    others = alt.Chart().transform_filter("datum.is_asked === false")
    top = alt.Y(field="p95", type="quantitative")
    # Labels stand at the left, where kill probabilities are too low for any line; side by side, as ends may be close.
    words = alt.Text("words", type="nominal")
    told = [part.transform_calculate(words="'by ' + datum.year") for part in (asked, others)]
    return [
        asked.mark_rect(color=theme.RULE, opacity=0.22).encode(x=x, x2="right", y=top, y2="p05"),
        asked.mark_rule(color=theme.QUIET_INK, strokeWidth=1.5).encode(x=x, x2="right", y=top.copy().field("p50")),
        others.mark_rule(color=theme.QUIET_INK, strokeDash=[1, 3]).encode(x=x, x2="right", y=top),
        told[0].mark_text(baseline="top", dx=4, dy=3, fontWeight=600, align="left").encode(x=x, y=top, text=words),
        told[1].mark_text(baseline="bottom", dx=60, dy=-2, align="left").encode(x=x, y=top, text=words),
    ]


def _lines(exposures: Sequence[str], top: int) -> alt.Chart:
    x = alt.X(
        field="kill_probability",
        type="quantitative",
        title="Kill probability of one shot",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(grid=False, format=".1f", tickCount=6),
    )
    y = alt.Y(
        field="rounds",
        type="quantitative",
        title="S-500 rounds ready to fire",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(tickCount=6, format="d", domain=False, ticks=False),
    )
    colour = alt.Color(
        "exposure",
        type="nominal",
        scale=alt.Scale(domain=list(exposures), range=list(_COLOURS[: len(exposures)])),
        legend=alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=400),
    )
    dash = alt.StrokeDash(
        "exposure",
        type="nominal",
        scale=alt.Scale(domain=list(exposures), range=[list(dash) for dash in _DASHES[: len(exposures)]]),
    )
    base = alt.Chart().transform_filter("isValid(datum.exposure)")
    drawn: alt.Chart = base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    return drawn


def _alternative(rows: Sequence[RequiredRow], production: Sequence[ProductionRow], year: int, subject: str) -> str:
    if not rows:
        return "No data: the needed interceptors were not computed."
    counts = [row["status"] for row in rows]
    shares = ", ".join(f"{counts.count(status) / len(rows):.0%} {words}" for status, words in _STATUS.items())
    made = next(row for row in production if row["year"] == year)
    found = [row for row in rows if row["interceptors"] is not None]
    ease = "No number of interceptors reaches the threshold."
    if found:
        best = min(found, key=lambda row: (row["interceptors"] or 0, row["kill_probability"]))
        worst = min(found, key=lambda row: (row["defended_share"], row["kill_probability"]))
        ease = (
            f"The fewest are {best['interceptors']}, with {best['defended_share']:.0%} of the missiles meeting a "
            f"defence and a kill probability of {best['kill_probability']:.2f}; with {worst['defended_share']:.0%} it "
            f"takes at least {worst['kill_probability']:.2f}."
        )
    return (
        f"Lines of S-500 rounds needed against kill probability: {subject}, {year}. {ease} By then there can be "
        f"{math.floor(made['p05'])} to {math.ceil(made['p95'])}. Of the points {shares}."
    )
