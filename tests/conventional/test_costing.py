"""The bill for what replaces American forces by code, once and over a life, and a level beside it (laws C41, C42)."""

from types import SimpleNamespace

import numpy as np

from deterrence.conventional.chapter import costing
from deterrence.conventional.components.cells import COUNTED_CODES
from deterrence.traced import plain

ONCE = {"heavy_brigade": 60, "medium_brigade": 30, "light_brigade": 10, "long_range_air_defence": 40, "tanker": 0,
        "medium_range_air_defence": 0, "combat_aircraft": 80, "escort": 50, "attack_submarine": 30}  # fmt: skip
UNKNOWN = ("tanker", "medium_range_air_defence")


def shown(years=(2026, 2035)):
    once = np.array([[ONCE[code] for code in COUNTED_CODES]] * 3) * np.array([[0.5], [1], [2]])
    values = {
        "gap_bill": once,
        "gap_bill_life_cycle": 3 * once,
        "bill_has_no_requirement": np.array([[code in UNKNOWN for code in COUNTED_CODES]] * 3),
        "asked_spending_level": np.array([260.0, 270, 300]),
    }
    results = SimpleNamespace(labels=lambda _: {"year": years}, values=lambda name, *_, **__: values[name])
    return SimpleNamespace(results=results, cell=("reference", "aids_net"))


def test_the_bill_is_told_by_code_once_and_over_a_life_and_the_level_apart():
    """Of three futures the middle one: brigades 60 + 30 + 10; 300 in all, three times so much over a life."""
    bill, level = map(plain, costing.sentences(shown()))
    assert bill == (
        "If all American forces were gone, what replaces them and is not there in 2035 would cost 300 billion dollars "
        "of 2025 once and 900 over its life, at the median; once by code: brigades 100; long-range air-defence fire "
        "units 40; combat aircraft 80; escorts 50; attack submarines 30."
    )
    assert level.startswith("Two institutes ask for a level of spending, 270 billion dollars a year more: ")


def test_a_horizon_without_the_year_says_nothing():
    assert costing.sentences(shown((2026,))) == []
