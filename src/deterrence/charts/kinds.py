"""A map of which of several kinds comes first over two sets of names: its colour and its share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from deterrence.axes import inside_sentence
from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Measured, Rows, Text, figured
from deterrence.charts.numbers import listed, number
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, counted, joined, told

_SHARE: Final = Key("share", "Share of the futures")
_LETTER: Final = 6  # pixels of a letter of a name


@dataclass(frozen=True)
class Kinds:
    """One figure of this form. Its rows have the four keys, and the `share` of futures in which the kind is first."""

    text: Text
    quantity: str
    """What comes first, as a sentence names it."""
    groups: Key
    down: Key
    across: Key
    kind: Key
    colours: Mapping[str, str]
    """Of each kind, dark enough for white words, in the order of the legend."""
    share: Key = _SHARE
    share_words: str = ""
    """What follows the share in a place."""
    said: Key | None = None
    """What stands in a place above the share; none: the share alone."""
    names: int = 110
    """Room for the names at the left of a wide drawing."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.groups, self.down, self.across, self.kind, *((self.said,) if self.said else ()), self.share)


def kinds(form: Kinds, rows: Rows) -> FigureResult:
    """The figure: a panel for each group, with the same lines and columns.

    Raises:
        ValueError: A number is not finite, or a kind has no colour.
    """
    if unknown := sorted({row[form.kind.name] for row in rows} - set(form.colours)):
        raise ValueError(f"figure {form.text.id}: {unknown[0]} has no colour: write one of {', '.join(form.colours)}")
    share = Measure(form.share.head[:1].lower() + form.share.head[1:])
    measured = Measured((form.groups, form.down, form.across, form.kind), share, rows, form.share.name)
    return figured(form, rows, _draw, _tell, commonest, measured)


def commonest(form: Kinds, rows: Rows) -> Told:
    """The title: which kind comes first in most places of each group, and in how many."""
    found = []
    for group, own in form.groups.groups(rows).items():
        counts = {kind: sum(row[form.kind.name] == kind for row in own) for kind in form.colours}
        most = max(counts, key=lambda kind: counts[kind])
        places, every = counted(counts[most], f"places of {most}"), counted(len(own), "places")
        found.append(told(f"{group}: {most} in ", places, " of ", every, " places"))
    return told(f"{form.quantity[:1].upper()}{form.quantity[1:]}, ", joined(found))


def _draw(form: Kinds, rows: Rows, width: int) -> Chart:
    groups, across = form.groups.all_of(rows), form.across.all_of(rows)
    is_narrow = width < theme.WIDTH
    names = (110 if form.said else 90) if is_narrow else form.names
    beside = 1 if is_narrow else len(groups)
    tile = (width - names - 20 - 12 * beside) // (beside * len(across))
    top = alt.Axis(orient="top", labelAngle=0, labelLimit=tile, domain=False, ticks=False)
    broken = theme.in_lines(form.down.all_of(rows), names // _LETTER)
    side = alt.Axis(domain=False, ticks=False, labelLimit=names, labelPadding=6, labelExpr=broken)
    x = alt.X(field=form.across.name, type="nominal", sort=across, title=form.across.head, axis=top)
    y = alt.Y(field=form.down.name, type="nominal", sort=form.down.all_of(rows), title=None, axis=side)
    shown = [kind for kind in form.colours if any(row[form.kind.name] == kind for row in rows)]
    scale = alt.Scale(domain=shown, range=[form.colours[kind] for kind in shown])
    legend = alt.Legend(orient="bottom", title=form.kind.head, titleOrient="left", columns=2 if is_narrow else 0)
    base = alt.Chart().encode(x=x, y=y)
    fill = alt.Fill(form.kind.name, type="nominal", scale=scale, legend=legend)
    tiles = base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(fill=fill)
    small: dict[str, Any] = {"fontSize": 9, "dy": 7} if form.said else {}
    layers = [tiles, base.mark_text(color="#ffffff", **small).encode(text=alt.Text("told:N"))]
    if form.said:
        layers.append(base.mark_text(color="#ffffff", fontSize=10, dy=-6).encode(text=alt.Text(f"{form.said.name}:N")))
    sized = theme.layered(*layers, width=alt.Step(tile), height=alt.Step(40))
    head = alt.Header(labelLimit=width - names, labelPadding=4)
    place: dict[str, Any] = {"row" if is_narrow else "column": _facet(form, groups, head, is_narrow)}
    return theme.finish(
        sized.facet(**place, spacing=12),
        rows=[{**row, "told": f"{number(row['share'], '.0%')} {form.share_words}".strip()} for row in rows],
    )


def _facet(form: Kinds, groups: list[str], head: alt.Header, is_narrow: bool) -> Any:
    if is_narrow:
        above = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=2)
        return alt.Row(form.groups.name, type="nominal", sort=groups, title=None, header=above)
    return alt.Column(form.groups.name, type="nominal", sort=groups, title=None, header=head)


def _tell(form: Kinds, rows: Rows) -> str:
    phrases = []
    for group, own in form.groups.groups(rows).items():
        told = [
            f"{form.down.of(row)} and {form.across.of(row)} {(form.said or form.kind).of(row)} "
            f"({number(row['share'], '.0%')})"
            for row in own
        ]
        phrases.append(f"{group}: {', '.join(told)}")
    by = listed(inside_sentence(key.head) for key in (form.groups, form.down, form.across))
    share = form.share.head[:1].lower() + form.share.head[1:]
    return f"Map of {form.quantity}, by {by}, with the {share}. {'. '.join(phrases)}."
