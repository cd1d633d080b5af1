"""What says nothing is never printed as a number: first years of gaps that stay open, requirements that are not public
(laws C2, C12, RP3)."""

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose

import deterrence as dt
from command import deterrence
from deterrence.api.outcome import OutcomeArray
from deterrence.api.reading import study_array
from deterrence.axes import REFERENCE
from deterrence.conventional.codes import COUNTED, EUROPEAN, LAND
from deterrence.results import bands

SMALL = ("--assumption-set", REFERENCE, "--structure", "aids_net")
YEARS = np.array([[2030.0, 0], [2034, 0], [2032, 0], [0, 0]])
"""Of four futures: closed in three of the left one, in none of the right one."""


def array():
    return OutcomeArray(
        "first_year_closed", "calendar_year", ("future", "code"),
        {"future": (0, 1, 2, 3), "code": ("escort", "tanker")}, YEARS, void=YEARS == 0,
    )  # fmt: skip


def test_quantiles_are_of_the_futures_that_say_something():
    """2030, 2032, 2034: the median is 2032, a quarter of the way 2031; with none left it is no number."""
    found = bands(YEARS, YEARS == 0)
    assert_allclose(found["p50"], [2032, np.nan])
    assert_allclose(found["p25"], [2031, np.nan])
    assert_allclose(found["p95"][0], 2033.8)


def test_without_a_flag_that_is_up_nothing_changes():
    values = np.arange(40.0).reshape(20, 2) ** 2
    whole, flagged = bands(values), bands(values, np.zeros((20, 2), dtype=bool))
    assert all(whole[name].tobytes() == flagged[name].tobytes() for name in whole)


def test_a_row_tells_how_many_futures_say_nothing():
    rows = array().bands().json_rows()
    assert [(row["code"], row["p50"], row["void"]) for row in rows] == [("escort", 2032, 0.25), ("tanker", None, 1)]
    assert json.dumps(rows, allow_nan=False)


def test_a_selection_keeps_what_says_nothing():
    assert array().select(code="escort").bands().values[-1] == 0.25
    assert array().select(code=["tanker"]).bands().values[0, -1] == 1


def test_a_dash_stands_where_no_future_says_anything():
    text = array().bands().text()
    assert "no answer" in text
    assert text.splitlines()[-1].split() == ["-"] * 5 + ["100%"]
    assert "<td>-</td>" in array()._repr_html_()


def told(*arguments):
    done = deterrence(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_first_year_after_the_horizon_is_no_year(tmp_path):
    out = told("outcome", "first_year_closed", *SMALL, "--futures", "20", "--least-futures", "20", "--workers", "1",
               "--output", tmp_path, "--json")  # fmt: skip
    rows = {
        (row["american"], row["kind"], row["holdings_reading"], row["unit_reading"], row["code"]): row
        for row in json.loads(out)["rows"]
    }
    nobody_asks = rows["none", "published", "bottom_up", "fire_unit", "tanker"]
    assert nobody_asks["p50"] is None and nobody_asks["void"] == 1
    for row in rows.values():
        assert row["p50"] is None or row["p50"] >= 2025


def test_the_plan_is_told_under_a_policy():
    """Item 5: once American forces are gone all 131 brigades are asked of Europe, with them at least fifteen less."""
    brigades = []
    for policies in ([], ["american_forces_gone_by_2027"]):
        scenario = dt.load(assumption_sets=[REFERENCE], structures=["aids_net"], policies=policies)
        asked = study_array(scenario, "plan_required", 1)
        assert asked.axes == ("assumption_set", "structure", "code")
        brigades.append(sum(float(asked.select(code=code).values.item()) for code in LAND))
    assert brigades[1] == pytest.approx(131, abs=3)
    assert brigades[0] < 131 - 15


def test_the_plan_is_a_table_of_allies_and_codes():
    lines = told("outcome", "plan_assigned", *SMALL).splitlines()
    assert lines[0] == "plan_assigned in units: every input at its central value."
    assert "Not NATO's algorithm" in lines[1]
    assert lines[3].split() == list(COUNTED)
    assert len(lines) == 4 + len(EUROPEAN)
    assert "e-" not in "".join(lines)  # what a solver leaves behind the sixth digit is no unit
