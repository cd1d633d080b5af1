"""Law C45: what the conventional dataset and scenarios refuse, each by name, before anything runs."""

import numpy as np
import pytest

from deterrence.errors import InputError
from deterrence.evidence.bound import ends_by_year
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import scenario_of
from deterrence.units import UNITS

DATASET = load_dataset()
DIAL = "united_states.overall_dial"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (DIAL, 1.2, "above 1, the bound of share"),
        (DIAL, {"dated": {"2026": 1, "2030": -0.1}, "rule": "linear"}, "below 0, the bound of share"),
        (DIAL, {"dated": {"2030": 0, "2026": 1}, "rule": "linear"}, "years out of order (2030, 2026)"),
        ("holdings.france.fifth_generation_aircraft", 900, "more of the fifth generation than combat aircraft in all"),
        ("holdings.germany.tanker", -3, "below 0, the bound of aircraft"),
        ("gdp.germany", {"dated": {"2026": 0}, "rule": "linear"}, "less than the models take"),
        ("population.germany", -1, "below 0, the bound of million_people"),
        ("exposure.germany", 0, "less than the models take"),
        ("past_effort.germany", 0, "less than the models take"),
        ("defence_spending.germany", float("nan"), "not a finite number"),
        ("growth.money_share", -1, "below 0, the bound of share"),
        ("unit_cost.tanker", 0, "less than the models take"),
        ("bill.life_cycle_factor", 0.5, "less than the models take"),
        ("retirement_share.escort", 1.2, "above 1, the bound of share"),
        ("assignable_share.heavy_brigade", 1.1, "above 1, the bound of share"),
        (
            "deliveries.germany.long_range_air_defence",
            {"dated": {"2028": 5, "2030": 2}, "rule": "linear"},
            "falls in 2029, though it counts what has come until then",
        ),
        (
            "plans.germany.heavy_brigade",
            {"dated": {"2028": 2, "2031": {"low": 1, "central": 3, "high": 4}}, "rule": "step"},
            "falls in 2031, though it counts what has come until then",
        ),
    ],
)
def test_a_scenario_is_refused_at_the_quantity(name, value, message):
    """Dial and its path, child and parent, keys, budgets, prices, shares, and what leaves that was never delivered."""
    tree = {"version": 1, "changes": {f"conventional.{name}": {"value": value, "rationale": "a try"}}}
    with pytest.raises(InputError) as error:
        scenario_of(document_of(tree, "a.yaml"), DATASET)
    assert f"changes.conventional.{name}" in str(error.value)
    assert message in str(error.value)


def test_every_price_has_a_currency_and_the_year_of_its_prices():
    """Constant dollars of 2025 or 2021, or cash of named years: no unit of money is without."""
    money = {name for name, unit in UNITS.items() if unit.dimension == "money"}
    assert money
    assert all(any(year in name for year in ("_2025_", "_2021_", "_cash_")) for name in money)
    prices = [one for name, one in DATASET.quantities.items() if name.startswith("conventional.unit_cost.")]
    assert {one.unit.name for one in prices} == {"usd_2025_bn"}


def test_every_requirement_is_of_one_kind_and_falls_on_named_tiers_and_regions():
    kinds = {name.split(".")[2] for name in DATASET.quantities if name.startswith("conventional.requirement.")}
    assert kinds == {"published", "replacement", "uplift", "half"}


def test_what_contracts_and_plans_bring_never_falls_in_the_dataset():
    counts = [
        one for name, one in DATASET.quantities.items()
        if name.startswith(("conventional.deliveries.", "conventional.plans."))
    ]  # fmt: skip
    assert len(counts) >= 10
    for one in counts:
        assert one.never_falls
        for ends in ends_by_year(one.basis.distribution, tuple(range(2025, 2041))):
            assert (np.diff(ends) >= 0).all(), one.id
