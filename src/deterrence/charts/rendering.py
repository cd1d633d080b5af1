"""Charts as SVG and PNG, the same bytes for the same chart."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from deterrence.charts.engine import drawn
from deterrence.charts.font import FONT_DIRECTORY

if TYPE_CHECKING:
    from deterrence.charts.theme import Chart

_ID: Final = re.compile(r'\bid="([^"]+)"')


def svg(chart: Chart | dict[str, Any], figure_id: str) -> str:
    """The chart as an SVG element, its inner ids prefixed with `figure_id`: unique within a document."""
    return _with_own_ids(drawn(_spec(chart)), figure_id)


def png(chart: Chart | dict[str, Any], scale: float = 2) -> bytes:
    """The chart as PNG, `scale` pixels of the picture for each of the drawing."""
    return picture(drawn(_spec(chart)), scale)


def picture(svg_element: str, scale: float = 2) -> bytes:
    """An SVG element as PNG, `scale` pixels of the picture for each of the drawing."""
    import vl_convert

    _register_fonts()
    return vl_convert.svg_to_png(svg_element, scale=scale)


def _spec(chart: Chart | dict[str, Any]) -> dict[str, Any]:
    return chart if isinstance(chart, dict) else chart.to_dict()


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONT_DIRECTORY))


def _with_own_ids(drawing: str, figure_id: str) -> str:
    """Vega numbers its ids by a counter of the process: renumber them from zero within the figure."""
    names = {old: f"{figure_id}-{number}" for number, old in enumerate(dict.fromkeys(_ID.findall(drawing)))}
    if not names:
        return drawing
    pattern = re.compile(r'(\bid="|url\(#|href="#)(' + "|".join(map(re.escape, names)) + r')(?=["\)])')
    return pattern.sub(lambda match: match[1] + names[match[2]], drawing)
