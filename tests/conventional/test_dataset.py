"""What the conventional dataset holds: every ally and code, bounds, shares, and sums that others print."""

import re

import pytest

from deterrence.conventional import codes
from deterrence.errors import InputError
from deterrence.evidence.bound import ends_by_year
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.quantity import Quantity
from deterrence.scenario.overlay import load_scenario

DATASET = load_dataset()
ALLY = {**codes.EUROPEAN, "united_states": "the United States"}
CHILD, PARENT = "fifth_generation_aircraft", "combat_aircraft"
CONTENTS = ("tank", "infantry_vehicle")
HELD_CODES = (*codes.CODE, CHILD, *CONTENTS)


def quantity(identity: str) -> Quantity:
    return DATASET.quantities[f"conventional.{identity}"]


def central(identity: str) -> float:
    return quantity(identity).basis.distribution.central


def europe(code: str) -> float:
    return sum(central(f"holdings.{ally}.{code}") for ally in codes.EUROPEAN)


def test_thirty_allies_beside_the_united_states_and_none_is_iceland():
    assert len(codes.EUROPEAN) == 30
    assert "iceland" not in DATASET.names["ally"]
    assert DATASET.names["ally"] == ALLY


def test_nine_codes_are_counted_seven_held_and_ten_are_named_holes_law_c1():
    assert (len(codes.COUNTED), len(codes.HELD), len(codes.NAMED)) == (9, 7, 10)
    assert not set(codes.NAMED) & set(DATASET.names["code"])
    assert set(HELD_CODES) <= set(DATASET.names["code"])
    for code, words in codes.CODE.items():
        assert DATASET.names["code"][code] == words


@pytest.mark.parametrize("code", HELD_CODES)
def test_every_ally_has_a_cell_of_every_code(code):
    units = {quantity(f"holdings.{ally}.{code}").unit.name for ally in codes.EUROPEAN}
    assert units == {quantity(f"united_states.in_place.{code}").unit.name}
    assert units == {quantity(f"united_states.reinforcing.{code}").unit.name}
    assert f"conventional.holdings.united_states.{code}" not in DATASET.quantities


@pytest.mark.parametrize(
    ("table", "labels"),
    [
        ("availability", codes.CODE),
        ("assignable_share", codes.CODE),
        ("united_states.dial", codes.COUNTED),
        ("united_states.swing", codes.COUNTED),
        ("upkeep_share", codes.COUNTED),
        ("people_per_unit", codes.COUNTED),
        ("unit_cost", [*codes.COUNTED, CHILD, *CONTENTS]),
        ("growth.rate", [code for code in codes.COUNTED if code not in codes.LAND]),
        ("industry", [code for code in codes.COUNTED if code not in codes.LAND]),
        ("growth.personnel", codes.EUROPEAN),
        *((name, ALLY) for name in ("population", "personnel", "gdp", "defence_spending", "past_effort", "exposure")),
        ("retirement_share", codes.CODE),
        ("tier_share", codes.TIER),
        ("readiness_share", codes.TIER),
        ("region_share", codes.REGION),
        ("unit_reading", codes.UNIT_READING),
    ],
)
def test_each_table_has_a_cell_for_each_label(table, labels):
    found = {
        name.rpartition(".")[2] for name in DATASET.quantities if name.rpartition(".")[0] == f"conventional.{table}"
    }
    assert found - {"slice", "land_share"} == set(labels)


@pytest.mark.parametrize("table", ["tier_share", "readiness_share", "region_share", "brigade_share"])
def test_shares_of_one_whole_sum_to_one_law_c45(table):
    shares = [
        q.basis.distribution.central
        for name, q in DATASET.quantities.items()
        if name.startswith(f"conventional.{table}.")
    ]
    assert sum(shares) == pytest.approx(1)


def test_the_tiers_are_those_of_the_force_model_law_c4():
    """100, 200 and 500 of 800 thousand."""
    assert [central(f"tier_share.{tier}") for tier in codes.TIER] == [0.125, 0.25, 0.625]


def test_a_child_is_never_above_its_parent_law_c8():
    """52 aircraft entered as combat aircraft and as fifth generation are 52, since the child is never added."""
    norway = [central(f"holdings.norway.{code}") for code in codes.CODE if "combat" in code]
    assert central("holdings.norway.fifth_generation_aircraft") == 52
    assert sum(norway) == 52
    assert CHILD not in codes.CODE
    for ally in codes.EUROPEAN:
        child, parent = (quantity(f"holdings.{ally}.{code}") for code in (CHILD, PARENT))
        most = [ends_by_year(one.basis.distribution, (2026,))[1][0] for one in (child, parent)]
        assert most[0] <= most[1], ally
        assert child.at_most[0].limit == parent.id


def test_the_american_dial_is_a_share_that_keeps_all_in_the_reference_law_c10():
    for code in codes.COUNTED:
        dial = quantity(f"united_states.dial.{code}")
        assert (dial.unit.low, dial.unit.high) == (0, 1)
        assert dial.basis.distribution.central == 1
        assert dial.takes_path


def test_american_tankers_are_three_quarters_of_those_in_the_theatre_law_c10():
    """610 x .25 = 152.5 beside 49: .76; 95 of 201 are left when a second theatre takes 70 % of the American ones."""
    american = central("united_states.in_place.tanker") + central("united_states.reinforcing.tanker")
    fleet, share = central("united_states.tanker_fleet"), central("united_states.share_of_fleet_in_theatre")
    assert american == pytest.approx(fleet * share, abs=1)
    assert round(american / (american + 49), 2) == 0.76
    assert round(49 + american * (1 - central("united_states.swing.tanker"))) == 95


