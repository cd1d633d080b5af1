"""The one font of all figures and documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONT_FAMILY: Final = "Fira Sans"
FONT_DIRECTORY: Final = Path(__file__).parent / "fonts"


@cache
def widths(face: str) -> Mapping[str, float]:
    """How wide each sign of a face is (`Regular`, `Italic`, `SemiBold`), in parts of the size of the font."""
    with _opened(face) as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"]
        return {chr(code): advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def woff(face: str) -> bytes:
    """A face as a page carries it: WOFF 1.0, each table compressed by itself."""
    written = BytesIO()
    with _opened(face) as font:
        font.flavor = "woff"
        font.save(written)
    return written.getvalue()


def _opened(face: str) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(FONT_DIRECTORY / f"FiraSans-{face}.ttf", recalcTimestamp=False)
