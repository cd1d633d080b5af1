"""The figures of missile defence: what leaks by day, and the record."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from chapters import synthetic
from chapters.answers import CELL, results
from deterrence.brief.document import plain
from deterrence.chapter import Shown
from deterrence.missile_defence.chapter import CHAPTER, calibration, layers, leakage
from deterrence.missile_defence.components import raid_record
from deterrence.study import Label


def test_leakage_is_told_by_the_medians_of_the_first_and_the_last_day() -> None:
    flat = {"p05": 0.0, "p25": 0.0, "p75": 1.0, "p95": 1.0}
    rows: list[Any] = [
        {"shield": shield, "day": day, "p50": median, **flat}
        for shield, leak in (("today", (0.2, 0.7)), ("one_battery_more", (0.1, 0.6)))
        for day, median in zip((1, 60), leak, strict=True)
    ]
    figure = leakage(rows)
    said = figure.alternative_text
    assert "Medians on day 1 and on day 60" in said
    assert "as set 20% and 70% (0% to 100%)" in said
    assert "one battery more 10% and 60%" in said
    assert "missiles 20% on day 1 and 70% on day 60 leak" in figure.title


def test_what_is_left_of_the_interceptors_is_told_under_the_figure() -> None:
    section = next(section for section in CHAPTER.sections if section.title == "Europe's own shield")
    left: Any = SimpleNamespace(values=lambda *_, shield, day: [0.0, 0.1 if shield == "today" else 0.2, 0.5])
    (told,) = section.under(Shown(left, CELL, CELL, 2036, "both", 0.5))
    assert plain(told) == (
        "Interceptors left after 60 days, median and the middle 90% of futures: as set 10% (1% to 46%); "
        "one battery more 20% (2% to 47%)."
    )


def test_what_gets_through_is_told_by_class_and_parts_stand_end_to_end() -> None:
    figure = layers(synthetic.layer_rows(), 2036)
    assert figure.title == "Of a reference raid there get through in 2036, on average: Ballistic 58%; Hypersonic 88%"
    assert "Ballistic: First 40%, Second 2%, Gets through 58%" in figure.alternative_text
    drawn = [row for row in figure.chart.to_dict()["datasets"]["rows"] if row["threat_class"] == "Ballistic"]
    assert [round(row["left"], 9) for row in drawn] == [0, 0.4, 0.42]
    assert [row["words"] for row in drawn] == ["40%", "", "58%"]


def test_more_parts_than_can_be_told_apart_are_refused() -> None:
    rows = [{"threat_class": "A", "layer": str(part), "share": 0.1} for part in range(7)]
    with pytest.raises(ValueError, match="figure classes-layers: more than 6 parts"):
        layers(rows, 2036)


def test_calibration_counts_only_scored_months_and_marks_misses() -> None:
    one: Any = {"threat_class": "a b", "launched": 9, "low": 0.2, "median": 0.3, "high": 0.4}
    rows: list[Any] = [
        {**one, "month": "2024-12", "observed": 0.9, "is_scored": False},
        {**one, "month": "2025-01", "observed": 0.4, "is_scored": True},
        {**one, "month": "2025-02", "observed": 0.1, "is_scored": True},
    ]
    made = calibration(rows)
    assert "a b: 1 of 2" in made.alternative_text
    assert made.title == "1 of 2 scored months lie in the band that was predicted"
    assert [row[-1] for row in made.rows] == ["month fitted on", "scored, inside the band", "scored, a miss"]


def test_a_month_without_a_launch_has_no_row_in_the_record() -> None:
    """Of two classes in two months one class came once: one row, of the fitted prediction."""
    axes = {outcome.name: outcome.axes for outcome in raid_record.OUTCOMES}
    labels: dict[str, tuple[Label, ...]] = {
        "prediction": ("judged", "fitted"), "threat_class": ("aeroballistic", "subsonic_cruise"),
        "month": ("2024-12", "2025-01"),
    }  # fmt: skip
    values: dict[str, Any] = {
        outcome.name: np.zeros([len(labels[axis]) for axis in outcome.axes], outcome.dtype)
        for outcome in raid_record.OUTCOMES
    }
    values["record_launched"][1, 1], values["record_destroyed_share"][1, 1] = 4, 0.75
    values["predicted_high"][1, 1, 1], values["is_scored"][1, 1, 1] = 0.9, True
    found = results(raid_record=(values, axes, labels))
    picture = next(p for section in CHAPTER.sections for p in section.pictures if p.name == "calibration")
    (rows,) = picture.rows(Shown(found, CELL, CELL, 2036, "both", 0.5))
    (row,) = rows
    assert row == {
        "threat_class": "Subsonic cruise", "month": "2025-01", "launched": 4, "observed": 0.75, "low": 0.0,
        "median": 0.0, "high": 0.9, "is_scored": True,
    }  # fmt: skip
