"""What was reported, month by month, in the band of what was predicted; misses are marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Row, Rows, Text, complete
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, counted, told

INSIDE: Final = "scored, inside the band"
MISS: Final = "scored, a miss"
FITTED: Final = "month fitted on"
_LOOKS: Final = {
    INSIDE: (theme.BLUE, "circle"),
    MISS: (theme.VERMILION, "cross"),
    FITTED: (theme.RULE, "square"),
}
_HEIGHT: Final = 84
_MONTH: Final = "utc(toNumber(slice(datum.month, 0, 4)), toNumber(slice(datum.month, 5, 7)) - 1)"
_SHARES: Final = (
    Key("observed", "Reported share"), Key("low", "5%"), Key("median", "Median"), Key("high", "95%"),
    Key("place", "Place"),
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One figure of this form. Its rows have panel, `month` (YYYY-MM), low, median, high, `observed`, `is_scored`."""

    text: Text
    panel: Key
    more: tuple[Key, ...] = ()
    """Further columns of the table."""


def record(form: Record, rows: Rows) -> FigureResult:
    """The figure: one panel for each label, months that were fitted on, hits and misses in colour and shape.

    Raises:
        ValueError: A number is not finite.
    """
    placed = [{**row, "place": _place(row)} for row in rows]
    columns = (form.panel, Key("month", "Month"), *form.more, *_SHARES)
    measured = Measured((form.panel, Key("month", "Month")), Measure("predicted share"), rows, "median")
    draw, tell = partial(_draw, form, placed), partial(_tell, form)
    return complete(form.text, columns, placed, draw, tell, hits, measured=measured)


def hits(rows: Rows) -> Told:
    """The title: how many months lie where they were predicted."""
    scored = [row for row in rows if row["is_scored"]]
    inside = sum(row["place"] == INSIDE for row in scored)
    caught, months = counted(inside, "inside"), counted(len(scored), "scored")
    return told(caught, " of ", months, " scored months lie in the band that was predicted")


def _place(row: Row) -> str:
    if not row["is_scored"]:
        return FITTED
    return INSIDE if row["low"] <= row["observed"] <= row["high"] else MISS


def _draw(form: Record, rows: Rows, width: int) -> Chart:
    panels = Panels((form.panel,))
    years = alt.Axis(format="%Y", tickCount={"interval": "year", "step": 1}, grid=False)
    x = alt.X(field="when", type="temporal", title=None, scale=alt.Scale(type="utc"), axis=years)
    shares: dict[str, Any] = {"values": [0, 0.5, 1], "format": ".0%", "domain": False, "ticks": False}
    scale = alt.Scale(domain=[0, 1], nice=False)
    y = alt.Y(field="low", type="quantitative", title=None, scale=scale, axis=alt.Axis(**shares))
    colours, shapes = (alt.Scale(domain=list(_LOOKS), range=[look[at] for look in _LOOKS.values()]) for at in (0, 1))
    legend = theme.legend(None, list(_LOOKS), width)
    colour = alt.Color("place", type="nominal", scale=colours, legend=legend)
    shape = alt.Shape("place", type="nominal", scale=shapes, legend=None)
    base = alt.Chart().transform_calculate(when=_MONTH)
    median, mark = (
        base.mark_tick(orient="horizontal", size=8, thickness=1.5, color=theme.QUIET_INK),
        base.mark_point(filled=True, size=34, opacity=1),
    )
    layered = theme.layered(
        base.mark_bar(size=8, color=theme.RULE, opacity=0.28).encode(x=x, y=y, y2=alt.Y2("high")),
        median.encode(x=x, y=y.copy().field("median")),
        mark.encode(x=x, y=y.copy().field("observed"), color=colour, shape=shape),
        width=panels.width(rows, width),
        height=_HEIGHT,
    )
    return theme.finish(panels.arrange(layered, rows, width), rows=rows)


def _tell(form: Record, rows: Rows) -> str:
    phrases = []
    for panel, own in form.panel.groups(rows).items():
        scored = [row for row in own if row["is_scored"]]
        phrases.append(f"{panel}: {sum(row['place'] == INSIDE for row in scored)} of {len(scored)}")
    told = "; ".join(phrases)
    return f"Bands and marks by month. Scored months whose reported share lies in the predicted band: {told}."
