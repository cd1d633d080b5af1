"""What is there year by year, as numbers, above what comes when, as a sign with its span."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Row, Rows, Text, complete
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_NAMES: Final = 262
_STEP, _STEP_NARROW = 20, 34  # pixels of a line; on a telephone names take two lines
_NARROW: Final = 480
_LETTER: Final = 5.4  # pixels
_YEARS_ROOM: Final = 30  # pixels that a year takes on the axis
_AFTER: Final = 2
"""Years behind the last end that leave room for its number."""
_COLUMNS: Final = (
    Key("group", "Group"), Key("item", "What"), Key("year", "Year of a count"), Key("p05", "5%"),
    Key("p50", "Median"), Key("p95", "95%"),
)  # fmt: skip


@dataclass(frozen=True)
class Timeline:
    """One figure of this form.

    Its rows have `group`, `item`, `year`, p05, p50 and p95: counts of a year, or years themselves where `year` is none.
    """

    text: Text
    first: int
    last: int


def timeline(form: Timeline, rows: Rows) -> FigureResult:
    """The figure: groups and items stand in the order of the rows.

    Raises:
        ValueError: A number is not finite.
    """
    group, item, year = _COLUMNS[:3]
    measured = Measured((item, year), Measure("counts and years", None, ".1f", end=None), rows, unit=group)
    draw, tell = partial(_draw, form, rows), partial(_tell, form)
    return complete(form.text, _COLUMNS, rows, draw, tell, measured=measured)


def _draw(form: Timeline, rows: Rows, width: int) -> Chart:
    items = list(dict.fromkeys(str(row["item"]) for row in rows))
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    room = min(_NAMES, width * 2 // 5)
    panel = width - room - 20
    end = max([form.last, *(row["p95"] for row in rows if row["year"] is None)]) + _AFTER
    scale = alt.Scale(domain=[form.first - 1 / 2, end], nice=False)
    every = next(step for step in (1, 2, 5, 10) if panel / (end - form.first) * step >= _YEARS_ROOM)
    years = [year for year in range(form.first, form.last + 1) if year % every == 0]
    axis = alt.Axis(values=years, format="d", domain=False, ticks=False)
    x = alt.X(field="p50", type="quantitative", title=None, scale=scale, axis=axis)
    lines = theme.in_lines(items, int(room / _LETTER))
    side = alt.Axis(domain=False, ticks=False, grid=False, labelPadding=8, labelLimit=room, labelExpr=lines,
                    minExtent=room)  # fmt: skip
    y = alt.Y(field="item", type="nominal", sort=items, title=None, axis=side)
    step = _STEP if width >= _NARROW else _STEP_NARROW
    sized = theme.layered(*_layers(x, y, years), width=panel, height=alt.Step(step))
    head = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=4, labelLimit=panel)
    row = alt.Row("group", type="nominal", sort=groups, title=None, header=head)
    faceted = sized.facet(row=row, spacing=10).resolve_scale(y="independent")
    return theme.finish(faceted, rows=[{**one, "number": _number(one)} for one in rows])


def _layers(x: alt.X, y: alt.Y, years: list[int]) -> list[alt.Chart]:
    counts = alt.Chart().transform_filter(f"indexof({years}, datum.year) >= 0")
    events = alt.Chart().transform_filter("!isValid(datum.year)")
    number = alt.Text("number", type="nominal")
    return [
        counts.mark_text(fontSize=10).encode(x=x.copy().field("year"), y=y, text=number),
        events.mark_rule(color=theme.BLUE, strokeWidth=4, opacity=0.4).encode(
            x=x.copy().field("p05"), x2=alt.X2("p95"), y=y
        ),
        events.mark_point(color=theme.BLUE, filled=True, size=50, opacity=1).encode(x=x, y=y),
        events.mark_text(align="left", dx=7, fontSize=10).encode(x=x.copy().field("p95"), y=y, text=number),
    ]


def _number(row: Row) -> str:
    return f"{row['p50']:.0f}" if row["year"] is None else short(row["p50"])


def _tell(form: Timeline, rows: Rows) -> str:
    phrases: dict[str, list[str]] = {}
    for row in rows:
        told: Any = f"{row['p50']:.0f} ({row['p05']:.0f} to {row['p95']:.0f})"
        if row["year"] is not None:
            if row["year"] not in (form.first, form.last):
                continue
            told = f"{_number(row)} in {row['year']}"
        phrases.setdefault(f"{row['group']}, {row['item']}", []).append(told)
    lines = [f"{name}: {' and '.join(told)}" for name, told in phrases.items()]
    return f"Timeline. {'; '.join(lines)}."