def test_the_sums_that_the_audit_prints_law_c3():
    """138 brigades of 17 European allies, 141 with Canada, 59 of them Greek, Turkish or Finnish; .55 of 138 is 76."""
    estimated = ("personnel of 2025", "GDP of 2026")
    counted = [
        (ally, central(f"holdings.{ally}.{code}"))
        for ally in codes.EUROPEAN
        for code in codes.LAND
        if not any(words in quantity(f"holdings.{ally}.{code}").basis.method for words in estimated)
    ]
    assert sum(number for ally, number in counted if ally != "canada") == 138
    assert sum(number for _, number in counted) == 141
    assert sum(number for ally, number in counted if ally in ("greece", "turkey", "finland")) == 59
    assert round(138 * central("assignable_share.heavy_brigade")) == 76


@pytest.mark.parametrize(
    ("code", "total"),
    [("long_range_air_defence", 42), ("early_warning_aircraft", 21)],
)
def test_counts_reach_the_totals_of_the_audit(code, total):
    assert europe(code) == total


def test_combat_aircraft_reach_the_total_that_an_institute_prints():
    total = quantity("european_total.combat_aircraft").basis.distribution
    assert total.low <= europe("combat_aircraft") <= total.high


@pytest.mark.parametrize(("mixed", "germany"), [(("gdp",), 8.7), (("population",), 6.4), (("gdp", "population"), 7.6)])
def test_of_49_more_brigades_the_keys_ask_what_the_law_says_of_germany_law_c14(mixed, germany):
    """Asked was 7."""
    shares = []
    for key in mixed:
        weights = {ally: central(f"{key}.{ally}") for ally in codes.EUROPEAN}
        shares.append(49 * weights["germany"] / sum(weights.values()))
    assert sum(shares) / len(shares) == pytest.approx(germany, abs=0.06)


def test_the_six_lines_and_what_lies_between_them_and_the_law_c41():
    """181, 211, 285 with our prices; 147, 200, 286 by the law: conventional boats (1.21) below and half way in the
    middle, aircraft without engines (24.29 billion for 296), battery and vehicles by euro prices at 1.1306.
    """
    prices = {
        code: quantity(f"unit_cost.{code}").basis.distribution
        for code in (
            "combat_aircraft",
            "escort",
            "long_range_air_defence",
            "attack_submarine",
            "tank",
            "infantry_vehicle",
        )
    }
    units = {code: central(f"requirement.replacement.{code}") for code in prices}
    ours = [
        sum(units[code] * getattr(price, end) for code, price in prices.items()) for end in ("low", "central", "high")
    ]
    assert [round(total) for total in ours] == [181, 211, 285]
    boats, low, middle = units["attack_submarine"], ours[0], ours[1]
    boat = prices["attack_submarine"]
    low -= boats * (boat.low - 1.21) + units["combat_aircraft"] * (prices["combat_aircraft"].low - 24.29 / 296)
    middle -= boats * (boat.central - 1.21) / 2
    euro = {"long_range_air_defence": 1.1, "tank": 0.029, "infantry_vehicle": 0.012}
    middle += sum(units[code] * (price * 1.1306 - prices[code].central) for code, price in euro.items())
    assert low == pytest.approx(147, abs=1)
    assert middle == pytest.approx(200, abs=1)


def test_readings_and_kinds_stand_apart_law_c2_and_c3():
    assert central("reading.sufficient_brigades_2021") == 82
    assert [central(f"unit_reading.{name}") for name in codes.UNIT_READING] == [1, 0.5]
    replacement = {
        "brigade": 50,
        "combat_aircraft": 400,
        "escort": 20,
        "long_range_air_defence": 24,
        "attack_submarine": 10,
    }
    assert {code: central(f"requirement.replacement.{code}") for code in replacement} == replacement
    assert central("requirement.published.air_defence_unit") == 1467
    assert central("requirement.uplift.factor") == 1.4
    assert central("requirement.half.share") == 0.5


def test_deliveries_and_plans_never_fall_law_c12():
    for name, one in DATASET.quantities.items():
        if name.startswith(("conventional.deliveries.", "conventional.plans.")):
            path = ends_by_year(one.basis.distribution, tuple(range(2025, 2041)))[1]
            assert path[0] == 0
            assert (path[1:] >= path[:-1]).all(), name


@pytest.mark.parametrize(
    ("name", "number", "wrong"),
    [
        ("unit.british_brigade.arrival_days", 1, "the British brigade would be there before it is ready"),
        ("reinforcement.trains_per_day", -1, "below 0"),
        ("reinforcement.onward_vehicles_per_day", -1, "below 0"),
        ("reinforcement.rail_transit_days", ".inf", "not a finite number"),
        ("reinforcement.sea_transit_days", ".nan", "not a finite number"),
        ("campaign.exponent", -0.5, "below 0"),
        ("campaign.exchange_ratio", 0, "less than the models take"),
        ("campaign.halting_share", 1.5, "above 1"),
        ("campaign.defender_threshold", 1, "more than the models take"),
        ("russia.tanks.usable_share", 1.2, "above 1"),
    ],
)
def test_what_law_c45_refuses_of_moves_and_campaigns_is_refused_by_name(name, number, wrong, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text(
        f"version: 1\nchanges:\n  conventional.{name}: {{value: {number}, rationale: a trial, grade: judged, "
        "range_grade: judged, analogue: none}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=re.escape(wrong)) as refused:
        load_scenario(path, DATASET)
    assert f"changes.conventional.{name}" in str(refused.value)
