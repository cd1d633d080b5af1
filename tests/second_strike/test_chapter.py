"""The figures of the second strike: what they tell, and that their rows are what the run found."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from chapters import synthetic
from chapters.answers import CELL, results
from deterrence.charts import rendering, theme
from deterrence.charts.beliefs import above
from deterrence.second_strike.chapter import raid_arrivals, readings, required
from deterrence.second_strike.chapter.arrivals import arrivals, reach
from deterrence.second_strike.chapter.believe import believe
from deterrence.second_strike.chapter.erosion import erosion, frontier, frontier_rows, strongest_cell
from deterrence.second_strike.chapter.exceedance import exceedance, exceedance_rows
from deterrence.second_strike.chapter.losses import losses, losses_rows
from deterrence.second_strike.chapter.readings import distinct, page_one, page_one_rows, three
from deterrence.study import Label


def test_the_axis_of_arrivals_stays_where_it_is_put() -> None:
    drawn = raid_arrivals(synthetic.raid_rows("defence", ("with", "without"), 90.0), top=400).chart.to_dict()
    domains = {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in drawn["layer"]}
    assert domains == {(0, 400)}


def test_arrivals_are_told_by_the_medians_of_the_last_year_force_by_force() -> None:
    flat = {"p05": 1.0, "p25": 2.0, "p75": 40.0, "p95": 50.0}
    rows: list[Any] = [
        {"force": "A", "reading": reading, "year": year, "defence": defence, "p50": median, **flat}
        for reading, year, defence, median in (
            ("one", 2025, "with", 9.0), ("one", 2026, "with", 12.0), ("two", 2026, "with", 15.0),
            ("one", 2025, "without", 21.0), ("one", 2026, "without", 30.0), ("two", 2026, "without", 30.0),
        )
    ]  # fmt: skip
    figure = arrivals(rows, "day-to-day")
    assert figure.title == "Warheads that arrive day-to-day in 2026, medians: A 12 to 15 with the defence, 30 without"
    assert figure.alternative_text.startswith(f"{figure.title}. ")
    assert "A, one: with the defence 9 and 12 (1 to 50), without the defence 21 and 30" in figure.alternative_text


def test_each_force_has_an_axis_of_its_own() -> None:
    """Payloads of 64 and 40: their axes end apart, and the number stands at the end of every line."""
    drawn = arrivals(synthetic.arrivals_rows(), "day-to-day").chart.to_dict()
    ends = [part["spec"]["layer"][0]["encoding"]["y"]["scale"]["domain"][1] for part in drawn["vconcat"]]
    assert len(ends) == len(synthetic.OWNERS) and len(set(ends)) == len(ends)
    told = [row for row in drawn["datasets"]["rows"] if "end_words" in row]
    assert len(told) == len(synthetic.OWNERS) * len(synthetic.READINGS) * 2


def cell_results(erosion: dict[tuple[str, str], float]) -> Any:
    """Results in which every future of a cell is eroded alike."""

    def values(outcome: str, cell: tuple[str, str], **_: Any) -> Any:
        return np.full(3, erosion[cell])

    return SimpleNamespace(cells=tuple(erosion), values=values)


def test_a_set_that_repeats_another_is_no_reading_and_the_least_eroded_comes_first() -> None:
    found = cell_results({("b", "s"): 0.2, ("a", "s"): 0.1, ("same", "s"): 0.2, ("c", "s"): 0.4, ("d", "s"): 0.3})
    assert list(distinct(found, 2036)) == ["a", "b", "d", "c"]
    assert three(found, 2036) == (("a", "s"), ("b", "s"), ("c", "s"))
    alone = cell_results({("a", "s"): 0.1})
    assert three(alone, 2036) == (("a", "s"),)


def test_the_lead_picture_spans_the_models_of_a_reading() -> None:
    """Medians .1, .2 and .6 of three models: the middle one is the dot, the others the ends of the bar."""
    found = cell_results(
        {("a", "x"): 0.1, ("a", "y"): 0.6, ("a", "z"): 0.2, ("b", "x"): 0.7, ("b", "y"): 0.7, ("b", "z"): 0.7}
    )
    shown: Any = SimpleNamespace(results=found, year=2036)
    rows, year = page_one_rows(shown)
    assert (year, [row["reading"] for row in rows[:1]], len(rows)) == (2036, ["B"], 2 * 3 * 3)
    own = next(row for row in rows if row["reading"] == "A")
    assert [own[key] for key in ("p05", "least", "p50", "most", "p95")] == [0.1, 0.1, 0.2, 0.6, 0.6]
    figure = page_one(rows, year)
    told = {(row["force"], row["reading"], row["exposure"]): row["told"] for row in figure.chart.datasets["rows"]}
    assert told["Both", "A", "all"] == "10 to 60%"
    assert figure.title.startswith("Typical loss by reading, all sent: Both 10 to 70%, France 10 to 70%")


def test_at_least_so_much_is_lost_in_ever_fewer_futures() -> None:
    """Losses of .4 in one model and .6 in the other: half is lost in none and in all, so in one half at the middle."""
    found = cell_results({("a", "x"): 0.4, ("a", "y"): 0.6})
    rows, year = exceedance_rows(SimpleNamespace(results=found, year=2036))  # type: ignore[arg-type]
    at = {row["loss"]: (row["p05"], row["p50"], row["p95"]) for row in rows if row["force"] == "both"}
    assert (at[40], at[50], at[62]) == ((1, 1, 1), (0, 0.5, 1), (0, 0, 0))
    title = exceedance(rows, year).title
    assert title.startswith("Futures in which half or more is lost in 2036, by reading: Both together 50%; France 50%")


def test_the_bars_of_the_losses_stand_end_to_end() -> None:
    left = np.array([[40.0, 36.0, 30.0, 25.0, 20.0, 20.0, 15.0, 12.0]])
    found: Any = SimpleNamespace(
        cells=(("a", "s"),), labels=lambda _: {"year": (2036,)},
        values=lambda outcome, cell, **_: left if outcome == "warheads_left" else np.full(1, 0.4),
    )  # fmt: skip
    rows, year = losses_rows(SimpleNamespace(results=found))  # type: ignore[arg-type]
    own = [row for row in rows if row["force"] == "France"]
    assert [row["change"] for row in own] == [40, -4, -6, -5, -5, 20, 0, -5, -3, 12]
    assert [(row["low"], row["high"]) for row in own[6:9]] == [(20, 20), (15, 20), (12, 15)]
    assert losses(rows, year).title == (
        "On average in 2036, France: of 40 warheads at sea 20 fail on the way, 8 fall to the defence; "
        "United Kingdom: of 40 warheads at sea 20 fail on the way, 8 fall to the defence"
    )


def test_what_is_not_sent_into_the_capital_region_is_said_in_the_same_words() -> None:
    """A quarter sent where nothing defends, and a quarter sent into other defended regions, are two things."""
    need = required.required([{**row, "sent_share": 0.75} for row in synthetic.required_rows()[:1]],
                             synthetic.production_rows(), 2036, "it")  # fmt: skip
    assert "75% sent into the capital region, 25% undefended: " in need.alternative_text
    assert "sent where nothing defends, into no other defended region" in need.reading
    rows: list[Any] = [
        {"force": "A", "reading": "R", "exposure": sent, "p05": 0.0, "least": 0.1, "p50": 0.1, "most": 0.1, "p95": 0.2}
        for sent in ("half", "spread", "all")
    ]
    drawn = json.dumps(readings.page_one(rows, 2036).chart.to_dict())
    assert all(words in drawn for words in ("half, half undefended", "a quarter defended elsewhere"))
    narrow = ET.fromstring(rendering.svg(readings.page_one(rows, 2036).draw(theme.NARROW), "page_one"))
    assert float(narrow.attrib["width"]) <= theme.NARROW


def test_what_is_printed_beside_the_bars_of_the_losses_adds_up() -> None:
    """40.4 aboard less 3.5, 3.5, .3 and 3.4 leave 29.7: of 40, largest remainders 4, 3, under one and 3 leave 30."""
    losses_on_the_way = (("a", "loss", -3.5), ("b", "loss", -3.5), ("c", "loss", -0.3), ("d", "loss", -3.4))
    bars = (
        ("Aboard at sea", "whole", 40.4), *losses_on_the_way, ("Without the defence", "whole", 29.7),
        ("e", "taken", -9.5), ("f", "taken", -0.0), ("Arrive", "whole", 20.2),
    )  # fmt: skip
    rows: list[Any] = [
        {"force": force, "reading": "R", "stage": stage, "kind": kind, "low": 0.0, "high": 40.4, "change": change}
        for force in ("A", "B")
        for stage, kind, change in bars
    ]
    drawn = losses(rows, 2036).chart.to_dict()["datasets"]["rows"]
    minus = chr(0x2212)
    told = ["40", f"{minus}4", f"{minus}3", "<1", f"{minus}3", "30", f"{minus}10", "0", "20"]
    assert [row["number"] for row in drawn] == told * 2


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
    said = reach(rows, marks, 2036).alternative_text
    assert "A, P: with the defence 1, without the defence 2" in said
    assert "1 of 2 marked payload counts are out of reach" in said


def test_labels_of_near_benchmarks_stand_one_above_the_other() -> None:
    chart = reach(synthetic.reach_rows(), synthetic.benchmarks(), 2036).chart.to_dict()
    marks = [row for row in chart["datasets"]["rows"] if "rule" in row]
    both = [row for row in marks if row["force"] == synthetic.FORCES[2] and row["posture"] == "Generated"]
    assert [row["rule"] for row in both if row["raised"]] == [40]


def test_tiles_of_the_frontier_cover_the_grid_once() -> None:
    rows: list[Any] = [
        {"kill_probability": k, "undefended_share": u, "erosion": k * (1 - u)}
        for k in (0.0, 0.4, 1.0)
        for u in (0.0, 1.0)
    ]
    tiles = frontier(rows, [], "it").chart.to_dict()["datasets"]["rows"]
    edges = [(tile["left"], tile["right"], tile["bottom"], tile["top"]) for tile in tiles]
    across, up = ((0.0, 0.2), (0.2, 0.7), (0.7, 1.0)), ((0.0, 0.5), (0.5, 1.0))
    assert edges == [(*pair, *level) for pair in across for level in up]


def test_a_frontier_that_is_never_crossed_says_so() -> None:
    rows: list[Any] = [{"kill_probability": k, "undefended_share": 0.9, "erosion": 0.1} for k in (0.0, 1.0)]
    figure = frontier(rows, [], "it")
    assert "stays on one side of one half" in figure.alternative_text
    assert "Half is lost nowhere; the most is 10%." in figure.reading
    assert figure.title == "Half is lost at no kill probability and no exposure: it"


def test_a_frontier_is_titled_by_the_least_kill_probability_on_the_line() -> None:
    figure = frontier(synthetic.frontier_rows(), synthetic.contour_points(), "it")
    assert figure.title == "Half is lost only from a kill probability of about 0.3 upwards: it"


def test_a_line_of_needed_interceptors_ends_where_no_number_would_do() -> None:
    rows = synthetic.required_rows()
    drawn = required.required(rows, synthetic.production_rows(), 2036, "it").chart.to_dict()["datasets"]["rows"]
    lines = [row for row in drawn if "line" in row]
    assert len(lines) == sum(row["interceptors"] is not None for row in rows)
    assert min(row["kill_probability"] for row in lines if row["line"].startswith("all ")) == 0.4


def test_needed_interceptors_are_told_with_what_can_be_made() -> None:
    """40 / (share x kill), none where that product is below 0.4: 40 if all meet a defence, 57 if 70% do."""
    figure = required.required(synthetic.required_rows(), synthetic.production_rows(), 2036, "it")
    assert "70% sent into the capital region, 30% undefended: from 0.60, at least 57" in figure.alternative_text
    assert "all sent into the capital region: from 0.40, at least 40" in figure.alternative_text
    assert "By 2036 there can be 10 to 60" in figure.alternative_text
    assert figure.title == (
        "It takes at least 40 S-500 rounds ready to fire, from a kill probability of 1, and about 10 to 60 can be "
        "there by 2036: it"
    )
    none = [{**row, "interceptors": None, "status": "impossible"} for row in synthetic.required_rows()]
    figure = required.required(none, synthetic.production_rows(), 2036, "it")
    assert "no number is at 100%" in figure.alternative_text
    assert figure.title.startswith("No number is enough of S-500 rounds")


def test_more_exposures_than_lines_can_be_told_apart_are_refused() -> None:
    rows = [{**synthetic.required_rows()[0], "sent_share": share / 10} for share in range(5)]
    with pytest.raises(ValueError, match="figure required: more than 4 lines"):
        required.required(rows, synthetic.production_rows(), 2036, "it")


def test_erosion_is_told_by_its_least_and_greatest_median() -> None:
    """Of 15 cells a force, the least and the greatest; of few cells, each."""
    rows = synthetic.erosion_rows()
    figure = erosion(rows, 2036)
    assert figure.title == "Median erosion of the second strike in 2036 runs from 0 to 54% by reading"
    assert "France: medians from 6% (few_interceptors · independent sensors) to 54%" in figure.alternative_text
    few = erosion(rows[:1], 2036)
    assert few.title == "Median erosion of the second strike in 2036 is 38% by reading"
    assert "France: reference · aids net 38% (19% to 56%), 23% at ½ or more." in few.alternative_text


def test_rows_that_a_page_puts_in_are_drawn_with_their_words() -> None:
    """The live page replaces the data by rows with labels: the chart itself turns labels into words."""
    rows = synthetic.raid_rows("defence", ("with", "without", "reference"), 90.0)
    drawn = raid_arrivals(rows).chart.to_dict()
    assert {row["defence"] for row in drawn["datasets"]["rows"]} == {"with", "without", "reference"}
    texts = "".join(ET.fromstring(rendering.svg(drawn, "raid")).itertext())
    assert "this set unchanged, with it" in texts


def test_rows_of_needed_interceptors_are_those_of_the_answer() -> None:
    """Every point of the year once, infinite as none; net aids have no discrimination."""
    axes = ("force", "year", "discrimination", "sent_share", "kill_probability")
    labels: dict[str, tuple[Label, ...]] = {
        "force": ("both",), "year": (2030, 2036), "discrimination": ("aids_net",), "sent_share": (1.0,),
        "kill_probability": (0.5, 1.0),
    }  # fmt: skip
    counts = np.array([[[[[np.inf, 9.0]]], [[[10.0, 3.0]]]]])
    bands: tuple[Label, ...] = ("p05", "p25", "p50", "p75", "p95")
    years: tuple[Label, ...] = (2026, 2030, 2036)
    held = {"s500_rounds": np.array([4.0, 5.0, 6.0]), "s500_rounds_of_whole_order": np.array([20.0, 20.0, 21.0])}
    found = results(
        required_rounds=({"required_rounds": counts}, {"required_rounds": axes}, labels),
        s500_production=(
            {"s500_rounds_by_band": np.tile([3.0, 5.0, 9.0], (5, 1))},
            {"s500_rounds_by_band": ("band", "year")},
            {"band": bands, "year": years},
        ),
        rounds_in_service=(held, dict.fromkeys(held, ("year",)), {"year": years}),
    )
    found.years = (2026, 2030, 2036)
    said = required.required_rows(found, CELL, "both", 2036)
    assert [(row["discrimination"], row["interceptors"], row["status"]) for row in said] == [
        (None, 10, "beyond_production"),
        (None, 3, "within_production"),
    ]
    assert required.required_rows(found, CELL, "both", 2030)[0]["interceptors"] is None
    assert required.required_rows(found, CELL, "both", 2025) == []
    said = required.production_rows(found, CELL, 2036)
    assert [(row["words"], row["p95"]) for row in said] == [
        ("what there can be by 2036", 9.0), ("whole order, 2036", 21.0), ("delivered by 2026", 4.0),
    ]  # fmt: skip
    assert len(required.production_rows(found, CELL, 2026)) == 2


def test_what_one_must_believe_is_told_with_the_readings_that_never_get_there() -> None:
    figure = believe(synthetic.held_rows(), synthetic.belief_points(), 2036)
    assert figure.title == (
        "Half of the retaliation of the United Kingdom is lost in 2036 only if one shot kills with a chance of 0.4 to "
        "0.6, by reading; on 1 of 3 readings never"
    )
    assert (
        "Strong: Half lost: United Kingdom from 0.4, Half lost: France nowhere, Half lost: Both together nowhere"
        in figure.alternative_text
    )
    never = believe(synthetic.held_rows(), [], 2036)
    assert never.title.startswith("In 2036 no reading loses half of the retaliation of the United Kingdom")


def test_shades_of_what_one_must_believe_are_those_of_the_legend_and_begin_at_half_sent() -> None:
    """Three colours seen through each other are none of the legend's; where half is sent no half is lost (law RE4)."""
    spec = json.dumps(believe(synthetic.held_rows(), synthetic.belief_points(), 2036).chart.to_dict())
    assert '"type": "area", "interpolate": "step-before", "opacity": 1' in spec
    assert "none sent" not in spec
    assert "half sent" in spec


