"""Drawings as a document holds them: without what no reader sees, and no more digits than a screen has points."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

_ROLES: Final = re.compile(r' (?:role|aria-roledescription|aria-label|aria-hidden)="[^"]*"')
_UNSEEN: Final = re.compile(
    r' class="(?:mark|role|background|foreground)[^"]*"| pointer-events="none"| opacity="1"| font-weight="normal"'
    r'|<path d="" display="none"/>'
)
_FONT: Final = re.compile(r' font-family="([^"]*)"')
_GEOMETRY: Final = re.compile(r'( (?:d|transform|x|y|x1|x2|y1|y2|width|height|cx|cy|r|points)=")([^"]*)(")')
_LONG: Final = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_SVG: Final = re.compile(r"<svg [^>]*>")
_LINE: Final = re.compile(r'(?<= d=")M[-\d.,]+(?:L[-\d.,]+){2,}Z?(?=")')
_POINT: Final = re.compile(r"[ML]([-\d.]+),([-\d.]+)")
_PATH: Final = re.compile(r'<path d="([^"]*)"([^>]*)/>')
_SOLID: Final = re.compile(r'fill="#[0-9a-f]{6}"')
_NEAR: Final = 1.0
"""Points of a line that lie nearer than this to the one before, in pixels, are left out."""


def slim(drawn: str) -> str:
    """An SVG element whose parts have no roles of their own: the whole is one picture with one text.

    Vega gives each part a role and a name, which the name of the whole replaces; its numbers have up to 17 digits, and
    its cells are drawn one by one.
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
    return drawn[: opening.start()] + head + _joined(_LINE.sub(lambda found: _thin(found[0]), rest))


def _short(geometry: str) -> str:
    return _LONG.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), geometry)


def _thin(line: str) -> str:
    """A line without the points that nobody can tell from the ones before; its ends stay."""
    points = [(float(x), float(y)) for x, y in _POINT.findall(line)]
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) >= _NEAR or abs(point[1] - kept[-1][1]) >= _NEAR:
            kept.append(point)
    kept.append(points[-1])
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + ("Z" if line.endswith("Z") else "")


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
            parts += [drawn[place : here[0].start()], f'<path d="{"".join(one[1] for one in here)}"{looks[0]}/>']
            place = here[-1].end()
    return "".join((*parts, drawn[place:]))
