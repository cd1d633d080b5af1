"""Charts as SVG and PNG, the same bytes for the same chart."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import vl_convert

from deterrence.charts.fitting import without_needless_limits
from deterrence.charts.font import FONT_DIRECTORY

if TYPE_CHECKING:
    from deterrence.charts.theme import Chart

_VEGA_LITE: Final = "6.4"
_NOTHING_FETCHED: Final[list[str]] = []
_ID: Final = re.compile(r'\bid="([^"]+)"')


def svg(chart: Chart | dict[str, Any], figure_id: str) -> str:
    """The chart as an SVG element, its inner ids prefixed with `figure_id`: unique within a document."""
    _register_fonts()
    specification = without_needless_limits(_spec(chart))
    drawn: str = vl_convert.vegalite_to_svg(specification, vl_version=_VEGA_LITE, allowed_base_urls=_NOTHING_FETCHED)
    return _with_own_ids(drawn, figure_id)


def png(chart: Chart | dict[str, Any], scale: float = 2) -> bytes:
    """The chart as PNG, `scale` pixels of the picture for each of the drawing."""
    _register_fonts()
    return vl_convert.vegalite_to_png(
        _spec(chart), vl_version=_VEGA_LITE, scale=scale, allowed_base_urls=_NOTHING_FETCHED
    )


def _spec(chart: Chart | dict[str, Any]) -> dict[str, Any]:
    return chart if isinstance(chart, dict) else chart.to_dict()


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_DIRECTORY))


def _with_own_ids(drawn: str, figure_id: str) -> str:
    """Vega numbers its ids by a counter of the process: renumber them from zero within the figure."""
    names = {old: f"{figure_id}-{number}" for number, old in enumerate(dict.fromkeys(_ID.findall(drawn)))}
    if not names:
        return drawn
    pattern = re.compile(r'(\bid="|url\(#|href="#)(' + "|".join(map(re.escape, names)) + r')(?=["\)])')
    return pattern.sub(lambda match: match[1] + names[match[2]], drawn)
