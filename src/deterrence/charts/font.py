"""The one font of all figures and documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

FONT_FAMILY: Final = "Fira Sans"
FONT_DIRECTORY: Final = Path(__file__).parent / "fonts"


@cache
def widths(face: str) -> Mapping[str, float]:
    """How wide each sign of a face is (`Regular`, `Italic`, `SemiBold`), in parts of the size of the font."""
    from fontTools.ttLib import TTFont

    with TTFont(_path(face)) as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"]
        return {chr(code): advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def woff(face: str) -> bytes:
    """A face as a page carries it: WOFF 1.0, each table compressed by itself."""
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

    written = BytesIO()
    with _path(face).open("rb") as file:
        tables = SFNTReader(file)
        writer = SFNTWriter(written, len(tables.keys()), tables.sfntVersion, flavor="woff")
        for tag in tuple(tables.keys()):
            writer[tag] = tables[tag]
        writer.close()
    return written.getvalue()


def _path(face: str) -> Path:
    return FONT_DIRECTORY / f"FiraSans-{face}.ttf"
