"""The look that all figures share: one font, one palette safe for colour-blind readers, a quiet grid.

Sizes are in pixels of a drawing 640 wide; printed 170 mm wide one pixel is 0.75 pt, so 11 pixels are 8.3 pt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from textwrap import wrap
from typing import Any, Final, TypeAlias

import altair as alt
import numpy as np
from altair.utils import schemapi
from altair.utils.schemapi import SchemaBase

from deterrence.charts.font import FONT_FAMILY

Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart | alt.VConcatChart
Cell: TypeAlias = str | int | float | None

WIDTH: Final = 640
NARROW: Final = 358
"""Pixels that a telephone of 390 leaves for a drawing."""

PAPER: Final = "#ffffff"
INK: Final = "#1f2933"
QUIET_INK: Final = "#52606d"
GRID: Final = "#e4e7eb"
RULE: Final = "#7b8794"
# Okabe and Ito (2008), "Color Universal Design"; darkened where a line on white needs a contrast of 3:1.
BLUE: Final = "#0072b2"
VERMILION: Final = "#c44e00"
GREEN: Final = "#00795a"
PURPLE: Final = "#a8477f"
COLOURS: Final = (BLUE, VERMILION, GREEN, PURPLE)
RAMP: Final = (
    "#f7fafd", "#e6eff8", "#d3e3f1", "#bdd5ea", "#a2c4e0", "#7fabd0", "#5b90be", "#3d74a8", "#275a8e", "#143f70",
)  # fmt: skip
"""Blues of shares, from none to all; words on it turn from ink to paper at the eighth."""

_DARK_RAMP: Final = (
    "#1a222b", "#1c2936", "#1f3245", "#243f59", "#2b4e70", "#35628c", "#4b7faf", "#76a3cc", "#a9c8e4", "#dbe9f6",
)  # fmt: skip
DARK: Final[Mapping[str, str]] = {
    PAPER: "#14191f",
    INK: "#e6eaee",
    QUIET_INK: "#a9b4bf",
    GRID: "#2f3942",
    RULE: "#8d99a5",
    BLUE: "#5bb0e8",
    VERMILION: "#f28a4b",
    GREEN: "#3fbf97",
    PURPLE: "#d987b8",
    **dict(zip(RAMP, _DARK_RAMP, strict=True)),
}
"""What each colour of a drawing becomes on a dark page: contrasts stay as they are."""

SOLID: Final = (1, 0)
DASHED: Final = (5, 3)
DOTTED: Final = (2, 3)
DASHES: Final = (SOLID, (6, 3), (2, 2), (8, 2, 2, 2))

_CONFIG: Final[Mapping[str, Any]] = {
    "font": FONT_FAMILY,
    "background": PAPER,
    "aria": False,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT_FAMILY,
        "labelFontSize": 11,
        "labelColor": INK,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleColor": QUIET_INK,
        "labelFlush": False,
        "gridColor": GRID,
        "domainColor": RULE,
        "tickColor": RULE,
        "tickSize": 4,
    },
    "header": {
        "labelFontSize": 12,
        "labelFontWeight": 600,
        "labelColor": INK,
        "labelPadding": 6,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
    "legend": {
        "labelFontSize": 11,
        "labelColor": INK,
        "labelLimit": 320,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleColor": QUIET_INK,
        "symbolStrokeWidth": 2,
        "gradientStrokeColor": GRID,
    },
    "text": {"font": FONT_FAMILY, "fontSize": 11, "color": INK},
}


def layered(*layers: Chart, **size: Any) -> Chart:
    """Layers over the rows that `finish` gives their chart."""
    return alt.layer(*layers, data=alt.NamedData(name="rows")).properties(**size)


def finish(chart: Chart, **datasets: Sequence[Mapping[str, Any]]) -> Chart:
    """The chart with the shared look and its named data."""
    finished: Chart = chart.copy(deep=False)
    finished.config = alt.Config(**_CONFIG)
    finished.datasets = {name: [dict(row) for row in rows] for name, rows in datasets.items()}
    return finished


def spec_of(chart: Chart) -> dict[str, Any]:
    """The chart as Vega-Lite, not validated: as of `to_dict`, which copies every number of the data one by one."""
    bare = chart.copy(deep=False)
    bare.datasets = alt.Undefined
    return {
        **bare.to_dict(validate=False),
        "datasets": {name: [_plain(row) for row in rows] for name, rows in chart.datasets.items()},
    }


@contextmanager
def unchecked() -> Iterator[None]:
    """Within the block nothing of a chart is validated where it is made: the figures' own tests do that.

    And of what Altair copies again and again only charts are copied: no axis or mark is changed once it is made.
    """
    own: Any = schemapi
    before = own.DEBUG_MODE, own._deep_copy
    own.DEBUG_MODE, own._deep_copy = False, _deep_copy
    try:
        yield
    finally:
        own.DEBUG_MODE, own._deep_copy = before


def _deep_copy(part: Any, by_ref: set[str]) -> Any:
    """A part of a chart; of a chart the charts within it are copied too, other parts are shared."""
    if not isinstance(part, SchemaBase):
        return part
    fields = {name: value if name in by_ref else _charts_copied(value, by_ref) for name, value in part._kwds.items()}
    return type(part)(*part._args, **fields)


def _charts_copied(value: Any, by_ref: set[str]) -> Any:
    if isinstance(value, list):
        return [_charts_copied(one, by_ref) for one in value]
    return _deep_copy(value, by_ref) if isinstance(value, alt.TopLevelMixin) else value


def _plain(value: Any) -> Any:
    """Numbers, texts and lists of them as JSON has them."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, np.number) else value


