"""Lines of what is needed against a number from 0 to 1, over the band of what there can be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Rows, Text, complete, round_up
from deterrence.charts.numbers import at_least
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import OUTCOME, Told, amount, ends, told

_HEIGHT: Final = 114
_MOST: Final = len(theme.COLOURS)


@dataclass(frozen=True)
class Need:
    """One figure of this form. Its rows have `panel` and `line` in words, the two keys below, and the table's columns.

    A need is none where no number is enough. Rows of what there can be have `words`, `is_asked`, p05, p50 and p95.
    """

    text: Text
    at: Key
    """The number from 0 to 1 that the need hangs on."""
    needed: Key
    subject: str
    """Of what it is needed."""
    year: int
    """Of the supply that is the band; a supply that is not asked for is one rule."""
    columns: tuple[Key, ...]
    step: int = 50
    supplied_by: str = ""
    """The outcome or study that gives the supply."""


def need(form: Need, rows: Rows, supply: Rows) -> FigureResult:
    """The figure.

    Args:
        form: Its description.
        rows: Needs, line by line; a line ends where nothing is enough.
        supply: The one asked for, and others to be marked beside it.

    Raises:
        ValueError: A number is not finite, or there are more lines than can be told apart.
    """
    if len({row["line"] for row in rows}) > _MOST:
        raise ValueError(f"figure {form.text.id}: more than {_MOST} lines: leave some out")
    draw, tell, finding = partial(_draw, form, rows, supply), partial(_tell, form, supply), partial(least, form, supply)
    keys = (form.at, Key("panel", "Sent"), Key("line", "Decoys"))
    rounds = Measure(form.needed.head, form.needed.head, ",.0f", end=None)
    known = [row for row in rows if row[form.needed.name] is not None]
    measured = Measured(keys, rounds, known, form.needed.name)
    return complete(form.text, form.columns, rows, draw, tell, finding, supply, measured)


def least(form: Need, supply: Rows, rows: Rows) -> Told:
    """The title: the least that is needed anywhere beside what there can be."""
    own = {"words": "supply", **dict(zip(("p05", "p95"), _ends(supply), strict=True)), OUTCOME: form.supplied_by}
    there = told(
        "about ", ends((amount(own, "p05"), amount(own, "p95"))), f" can be there by {form.year}: {form.subject}"
    )
    enough = [row for row in rows if row[form.needed.name] is not None]
    if not enough:
        return told(f"No number is enough of {form.needed.head}, and ", there)
    first = min(enough, key=lambda row: (row[form.needed.name], row[form.at.name]))
    needed = amount(first, form.needed.name, lambda value: str(at_least(int(value))))
    return told(
        "It takes at least ", needed, f" {form.needed.head}, from a {form.at.head.lower()} of ",
        amount(first, form.at.name), ", and ", there,
    )  # fmt: skip


def _ends(supply: Rows) -> tuple[int, int]:
    own = next(row for row in supply if row["is_asked"])
    return math.floor(own["p05"]), math.ceil(own["p95"])


def _tell(form: Need, supply: Rows, rows: Rows) -> str:
    """Each line by where it begins and its least; then what there can be."""
    phrases = []
    for panel, line in dict.fromkeys((row["panel"], row["line"]) for row in rows):
        own = [row for row in rows if (row["panel"], row["line"]) == (panel, line)]
        enough = [row for row in own if row[form.needed.name] is not None]
        told = "no number is enough"
        if enough:
            begins, fewest = (min(row[key.name] for row in enough) for key in (form.at, form.needed))
            told = f"from {begins:.2f}, at least {fewest}"
        phrases.append(f"{panel}, {line}: {told}")
    low, high = _ends(supply)
    needs = [row[form.needed.name] for row in rows]
    within = sum(needed is not None and needed <= high for needed in needs) / len(needs)
    return (
        f"Lines of the {form.needed.head} that are needed, against {form.at.head.lower()}: {form.subject}. "
        f"{'; '.join(phrases)}. By {form.year} there can be {low} to {high}; that is enough at {within:.0%} of the "
        f"points, and no number is at {needs.count(None) / len(needs):.0%}."
    )


def _draw(form: Need, rows: Rows, supply: Rows, width: int) -> Chart:
    panels = Panels((Key("panel", "Panel"),), beside="panel")
    drawn = [row for row in rows if row[form.needed.name] is not None]
    names, lines = (list(dict.fromkeys(row[key] for row in rows)) for key in ("panel", "line"))
    bands = [{"panel": name, **row, "left": 0, "right": 1} for name in names for row in supply]
    top = round_up(max([row[form.needed.name] for row in drawn] + [year["p95"] for year in supply]), form.step)
    layers = [*_supply(), _lines(form, lines, top, width)]
    sized = theme.layered(*layers, width=panels.width(rows, width), height=_HEIGHT)
    arranged = panels.arrange(sized, rows, width) if len(names) > 1 else sized
    return theme.finish(arranged, rows=[*drawn, *bands])


def _supply() -> list[alt.Chart]:
    """Band and median of the supply asked for, and a rule for each other."""
    x = alt.X(field="left", type="quantitative")
    asked = alt.Chart().transform_filter("datum.is_asked === true")
    others = alt.Chart().transform_filter("datum.is_asked === false")
    top = alt.Y(field="p95", type="quantitative")
    # The label of the band stands at the right, where lines are low; those of rules at the left, where few begin.
    words = alt.Text("words", type="nominal")
    right: dict[str, Any] = {"baseline": "bottom", "align": "right", "dx": -4, "dy": -3, "fontWeight": 600}
    return [
        asked.mark_rect(color=theme.RULE, opacity=0.22).encode(x=x, x2=alt.X2("right"), y=top, y2=alt.Y2("p05")),
        asked.mark_rule(color=theme.QUIET_INK, strokeWidth=1.5).encode(
            x=x, x2=alt.X2("right"), y=top.copy().field("p50")
        ),
        others.mark_rule(color=theme.INK, strokeDash=[1, 3], strokeWidth=1.5).encode(x=x, x2=alt.X2("right"), y=top),
        asked.mark_text(**right).encode(x=x.copy().field("right"), y=top.copy().field("p05"), text=words),
        others.mark_text(baseline="bottom", dx=4, dy=-2, align="left").encode(x=x, y=top, text=words),
    ]


def _lines(form: Need, lines: Sequence[str], top: float, width: int) -> alt.Chart:
    across = alt.Axis(grid=False, format=".1f", tickCount=6)
    up = alt.Axis(tickCount=6, format="d", domain=False, ticks=False, grid=False, titlePadding=10)
    scales = [alt.Scale(domain=[0, end], nice=False) for end in (1, top)]
    looks: list[Any] = [theme.COLOURS[: len(lines)], [list(dash) for dash in theme.DASHES[: len(lines)]]]
    colour, dash = (alt.Scale(domain=list(lines), range=list(look)) for look in looks)
    legend = theme.legend(None, lines, width, symbolType="stroke", symbolSize=400)
    drawn: alt.Chart = (
        alt.Chart()
        .transform_filter("isValid(datum.line)")
        .mark_line(strokeWidth=2)
        .encode(
            x=alt.X(field=form.at.name, type="quantitative", title=form.at.head, scale=scales[0], axis=across),
            y=alt.Y(field=form.needed.name, type="quantitative", title=form.needed.head, scale=scales[1], axis=up),
            color=alt.Color("line", type="nominal", scale=colour, legend=legend),
            strokeDash=alt.StrokeDash("line", type="nominal", scale=dash),
        )
    )
    return drawn
