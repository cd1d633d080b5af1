"""Drawings as a document holds them: without what no reader sees, and no more digits than a screen has points."""

from __future__ import annotations

import math
import re
from itertools import groupby, pairwise
from typing import Final, TypeAlias

_ROLES: Final = re.compile(r' (?:role|aria-roledescription|aria-label|aria-hidden)="[^"]*"')
_UNSEEN: Final = re.compile(
    r' class="(?:mark|role|background|foreground)[^"]*"| pointer-events="none"| opacity="1"| font-weight="normal"'
    r'| transform="translate\(0,0\)"'
)
_NOTHING: Final = re.compile(
    r'<path d="[^"]*"(?: display="none")?/>|<text [^>]*/>|<text [^>]*></text>|<g(?: transform="[^"]*")?></g>'
    r"|<g(?: [^>]*)?/>"
)
_GROUP: Final = re.compile(r"(<g(?: [^>]*[^>/])?>|</g>)")
_FONT: Final = re.compile(r' font-family="([^"]*)"')
_GEOMETRY: Final = re.compile(r'( (?:d|transform|x|y|x1|x2|y1|y2|width|height|cx|cy|r|points)=")([^"]*)(")')
_LONG: Final = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_SVG: Final = re.compile(r"<svg [^>]*>")
_LINE: Final = re.compile(r'(?<= d=")M[-\d.,]+(?:L[-\d.,]+){2,}Z?(?=")')
_POINT: Final = re.compile(r"[ML]([-\d.]+),([-\d.]+)")
_PATH: Final = re.compile(r'<path d="([^"]*)"([^>]*)/>')
_SOLID: Final = re.compile(r'fill="#[0-9a-f]{6}"')
_CELL: Final = re.compile(r"M([-\d.]+),([-\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z")
_CIRCLE: Final = re.compile(r'<path ([^>]*?)d="M([\d.]+),0A\2,\2,0,1,1,-\2,0A\2,\2,0,1,1,\2,0"([^>]*)/>')
_ELEMENT: Final = re.compile(r"<(path|line|circle|text)( [^>]*?)(/>|>[^<]*</text>)")
_PLACED: Final = re.compile(
    r'<text((?: (?!d?[xy]=|transform)[\w-]+="[^"]*")*) transform="translate\(([-\d.]+),([-\d.]+)\)"'
    r'((?: (?!d?[xy]=)[\w-]+="[^"]*")*)>([^<]*)</text>'
)
"""A text of one line that is moved and not turned."""
_INHERITED: Final = re.compile(
    r' (?:fill|stroke|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor|(?:fill|stroke)-opacity)="[^"]*"'
)
_NEAR: Final = 0.5
"""Points of a line that lie nearer than this to one without them, in pixels, are left out."""
_ROUNDED: Final = 0.15
"""What two edges of cells that meet may lie apart once their ends are rounded, in pixels."""
_Point: TypeAlias = tuple[float, float]
_FEW: Final = 3
"""From so many on, elements that look alike are put together."""


def slim(drawn: str) -> str:
    """An SVG element whose parts have no roles of their own: the whole is one picture with one text.

    Vega gives each part a role and a name, which the name of the whole replaces; its numbers have up to 17 digits, its
    cells are drawn one by one, and each part says for itself how it looks.
    """
    opening = _SVG.search(drawn)
    if opening is None:
        return drawn
    head, rest = _ROLES.sub("", opening[0]), drawn[opening.end() :]
    fonts = set(_FONT.findall(rest))
    if len(fonts) == 1:
        head = head.replace("<svg ", f'<svg font-family="{fonts.pop()}" ', 1)
        rest = _FONT.sub("", rest)
    rest = _GEOMETRY.sub(lambda found: found[1] + _short(found[2]) + found[3], _UNSEEN.sub("", _ROLES.sub("", rest)))
    rest = _CIRCLE.sub(r'<circle \1r="\2"\3/>', _without_nothing(rest))
    alike = _without_bare_groups(_alike(_joined(_LINE.sub(lambda found: _thin(found[0]), rest))))
    return drawn[: opening.start()] + head + _PLACED.sub(r'<text\1 x="\2" y="\3"\4>\5</text>', alike)


def _short(geometry: str) -> str:
    return _LONG.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), geometry)


def _without_nothing(drawn: str) -> str:
    """Without parts that draw nothing, as a ground without fill and stroke, and groups in which nothing is left."""
    left = _NOTHING.sub("", drawn)
    return left if left == drawn else _without_nothing(left)


