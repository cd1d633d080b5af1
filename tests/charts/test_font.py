"""The font of a page has the tables of the file, to the byte; its letters are as wide as the file says."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from deterrence.charts.font import FONT_DIRECTORY, widths, woff

FACES = ("Regular", "Italic", "SemiBold")
CHANGED = {"head", "GlyphOrder"}
"""The table that holds the sum over the whole file, and one that is none."""


@pytest.mark.parametrize("face", FACES)
def test_every_table_is_that_of_the_font_and_the_whole_is_smaller(face: str) -> None:
    path = FONT_DIRECTORY / f"FiraSans-{face}.ttf"
    packed = woff(face)
    with TTFont(path) as font, TTFont(BytesIO(packed)) as read:
        assert read.flavor == "woff"
        assert set(font.keys()) == set(read.keys())
        for name in set(font.keys()) - CHANGED:
            assert font.getTableData(name) == read.getTableData(name), name
        assert font["head"].unitsPerEm == read["head"].unitsPerEm
    assert packed == woff(face)
    assert len(packed) < 0.7 * path.stat().st_size


def test_numbers_are_equally_wide_so_that_columns_stand_straight() -> None:
    for face in FACES:
        assert widths(face)["i"] < widths(face)["m"]
        assert widths(face)["–"] > widths(face)["-"]
