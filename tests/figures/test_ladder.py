import re
import xml.etree.ElementTree as ET
from types import ModuleType
from typing import Any

import pytest

from deterrence.charts import rendering, theme
from deterrence.figures.strategic import ladder


def _texts(drawn: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(drawn).iter() if node.tag.endswith("text")]


def test_every_tile_tells_its_median_and_its_spread() -> None:
    rows: list[Any] = [
        {"rung": rung, "coalition": "A", "option": "now", "p05": 0.05, "p50": middle, "p95": 0.95}
        for rung, middle in (("top", 0.81), ("bottom", 0.07))
    ]
    texts = _texts(rendering.svg(ladder(rows, 2036).chart, "ladder"))
    assert {"81%", "7%"} <= set(texts)
    assert texts.count("5% to 95%") == 2


def test_a_tile_without_spread_tells_its_number_once() -> None:
    rows: list[Any] = [{"rung": "top", "coalition": "A", "option": "now", "p05": 0.0, "p50": 0.0, "p95": 0.0}]
    texts = _texts(rendering.svg(ladder(rows, 2036).chart, "ladder"))
    assert "0%" in texts
    assert "0% to 0%" not in texts


def test_the_rungs_stand_as_they_are_given_with_the_top_one_above(synthetic: ModuleType) -> None:
    rows = synthetic.ladder_rows()
    texts = _texts(rendering.svg(ladder(rows, 2036).chart, "ladder"))
    order = [text for text in texts if text in list(dict.fromkeys(row["rung"] for row in rows))]
    assert order == list(dict.fromkeys(row["rung"] for row in rows))


def test_options_are_further_columns_within_the_page(synthetic: ModuleType) -> None:
    figure = ladder(synthetic.ladder_rows(("Today", "Shared", "Own")), 2036)
    drawn = rendering.svg(figure.chart, "ladder")
    assert _texts(drawn).count("Shared") == 3
    assert "55-100" in _texts(drawn)
    assert float(ET.fromstring(drawn).attrib["width"]) <= theme.WIDTH
    assert "Side B, Shared: Strategic 75%" in figure.alternative_text


def test_one_option_alone_is_not_named(synthetic: ModuleType) -> None:
    figure = ladder(synthetic.ladder_rows(), 2036)
    assert "Today" not in _texts(rendering.svg(figure.chart, "ladder"))
    assert "Today" not in figure.alternative_text


def test_words_on_dark_tiles_are_white(synthetic: ModuleType) -> None:
    drawn = rendering.svg(ladder(synthetic.ladder_rows(), 2036).chart, "ladder")
    fills = dict(re.findall(r'fill="(#[0-9a-f]{6})"[^>]*>(\d+%)<', drawn))
    assert {"#ffffff", theme.INK} <= set(fills)


def test_more_columns_than_fit_are_refused(synthetic: ModuleType) -> None:
    with pytest.raises(ValueError, match="figure ladder: 12 columns: show at most 9 pairs of coalition and option"):
        ladder(synthetic.ladder_rows(("a", "b", "c", "d")), 2036)
