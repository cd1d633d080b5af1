from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from types import ModuleType
from typing import Any

import pytest

from deterrence.figures import (
    arrivals,
    calibration,
    classes,
    compare,
    deciders,
    erosion,
    frontier,
    ladder,
    leakage,
    options,
    raid,
    reach,
    render,
    required,
    theatre,
    theme,
)
from deterrence.figures.result import FigureResult

NAMES = (
    "arrivals",
    "reach",
    "erosion",
    "deciders",
    "frontier",
    "raid-arrivals",
    "raid-erosion",
    "compare",
    "leakage",
    "calibration",
    "ladder",
    "theatre",
    "options",
    "required",
    "classes-layers",
    "classes-footprint",
)


@pytest.fixture(scope="module")
def figures(synthetic: ModuleType) -> dict[str, FigureResult]:
    made = (
        arrivals.figure(synthetic.arrivals_rows()),
        reach.figure(synthetic.reach_rows(), synthetic.benchmarks(), 2036),
        erosion.figure(synthetic.erosion_rows(), 2036),
        deciders.figure(synthetic.decider_rows(), "Share of variance explained", "erosion in 2036"),
        frontier.figure(synthetic.frontier_rows(), synthetic.contour_points(), "first force, 2036"),
        raid.arrivals_figure(synthetic.raid_rows("defence", ("with", "without", "reference"), 90.0)),
        raid.erosion_figure(synthetic.raid_rows("series", ("now", "reference"), 0.4)),
        compare.figure(synthetic.raid_rows("state", ("A", "B"), 90.0)),
        leakage.figure(synthetic.leakage_rows()),
        calibration.figure(synthetic.calibration_rows()),
        ladder.figure(synthetic.ladder_rows(), 2036),
        theatre.figure(synthetic.theatre_rows()),
        options.figure(synthetic.option_rows(), 2036),
        required.figure(synthetic.required_rows((0.0, 1.0)), synthetic.production_rows(), 2036, "first force"),
        classes.layers_figure(synthetic.class_rows("layer", ("First", "Second", "All")), 2036),
        classes.footprint_figure(synthetic.class_rows("footprint", ("claimed", "credible"), measure="Area covered")),
    )
    return {figure.id: figure for figure in made}


@pytest.fixture(scope="module")
def empty() -> dict[str, FigureResult]:
    made = (
        arrivals.figure([]),
        reach.figure([], [], 2036),
        erosion.figure([], 2036),
        deciders.figure([], "Share of variance explained", "erosion"),
        frontier.figure([], [], "first force"),
        raid.arrivals_figure([]),
        raid.erosion_figure([]),
        compare.figure([]),
        leakage.figure([]),
        calibration.figure([]),
        ladder.figure([], 2036),
        theatre.figure([]),
        options.figure([], 2036),
        required.figure([], [], 2036, "first force"),
        classes.layers_figure([], 2036),
        classes.footprint_figure([]),
    )
    return {figure.id: figure for figure in made}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_words_and_a_table(figures: dict[str, FigureResult], name: str) -> None:
    figure = figures[name]
    assert figure.title
    assert figure.reading
    assert len(figure.alternative_text) > 40
    assert figure.rows
    assert all(len(row) == len(figure.columns) for row in figure.rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_without_rows_says_so(empty: dict[str, FigureResult], name: str) -> None:
    figure = empty[name]
    assert figure.rows == ()
    assert figure.alternative_text.startswith("No data")
    assert "No data" in render.svg(figure.chart, name)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_xml_in_the_shared_font_and_fits_the_page(figures: dict[str, FigureResult], name: str) -> None:
    drawn = ET.fromstring(render.svg(figures[name].chart, name))
    fonts = {family for node in drawn.iter() if (family := node.get("font-family"))}
    assert all(theme.FONT_FAMILY in family for family in fonts)
    assert float(drawn.attrib["width"]) <= theme.WIDTH


@pytest.mark.parametrize("name", NAMES)
def test_the_same_chart_gives_the_same_bytes(figures: dict[str, FigureResult], name: str) -> None:
    assert render.svg(figures[name].chart, name) == render.svg(figures[name].chart, name)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_fetches_nothing_and_names_its_data(figures: dict[str, FigureResult], name: str) -> None:
    spec = figures[name].chart.to_dict()
    assert "rows" in spec["datasets"]
    assert '"url"' not in json.dumps({key: value for key, value in spec.items() if key != "$schema"})


def test_ids_of_two_drawings_never_meet() -> None:
    spec: dict[str, Any] = {
        "data": {"values": [{"a": 0}, {"a": 1}]},
        "mark": {"type": "point", "clip": True},
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "color": {"field": "a", "type": "quantitative"},
        },
    }
    one, two = (render.svg(spec, name) for name in ("one", "two"))
    ids = [set(re.findall(r'\bid="([^"]+)"', drawn)) for drawn in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]
    assert one.replace("one-", "two-") == two