def test_half_is_lost_above_the_least_share_that_reaches_it() -> None:
    """Shares 1, .5 and 0 sent, kill chances 0 and 1: only with a sure kill, and then from half upwards."""
    assert above([0.0, 1.0], [1.0, 0.5, 0.0], [[0.0, 0.9], [0.0, 0.5], [0.0, 0.0]], 0.5) == [(1.0, 0.5)]


def test_rows_of_the_frontier_are_the_grid_and_the_line_on_which_it_is_crossed() -> None:
    axes = ("force", "year", "undefended_share", "kill_probability")
    labels: dict[str, tuple[Label, ...]] = {
        "force": ("both",), "year": (2036,), "undefended_share": (0.0, 1.0), "kill_probability": (0.0, 0.5, 1.0),
    }  # fmt: skip
    erosion = np.array([[[[0.0, 0.4, 0.6], [0.0, 0.0, 0.0]]]])
    found = results(frontier=({"erosion_on_grid": erosion}, {"erosion_on_grid": axes}, labels))
    grid, line = frontier_rows(found, CELL, "both", 2036, 0.5)
    assert len(grid) == 6
    assert grid[1] == {"kill_probability": 0.5, "undefended_share": 0.0, "erosion": 0.4}
    assert [(round(point["kill_probability"], 9), point["undefended_share"]) for point in line] == [
        (0.75, 0.0),
        (1.0, 0.0),
    ]


def test_the_strongest_cell_is_that_of_most_rounds_in_the_first_structure() -> None:
    """Rounds by cell 1, 9, 3, 2: the second is of another structure, so the third."""
    held = {("a", "one"): 1, ("a", "two"): 9, ("b", "one"): 3, ("c", "one"): 2}
    studied = {cell: SimpleNamespace(at=lambda *_, year, count=count: count) for cell, count in held.items()}
    found: Any = SimpleNamespace(cells=tuple(held), study=lambda _, cell: studied[cell])
    assert strongest_cell(found, 2036) == ("b", "one")
