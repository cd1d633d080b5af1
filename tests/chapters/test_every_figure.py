"""What holds for every figure. A new one is found by itself.

One with a function of its own needs rows in `given()` of synthetic.py; one that `pictures.intervals_of` makes needs
none.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from chapters import synthetic
from chapters.found import drawings, of_one_outcome
from deterrence.charts import rendering, theme
from deterrence.charts.result import FigureResult

Figures = dict[str, FigureResult]

BY_ITSELF = {picture.name: picture.draw for picture in of_one_outcome()}
MAKERS = {f"{module.split('.')[1]}.{name}": draw for (module, name), draw in drawings().items()} | BY_ITSELF
every_figure = pytest.mark.parametrize("name", MAKERS)


class _OfEach(dict[str, Any]):
    """What is known of each figure by its name; what has no rows fails one test, and the others leave it out."""

    def __missing__(self, name: str) -> Any:
        pytest.skip(f"no rows for {name}: test_it_has_rows says what to do")


@pytest.fixture(scope="module")
def given() -> dict[str, tuple[Any, ...]]:
    own = {name: (synthetic.of_labels(draw.args[0]),) for name, draw in BY_ITSELF.items()}
    return _OfEach({**synthetic.given(), **own})


@pytest.fixture(scope="module")
def figures(given: dict[str, tuple[Any, ...]]) -> Figures:
    return _OfEach({name: make(*given[name]) for name, make in MAKERS.items() if name in given})


@pytest.fixture(scope="module")
def drawn(figures: Figures) -> dict[str, str]:
    return _OfEach({name: rendering.svg(figure.chart, figure.id) for name, figure in figures.items()})


def test_the_figures_are_found(figures: Figures) -> None:
    assert len(figures) >= 18
    assert len({figure.id for figure in figures.values()}) == len(figures)


@every_figure
def test_it_has_rows(given: dict[str, tuple[Any, ...]], name: str) -> None:
    assert name in given, f"no rows for {name}: add them to given() in tests/chapters/synthetic.py"


@every_figure
def test_it_is_the_same_where_its_parts_are_not_copied(figures: Figures, name: str) -> None:
    """As a brief makes it: of copies by Altair only charts are copied, as nothing of ours changes another part."""
    draw = figures[name].draw
    with theme.unchecked():
        made = theme.spec_of(draw(theme.WIDTH))
    assert made == theme.spec_of(draw(theme.WIDTH))


@every_figure
def test_it_has_words_and_a_table(figures: Figures, name: str) -> None:
    figure = figures[name]
    assert figure.title
    assert figure.reading
    assert len(figure.alternative_text) > 40
    assert figure.rows
    assert all(len(row) == len(figure.columns) for row in figure.rows)


@every_figure
def test_it_speaks_of_no_page_of_a_brief_and_of_no_command(figures: Figures, name: str) -> None:
    """The web page shows it too, where there is no page 1 and no annex; the figures of page 1 and of the register that
    the brief alone has may. The brief's annex is named as such."""
    if name not in ("second_strike.page_one", "claims.scoreboard"):
        said = f"{figures[name].title} {figures[name].reading} {figures[name].alternative_text}"
        assert not re.search(r"\bpage \d|(?<!brief's )\bannex\b|(?<!table )in the brief\b|`deterrence ", said), said


@every_figure
def test_the_title_tells_a_finding_in_few_digits(figures: Figures, given: dict[str, Any], name: str) -> None:
    """Not the title that stands over no data; its numbers but the years have at most two significant digits."""
    empty = MAKERS[name](*_without_rows(given[name]))
    assert figures[name].title != empty.title
    words = figures[name].title.replace("S-500", "").replace("%", " ").replace(",", " ").replace(";", " ").split()
    numbers = [word.strip("():") for word in words if word.strip("():").replace(".", "").isdigit()]
    for number in numbers:
        counted = number.replace(".", "").strip("0")
        assert len(counted) <= 2 or 2020 <= int(number) <= 2050, number