def test_a_picture_for_other_formats_is_a_png(figures: dict[str, FigureResult]) -> None:
    assert render.png(figures["deciders"].chart, scale=1).startswith(b"\x89PNG\r\n")


def test_markup_in_a_label_is_drawn_as_text(synthetic: ModuleType) -> None:
    row = {**synthetic.decider_rows()[0], "label": "<script>&"}
    drawn = render.svg(deciders.figure([row], "Weight", "it").chart, "deciders")
    assert "<script" not in drawn
    assert "<script>&" in "".join(ET.fromstring(drawn).itertext())


def test_a_number_that_is_not_finite_is_refused_by_name(synthetic: ModuleType) -> None:
    rows = [*synthetic.erosion_rows()[:1], {**synthetic.erosion_rows()[1], "p75": float("nan")}]
    with pytest.raises(ValueError, match="figure erosion, row 1: p75 is nan"):
        erosion.figure(rows, 2036)


def test_the_axis_of_arrivals_stays_where_it_is_put(synthetic: ModuleType) -> None:
    drawn = arrivals.figure(synthetic.arrivals_rows(), y_maximum=400).chart.to_dict()
    domains = {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in drawn["spec"]["layer"]}
    assert domains == {(0, 400)}


def test_arrivals_are_told_by_the_medians_of_the_last_year() -> None:
    flat = {"p05": 1.0, "p25": 2.0, "p75": 40.0, "p95": 50.0}
    rows: list[Any] = [
        {"force": "A", "posture": "P", "year": year, "defence": defence, "p50": median, **flat}
        for year, defence, median in (
            (2025, "with", 9.0),
            (2026, "with", 12.0),
            (2025, "without", 21.0),
            (2026, "without", 30.0),
        )
    ]
    assert "Medians in 2026: A, P: 12 with and 30 without." in arrivals.figure(rows).alternative_text


def test_reach_tells_the_largest_number_that_is_as_likely_as_not() -> None:
    flat = {"p05": 0.0, "p25": 0.0, "p75": 1.0, "p95": 1.0}
    chances = {"with": (0.9, 0.4, 0.1), "without": (1.0, 0.5, 0.2)}
    rows: list[Any] = [
        {"force": "A", "posture": "P", "warheads": b, "defence": defence, "p50": chance, **flat}
        for defence, falling in chances.items()
        for b, chance in enumerate(falling, start=1)
    ]
    marks: list[Any] = [
        {"force": "A", "posture": "P", "warheads": 3, "status": "not_assured"},
        {"force": "A", "posture": "P", "warheads": 4, "status": "unreachable"},
    ]
    said = reach.figure(rows, marks, 2036).alternative_text
    assert "A, P: 1 with and 2 without" in said
    assert "1 of 2 marked payload counts are out of reach" in said


def test_labels_of_near_benchmarks_stand_one_above_the_other(synthetic: ModuleType) -> None:
    chart = reach.figure(synthetic.reach_rows(), synthetic.benchmarks(), 2036).chart.to_dict()
    marks = [row for row in chart["datasets"]["rows"] if "benchmark" in row]
    both = [row for row in marks if row["force"] == synthetic.FORCES[2] and row["posture"] == "Generated"]
    assert [row["benchmark"] for row in both if row["raised"]] == [40]


def test_deciders_stand_in_order_of_weight(synthetic: ModuleType) -> None:
    figure = deciders.figure(synthetic.decider_rows()[::-1], "Weight", "it")
    weights = [row[2] for row in figure.rows]
    assert weights == [0.46, 0.31, 0.12, 0.07, 0.03]


