"""What the PDF's font can show: a sign that it lacks would stop the file, so it is spelled out instead."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from deterrence.charts.font import widths

_FALLBACK: Final = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0640, 0x0653))))
"""Arabic letters and marks, which the typesetter has in a font of its own."""
_ADDED: Final = frozenset(("\u200b",))  # a place where a word may break
_PLAIN: Final = 0x80  # signs below are taken as they are
_UNSHOWN: Final = "[words in a script that this file cannot show]"


def shown(tree: Any) -> Any:
    """A prepared tree in which each text holds signs of the font alone; a quote in another script is named as one."""
    if isinstance(tree, str):
        return tree if _are_shown(tree) else "".join(map(_spelled, tree))
    if isinstance(tree, list):
        return [shown(item) for item in tree]
    if isinstance(tree, dict):
        if tree.get("kind") == "quote" and not _are_shown(tree["text"]):
            return {**tree, "text": _UNSHOWN}
        return {key: item if key == "svg" else shown(item) for key, item in tree.items()}
    return tree


def _are_shown(text: str) -> bool:
    return text.isascii() or _signs().issuperset(text)


def _spelled(sign: str) -> str:
    return sign if _are_shown(sign) else f"\\u{ord(sign):04x}"


@cache
def _signs() -> frozenset[str]:
    return frozenset((*widths("Regular"), *map(chr, range(_PLAIN)))) | _FALLBACK | _ADDED
