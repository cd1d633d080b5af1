"""A picture of one outcome over its named axes, by hand: three futures of two labels."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from deterrence.chapter import Shown
from deterrence.charts.description import Measure
from deterrence.component import Component, Outcome, draws_and_years, of_draws
from deterrence.pictures import intervals_of

VALUES = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
MEASURE = Measure("years to make them again", "Years", format=".0f", end=None)
LABELS = {"output_share": {"whole": "with all", "half": "with half"}, "side": {"own": "ours"}, "third": {"only": "one"}}


def component(*axes: str) -> Component:
    outcome = Outcome("years", "years", "years", ("future", *axes), "Years.", "models/none.md")
    return Component("room.noun", ("room.one",), (outcome,), LABELS, profile=of_draws(lambda *_: {}))


def shown(values: Any, asked: list[dict[str, Any]]) -> Shown:
    def read(_: str, __: tuple[str, str], **at: Any) -> Any:
        asked.append(at)
        return values

    results: Any = SimpleNamespace(values=read)
    return Shown(results, ("reference", "aids_net"), ("reference", "aids_net"), 2036, "both", 0.5)


def test_one_axis_has_a_line_for_each_label_under_what_is_measured() -> None:
    asked: list[dict[str, Any]] = []
    picture = intervals_of("again", component("output_share"), "years", "Years", MEASURE, "Output is level.")
    figure = picture.figure(shown(VALUES, asked))
    assert asked == [{}]
    assert [(row[0], row[1], row[4]) for row in figure.rows] == [
        ("Years to make them again", "With all", 2.0), ("Years to make them again", "With half", 20.0),
    ]  # fmt: skip
    assert figure.title == "Median years to make them again runs from 2 (with all) to 20 (with half)"
    assert "by measure and output share" in figure.alternative_text
    assert figure.reading.endswith("Output is level.")
    assert picture.outcomes == ("years",)


def test_of_two_axes_the_first_has_the_panels_and_years_are_those_shown() -> None:
    asked: list[dict[str, Any]] = []
    made = intervals_of("again", component("year", "side", "output_share"), "years", "Years", MEASURE)
    figure = made.figure(shown(VALUES[:, None, :], asked))
    assert asked == [{"year": 2036}]
    assert " In 2036. Dot" in figure.reading
    assert figure.columns[:2] == ("Side", "Output share")
    assert [row[:2] for row in figure.rows] == [("Ours", "With all"), ("Ours", "With half")]
    assert figure.title == "Median years to make them again runs from 2 (ours, with all) to 20 (ours, with half)"
    other = intervals_of("b", component("year", "output_share"), "years", "Y", MEASURE, at=lambda _: {"year": 2026})
    assert " In 2026. Dot" in other.figure(shown(VALUES, asked)).reading
    assert asked[-1] == {"year": 2026}


@pytest.mark.parametrize("axes", [(), ("output_share", "side", "third")])
def test_other_outcomes_are_refused(axes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"years has \d named axes, not one or two: write a figure of a form"):
        intervals_of("again", component(*axes), "years", "Years", MEASURE)


def test_an_outcome_that_the_component_has_not_is_named_with_its_file() -> None:
    with pytest.raises(
        ValueError, match=r"figure again: room.noun \(.*test_pictures.py\) has no outcome days: write years"
    ):
        intervals_of("again", component("output_share"), "days", "Days", MEASURE)


def test_an_axis_without_labels_is_refused_with_the_file_of_its_component() -> None:
    with pytest.raises(ValueError, match=r"test_pictures.py\): give labels, or coordinates, for the axes share_of"):
        component("share_of")


def test_a_component_that_says_nothing_has_no_labels_and_starts_from_draws_and_years() -> None:
    plain = Component("room.noun", ("room.one",), component().outcomes, profile=of_draws(lambda *_: {}))
    assert plain.labels == {}
    assert plain.prepare is draws_and_years
