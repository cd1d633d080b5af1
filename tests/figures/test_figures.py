from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from types import ModuleType
from typing import Any

import pytest

from deterrence.charts import rendering
from deterrence.figures import options, required, second_strike, shield, strategic


def test_ids_of_two_drawings_never_meet() -> None:
    spec: dict[str, Any] = {
        "data": {"values": [{"a": 0}, {"a": 1}]},
        "mark": {"type": "point", "clip": True},
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "color": {"field": "a", "type": "quantitative"},
        },
    }
    one, two = (rendering.svg(spec, name) for name in ("one", "two"))
    ids = [set(re.findall(r'\bid="([^"]+)"', drawn)) for drawn in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]
    assert one.replace("one-", "two-") == two


def test_a_picture_for_other_formats_is_a_png() -> None:
    assert rendering.png(second_strike.compare([]).chart, scale=1).startswith(b"\x89PNG\r\n")


def test_markup_in_a_label_is_drawn_as_text(synthetic: ModuleType) -> None:
    row = {**synthetic.decider_rows()[0], "label": "<script>&"}
    drawn = rendering.svg(second_strike.deciders([row], "Weight", "it").chart, "deciders")
    assert "<script" not in drawn
    assert "<script>&" in "".join(ET.fromstring(drawn).itertext())


def test_the_axis_of_arrivals_stays_where_it_is_put(synthetic: ModuleType) -> None:
    drawn = second_strike.arrivals(synthetic.arrivals_rows(), top=400).chart.to_dict()
    domains = {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in drawn["spec"]["layer"]}
    assert domains == {(0, 400)}


def test_arrivals_are_told_by_the_medians_of_the_first_and_the_last_year() -> None:
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
    figure = second_strike.arrivals(rows)
    assert (
        "Medians in 2025 and in 2026, and the middle 90% of futures in 2026: A, P: with the defence 9 and 12 (1 to "
        "50), without the defence 21 and 30 (1 to 50)."
    ) in figure.alternative_text
    assert figure.title == (
        "Median number of warheads that arrive in 2026: with the defence 12; without the defence 30"
    )


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
    said = second_strike.reach(rows, marks, 2036).alternative_text
    assert "A, P: with the defence 1, without the defence 2" in said
    assert "1 of 2 marked payload counts are out of reach" in said


def test_labels_of_near_benchmarks_stand_one_above_the_other(synthetic: ModuleType) -> None:
    chart = second_strike.reach(synthetic.reach_rows(), synthetic.benchmarks(), 2036).chart.to_dict()
    marks = [row for row in chart["datasets"]["rows"] if "rule" in row]
    both = [row for row in marks if row["force"] == synthetic.FORCES[2] and row["posture"] == "Generated"]
    assert [row["rule"] for row in both if row["raised"]] == [40]


def test_deciders_stand_in_order_of_weight(synthetic: ModuleType) -> None:
    figure = second_strike.deciders(synthetic.decider_rows()[::-1], "Weight", "it")
    weights = [row[2] for row in figure.rows]
    assert weights == [0.46, 0.31, 0.12, 0.07, 0.03]


def test_tiles_of_the_frontier_cover_the_grid_once() -> None:
    rows: list[Any] = [
        {"kill_probability": k, "undefended_share": u, "erosion": k * (1 - u)}
        for k in (0.0, 0.4, 1.0)
        for u in (0.0, 1.0)
    ]
    tiles = second_strike.frontier(rows, [], "it").chart.to_dict()["datasets"]["rows"]
    edges = [(tile["left"], tile["right"], tile["bottom"], tile["top"]) for tile in tiles]
    across, up = ((0.0, 0.2), (0.2, 0.7), (0.7, 1.0)), ((0.0, 0.5), (0.5, 1.0))
    assert edges == [(*pair, *level) for pair in across for level in up]


def test_a_frontier_that_is_never_crossed_says_so() -> None:
    rows: list[Any] = [{"kill_probability": k, "undefended_share": 0.9, "erosion": 0.1} for k in (0.0, 1.0)]
    figure = second_strike.frontier(rows, [], "it")
    assert "stays on one side of one half" in figure.alternative_text
    assert "Half is lost nowhere; the most is 10%." in figure.reading
    assert figure.title == "Half is lost at no kill probability and no exposure: it"


def test_a_frontier_is_titled_by_the_least_kill_probability_on_the_line(synthetic: ModuleType) -> None:
    figure = second_strike.frontier(synthetic.frontier_rows(), synthetic.contour_points(), "it")
    assert figure.title == "Half is lost only from a kill probability of about 0.3 upwards: it"


def test_leakage_is_told_by_the_medians_of_the_first_and_the_last_day() -> None:
    flat = {"p05": 0.0, "p25": 0.0, "p75": 1.0, "p95": 1.0}
    rows: list[Any] = [
        {"measure": measure, "shield": shield, "day": day, "p50": median, **flat}
        for shield, leak, left in (("today", (0.2, 0.7), (0.9, 0.1)), ("one_battery_more", (0.1, 0.6), (0.9, 0.2)))
        for measure, medians in (("leakage_share", leak), ("interceptors_left_share", left))
        for day, median in zip((1, 60), medians, strict=True)
    ]
    figure = shield.leakage(rows)
    said = figure.alternative_text
    assert "Medians on day 1 and on day 60" in said
    assert "Missiles that leak: shield as set 20% and 70% (0% to 100%)" in said
    assert "one battery more in Estonia 10% and 60%" in said
    assert "Interceptors left: shield as set 90% and 10%" in said
    assert "missiles 20% on day 1 and 70% on day 60 leak" in figure.title


