"""Labels that fit are drawn without a limit: what draws measures every text anew for each limit it has to keep.

It opens the font once for each letter that it measures, which is most of the time of a drawing.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from deterrence.charts.font import FONT_DIRECTORY

_PARTS: Final = ("axis", "header")
_SIZE: Final = 12
"""Pixels, where neither a label nor the look of the drawing says a size."""
_LEEWAY: Final = 1.05
"""Two letters may stand further apart than each is wide (kerning), by a few hundredths at most."""
_APART: Final = ("datasets", "config")
_NAMES: Final = ("nominal", "ordinal")
_SPLIT: Final = "split(datum.label,"
_TOLD: Final = re.compile(r"(\{.*\})\[datum\.label\]")
"""Labels by what they stand for, each one line or several."""

Specification = Mapping[str, Any]


def without_needless_limits(specification: Specification) -> dict[str, Any]:
    """The same drawing, in which labels have no limit of width where each that may stand there is narrower."""
    rows = [row for rows in specification.get("datasets", {}).values() for row in rows]
    look = specification.get("config", {})
    sizes = {part: look.get(part, {}).get("labelFontSize", _SIZE) for part in _PARTS}
    return {name: part if name in _APART else _without(part, rows, sizes) for name, part in specification.items()}


def width(text: str, size: float) -> float:
    """Pixels that a text takes at most in a font size, whatever its weight."""
    faces = [_advances(path) for path in sorted(FONT_DIRECTORY.glob("*.ttf"))]
    return _LEEWAY * size * max(sum(face.get(ord(letter), 1.0) for letter in text) for face in faces)


def _without(part: Any, rows: Sequence[Specification], sizes: Mapping[str, float]) -> Any:
    if isinstance(part, list):
        return [_without(one, rows, sizes) for one in part]
    if not isinstance(part, Mapping):
        return part
    made = {name: _without(one, rows, sizes) for name, one in part.items()}
    for name in _PARTS:
        if isinstance(made.get(name), dict) and _fits(made[name], made, rows, sizes[name]):
            made[name]["labelLimit"] = 0
    return made


def _fits(label: Specification, channel: Specification, rows: Sequence[Specification], size: float) -> bool:
    """Whether everything that can stand at an axis or a head is narrower than its limit."""
    if "labelExpr" not in label and channel.get("type") == "quantitative":
        return "labelLimit" not in label  # numbers are narrow; a limit that is set is meant
    limit = label.get("labelLimit") or 0
    lines = _lines(label, channel, rows) if limit else []
    return bool(lines) and all(width(line, label.get("labelFontSize", size)) < limit for line in lines)


def _lines(label: Specification, channel: Specification, rows: Sequence[Specification]) -> list[str]:
    """Lines of the labels of a channel of names, of which a split one is no longer than the whole; none if unknown."""
    said = label.get("labelExpr", _SPLIT)
    told = _TOLD.fullmatch(said)
    if told:
        every = json.loads(told[1]).values()
        return [line for lines in every for line in ([lines] if isinstance(lines, str) else lines)]
    if channel.get("type") not in _NAMES or "format" in label or not said.startswith(_SPLIT):
        return []
    values = [row.get(channel.get("field", "")) for row in rows]
    return sorted({value for value in values if isinstance(value, str)})


@cache
def _advances(font: Path) -> Mapping[int, float]:
    """Width of each character of a TrueType font, in parts of the font size (tables `cmap`, `head`, `hhea`, `hmtx`)."""
    data = font.read_bytes()
    places = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    units = struct.unpack_from(">H", data, places[b"head"] + 18)[0]
    last = struct.unpack_from(">H", data, places[b"hhea"] + 34)[0] - 1
    return {
        code: struct.unpack_from(">H", data, places[b"hmtx"] + 4 * min(glyph, last))[0] / units
        for code, glyph in _glyphs(data, places[b"cmap"])
    }


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Characters and their glyphs, of the subtable in format 4."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    tables = [cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * place)[0] for place in range(count)]
    at = next(table for table in tables if struct.unpack_from(">H", data, table)[0] == 4)
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (at + 14, at + 16 + 2 * segments, at + 16 + 4 * segments, at + 16 + 6 * segments)
    for place in range(segments):
        first, end, delta, offset = (
            struct.unpack_from(">H", data, table + 2 * place)[0] for table in (starts, ends, deltas, offsets)
        )
        for code in range(first, min(end, 0xFFFE) + 1):
            index = offsets + 2 * place + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", data, index)[0] if offset else code
            if glyph or not offset:
                yield code, (glyph + delta) & 0xFFFF
