"""One line for each name and a panel for each measure, with an axis of its own: a sign, its span and its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import THREE, Key, Measure, Measured, Rows, Text, figured
from deterrence.charts.graded import signs
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart

_GRADE: Final = Key("grade", "Grade")
_NAMES: Final = 150
_LEAST: Final = 70
_STEP: Final = 30
_GAP: Final = 14
_WORDS: Final = 24  # letters of a name in one line
_HEAD: Final = 7  # pixels of a letter of a head


@dataclass(frozen=True)
class Measures:
    """One figure of this form. Its rows have `measure`, p05, p50, p95, `grade`, the name and the further columns."""

    text: Text
    name: Key
    grades: Sequence[str]
    """All grades, the best first."""
    number: Callable[[str, float], str]
    """A measure and a number of it -> how it is told."""
    more: tuple[Key, ...] = ()

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.name, *self.more, Key("measure", "Measure"), *THREE, _GRADE)


def measures(form: Measures, rows: Rows) -> FigureResult:
    """The figure; names and measures stand in the order of the rows.

    Raises:
        ValueError: A number is not finite.
    """
    unit = Key("measure", "Measure")
    measured = Measured((form.name,), Measure("effects", None, ".1f", end=None), rows, unit=unit)
    return figured(form, rows, _draw, _tell, measured=measured)


def _draw(form: Measures, rows: Rows, width: int) -> Chart:
    names = form.name.all_of(rows)
    panels = list(dict.fromkeys(row["measure"] for row in rows))
    beside = len(panels) if (width - _NAMES) // len(panels) >= _LEAST else 1
    panel = (width - _NAMES - 10) // beside - _GAP
    lines = theme.in_lines(names, _WORDS)
    side = alt.Axis(domain=False, ticks=False, labelPadding=8, labelLimit=_NAMES, labelExpr=lines, grid=True)
    y = alt.Y(field=form.name.name, type="nominal", sort=names, title=None, axis=side)
    columns = 0 if beside > 1 else 2
    sized = theme.layered(
        *_layers(form, {row["grade"] for row in rows}, y, columns), width=panel, height=len(names) * _STEP
    )
    heads = theme.in_lines(panels, max(panel, _LEAST) // _HEAD, "datum.value")
    head = alt.Header(labelExpr=heads, labelFontSize=11, labelPadding=6, labelAnchor="start")
    facet = alt.Facet("measure", type="nominal", sort=panels, title=None, header=head)
    arranged = sized.facet(facet=facet, columns=beside, spacing=_GAP).resolve_scale(x="independent")
    return theme.finish(arranged, rows=[{**row, "number": form.number(row["measure"], row["p50"])} for row in rows])


def _layers(form: Measures, present: set[str], y: alt.Y, columns: int) -> list[alt.Chart]:
    overlap: dict[str, Any] = {"labelOverlap": "greedy", "labelSeparation": 4}
    axis = alt.Axis(tickCount=3, format="~r", labelFontSize=10, grid=True, **overlap)
    x = alt.X(field="p50", type="quantitative", title=None, scale=alt.Scale(zero=False, nice=True), axis=axis)
    colour, shape = signs(form.grades, present, columns)
    base = alt.Chart()
    return [
        base.mark_rule(strokeWidth=2, opacity=0.55).encode(
            y=y, x=x.copy().field("p05"), x2=alt.X2("p95"), color=colour
        ),
        base.mark_point(filled=True, size=50, opacity=1).encode(y=y, x=x, color=colour, shape=shape),
        base.mark_text(dy=-10, fontSize=10).encode(y=y, x=x, text=alt.Text("number", type="nominal")),
    ]


def _tell(form: Measures, rows: Rows) -> str:
    phrases: dict[str, list[str]] = {}
    for row in rows:
        low, middle, high = (form.number(row["measure"], row[end]) for end in ("p05", "p50", "p95"))
        phrases.setdefault(str(form.name.of(row)), []).append(f"{row['measure']} {middle} ({low} to {high})")
    lines = [f"{name}: {', '.join(told)}" for name, told in phrases.items()]
    return f"{'; '.join(lines)}."
