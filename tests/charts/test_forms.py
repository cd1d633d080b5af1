"""The forms, described for a subject that the workbench does not have: a new figure is a description."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from deterrence.charts import ends, rendering, theme
from deterrence.charts.bands import Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Text, round_up
from deterrence.charts.intervals import Intervals, intervals
from deterrence.charts.numbers import at_least, listed, number, short, span
from deterrence.charts.panels import Panels
from deterrence.charts.told import amount, runs, words

SPREAD = {"p05": -2.0, "p25": 1.0, "p50": 3.0, "p75": 4.0, "p95": 6.0}
TEXT = Text("harvest", "Harvest by farm", "Line: median.", "nothing was harvested")
TONNES = Measure("harvest", "Tonnes", ".1f", end=None, step=5, ticks=4)
CROPS = Series("crop", "Crop", {"rye": Line("winter rye", theme.BLUE), "oats": Line("oats", theme.GREEN)})


def rows(farms: tuple[str, ...] = ("North",), crops: tuple[str, ...] = ("rye",)) -> list[dict[str, Any]]:
    return [
        {"farm": farm, "crop": crop, "year": year, **SPREAD}
        for farm in farms
        for crop in crops
        for year in (2025, 2026)
    ]


def texts(drawn: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(drawn).iter() if node.tag.endswith("text")]


def test_a_description_is_a_figure_with_words_and_table() -> None:
    farm = Key("farm", "Farm", {"North": "the north farm"})
    figure = bands(Bands(TEXT, TONNES, Panels((farm,), "farm"), CROPS), rows())
    assert figure.columns == ("Farm", "Crop", "Year", "5%", "25%", "Median", "75%", "95%")
    assert figure.rows[0] == ("the north farm", "winter rye", 2025, -2.0, 1.0, 3.0, 4.0, 6.0)
    assert figure.title == "Median harvest in 2026: winter rye 3"
    assert figure.alternative_text == (
        "Median harvest in 2026: winter rye 3. "
        "Line charts: harvest, by year, for each farm and crop, with bands over futures. Medians in 2025 and in 2026, "
        "and the middle 90% of futures in 2026: the north farm: winter rye 3.0 and 3.0 (-2.0 to 6.0)."
    )
    drawn = texts(rendering.svg(figure.chart, figure.id))
    assert {"the north farm", "winter rye"} <= set(drawn)
    assert "oats" not in drawn


def test_an_axis_holds_numbers_below_nought() -> None:
    scale = TONNES.scale(least=-2.0, most=6.0)
    assert scale.to_dict()["domain"] == [-5, 10]
    assert Measure("share").scale(least=0.1, most=0.4).to_dict()["domain"] == [0, 1]


def test_without_lines_the_title_runs_from_the_least_panel_to_the_greatest() -> None:
    two = [*rows(("North",)), *({**row, "farm": "South", "p50": 5.04} for row in rows())]
    figure = bands(Bands(TEXT, TONNES, Panels((Key("farm", "Farm"),), "farm")), two)
    assert figure.title == "Median harvest in 2026 runs from 3 (North) to 5 (South)"


def test_a_line_without_a_look_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="figure harvest: crop is barley: write one of rye, oats"):
        bands(Bands(TEXT, TONNES, series=CROPS), rows(crops=("barley",)))


def test_panels_that_would_be_too_narrow_stand_one_above_the_other() -> None:
    """Seven farms leave 11 pixels each beside one another on a telephone."""
    farms = tuple(f"Farm {number}" for number in range(7))
    figure = bands(Bands(TEXT, TONNES, Panels((Key("farm", "Farm"),), "farm"), height=40), rows(farms))
    narrow = ET.fromstring(rendering.svg(figure.draw(390), "harvest"))
    assert float(narrow.attrib["width"]) <= 390
    assert float(narrow.attrib["height"]) > 7 * 40
    assert set(farms) <= {"".join(node.itertext()) for node in narrow.iter()}


def test_intervals_tell_each_line_where_they_are_few() -> None:
    form = Intervals(TEXT, Measure("share eaten", "Share"), Key("farm", "Farm"), (Key("crop", "Crop"),))
    shares = {"p05": 0.001, "p25": 0.2, "p50": 0.3, "p75": 0.4, "p95": 0.5}
    figure = intervals(form, [{"farm": "North", "crop": crop, **shares} for crop in ("rye", "oats")])
    assert figure.alternative_text == (
        "Median share eaten runs from 30% (North, rye) to 30% (North, rye). "
        "Interval plot: share eaten, by farm and crop; medians and the middle 90% of futures. "
        "North: rye 30% (under 1% to 50%); oats 30% (under 1% to 50%)."
    )


def test_a_notebook_shows_drawing_and_words() -> None:
    shown = bands(Bands(TEXT, TONNES), rows())._repr_html_()
    assert shown.startswith('<figure role="img" aria-label="Median harvest in 2026 is 3. Line chart: harvest')
    assert "<svg" in shown
    assert "Median harvest in 2026 is 3" in shown


def test_numbers_have_no_more_digits_than_a_reader_should_believe() -> None:
    assert [short(value) for value in (116, 0.946, 3.0, 12345, -2.04, 0)] == ["120", "0.95", "3", "12,000", "-2", "0"]
    shares = (0.116, 0.001, 0.0, 0.005, 0.995, 0.9999, 1.0)
    assert [short(value, ".0%") for value in shares] == ["12%", "under 1%", "0%", "1%", "over 99%", "over 99%", "100%"]
    assert span([0.2, 0.4], "%") == "20 to 40%"
    assert span([0.201, 0.199], "%") == "20%"
    one, two = (amount({"what": "it", "p50": value}, "p50") for value in (1.0, 2.0))
    assert (words(runs([one, two])), words(runs([two, two]))) == ("runs from 1 to 2", "is 2")
    assert number(0.946, ".2f") == "0.95"
    assert [listed(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_a_count_that_is_told_as_a_least_is_never_more_than_it_is() -> None:
    assert [at_least(count) for count in (0, 7, 67, 138, 1999)] == [0, 7, 67, 130, 1900]
    assert all(at_least(count) <= count for count in range(1200))


def test_the_end_of_an_axis_is_a_multiple_that_holds_the_most() -> None:
    assert [round_up(value, 20) for value in (0, 20, 20.1)] == [20, 20, 40]
    assert round_up(0.55, 0.1) == 0.6


def test_a_long_reason_for_no_data_stands_on_lines_that_fit() -> None:
    reason = "at this many futures no input stands out from chance, and none is told"
    drawn = rendering.svg(theme.no_data(reason, 390), "empty")
    assert " ".join("".join(ET.fromstring(drawn).itertext()).split()).startswith("No data: at this many futures no")
    assert "…" not in drawn
    assert float(ET.fromstring(drawn).attrib["width"]) <= 390


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_dark_page_keeps_lines_and_words_apart_from_the_ground() -> None:
    """3:1 for what is drawn and 4.5:1 for words (WCAG 2.2), on the ground and on every tint that bears words."""
    dark = theme.DARK
    assert all(contrast(dark[colour], dark[theme.PAPER]) >= 3 for colour in (*theme.COLOURS, theme.RULE))
    assert all(contrast(dark[colour], dark[theme.PAPER]) >= 4.5 for colour in (theme.INK, theme.QUIET_INK))
    assert all(contrast(dark[tint], dark[theme.INK]) >= 4.5 for tint in theme.RAMP[:5])
    assert all(contrast(dark[tint], dark[theme.PAPER]) >= 4.5 for tint in theme.RAMP[7:])
    steps = [luminance(dark[tint]) for tint in theme.RAMP]
    assert steps == sorted(steps)


def test_the_rules_of_a_dark_page_name_every_colour_inside_one_selector() -> None:
    rules = theme.dark_rules(".chart")
    assert f'.chart svg [fill="{theme.INK}"] {{ fill: {theme.DARK[theme.INK]}; }}' in rules
    assert rules.count(".chart svg") == 1 + 2 * len(theme.DARK)


def test_labels_at_the_ends_of_lines_stand_a_line_apart_in_order_and_inside() -> None:
    assert ends.apart([1.0, 1.0, 1.0], 2.0, 9.0) == [1.0, 3.0, 5.0]
    assert ends.apart([8.0, 8.5, 9.0], 2.0, 9.0) == [5.0, 7.0, 9.0]
    assert ends.apart([], 2.0, 9.0) == []
