"""The bill for what replaces American forces by code, once and over a life, and a level beside it (laws C41, C42)."""

from types import SimpleNamespace

import numpy as np
import pytest

from deterrence.conventional.chapter import costing
from deterrence.conventional.components.cells import COUNTED_CODES
from deterrence.traced import plain

ONCE = {"heavy_brigade": 60, "medium_brigade": 30, "light_brigade": 10, "long_range_air_defence": 40, "tanker": 0,
        "medium_range_air_defence": 0, "combat_aircraft": 80, "escort": 50, "attack_submarine": 30}  # fmt: skip
UNKNOWN = ("tanker", "medium_range_air_defence")


def shown(years=(2026, 2035), left=0.0):
    """Three futures, the middle one the median; under the dials `left` of all American forces is gone."""
    once = np.array([[ONCE[code] for code in COUNTED_CODES]] * 3) * np.array([[0.5], [1], [2]])
    values = {
        "gap_bill": once,
        "gap_bill_life_cycle": 3 * once,
        "bill_has_no_requirement": np.array([[code in UNKNOWN for code in COUNTED_CODES]] * 3),
        "asked_spending_level": np.array([260.0, 270, 300]),
    }

    def at(name, *_, american="none", **__):
        return values[name] * (left if american == "path" else 1)

    results = SimpleNamespace(labels=lambda _: {"year": years}, values=at)
    return SimpleNamespace(results=results, cell=("reference", "aids_net"))


def test_the_bill_is_told_by_code():
    """Brigades are 60 + 30 + 10; what nobody asks for has no line; 300 in all."""
    figure = costing.replacement_bill(*costing.rows_of(shown()))
    medians = {line: median for line, _, median, _ in figure.rows}
    assert medians == {
        "Brigades": 100, "Long-range air-defence fire units": 40, "Combat aircraft": 80, "Escorts": 50,
        "Attack submarines": 30, "In all": 300,
    }  # fmt: skip
    assert figure.title == (
        "Without American forces, what replaces them and is not there in 2035 costs 300 billion dollars once"
    )


def test_where_the_dials_leave_less_than_all_the_bill_is_theirs():
    """Half are gone: half the bill."""
    figure = costing.replacement_bill(*costing.rows_of(shown(left=0.5)))
    assert "that the dials leave, what replaces the rest and is not there in 2035 costs 150 billion" in figure.title
    assert figure.rows[0][2] == pytest.approx(50)


def test_the_bill_over_a_life_stands_beside_a_level_and_is_not_compared_with_it():
    (said,) = map(plain, costing.sentences(shown()))
    assert said == (
        "Over its life what replaces them costs 900 billion dollars. Two institutes ask for a level of spending, 270 "
        "billion dollars a year more: another question, and no bill is compared with it."
    )


def test_a_horizon_without_the_year_says_nothing():
    assert costing.sentences(shown((2026,))) == []
    assert costing.replacement_bill(*costing.rows_of(shown((2026,)))).rows == ()
