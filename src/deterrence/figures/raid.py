"""One raid over the years: arrivals and erosion with their bands, and the reference's median as a ghost line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.figures import band

_HEIGHT: Final = 190
_Y_STEP: Final = 20
_ARRIVALS_TITLE: Final = "Warheads that would arrive, by year"
_EROSION_TITLE: Final = "Erosion: share of the arrivals that the defence stops, by year"
_COLUMNS: Final = ("Series", "Year", "5%", "25%", "Median", "75%", "95%")
_WORDS: Final = {"with": "with the defence", "without": "without it", "reference": "reference, with it"}
_EROSION_WORDS: Final = {"now": "this state", "reference": "reference"}
READING: Final = (
    "Line: median of the futures; dark band: the middle 50% of them; light band: the middle 90%; dotted: the median "
    "of the reference. The spread is that of the inputs, not a probability."
)


def arrivals_figure(rows: Sequence[Mapping[str, Any]], y_maximum: float | None = None) -> FigureResult:
    """Arrivals of one raid by year, with and without the defence.

    Args:
        rows: `defence` (with, without, reference), `year`, and p05 to p95 in warheads.
        y_maximum: End of the vertical axis, to keep it fixed while inputs move.
    """
    theme.require_finite("raid-arrivals", rows)
    if not rows:
        return _nothing("raid-arrivals", _ARRIVALS_TITLE)
    top = y_maximum or theme.round_up(max(row["p95"] for row in rows), _Y_STEP)
    chart = _chart(rows, "defence", _WORDS, [theme.BLUE, theme.VERMILION, theme.INK], "Warheads that arrive", (0, top))
    last = {row["defence"]: row for row in rows}
    return FigureResult(
        id="raid-arrivals",
        title=_ARRIVALS_TITLE,
        chart=chart,
        alternative_text=(
            f"Line chart of warheads that arrive. In {last['with']['year']} the median is {last['with']['p50']:.0f} "
            f"with the defence, {last['without']['p50']:.0f} without it and {last['reference']['p50']:.0f} in the "
            "reference."
        ),
        reading=READING,
        columns=_COLUMNS,
        rows=theme.table(rows, ("defence", "year", "p05", "p25", "p50", "p75", "p95")),
    )


def erosion_figure(rows: Sequence[Mapping[str, Any]]) -> FigureResult:
    """Erosion of one raid by year.

    Args:
        rows: `series` (now, reference), `year`, and p05 to p95 as shares.
    """
    theme.require_finite("raid-erosion", rows)
    if not rows:
        return _nothing("raid-erosion", _EROSION_TITLE)
    chart = _chart(rows, "series", _EROSION_WORDS, [theme.BLUE, theme.INK], "Share lost to the defence", (0, 1))
    last = {row["series"]: row for row in rows}
    return FigureResult(
        id="raid-erosion",
        title=_EROSION_TITLE,
        chart=chart,
        alternative_text=(
            f"Line chart of erosion. In {last['now']['year']} the median is {last['now']['p50']:.0%}, the middle 90% "
            f"{last['now']['p05']:.0%} to {last['now']['p95']:.0%}; the median of the reference is "
            f"{last['reference']['p50']:.0%}."
        ),
        reading=READING,
        columns=_COLUMNS,
        rows=theme.table(rows, ("series", "year", "p05", "p25", "p50", "p75", "p95")),
    )


def _nothing(identity: str, title: str) -> FigureResult:
    words = "no raid was computed"
    return FigureResult(identity, title, theme.no_data(words), f"No data: {words}.", READING, _COLUMNS, ())


def _chart(
    rows: Sequence[Mapping[str, Any]],
    key: str,
    words: Mapping[str, str],
    colours: Sequence[str],
    title: str,
    domain: tuple[float, float],
) -> Chart:
    years = sorted({row["year"] for row in rows})
    x = theme.year_axis(years)
    y = alt.Y(
        field="p50",
        type="quantitative",
        title=title,
        scale=alt.Scale(domain=list(domain), nice=False, clamp=True),
        axis=alt.Axis(tickCount=4, domain=False, ticks=False, format=".0%" if domain[1] == 1 else "d"),
    )
    shown = list(words.values())
    dashes = [[2, 3] if name == "reference" else [5, 3] if name == "without" else [1, 0] for name in words]
    colour, dash = band.series(shown, colours, dashes, symbol_size=400)
    spoken = " : ".join(f"datum.{key} === '{name}' ? '{word}'" for name, word in words.items()) + " : ''"
    base = alt.Chart().transform_calculate(shown=spoken)
    banded = base.transform_filter(f"datum.{key} !== 'reference'")
    line = base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    layered = alt.layer(*band.areas(banded, x, y, colour), line, data=alt.NamedData(name="rows"))
    return theme.finish(layered.properties(width=theme.WIDTH - 90, height=_HEIGHT), rows=rows)
