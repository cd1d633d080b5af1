import numpy as np
import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.exploration.options import options_table, outcome_of
from deterrence.figures.options import option_rows
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.system.outcome import Outcome
from deterrence.system.profile import Profile

REFERENCE = load_dataset()
SCENARIO = load_scenario(None, REFERENCE)
NAMES = ("polish_own_capability", "more_french_boats_at_sea", "more_british_boats_at_sea", "fourth_french_air_base")


def table(scenario=SCENARIO, names=NAMES, year=2040, **more):
    return options_table(scenario, "central", "aids_net", year, 200, 1, names, **more)


@pytest.fixture(scope="module")
def compared():
    return {row.policy: row for row in table().rows}


def central(identity):
    return REFERENCE.quantities[identity].basis.distribution


def test_a_base_of_1_5_billion_euros_is_1_7_billion_dollars_of_2025():
    """1.5 x 1.07 = 1.605, 1.5 x 1.13 = 1.695, 1.5 x 1.17 = 1.755."""
    rate, cost = central("options.money.usd_per_eur"), central("options.fourth_french_air_base.cost")
    assert (rate.low, rate.central, rate.high) == (1.07, 1.13, 1.17)
    assert (cost.low, cost.central, cost.high) == (1.6, 1.7, 1.8)


def test_31_and_41_billion_pounds_are_40_9_and_54_1_billion_dollars_of_2025():
    """31 x 1.32 = 40.92, 41 x 1.32 = 54.12."""
    assert central("options.money.usd_per_gbp").central == 1.32
    cost = central("options.dreadnought.cost")
    assert (cost.low, cost.high) == (40.9, 54.1)


def test_aircraft_at_the_price_of_an_earlier_sale_are_brought_to_dollars_of_2025():
    """4.6 / 32 x 12 x 1.22 = 2.10; 50 x 5 / 42 x 1.04 x 1.13 = 7.00."""
    assert central("options.united_kingdom_f35a.cost").high == round(4.6 / 32 * 12 * 1.22, 1) == 2.1
    assert central("options.fourth_french_air_base.aircraft_cost").high == round(50 * 5 / 42 * 1.04 * 1.13, 1) == 7.0


def test_every_cost_is_in_constant_dollars_and_every_date_is_a_year():
    for policy in REFERENCE.policies.values():
        assert {REFERENCE.quantities[name].unit.name for name in policy.cost} == {"usd_2025_bn"}
        assert REFERENCE.quantities[policy.earliest_year].unit.name == "calendar_year"


def test_the_costs_of_an_option_add_up(compared):
    """Base 1.6 to 1.8 and aircraft 5.6 to 7.0."""
    cost = compared["fourth_french_air_base"].cost
    assert 1.6 + 5.6 <= cost.p05 < cost.p50 < cost.p95 <= 1.8 + 7.0


def test_an_option_without_changes_differs_from_the_reference_nowhere(compared):
    row = compared["polish_own_capability"]
    for effect in row.effects.values():
        assert (effect.difference.p05, effect.difference.p95, effect.mean_difference) == (0, 0, 0)
        assert not effect.is_modelled
    assert row.effect_grade is None
    assert "Non-Proliferation Treaty" in row.treaty_note


def test_a_second_boat_at_sea_never_lowers_what_arrives_where_nobody_answers():
    """A direction, so with feedback off (law 22): with upload, more boats erode less and fewer warheads are added."""
    changes = {"nuclear.upload.response_strength": {"value": 0, "rationale": "Feedback off."}}
    scenario = scenario_of(document_of({"version": 1, "changes": changes}, "here"), REFERENCE)
    for row in table(scenario, NAMES[1:3]).rows:
        for effect in row.effects.values():
            assert effect.is_modelled
            assert effect.difference.p05 >= -1e-12
        assert row.effects["arrivals_day_to_day"].difference.p50 > 5


def test_an_option_has_no_effect_before_it_can_come():
    row = table(names=("more_british_boats_at_sea",), year=2028).rows[0]
    assert row.earliest_year.p05 > 2028
    assert all(effect.difference == type(effect.difference)(0, 0, 0) for effect in row.effects.values())


def test_further_outcomes_stand_beside_arrivals_for_options_that_move_what_they_read():
    def boats(draws, years):
        values = draws["nuclear.france.boats_at_sea_day_to_day"]
        return values if values.ndim == 2 else np.repeat(values[:, None], len(years), axis=1)

    further = {"boats": (("nuclear.france.boats_at_sea_day_to_day",), boats)}
    rows = {row.policy: row.effects["boats"] for row in table(further=further).rows}
    assert rows["more_french_boats_at_sea"].difference.p50 == 1
    assert rows["more_french_boats_at_sea"].is_modelled
    assert not rows["more_british_boats_at_sea"].is_modelled


def profile():
    """Of each owner the boats at sea, counted alone and doubled."""
    owners = ("france", "united_kingdom")
    read = tuple(f"nuclear.{owner}.boats_at_sea_day_to_day" for owner in owners)

    def evaluate(draws, years):
        paths = [v if v.ndim == 2 else np.repeat(v[:, None], years.size, axis=1) for v in (draws[q] for q in read)]
        return {"boats": np.stack([np.stack(paths, axis=-1), 2 * np.stack(paths, axis=-1)], axis=-1)}

    outcome = Outcome("boats", "boats", "boats", ("future", "year", "owner", "times"), "Boats.", "none")
    return Profile("fleet", read, (outcome,), {"owner": owners, "times": ("once", "twice")}, evaluate)


def test_an_outcome_of_a_profile_is_read_at_its_labels():
    further = {
        "french": outcome_of(profile(), "boats", owner="france", times="once"),
        "british_twice": outcome_of(profile(), "boats", times="twice", owner="united_kingdom"),
    }
    row = table(names=("more_british_boats_at_sea",), further=further).rows[0]
    assert row.effects["french"].difference.p95 == 0
    assert (row.effects["british_twice"].value.p50, row.effects["british_twice"].difference.p50) == (4, 2)


def test_an_outcome_of_a_profile_needs_a_label_for_each_of_its_axes():
    with pytest.raises(ValueError, match="name a label for each but future and year"):
        outcome_of(profile(), "boats", owner="france")


def test_what_does_not_exist_is_refused_by_name():
    with pytest.raises(InputError) as caught:
        table(names=("asn5g",), year=2024)
    assert str(caught.value).splitlines() == [
        "options: no such policy (asn5g): did you mean asn4g?",
        "options: a year outside the horizon (2024): name a year from 2025 to 2040",
    ]


def test_the_figure_has_a_row_for_every_measure_that_an_option_moves():
    rows = option_rows(table(names=NAMES[:2]))
    first, second = (row.title for row in table(names=NAMES[:2]).rows)
    dates = ["Cost, bn 2025 USD", "Earliest year"]
    assert [row["measure"] for row in rows if row["option"] == first] == dates
    assert [row["measure"] for row in rows if row["option"] == second] == [
        *dates, "Day-to-day, more", "Generated, more",
    ]  # fmt: skip
