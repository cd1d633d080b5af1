"""What the PDF's font can show: a sign that it lacks would stop the file, so it is spelled out instead."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any, Final

from deterrence.charts.font import FONT_DIRECTORY

_FONT: Final = FONT_DIRECTORY / "FiraSans-Regular.ttf"
_FALLBACK: Final = frozenset((*range(0x0621, 0x063B), *range(0x0640, 0x0653)))
"""Arabic letters and marks, which the typesetter has in a font of its own."""
_ADDED: Final = frozenset((0x200B,))  # a place where a word may break
_UNSHOWN: Final = "[words in a script that this file cannot show]"


def shown(tree: Any) -> Any:
    """A prepared tree in which each text holds signs of the font alone; a quote in another script is named as one."""
    if isinstance(tree, str):
        return "".join(sign if _is_shown(sign) else f"\\u{ord(sign):04x}" for sign in tree)
    if isinstance(tree, list):
        return [shown(item) for item in tree]
    if isinstance(tree, dict):
        if tree.get("kind") == "quote" and not all(map(_is_shown, tree["text"])):
            return {**tree, "text": _UNSHOWN}
        return {key: item if key == "svg" else shown(item) for key, item in tree.items()}
    return tree


def _is_shown(sign: str) -> bool:
    return ord(sign) < 0x80 or ord(sign) in _signs()


@cache
def _signs() -> frozenset[int]:
    """Code points of the font, by its table of characters (OpenType `cmap`, formats 4 and 12)."""
    data = _FONT.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    found: set[int] = set()
    for place in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = start + struct.unpack_from(">I", data, start + 8 + 8 * place)[0]
        form = struct.unpack_from(">H", data, offset)[0]
        if form == 4:
            found |= _by_segment(data, offset)
        elif form == 12:
            groups = struct.unpack_from(">I", data, offset + 12)[0]
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", data, offset + 16 + 12 * group)
                found |= set(range(first, last + 1))
    return frozenset(found) | _FALLBACK | _ADDED


def _by_segment(data: bytes, offset: int) -> set[int]:
    segments = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, offset + 14)
    starts = struct.unpack_from(f">{segments}H", data, offset + 16 + 2 * segments)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}