def _without_bare_groups(drawn: str) -> str:
    """Without groups that say nothing of their parts."""
    kept: list[str] = []
    says: list[bool] = []
    for place, piece in enumerate(_GROUP.split(drawn)):
        is_group = place % 2 == 1
        if is_group and piece != "</g>":
            says.append(piece != "<g>")
        if not is_group or (says.pop() if piece == "</g>" else says[-1]):
            kept.append(piece)
    return "".join(kept)


def _thin(line: str) -> str:
    """A line without the points that nobody can tell from one between their neighbours; each from the last one."""
    kept = _bends([(float(x), float(y)) for x, y in _POINT.findall(line)])
    told = " ".join(f"{_short_of(x1 - x0)},{_short_of(y1 - y0)}" for (x0, y0), (x1, y1) in pairwise(kept))
    return f"M{kept[0][0]:g},{kept[0][1]:g}l{told}" + ("Z" if line.endswith("Z") else "")


def _bends(points: list[_Point]) -> list[_Point]:
    """The ends of a line and the points at which it bends (Douglas and Peucker 1973)."""
    kept = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        between = range(first + 1, last)
        far = max(between, key=lambda place: _off(points[place], points[first], points[last]), default=first)
        if far != first and _off(points[far], points[first], points[last]) > _NEAR:
            kept.add(far)
            open_ += [(first, far), (far, last)]
    return [points[place] for place in sorted(kept)]


def _off(point: _Point, start: _Point, end: _Point) -> float:
    """How far a point lies from the straight line between two others."""
    (x, y), (dx, dy) = (point[0] - start[0], point[1] - start[1]), (end[0] - start[0], end[1] - start[1])
    long = dx * dx + dy * dy
    along = min(1.0, max(0.0, (x * dx + y * dy) / long)) if long else 0.0
    return math.hypot(x - along * dx, y - along * dy)


def _short_of(step: float) -> str:
    """A step in tenths of a pixel, without a sign before nothing."""
    return f"{round(step, 1) + 0:g}"


def _looks(path: re.Match[str]) -> tuple[str, bool]:
    """The attributes of a path behind its line, and whether two that overlap would look like one."""
    return path[2], _SOLID.search(path[2]) is not None and "opacity" not in path[2]


def _joined(drawn: str) -> str:
    """Paths that follow each other and are filled alike as one: the cells of a map."""
    parts: list[str] = []
    place = 0
    for looks, found in groupby(_PATH.finditer(drawn), key=_looks):
        run = list(found)
        while run:
            here = [run.pop(0)]
            while looks[1] and run and run[0].start() == here[-1].end():
                here.append(run.pop(0))
            parts += [drawn[place : here[0].start()], f'<path d="{_strips([one[1] for one in here])}"{looks[0]}/>']
            place = here[-1].end()
    return "".join((*parts, drawn[place:]))


def _strips(lines: list[str]) -> str:
    """Lines of paths one after the other; cells of one row that meet become one cell."""
    said: list[str] = []
    last: tuple[float, float, float, float] | None = None
    for line in lines:
        found = _CELL.fullmatch(line)
        if found is None:
            said, last = [*said, line], None
            continue
        x, y, width, height = map(float, found.groups())
        if last is not None and last[1::2] == (y, height) and abs(last[0] + last[2] - x) <= _ROUNDED:
            x, width = last[0], x + width - last[0]
            said.pop()
        last = (x, y, width, height)
        said.append(f"M{x:g},{y:g}h{width:.4g}v{height:g}h{-width:.4g}Z")
    return "".join(said)


def _alike(drawn: str) -> str:
    """Parts that follow each other and look alike in a group that says how they look."""
    parts: list[str] = []
    place = 0
    for looks, found in groupby(_ELEMENT.finditer(drawn), key=lambda one: _INHERITED.findall(one[2])):
        run = list(found)
        while run:
            here = [run.pop(0)]
            while run and run[0].start() == here[-1].end():
                here.append(run.pop(0))
            inner = drawn[here[0].start() : here[-1].end()]
            if looks and len(here) >= _FEW:
                inner = f"<g{''.join(looks)}>{_ELEMENT.sub(_bare, inner)}</g>"
            parts += [drawn[place : here[0].start()], inner]
            place = here[-1].end()
    return "".join((*parts, drawn[place:]))


def _bare(element: re.Match[str]) -> str:
    return f"<{element[1]}{_INHERITED.sub('', element[2])}{element[3]}"
