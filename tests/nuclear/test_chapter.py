"""The figures of the nuclear domain: the ladder's map, stability, and two peers."""

import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from chapters import synthetic
from deterrence.chapter import Shown
from deterrence.charts import rendering, theme
from deterrence.nuclear.chapter import CHAPTER, ladder, stability, sufficiency


def _texts(drawn: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(drawn).iter() if node.tag.endswith("text")]


def test_every_tile_tells_its_median_and_its_spread() -> None:
    rows: list[Any] = [
        {"rung": rung, "holder": "A", "p05": 0.05, "p50": middle, "p95": 0.95}
        for rung, middle in (("top", 0.81), ("bottom", 0.07))
    ]
    texts = _texts(rendering.svg(ladder(rows, 2036).chart, "ladder"))
    assert {"81%", "7%"} <= set(texts)
    assert texts.count("5% to 95%") == 2


def test_a_tile_without_spread_tells_its_number_once() -> None:
    rows: list[Any] = [{"rung": "top", "holder": "A", "p05": 0.0, "p50": 0.0, "p95": 0.0}]
    texts = _texts(rendering.svg(ladder(rows, 2036).chart, "ladder"))
    assert "0%" in texts
    assert "0% to 0%" not in texts


def test_the_rungs_stand_as_they_are_given_with_the_top_one_above() -> None:
    rows = synthetic.ladder_rows()
    texts = _texts(rendering.svg(ladder(rows, 2036).chart, "ladder"))
    order = [text for text in texts if text in list(dict.fromkeys(row["rung"] for row in rows))]
    assert order == list(dict.fromkeys(row["rung"] for row in rows))


def test_holders_are_columns_within_the_page_each_with_a_head_of_its_own() -> None:
    holders = ("Russia", "NATO", "NATO without the US", "France and UK as planned", "France and UK, all options")
    figure = ladder(synthetic.ladder_rows(holders), 2036)
    drawn = rendering.svg(figure.chart, "ladder")
    assert "75% to 100%" in _texts(drawn)
    assert float(ET.fromstring(drawn).attrib["width"]) <= theme.WIDTH
    assert "NATO: Ballistic, low yield 65%" in figure.alternative_text
    assert figure.title.startswith(
        "Of 5 rungs below the strategic one, covered by half or more in 2036: Russia 4; NATO 2; NATO without the US 0"
    )


def test_words_on_dark_tiles_are_white() -> None:
    drawn = rendering.svg(ladder(synthetic.ladder_rows(), 2036).chart, "ladder")
    fills = dict(re.findall(r'fill="(#[0-9a-f]{6})"[^>]*>(\d+%)<', drawn))
    assert {"#ffffff", theme.INK} <= set(fills)


def test_more_columns_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="figure ladder: 10 columns: show at most 9 of holder"):
        ladder(synthetic.ladder_rows(tuple("abcdefghij")), 2036)


def test_the_wider_balance_is_told_by_its_medians() -> None:
    told = stability(synthetic.stability_rows(), 2036)
    assert "in the order with the defence, without the defence. Day-to-day: Russia – NATO 0.5, 0.55" in (
        told.alternative_text
    )
    assert told.title.startswith("Median index of first-strike stability in 2036: Day-to-day 0.5 to 0.55; Generated")
    figure = sufficiency(synthetic.sufficiency_rows())
    assert "limits return 1.40 and 0.95 (0.66 to 1.04)" in figure.alternative_text
    assert "1 is just enough" in figure.alternative_text
    assert figure.title.endswith(
        "in 2040: no treaty limits 1.2 (United States) and 1.4 (United States and allies); "
        "limits return 0.95 (United States) and 1.1 (United States and allies)"
    )


def test_the_rule_stands_at_just_enough_and_the_axis_where_it_is_put() -> None:
    chart = sufficiency(synthetic.sufficiency_rows(), top=5).chart.to_dict()
    layers = chart["spec"]["layer"]
    assert [layer["encoding"]["y"]["datum"] for layer in layers if "datum" in layer["encoding"]["y"]] == [1]
    domains = {
        tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in layers if "scale" in layer["encoding"]["y"]
    }
    assert domains == {(0, 5)}


def test_the_ladder_is_titled_by_the_year_that_is_kept() -> None:
    """Rungs are kept in one year alone, whatever year a page looks at."""
    picture = next(p for section in CHAPTER.sections for p in section.pictures if p.name == "ladder")
    results: Any = SimpleNamespace(
        labels=lambda _: {"year": (2036,)}, values=lambda *_, year, **__: np.full((3, 20), 0.5 if year == 2036 else 0.0)
    )
    figure = picture.figure(Shown(results, ("reference", "aids_net"), ("reference", "aids_net"), 2030, "both", 0.5))
    assert "in 2036" in figure.title
    assert len(figure.rows) == 5 * 5
    assert all(row[2:] == (0.5, 0.5, 0.5) for row in figure.rows)
