"""Colours and the writing of numbers, shared by the web page and the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, Final

LIGHT: Final = {
    "paper": "#ffffff",
    "ink": "#1f2933",
    "quiet": "#52606d",
    "rule": "#cbd2d9",
    "wash": "#f3f5f7",
    "accent": "#0b4f7d",
    "card": "#ffffff",
}
DARK: Final = {
    "paper": "#14191f",
    "ink": "#e6eaee",
    "quiet": "#a9b4bf",
    "rule": "#3e4c59",
    "wash": "#1f2730",
    "accent": "#8cc4ee",
    "card": "#ffffff",
}
# Frame, ground and words of a verdict: read by their words first, so the tints stay faint.
TONES: Final = {
    "holds": {"frame": "#0b4f7d", "ground": "#0b4f7d", "words": "#ffffff"},
    "depends": {"frame": "#0b4f7d", "ground": "#e3eef7", "words": "#0b3a5c"},
    "fails": {"frame": "#9a3f00", "ground": "#fff4ec", "words": "#7a3200"},
    "untestable": {"frame": "#52606d", "ground": "#f3f5f7", "words": "#3e4c59"},
    "neutral": {"frame": "#7b8794", "ground": "#ffffff", "words": "#1f2933"},
}

GRADES: Final = {
    "measured": "measured",
    "reported": "reported",
    "estimated": "estimated",
    "judged": "our estimate",
}
"""Grades as a reader is told them."""

TEXT_WIDTH: Final = 170
"""Of a printed page, in millimetres; a drawing as wide as a page fills it."""
_MOST_HEIGHT, _MOST_HEIGHT_OF_FEW_PAGES, _LEAST_HEIGHT = 215, 77, 40
_LINE, _LETTERS_OF_A_LINE = 4, 110
"""Height of a line above the answer, in millimetres, and what fits into it."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_GROUPED_FROM: Final = 10_000
_LEAST_SHOWN: Final = 0.0005


def most_height(*, is_long: bool) -> int:
    """Most height of a drawing in print, in millimetres: the shorter lengths have less room."""
    return _MOST_HEIGHT if is_long else _MOST_HEIGHT_OF_FEW_PAGES


def heights_on_page_one(lead: Sequence[Mapping[str, Any]], *, is_long: bool) -> dict[str, int]:
    """That of each drawing of page 1 by its id: it gives up what is said above the answer, as of a changed scenario."""
    if is_long:
        return {}
    told = [
        block for block in takewhile(lambda block: block.get("tone") != "answer", lead) if block["kind"] == "callout"
    ]
    lines = sum(2 + sum(1 + len(text) // _LETTERS_OF_A_LINE for text in _texts(block["blocks"])) for block in told)
    height = max(_MOST_HEIGHT_OF_FEW_PAGES - _LINE * lines, _LEAST_HEIGHT)
    return {block["id"]: height for block in lead if block["kind"] == "figure"}


def _texts(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Paragraphs and items of lists."""
    for block in blocks:
        for content in block.get("items", [block.get("content", [])]):
            yield "".join(span.get("text", "") for span in content)


def printable(text: str) -> str:
    """The text on one line, with signs that no page can show (control, override of direction) spelled out."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", re.sub(r"[\t\n\r\f\v]+", " ", text))


def number(value: str | float | None) -> str:
    """A cell as words: three figures or so, a true minus sign, an en dash for nothing; years stay ungrouped.

    >>> [number(value) for value in (2036, 12345, 0.5, 31.456, -0.25, 0.0001, None, "text")]
    ['2036', '12,345', '0.500', '31.5', '−0.250', '<0.001', '–', 'text']
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        digits = f"{abs(value):,}" if abs(value) >= _GROUPED_FROM else str(abs(value))
    elif 0 < abs(value) < _LEAST_SHOWN:
        return "<0.001" if value > 0 else ">−0.001"
    else:
        digits = _decimal(abs(value))
    return f"−{digits}" if value < 0 else digits


def _decimal(size: float) -> str:
    if size == 0:
        return "0"
    decimals = next((count for bound, count in ((1, 3), (10, 2), (100, 1)) if size < bound), 0)
    return f"{size:,.{decimals}f}" if size >= _GROUPED_FROM else f"{size:.{decimals}f}"