@every_figure
def test_the_table_is_what_is_drawn(figures: Figures, name: str) -> None:
    """Every number of a row that is drawn stands in the chart's data."""
    figure = figures[name]
    data = figure.chart.to_dict()["datasets"]
    numbers = {value for rows in data.values() for row in rows for value in row.values() if _is_number(value)}
    for row in figure.rows:
        if None not in row:
            assert {cell for cell in row if _is_number(cell)} <= numbers


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@every_figure
def test_the_words_that_replace_it_name_every_series_and_panel(figures: Figures, name: str) -> None:
    figure = figures[name]
    for label in _labels(figure.chart.to_dict()):
        assert label in figure.alternative_text, label


def _labels(spec: dict[str, Any]) -> set[str]:
    """Labels of the legend of lines, and of the facets."""
    found: set[str] = set()

    def look(node: Any) -> None:
        if isinstance(node, dict):
            if "scale" in node.get("strokeDash", {}):
                found.update(node["strokeDash"]["scale"]["domain"])
            for facet in ("row", "column"):
                if isinstance(node.get(facet), dict) and isinstance(node[facet].get("sort"), list):
                    found.update(node[facet]["sort"])
            for inner in node.values():
                look(inner)
        elif isinstance(node, list):
            for inner in node:
                look(inner)

    look({key: value for key, value in spec.items() if key != "datasets"})
    return found


@every_figure
def test_without_rows_it_says_so(given: dict[str, tuple[Any, ...]], name: str) -> None:
    figure = MAKERS[name](*_without_rows(given[name]))
    assert figure.rows == ()
    assert figure.title
    assert figure.alternative_text.startswith("No data")
    assert "No data" in rendering.svg(figure.chart, figure.id)


def _without_rows(given: tuple[Any, ...]) -> list[Any]:
    return [[] if isinstance(value, list) else value for value in given]


@every_figure
def test_a_number_that_is_not_finite_is_refused_by_name(
    figures: Figures, given: dict[str, tuple[Any, ...]], name: str
) -> None:
    rows = given[name][0]
    key = next(key for key, value in rows[1].items() if isinstance(value, float))
    wrong = [rows[0], {**rows[1], key: float("nan")}, *rows[2:]]
    with pytest.raises(ValueError, match=rf"figure {figures[name].id}, row \d+: {key} is nan"):
        MAKERS[name](wrong, *given[name][1:])


@every_figure
def test_a_drawing_is_xml_in_the_shared_font_and_fits_the_page(drawn: dict[str, str], name: str) -> None:
    read = ET.fromstring(drawn[name])
    fonts = {family for node in read.iter() if (family := node.get("font-family"))}
    assert all(theme.FONT_FAMILY in family for family in fonts)
    assert float(read.attrib["width"]) <= theme.WIDTH


@every_figure
def test_it_fits_a_telephone_when_asked(figures: Figures, name: str) -> None:
    narrow = ET.fromstring(rendering.svg(figures[name].draw(theme.NARROW), name))
    assert float(narrow.attrib["width"]) <= theme.NARROW


@every_figure
def test_every_colour_has_one_for_a_dark_page(drawn: dict[str, str], name: str) -> None:
    colours = {
        value
        for node in ET.fromstring(drawn[name]).iter()
        for attribute in ("fill", "stroke")
        if (value := node.get(attribute)) not in (None, "none", "transparent")
    }
    assert colours <= set(theme.DARK), colours - set(theme.DARK)


@every_figure
def test_the_same_chart_gives_the_same_bytes(figures: Figures, drawn: dict[str, str], name: str) -> None:
    assert rendering.svg(figures[name].chart, figures[name].id) == drawn[name]


@every_figure
def test_a_chart_is_valid_fetches_nothing_and_names_its_data(figures: Figures, name: str) -> None:
    spec = figures[name].chart.to_dict(validate=True)
    assert "rows" in spec["datasets"]
    assert '"url"' not in json.dumps({key: value for key, value in spec.items() if key != "$schema"})
