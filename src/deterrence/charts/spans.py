"""Spans of years: one line for each name, from the first year to the last, in a colour of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Row, Rows, Text, figured
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, amount, ends, joined, told

_ROOM: Final = 230
_TOLD: Final = 116  # room for the years at the right
_ABOVE: Final = 30  # of a line whose name stands above it
_STEP: Final = 15
_YEARS: Final = (Key("first", "First year"), Key("middle", "Middle year"), Key("last", "Last year"))


@dataclass(frozen=True)
class Spans:
    """One figure of this form. Its rows have the three keys, and the years `first`, `middle` and `last`."""

    text: Text
    quantity: str
    """What the years are, as a sentence names one."""
    group: Key
    name: Key
    kind: Key
    colours: Mapping[str, str]
    """Of each kind, in the order of the legend."""
    beyond: float
    """The year that stands for later ones and none."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.group, self.name, self.kind, *_YEARS)

    def year(self, value: float) -> str:
        """A year in words."""
        return f"after {self.beyond - 1:.0f}" if value >= self.beyond else f"{value:.0f}"

    def span(self, row: Row) -> str:
        """The years of a row in words."""
        first, last = self.year(row["first"]), self.year(row["last"])
        return first if first == last else f"{first} to {last}"


def spans(form: Spans, rows: Rows) -> FigureResult:
    """The figure: a panel for each group, a line for each name.

    Raises:
        ValueError: A number is not finite.
    """
    years = Measure(f"middle {form.quantity}", None, ".0f", end=None)
    measured = Measured((form.group, form.name, form.kind), years, rows, "middle")
    return figured(form, rows, _draw, _tell, middles, measured)


def middles(form: Spans, rows: Rows) -> Told:
    """The title: for each kind the earliest and the latest middle year."""
    own = {kind: [row for row in rows if row[form.kind.name] == kind] for kind in form.colours}
    return told(
        f"Middle {form.quantity}: ",
        joined(
            told(f"{kind} ", ends(amount(row, "middle", form.year) for row in found))
            for kind, found in own.items()
            if found
        ),
    )


def _draw(form: Spans, rows: Rows, width: int) -> Chart:
    is_narrow = width < theme.WIDTH
    panel = width - _TOLD - (0 if is_narrow else _ROOM)
    names = form.name.all_of(rows)
    least = min(row["first"] for row in rows)
    scale = alt.Scale(domain=[least - 1, form.beyond + 1], nice=False)
    x = alt.X(field="middle", type="quantitative", title=None, scale=scale, axis=alt.Axis(format="d", tickCount=5))
    side = alt.Axis(domain=False, ticks=False, labelLimit=_ROOM, minExtent=_ROOM, labelPadding=8)
    y = alt.Y(field=form.name.name, type="nominal", sort=names, title=None, axis=None if is_narrow else side)
    shown = [kind for kind in form.colours if any(row[form.kind.name] == kind for row in rows)]
    colours = alt.Scale(domain=shown, range=[form.colours[kind] for kind in shown])
    legend = theme.legend(None, shown, panel)
    colour = alt.Color(field=form.kind.name, type="nominal", scale=colours, legend=legend)
    base = alt.Chart()
    layers = [
        base.mark_rule(strokeWidth=5, opacity=0.55).encode(
            y=y, x=x.copy().field("first"), x2=alt.X2("last"), color=colour
        ),
        base.mark_point(filled=True, opacity=1, size=40).encode(y=y, x=x, color=colour),
        base.mark_text(align="left", fontSize=10).encode(y=y, x=theme.x_at(panel + 6), text=alt.Text("told:N")),
    ]
    if is_narrow:
        above = base.mark_text(align="left", dy=-11, limit=width - 20)
        layers.append(above.encode(x=theme.x_at(0), y=y, text=alt.Text(form.name.name, type="nominal")))
    sized = theme.layered(*layers, width=panel, height=alt.Step(_ABOVE if is_narrow else _STEP))
    head = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=2)
    row = alt.Row(form.group.name, type="nominal", sort=form.group.all_of(rows), title=None, header=head)
    return theme.finish(
        sized.facet(row=row, spacing=12).resolve_scale(y="independent"),
        rows=[{**one, "told": form.span(one)} for one in rows],
    )


def _tell(form: Spans, rows: Rows) -> str:
    phrases = [
        f"{group}: {'; '.join(f'{row[form.name.name]} {form.span(row)}' for row in own)}"
        for group, own in form.group.groups(rows).items()
    ]
    kinds = " and ".join(kind for kind in form.colours if any(row[form.kind.name] == kind for row in rows))
    return f"Spans from the first {form.quantity} to the last: {kinds}. {'. '.join(phrases)}."
