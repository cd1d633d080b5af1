"""What is left of a number behind each loss: whole bars at the start, in the middle and at the end, losses between."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Key, Measure, Row, Rows, Text, figured
from deterrence.charts.panels import Panels, by_panel
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

Kind = Literal["whole", "loss", "taken"]
_LOOKS: Final[dict[Kind, str]] = {"whole": theme.BLUE, "loss": theme.RULE, "taken": theme.VERMILION}
_NAMES: Final = 62  # room for the names of the stages beyond that of an axis
_NUMBER: Final = 28
_STAGE: Final = 15
_MINUS: Final = chr(0x2212)
SHOWN: Final = Key("shown", "As drawn")
"""The column of the number beside a bar."""


@dataclass(frozen=True)
class Waterfall:
    """One figure of this form.

    Its rows have the keys of panels and stage, `kind`, `low` and `high`: the ends of the bar, and `change`: its number,
    below 0 where something is lost. Those of a panel begin and end with a whole bar. What stands beside a bar is whole,
    and what is taken off adds up to what is left (largest remainder).
    """

    text: Text
    measure: Measure
    panels: Panels
    stage: Key
    kinds: Key
    """The words of whole numbers, of losses, and of what is taken."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (*self.panels.keys, self.stage, Key("change", self.measure.title or self.measure.quantity), SHOWN)


def waterfall(form: Waterfall, rows: Rows) -> FigureResult:
    """The figure; stages stand in the order of the rows.

    Raises:
        ValueError: A number is not finite.
    """
    whole = {panel: _in_whole(own) for panel, own in by_panel(rows, form.panels).items()}
    return figured(form, [{**row, SHOWN.name: next(whole[form.panels.of(row)])} for row in rows], _draw, _tell)


def _in_whole(rows: Rows) -> Iterator[int]:
    """The numbers beside the bars of one panel: from each whole bar to the next they are its parts."""
    left = math.floor(rows[0]["change"] + 1 / 2)
    yield left
    parts: list[float] = []
    for row in rows[1:]:
        parts.append(abs(row["change"]))
        if row["kind"] == "whole":
            *lost, left = _parts(left, parts)
            yield from (-part for part in lost)
            yield left
            parts = []


def _parts(whole: int, parts: Sequence[float]) -> list[int]:
    """Parts in whole numbers that sum to the whole, by largest remainder; ties go to the earlier part.

    >>> _parts(40, [3.5, 3.5, 0.25, 3.25, 29.75])
    [4, 3, 0, 3, 30]
    """
    found = [math.floor(part) for part in parts]
    first = sorted(range(len(parts)), key=lambda place: found[place] - parts[place])
    for place in first[: whole - sum(found)]:
        found[place] += 1
    return found


def _draw(form: Waterfall, rows: Rows, width: int) -> Chart:
    told = [{**row, "number": _number(row)} for row in rows]
    groups = form.panels.sharing(told)
    chart = form.panels.stacked([_part(form, own, width) for own in groups], told)
    return theme.finish(chart, rows=told)


def _part(form: Waterfall, rows: Rows, width: int) -> Chart:
    panel = form.panels.width(rows, width - _NAMES) - _NUMBER
    stages = form.stage.all_of(rows)
    scale = alt.Scale(domain=[0, max(row["high"] for row in rows)], nice=False)
    x = alt.X(field="low", type="quantitative", title=None, scale=scale, axis=None)
    side = alt.Axis(domain=False, ticks=False, labelLimit=_NAMES + 70, labelPadding=6)
    y = alt.Y(field=form.stage.name, type="nominal", sort=stages, title=None, axis=side)
    words = [form.kinds.words[kind] for kind in _LOOKS]
    colour = alt.Color(
        field=form.kinds.field, type="nominal", scale=alt.Scale(domain=words, range=list(_LOOKS.values())),
        legend=theme.legend(None, words, width, symbolType="square"),
    )  # fmt: skip
    base = alt.Chart()
    number: dict[str, Any] = {"text": alt.Text("number", type="nominal"), "x": x.copy().field("high"), "y": y}
    layered = theme.layered(
        base.mark_bar(height=11).encode(x=x, x2=alt.X2("high"), y=y, color=colour),
        base.mark_text(align="left", dx=4, fontSize=10).encode(**number),
        width=panel,
        height=len(stages) * _STAGE,
    )
    arranged = form.panels.arrange(layered, rows, width - _NAMES)
    kinds = " : ".join(f"datum.kind === '{kind}' ? '{form.kinds.words[kind]}'" for kind in ("loss", "taken"))
    return arranged.transform_calculate(**{form.kinds.field: f"{kinds} : '{form.kinds.words['whole']}'"})


def _number(row: Row) -> str:
    """The number of a bar; what is lost has a sign."""
    value = int(row[SHOWN.name])
    if not value and row["change"]:
        return "<1"
    return f"{_MINUS if value < 0 else ''}{abs(value)}"


def _tell(form: Waterfall, rows: Rows) -> str:
    phrases = [
        f"{', '.join(panel)}: {', '.join(f'{form.stage.of(row).lower()} {_number(row)}' for row in own)}"
        for panel, own in by_panel(rows, form.panels).items()
    ]
    return f"Bars of {form.measure.quantity}, stage by stage. {'. '.join(phrases)}."
