"""A matrix of counts, with the cells that nobody knows as visible holes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import THREE, Key, Measure, Measured, Row, Rows, Text, complete
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import Chart
from deterrence.charts.told import Told, amount, counted, told

_STEPS: Final = [0.02, 0.05, 0.1, 0.2]
_BLUES: Final = ["#f7fafd", "#d3e3f1", "#a2c4e0", "#5b90be", "#275a8e"]
_DARK_FROM: Final = 0.1
_NAMES: Final = 104
_ROOM_FOR_A_NUMBER: Final = 22
_LINE: Final = 17
_LEANING: Final = 80
"""Room at the right for the head of the last column, which leans."""
_LETTERS: Final = 58
"""Of a line below the narrow drawing."""
_HOLE: Final = "#e4e7eb"
WIDE: Final = 3
"""A cell of which the ends lie further apart than this factor is marked as known roughly."""


@dataclass(frozen=True)
class Matrix:
    """One figure of this form. Its rows have both keys, `p05`, `p50`, `p95` and `share`."""

    text: Text
    down: Key
    across: Key
    share: Key
    """The cell's part of its column, which gives the tint."""
    cells: str
    """What the cells are, as a sentence names them."""
    numbers: tuple[Key, ...] = THREE
    """Columns of the table between the keys and the share."""
    said: Callable[[Row], str] | None = None
    """What stands in a cell; the median if left out, `~` before one that is known roughly."""

    @property
    def columns(self) -> tuple[Key, ...]:
        """Of the table."""
        return (self.down, self.across, *self.numbers, self.share)


def matrix(form: Matrix, rows: Rows, holes: Sequence[str] = ()) -> FigureResult:
    """The figure: a line for each label down, a column for each label across.

    Args:
        form: Its description.
        rows: One for each cell that is known.
        holes: Further columns, of which no cell is.

    Raises:
        ValueError: A number is not finite.
    """
    draw, tell = partial(_draw, form, rows, holes), partial(_tell, form, holes)
    measured = Measured((form.down, form.across), Measure(form.cells, None, ",.1f", end=None), rows)
    return complete(form.text, form.columns, rows, draw, tell, partial(_finding, holes), measured=measured)


def _is_rough(row: Row) -> bool:
    return bool(row["p95"] > WIDE * max(row["p05"], 0) and row["p95"] > 0)


def _finding(holes: Sequence[str], rows: Rows) -> Told:
    """The title: how much of it is known."""
    there = [row for row in rows if row["p95"] > 0]
    rough = amount({"rough": sum(map(_is_rough, there)) / max(len(there), 1)}, "rough", ".0%")
    known = f" of the counts are known to a factor of {WIDE} or worse"
    unknown = ("; of ", counted(len(holes), "holes"), " further kinds no number is public") if holes else ()
    return told(rough, known, unknown)


def _draw(form: Matrix, rows: Rows, holes: Sequence[str], width: int) -> Chart:
    is_narrow = width <= theme.NARROW
    beneath, holes = (holes, ()) if is_narrow else ((), holes)  # where holes have no room they are words
    across = [*form.across.all_of(rows), *holes]
    tile = (width - _NAMES - (20 if is_narrow else _LEANING)) // len(across)
    turned: dict[str, Any] = {"orient": "top", "labelAngle": -90 if is_narrow else -60, "labelLimit": 180}
    x = alt.X("across", type="nominal", sort=across, title=None, axis=alt.Axis(domain=False, ticks=False, **turned))
    side = alt.Axis(domain=False, ticks=False, labelLimit=_NAMES)
    y = alt.Y("down", type="nominal", sort=form.down.all_of(rows), title=None, axis=side)
    scale = alt.Scale(type="threshold", domain=_STEPS, range=_BLUES)
    beside: dict[str, Any] = {"titleOrient": "top" if is_narrow else "left", "gradientLength": 200}
    legend = alt.Legend(orient="bottom", format=".0%", gradientThickness=10, **beside)
    tint = alt.Fill("share", type="quantitative", title=form.share.head, scale=scale, legend=legend)
    base = alt.Chart().encode(x=x, y=y)
    hole = base.transform_filter("!isValid(datum.p50)").mark_rect(fill=_HOLE, stroke="#ffffff")
    layers = [hole, base.transform_filter("isValid(datum.p50)").mark_rect(stroke="#ffffff").encode(fill=tint)]
    if tile >= _ROOM_FOR_A_NUMBER:
        ink = theme.either(f"datum.share >= {_DARK_FROM}", "#ffffff", theme.INK)
        layers.append(base.mark_text(fontSize=10 if is_narrow else 9).encode(text=alt.Text("words:N"), color=ink))
    words = form.said or _words
    drawn = [{**row, "down": form.down.of(row), "across": form.across.of(row), "words": words(row)} for row in rows]
    drawn += [{"down": down, "across": hole, "words": "?"} for down in form.down.all_of(rows) for hole in holes]
    sized = theme.layered(*layers, width=alt.Step(tile), height=alt.Step(_LINE), **_named(beneath))
    return theme.finish(sized, rows=drawn)


def _named(holes: Sequence[str]) -> dict[str, Any]:
    """The holes as lines below the drawing."""
    if not holes:
        return {}
    lines = wrap(f"?: {', '.join(holes)}.", _LETTERS)
    look: dict[str, Any] = {"fontSize": 11, "fontWeight": "normal", "color": theme.QUIET_INK}
    return {"title": alt.TitleParams(lines, orient="bottom", anchor="start", frame="bounds", offset=12, **look)}


def _words(row: Row) -> str:
    """The median as it fits into a tile; nothing for none."""
    number = short(row["p50"]) if row["p50"] >= 1 / 2 else "<1"
    return "" if row["p95"] == 0 else f"{'~' if _is_rough(row) else ''}{number}"


def _tell(form: Matrix, holes: Sequence[str], rows: Rows) -> str:
    phrases = []
    for label, column in form.across.groups(rows).items():
        most = sorted((row for row in column if row["p95"] > 0), key=lambda row: -row["p50"])[:3]
        told = ", ".join(f"{form.down.of(row)} {short(row['p50'])}" for row in most)
        phrases.append(f"{label}: {told or 'none'}")
    unknown = f" Columns nobody knows: {', '.join(holes)}." if holes else ""
    return f"Matrix of {form.cells}. The greatest of each column. {'; '.join(phrases)}.{unknown}"
