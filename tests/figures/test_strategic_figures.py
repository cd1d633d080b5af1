from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from deterrence.charts import rendering, theme
from deterrence.charts.result import FigureResult
from deterrence.figures import stability, sufficiency

# The numbers are invented; they describe no force.
DYADS = ("Russia – NATO", "Russia – France and United Kingdom", "United States – China")
STANCES = ("Day-to-day", "Generated", "Launch under attack")


def quantiles(middle: float) -> dict[str, float]:
    return {"p05": middle * 0.7, "p25": middle * 0.9, "p50": middle, "p75": middle * 1.05, "p95": middle * 1.1}


def stability_rows() -> list[Any]:
    return [
        {"dyad": dyad, "stance": stance, "year": year, "defence": defence, **quantiles(0.5 + 0.1 * at + less)}
        for dyad in DYADS
        for at, stance in enumerate(STANCES)
        for year in range(2025, 2041)
        for defence, less in (("with", 0.0), ("without", 0.05))
    ]


def sufficiency_rows() -> list[Any]:
    return [
        {"coalition": coalition, "treaty": treaty, "year": year, **quantiles(1.4 + more - slope * (year - 2025))}
        for coalition, more in (("United States", 0.0), ("United States and allies", 0.1))
        for treaty, slope in (("no_caps", 0.01), ("caps_return", 0.03))
        for year in range(2025, 2041)
    ]


FIGURES = {"stability": stability.figure(stability_rows()), "sufficiency": sufficiency.figure(sufficiency_rows())}
EMPTY = {"stability": stability.figure([]), "sufficiency": sufficiency.figure([])}
figures = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


@figures
def test_every_figure_has_words_and_a_table(figure: FigureResult) -> None:
    assert figure.title
    assert figure.reading
    assert len(figure.alternative_text) > 40
    assert figure.rows
    assert all(len(row) == len(figure.columns) for row in figure.rows)


@figures
def test_a_drawing_is_xml_in_the_shared_font_and_fits_the_page(figure: FigureResult) -> None:
    drawn = ET.fromstring(rendering.svg(figure.chart, figure.id))
    fonts = {family for node in drawn.iter() if (family := node.get("font-family"))}
    assert all(theme.FONT_FAMILY in family for family in fonts)
    assert float(drawn.attrib["width"]) <= theme.WIDTH
    assert rendering.svg(figure.chart, figure.id) == rendering.svg(figure.chart, figure.id)


@figures
def test_a_chart_fetches_nothing_and_names_its_data(figure: FigureResult) -> None:
    spec = figure.chart.to_dict()
    assert "rows" in spec["datasets"]
    assert '"url"' not in json.dumps({key: value for key, value in spec.items() if key != "$schema"})


@pytest.mark.parametrize("figure", EMPTY.values(), ids=EMPTY)
def test_a_figure_without_rows_says_so(figure: FigureResult) -> None:
    assert figure.rows == ()
    assert figure.alternative_text.startswith("No data")
    assert "No data" in rendering.svg(figure.chart, figure.id)


def test_the_words_tell_the_medians_of_the_last_year() -> None:
    assert "Russia – NATO, Day-to-day: 0.50 with and 0.55 without" in FIGURES["stability"].alternative_text
    assert "United States, limits return: 0.95 (0.66 to 1.04)" in FIGURES["sufficiency"].alternative_text


def test_the_rule_stands_at_just_enough_and_the_axis_where_it_is_put() -> None:
    chart = sufficiency.figure(sufficiency_rows(), y_maximum=5).chart.to_dict()
    layers = chart["spec"]["layer"]
    assert [layer["encoding"]["y"]["datum"] for layer in layers if "datum" in layer["encoding"]["y"]] == [1]
    domains = {
        tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in layers if "scale" in layer["encoding"]["y"]
    }
    assert domains == {(0, 5)}


def test_a_number_that_is_not_finite_is_refused_by_name() -> None:
    rows = [*stability_rows()[:1], {**stability_rows()[1], "p75": float("nan")}]
    with pytest.raises(ValueError, match="figure stability, row 1: p75 is nan"):
        stability.figure(rows)
