"""Law C5: what is shared out, and the leave-one-out table that chose how; both are worked out again."""

import importlib.util
from pathlib import Path

import pytest

from deterrence.evidence.dataset import load_dataset

SCRIPT = Path(__file__).parents[2] / "scripts" / "estimate_holdings.py"
SPEC = importlib.util.spec_from_file_location("estimate_holdings", SCRIPT)
estimate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(estimate)
DATASET = load_dataset()
BY = estimate.keys(DATASET)
CELLS = estimate.counted(DATASET)
FACTORS = {name: estimate.leave_one_out(CELLS, key) for name, key in BY.items()}


def test_the_error_of_a_cell_left_out_by_hand():
    """Of 6 and 2 on 3 and 1 people the rate is 2, so that 2 are said of 1 person who has 8: a factor of 4."""
    assert estimate.leave_one_out({"a": {"x": 6, "y": 2, "z": 8}}, {"x": 3, "y": 1, "z": 1})["a"][2] == 4


def test_149_cells_of_18_allies_and_ten_codes():
    assert sum(map(len, CELLS.values())) == 149
    assert len(CELLS) == 10
    assert len({ally for held in CELLS.values() for ally in held}) == 18


@pytest.mark.parametrize(("key", "within"), [("personnel", [92, 114, 128]), ("spending", [67, 90, 118])])
def test_cells_within_a_factor_of_2_and_2_5_and_4_are_those_of_the_law(key, within):
    assert estimate.summary(FACTORS[key]) == within


@pytest.mark.parametrize(
    ("code", "factor"),
    [
        ("combat_aircraft", 1.4), ("infantry_vehicle", 1.5), ("brigade", 1.6), ("heavy_airlift", 1.6),
        ("long_range_air_defence", 1.7), ("escort", 1.7), ("tank", 2.1), ("medium_range_air_defence", 2.2),
        ("tube_artillery", 2.3),
    ],
)  # fmt: skip
def test_median_errors_by_personnel_are_those_of_the_law(code, factor):
    """To the digit that the law prints, but medium air defence, which is 2.145 here and 2.2 there."""
    assert estimate.median(FACTORS["personnel"][code]) == pytest.approx(factor, abs=0.055)


def test_gdp_is_better_for_three_codes_alone():
    rules = estimate.chosen_rules(CELLS, BY)
    assert {code for code, rule in rules.items() if rule == "gdp"} == {
        "escort",
        "heavy_airlift",
        "medium_range_air_defence",
    }
    for code, factor in {"heavy_airlift": 1.4, "medium_range_air_defence": 1.8}.items():
        assert estimate.median(FACTORS["gdp"][code]) == pytest.approx(factor, abs=0.05)


def test_the_band_holds_three_quarters_of_the_cells():
    """x .4 to x 2.5 is a factor of 2.5 either way: 114 of 149 are 77 %."""
    assert estimate.BAND == (1 / 2.5, 2.5)
    assert round(114 / 149, 2) == 0.77


def test_the_table_of_holdings_holds_what_the_script_works_out():
    assert estimate.filled(DATASET) == estimate.CELLS.read_text(encoding="utf-8"), f"run python {SCRIPT.name}"


def test_the_page_prints_the_table():
    assert estimate.table_text(DATASET) in estimate.PAGE.read_text(encoding="utf-8"), f"run python {SCRIPT.name}"


def test_belgian_combat_aircraft_by_hand():
    """Fifteen known fleets, 1,945 aircraft, on the personnel of their allies, times the 22.2 thousand Belgians."""
    known = CELLS["combat_aircraft"]
    rate = sum(known.values()) / sum(BY["personnel"][ally] for ally in known)
    found = DATASET.quantities["conventional.holdings.belgium.combat_aircraft"].basis.distribution
    assert found.central == pytest.approx(rate * BY["personnel"]["belgium"], rel=0.03)
    assert found.low / found.central == pytest.approx(0.4, abs=0.02)
    assert found.high / found.central == pytest.approx(2.5, abs=0.06)
