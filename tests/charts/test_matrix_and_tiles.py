"""Tiles and matrices on a telephone: every number stands in its tile, and what has no room is in words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import product
from typing import Any

import pytest

from deterrence.charts import rendering, theme
from deterrence.charts.description import Key, Text
from deterrence.charts.font import widths
from deterrence.charts.matrix import Matrix, matrix
from deterrence.charts.tiles import Tiles, tiles

TEXT = Text("harvest", "Harvest by farm", "Darker: more.", "nothing was harvested")
FARM, CROP = Key("farm", "Farm"), Key("crop", "Crop")


def texts(drawn: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(drawn).iter() if node.tag.endswith("text")]


def centred(drawn: str) -> list[tuple[str, float]]:
    """The lines of every text that stands about the middle of something, with how wide they are."""
    faces = {None: widths("Regular"), "600": widths("SemiBold")}
    found: list[tuple[str, float]] = []
    for node in ET.fromstring(drawn).iter():
        if not node.tag.endswith("text") or node.get("text-anchor") != "middle":
            continue
        size, face = float(str(node.get("font-size")).removesuffix("px")), faces[node.get("font-weight")]
        lines = ["".join(one.itertext()) for one in (list(node) or [node])]
        found += [(line, size * sum(face[letter] for letter in line)) for line in lines]
    return found


@pytest.mark.parametrize("ends", [(0.94, 0.996), (0.001, 0.05), (0.001, 0.999), (0.3, 0.4)])
def test_the_spread_of_a_share_stands_in_its_tile_however_near_to_all_it_is(ends: tuple[float, float]) -> None:
    """Six columns leave 41 pixels each on a telephone; numbers near none and all are words."""
    columns = [f"C{number}" for number in range(6)]
    rows: list[dict[str, Any]] = [
        {"farm": "North", "crop": crop, "p05": ends[0], "p50": ends[1], "p95": ends[1]} for crop in columns
    ]
    drawn = rendering.svg(tiles(Tiles(TEXT, "share eaten", "Eaten", FARM, CROP), rows).draw(theme.NARROW), "harvest")
    tile = (theme.NARROW - theme.NARROW // 4 - 20) // len(columns)
    assert len(centred(drawn)) > 2 * len(columns)
    assert [line for line, width in centred(drawn) if width > tile] == []


def test_a_matrix_on_a_telephone_holds_its_numbers_and_names_its_holes_in_words() -> None:
    """Nine columns that are known, ten that nobody knows: 25 pixels a column without the ten, 12 with them."""
    known, holes = [f"C{number}" for number in range(9)], [f"Hole {number}" for number in range(10)]
    rows: list[dict[str, Any]] = [
        {"farm": farm, "crop": crop, "p05": 900.0, "p50": 1000.0 + number, "p95": 1100.0, "share": 0.1}
        for number, (farm, crop) in enumerate(product(("North", "South"), known))
    ]
    figure = matrix(Matrix(TEXT, FARM, CROP, Key("share", "Part"), "sheaves by farm and crop"), rows, holes)
    narrow = texts(rendering.svg(figure.draw(theme.NARROW), "harvest"))
    assert narrow.count("1,000") == len(rows), "a median of three digits stands in every cell"
    assert not set(holes) & set(narrow)
    below = " ".join(narrow)
    assert all(hole in below for hole in holes)
    wide = texts(rendering.svg(figure.chart, "harvest"))
    assert set(holes) <= set(wide)
    assert wide.count("?") == 2 * len(holes)