def test_tiles_of_the_frontier_cover_the_grid_once() -> None:
    rows: list[Any] = [
        {"kill_probability": k, "undefended_share": u, "erosion": k * (1 - u)}
        for k in (0.0, 0.4, 1.0)
        for u in (0.0, 1.0)
    ]
    tiles = frontier.figure(rows, [], "it").chart.to_dict()["datasets"]["rows"]
    edges = [(tile["left"], tile["right"], tile["bottom"], tile["top"]) for tile in tiles]
    across, up = ((0.0, 0.2), (0.2, 0.7), (0.7, 1.0)), ((0.0, 0.5), (0.5, 1.0))
    assert edges == [(*pair, *level) for pair in across for level in up]


def test_a_frontier_that_is_never_crossed_says_so() -> None:
    rows: list[Any] = [{"kill_probability": k, "undefended_share": 0.9, "erosion": 0.1} for k in (0.0, 1.0)]
    assert "stays on one side of one half" in frontier.figure(rows, [], "it").alternative_text


def test_leakage_is_told_by_the_medians_of_the_first_and_the_last_day() -> None:
    flat = {"p05": 0.0, "p25": 0.0, "p75": 1.0, "p95": 1.0}
    rows: list[Any] = [
        {"measure": measure, "shield": shield, "day": day, "p50": median, **flat}
        for shield, leak, left in (("today", (0.2, 0.7), (0.9, 0.1)), ("one_battery_more", (0.1, 0.6), (0.9, 0.2)))
        for measure, medians in (("leakage_share", leak), ("interceptors_left_share", left))
        for day, median in zip((1, 60), medians, strict=True)
    ]
    said = leakage.figure(rows).alternative_text
    assert "shield as set: missiles that leak from 20% to 70% and interceptors left from 90% to 10%" in said
    assert "one battery more in Estonia: missiles that leak from 10% to 60%" in said


def test_calibration_counts_only_scored_months_and_marks_misses() -> None:
    one: Any = {"threat_class": "a_b", "launched": 9, "low": 0.2, "median": 0.3, "high": 0.4}
    rows: list[Any] = [
        {**one, "month": "2024-12", "observed": 0.9, "is_scored": False},
        {**one, "month": "2025-01", "observed": 0.4, "is_scored": True},
        {**one, "month": "2025-02", "observed": 0.1, "is_scored": True},
    ]
    made = calibration.figure(rows)
    assert "a b: 1 of 2" in made.alternative_text
    assert [row[-1] for row in made.rows] == ["month fitted on", "scored, inside the band", "scored, a miss"]


def test_options_stand_in_order_of_cost(synthetic: ModuleType) -> None:
    figure = options.figure(synthetic.option_rows(), 2036)
    names = list(dict.fromkeys(row[0] for row in figure.rows))
    assert names == ["A new base", "More boats at sea", "New boats"]
    assert "A new base: Cost, bn 2025 USD 1.7, Earliest year 2035" in figure.alternative_text


def test_a_line_of_needed_interceptors_ends_where_no_number_would_do(synthetic: ModuleType) -> None:
    rows = synthetic.required_rows()
    drawn = required.figure(rows, synthetic.production_rows(), 2036, "it").chart.to_dict()["datasets"]["rows"]
    lines = [row for row in drawn if "exposure" in row]
    assert len(lines) == sum(row["interceptors"] is not None for row in rows)
    assert min(row["kill_probability"] for row in lines if row["exposure"].startswith("100%")) == 0.4


def test_needed_interceptors_are_told_with_what_can_be_made(synthetic: ModuleType) -> None:
    """Least: 40 of all exposed at a sure shot; made by 2036: 10 to 60."""
    said = required.figure(synthetic.required_rows(), synthetic.production_rows(), 2036, "it").alternative_text
    assert "The fewest are 40, with 100% of the missiles" in said
    assert "By then there can be 10 to 60." in said
    none = [{**row, "interceptors": None, "status": "impossible"} for row in synthetic.required_rows()]
    said = required.figure(none, synthetic.production_rows(), 2036, "it").alternative_text
    assert "No number of interceptors reaches the threshold." in said


def test_more_exposures_than_lines_can_be_told_apart_are_refused(synthetic: ModuleType) -> None:
    rows = [{**synthetic.required_rows()[0], "defended_share": share / 10} for share in range(5)]
    with pytest.raises(ValueError, match="more than 4 exposures"):
        required.figure(rows, synthetic.production_rows(), 2036, "it")
