"""Rows of figures that read a study: every point once, and nothing where there is nothing."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from deterrence.figures import balance_rows, required, rows
from deterrence.missile_defence.components import raid_record
from deterrence.study import Label, Solution

CELL = ("central", "aids_net")


def results(**answers: tuple[dict[str, Any], dict[str, tuple[str, ...]], dict[str, tuple[Label, ...]]]) -> Any:
    """Results whose studies answer what is given, by the noun of their names."""

    def study(name: str, cell: tuple[str, str], **_: Any) -> Solution:
        assert cell == CELL
        return Solution(*answers[name.partition(".")[2]])

    return SimpleNamespace(study=study)


def test_rows_of_needed_interceptors_are_those_of_the_answer() -> None:
    """Every point of the year once, infinite as none; net aids have no discrimination."""
    axes = ("force", "year", "discrimination", "defended_share", "kill_probability")
    labels: dict[str, tuple[Label, ...]] = {
        "force": ("both",), "year": (2030, 2036), "discrimination": ("aids_net",), "defended_share": (1.0,),
        "kill_probability": (0.5, 1.0),
    }  # fmt: skip
    counts = np.array([[[[[np.inf, 9.0]]], [[[10.0, 3.0]]]]])
    bands: tuple[Label, ...] = ("p05", "p25", "p50", "p75", "p95")
    found = results(
        required_rounds=({"required_rounds": counts}, {"required_rounds": axes}, labels),
        s500_production=(
            {"s500_rounds_by_band": np.tile([5.0, 9.0], (5, 1))},
            {"s500_rounds_by_band": ("band", "year")},
            {"band": bands, "year": (2030, 2036)},
        ),
    )
    said = required.required_rows(found, CELL, "both", 2036)
    assert [(row["discrimination"], row["interceptors"], row["status"]) for row in said] == [
        (None, 10, "beyond_production"),
        (None, 3, "within_production"),
    ]
    assert required.required_rows(found, CELL, "both", 2030)[0]["interceptors"] is None
    assert required.production_rows(found, CELL, [2036]) == [{"year": 2036, "p05": 9.0, "p50": 9.0, "p95": 9.0}]


def test_rows_of_the_frontier_are_the_grid_and_the_line_on_which_it_is_crossed() -> None:
    axes = ("force", "year", "undefended_share", "kill_probability")
    labels: dict[str, tuple[Label, ...]] = {
        "force": ("both",), "year": (2036,), "undefended_share": (0.0, 1.0), "kill_probability": (0.0, 0.5, 1.0),
    }  # fmt: skip
    erosion = np.array([[[[0.0, 0.4, 0.6], [0.0, 0.0, 0.0]]]])
    found = results(frontier=({"erosion_on_grid": erosion}, {"erosion_on_grid": axes}, labels))
    grid, line = rows.frontier_rows(found, CELL, "both", 2036, 0.5)
    assert len(grid) == 6
    assert grid[1] == {"kill_probability": 0.5, "undefended_share": 0.0, "erosion": 0.4}
    assert [(round(point["kill_probability"], 9), point["undefended_share"]) for point in line] == [
        (0.75, 0.0),
        (1.0, 0.0),
    ]


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
    (row,) = balance_rows.calibration_rows(found, CELL)
    assert row == {
        "threat_class": "Subsonic cruise", "month": "2025-01", "launched": 4, "observed": 0.75, "low": 0.0,
        "median": 0.0, "high": 0.9, "is_scored": True,
    }  # fmt: skip
