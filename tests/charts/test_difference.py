"""A figure of what states give less the first: taken in each future, row by row, in the unit of the figure."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from deterrence.chapter import along, banded
from deterrence.charts import rendering, theme
from deterrence.charts.bands import Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Text
from deterrence.charts.difference import MINUS, differences, differs
from deterrence.charts.intervals import Intervals, intervals
from deterrence.charts.median import Median, bare

TEXT = Text("harvest", "Harvest by farm", "Line: median.", "nothing was harvested")
TONNES = Measure("harvest", "Tonnes", ".1f", end=None, step=5)
SHARE = Measure("share of the fields that are sown", "Share sown")
GROUP, FARM = Key("crop", "Crop"), Key("farm", "Farm")
HERE = {"crop": "rye", "farm": "North"}
FIRST = np.array([10.0, 20.0, 30.0])


def of_lines(measure=TONNES, **by_farm):
    rows = [banded({"crop": "rye", "farm": farm}, np.asarray(values)) for farm, values in by_farm.items()]
    return intervals(Intervals(TEXT, measure, GROUP, (FARM,)), rows)


def by_year(values):
    lines = Series("crop", "Crop", {"rye": Line("winter rye", theme.BLUE)})
    return bands(Bands(TEXT, TONNES, series=lines), along({"crop": "rye"}, "year", (2025, 2026), values))


def test_a_difference_is_taken_in_each_future():
    """Each future gives 5 more, though the states spread over 20: no spread is left."""
    found = differences({"A": of_lines(North=FIRST), "B": of_lines(North=FIRST + 5)}, has_same_futures=True)
    assert found.rows == (("B less A", "rye", "North", 5.0, 5.0, 5.0, 5.0, 5.0),)
    assert found.title == "Harvest, B less A: +5.0 where they differ most"
    assert "in each future" in found.reading


def test_of_other_futures_it_is_that_of_the_medians():
    found = differences({"A": of_lines(North=FIRST), "B": of_lines(North=FIRST[::-1] + 5)}, has_same_futures=False)
    assert found.rows[0][3:] == (5.0,) * 5
    assert "in each future" not in found.reading


def test_it_is_the_same_with_the_sign_turned_where_the_states_change_places():
    one, other = of_lines(North=FIRST, South=FIRST), of_lines(North=FIRST * 1.2, South=FIRST - 3)
    there, back = (
        differences(pair, has_same_futures=True) for pair in ({"A": one, "B": other}, {"A": other, "B": one})
    )
    for row, turned in zip(there.rows, back.rows, strict=True):
        assert np.allclose(row[3:], [-value for value in turned[:2:-1]])


def test_a_state_less_itself_differs_nowhere():
    found = differences({"A": of_lines(North=FIRST), "B": of_lines(North=FIRST)}, has_same_futures=True)
    assert not differs(found)
    assert found.title == "Harvest, B less A: no difference"


def test_shares_differ_in_points_of_a_per_cent():
    sown = np.array([0.1, 0.2, 0.3])
    found = differences(
        {"A": of_lines(SHARE, North=sown), "B": of_lines(SHARE, North=sown - 0.1)}, has_same_futures=True
    )
    assert found.title == f"Share of the fields that are sown, B less A: {MINUS}10 points where they differ most"
    assert "Share sown, points" in json.dumps(found.chart.to_dict())


def test_lines_along_years_stay_lines_with_a_panel_for_each_state_and_a_rule_where_nothing_differs():
    values = np.array([[1.0, 2.0], [3.0, 5.0]])
    found = differences({"A": by_year(values), "B": by_year(values * 2), "C": by_year(values)}, has_same_futures=True)
    assert found.title == "Harvest, B less A: +3.5 where they differ most (2026); C less A: no difference"
    assert [row[0] for row in found.rows] == ["B less A"] * 2 + ["C less A"] * 2
    drawn = rendering.svg(found.chart, found.id)
    assert "B less A" in drawn
    assert "C less A" in drawn
    assert "just enough" not in found.alternative_text


def test_the_lines_that_differ_most_are_drawn_and_all_stand_in_the_table():
    many = {f"farm {place}": FIRST for place in range(40)}
    moved = {farm: values + place for place, (farm, values) in enumerate(many.items())}
    found = differences({"A": of_lines(**many), "B": of_lines(**moved)}, has_same_futures=True)
    assert len(found.rows) == 40
    assert "Lines shown: 16, those that differ most; 24 others" in found.reading
    drawn = rendering.svg(found.chart, found.id)
    assert "farm 39" in drawn
    assert "farm 20" not in drawn


def test_the_title_says_where_though_one_line_alone_differs():
    one, other = of_lines(North=FIRST, South=FIRST), of_lines(North=FIRST, South=FIRST + 5)
    found = differences({"A": one, "B": other}, has_same_futures=True)
    assert found.title == "Harvest, B less A: +5.0 where they differ most (South)"


def test_a_line_that_only_one_state_has_is_told_and_not_counted_as_nought():
    found = differences({"A": of_lines(North=FIRST), "B": of_lines(North=FIRST, South=FIRST)}, has_same_futures=True)
    assert len(found.rows) == 1
    assert "Lines that A has not, left out: 1." in found.reading


def test_none_has_no_sign_and_less_has_one():
    one, other = of_lines(North=FIRST, South=FIRST), of_lines(North=FIRST, South=FIRST - 0.3)
    drawn = rendering.svg(differences({"A": one, "B": other}, has_same_futures=True).chart, "harvest")
    assert f">{MINUS}0.30<" in drawn


def test_a_form_that_says_not_what_it_measures_is_told_what_to_do():
    mute = replace(of_lines(North=FIRST), measured=None)
    with pytest.raises(ValueError, match="give its form's `complete` a `Measured`"):
        differences({"A": mute, "B": mute}, has_same_futures=True)


def test_what_is_kept_of_a_row_knows_its_futures_no_more():
    row = banded(HERE, FIRST)
    assert isinstance(row["p50"], Median)
    assert row["p50"].futures.tolist() == FIRST.tolist()
    assert {type(value) for value in bare(row).values()} == {str, float}
    assert bare(row) == row