def test_calibration_counts_only_scored_months_and_marks_misses() -> None:
    one: Any = {"threat_class": "a b", "launched": 9, "low": 0.2, "median": 0.3, "high": 0.4}
    rows: list[Any] = [
        {**one, "month": "2024-12", "observed": 0.9, "is_scored": False},
        {**one, "month": "2025-01", "observed": 0.4, "is_scored": True},
        {**one, "month": "2025-02", "observed": 0.1, "is_scored": True},
    ]
    made = shield.calibration(rows)
    assert "a b: 1 of 2" in made.alternative_text
    assert made.title == "1 of 2 scored months lie in the band that was predicted"
    assert [row[-1] for row in made.rows] == ["month fitted on", "scored, inside the band", "scored, a miss"]


def test_options_stand_in_order_of_cost(synthetic: ModuleType) -> None:
    figure = options.figure(synthetic.option_rows(), 2036)
    names = list(dict.fromkeys(row[0] for row in figure.rows))
    assert names == ["A new base", "More boats at sea", "New boats"]
    assert "A new base: Cost, bn 2025 USD 1.7, Earliest year 2035" in figure.alternative_text


def test_a_line_of_needed_interceptors_ends_where_no_number_would_do(synthetic: ModuleType) -> None:
    rows = synthetic.required_rows()
    drawn = required.figure(rows, synthetic.production_rows(), 2036, "it").chart.to_dict()["datasets"]["rows"]
    lines = [row for row in drawn if "line" in row]
    assert len(lines) == sum(row["interceptors"] is not None for row in rows)
    assert min(row["kill_probability"] for row in lines if row["line"].startswith("100%")) == 0.4


def test_needed_interceptors_are_told_with_what_can_be_made(synthetic: ModuleType) -> None:
    """40 / (share x kill), none where that product is below 0.4: 40 if all meet a defence, 57 if 70% do."""
    figure = required.figure(synthetic.required_rows(), synthetic.production_rows(), 2036, "it")
    assert "70% meets a defence: from 0.60, at least 57" in figure.alternative_text
    assert "100% meets a defence: from 0.40, at least 40" in figure.alternative_text
    assert "By 2036 there can be 10 to 60" in figure.alternative_text
    assert figure.title.startswith("It takes at least 40 S-500 rounds ready to fire, and about 10 to 60 can be there")
    none = [{**row, "interceptors": None, "status": "impossible"} for row in synthetic.required_rows()]
    figure = required.figure(none, synthetic.production_rows(), 2036, "it")
    assert "no number is at 100%" in figure.alternative_text
    assert figure.title.startswith("No number is enough of S-500 rounds")


def test_more_exposures_than_lines_can_be_told_apart_are_refused(synthetic: ModuleType) -> None:
    rows = [{**synthetic.required_rows()[0], "defended_share": share / 10} for share in range(5)]
    with pytest.raises(ValueError, match="figure required: more than 4 lines"):
        required.figure(rows, synthetic.production_rows(), 2036, "it")


def test_the_wider_balance_is_told_by_its_medians(synthetic: ModuleType) -> None:
    stability = strategic.stability(synthetic.stability_rows()).alternative_text
    assert "Russia – NATO, Day-to-day: with the defence 0.50 and 0.50, without the defence 0.55 and 0.55" in stability
    sufficiency = strategic.sufficiency(synthetic.sufficiency_rows())
    assert "limits return 1.40 and 0.95 (0.66 to 1.04)" in sufficiency.alternative_text
    assert "1 is just enough" in sufficiency.alternative_text
    assert sufficiency.title.endswith("in 2040: no treaty limits 1.2 to 1.4; limits return 0.95 to 1.1")


def test_the_rule_stands_at_just_enough_and_the_axis_where_it_is_put(synthetic: ModuleType) -> None:
    chart = strategic.sufficiency(synthetic.sufficiency_rows(), top=5).chart.to_dict()
    layers = chart["spec"]["layer"]
    assert [layer["encoding"]["y"]["datum"] for layer in layers if "datum" in layer["encoding"]["y"]] == [1]
    domains = {
        tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in layers if "scale" in layer["encoding"]["y"]
    }
    assert domains == {(0, 5)}


def test_erosion_is_told_by_its_least_and_greatest_median(synthetic: ModuleType) -> None:
    """Of 15 cells a force, the least and the greatest; of few cells, each."""
    rows = synthetic.erosion_rows()
    figure = second_strike.erosion(rows, 2036)
    assert figure.title == "Median erosion of the second strike in 2036 runs from 0% to 54% by reading"
    assert "France: medians from 6% (hoffmann-2026 · independent sensors) to 54%" in figure.alternative_text
    few = second_strike.erosion(rows[:1], 2036)
    assert few.title == "Median erosion of the second strike in 2036 is 38% by reading"
    assert "France: central · aids net 38% (19% to 56%), 23% at ½ or more." in few.alternative_text


def test_rows_that_a_page_puts_in_are_drawn_with_their_words(synthetic: ModuleType) -> None:
    """The live page replaces the data by rows with labels: the chart itself turns labels into words."""
    rows = synthetic.raid_rows("defence", ("with", "without", "reference"), 90.0)
    drawn = second_strike.raid_arrivals(rows).chart.to_dict()
    assert {row["defence"] for row in drawn["datasets"]["rows"]} == {"with", "without", "reference"}
    texts = "".join(ET.fromstring(rendering.svg(drawn, "raid")).itertext())
    assert "reference, with it" in texts