def dark_rules(within: str) -> str:
    """Style rules that turn the drawings inside a selector dark: a rule of a page goes before a drawing's attribute.

    What a browser draws has its ground as a style of its own, before which only an important rule goes.
    """
    ground = f"{within} svg {{ background-color: {DARK[PAPER]} !important; }}"
    rules = [
        f'{within} svg [{attribute}="{light}"] {{ {attribute}: {dark}; }}'
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    ]
    return "\n".join([ground, *rules])


def no_data(what: str, width: int = WIDTH) -> Chart:
    """A drawing that says that there is nothing to draw; it takes the place of a chart without rows."""
    words = alt.Text("message", type="nominal")
    label = alt.Chart(alt.NamedData(name="rows")).mark_text(fontSize=13, color=QUIET_INK)
    frame = alt.ViewConfig(stroke=GRID, strokeDash=[4, 4])
    chart = label.encode(text=words).properties(width=width - 40, height=96, view=frame)
    return finish(chart, rows=[{"message": wrap(f"No data: {what}", width // 8)}])


def legend(title: str | None, words: Sequence[str], width: int, **more: Any) -> alt.Legend:
    """A legend in one line where its words fit into the width, else one word a line."""
    place = {"orient": "top", "symbolOpacity": 1, **more}
    needed = sum(34 + 5.8 * len(word) for word in words)
    return alt.Legend(title=title, columns=0 if needed <= width - 40 else 1, **place)


def in_lines(names: Iterable[str], letters: int, of: str = "datum.label") -> str:
    """The expression of a label that breaks each name into lines of so many letters at most, words whole."""
    lines = {name: wrap(name, max(letters, 1), break_long_words=False) for name in map(str, names)}
    return f"{json.dumps(lines)}[{of}]"


def either(test: str, colour: str, other: str) -> alt.ColorValue:
    """One colour where a test of a row holds, else another.

    Said as a channel, as the two places below: what Altair has to find the channel of costs five milliseconds a time.
    """
    return alt.ColorValue(other, condition=[{"test": test, "value": colour}])


def x_at(pixels: float) -> alt.XValue:
    """A place across, in pixels of the panel."""
    return alt.XValue(pixels)  # type: ignore[no-untyped-call]


def y_at(pixels: float) -> alt.YValue:
    """A place down, in pixels of the panel."""
    return alt.YValue(pixels)  # type: ignore[no-untyped-call]


def half_rule(at: float, across: bool) -> alt.Chart:
    """A dashed rule at one number of an axis, once in each panel whatever the number of rows."""
    rule = alt.Chart().transform_aggregate(futures="count()")
    drawn = rule.mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=1)
    marked: alt.Chart = drawn.encode(y=alt.YDatum(at)) if across else drawn.encode(x=alt.XDatum(at))
    return marked
