"""The French air leg, the threat classes and the footprint as a profile and as models of a user's own."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.fields import parse_fields
from deterrence.missile_defence.air_defence import THREAT_CLASSES
from deterrence.missile_defence.components.footprint import FOOTPRINTS
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.system.models import MODELS
from running import ALL, ASKED, BOATS, DEPLOYMENT, NONE, RETALIATION, WHOLE, asked, component, outcomes, quantities_of

YEARS = (2026, 2034, 2035, 2040)
FUTURES = 40
NAMES = ("missile_defence.threat_classes", "missile_defence.footprint", "second_strike.air_leg")
QUANTITIES = quantities_of(NAMES)
BALLISTIC, HYPERSONIC, CRUISE = range(len(THREAT_CLASSES))
DEFENCE_LAYERS = tuple(component(NAMES[0]).labels["defence_layer"])
S400 = DEFENCE_LAYERS.index("s400")
AIR, RED = "nuclear.france.air.", "missile_defence."

# One squadron of ten that all fly, and a defence of ten S-400 rounds at the capital, where all of it goes.
BY_HAND = {
    AIR + "squadrons": 1, AIR + "aircraft_per_squadron": 10, AIR + "carrier_aircraft": 0,
    AIR + "availability_share": 1, AIR + "missiles": 10, "nuclear.france.warheads_on_other_systems": 10,
    AIR + "off_base_share_day_to_day": 0, AIR + "off_base_share_generated": 1,
    AIR + "base_survival_probability_day_to_day": 1, AIR + "base_survival_probability_generated": 0,
    AIR + "off_base_survival_probability": 1, AIR + "reaches_launch_probability": 1,
    AIR + "launch_order_delivery_probability": 1, AIR + "class_failure_probability": 0,
    AIR + "missile_reliability": 1, "nuclear.retaliation.warhead_reliability": 0.9,
    AIR + "hypersonic_first_year": 2035, AIR + "hypersonic_slip_years": 0,
    RED + "s500.systems_delivered": 0, RED + "exo_atmospheric.interceptors": 0, RED + "terminal.interceptors": 0,
    RED + "s400.systems": 10, RED + "s400.availability_share": 1, RED + "s400.rounds_per_system": 1,
    RED + "s400.ready_share": 1, RED + "s400.share_in_defended_regions": 1,
    RED + "s400.capital_share_of_systems": 1, RED + "s400.salvo": 1, RED + "s400.looks": 1,
    RED + "s400.kill_probability_supersonic_cruise": 0.5, RED + "s400.kill_probability_hypersonic": 0.2,
    RED + "shot.correlation": 0, RED + "air_defence.sees_probability": 1,
    RED + "air_defence.reference_raid_objects": 20,
}  # fmt: skip


@pytest.fixture(scope="module")
def dataset():
    return load_dataset()


@pytest.fixture(scope="module")
def draws(dataset):
    return drawn(dataset, {})


def drawn(dataset, variants):
    """The profile's draws, some quantities at a variant."""
    resolved = {}
    for name in QUANTITIES:
        quantity = dataset.quantities[name]
        basis = quantity.variants[variants[name]] if name in variants else quantity.basis
        resolved[name] = Resolved(quantity, basis, "reference")
    return draw(resolved, 7, 0, FUTURES, YEARS)


def evaluate(draws, **changes):
    changed = {name: np.full(FUTURES, float(value)) for name, value in changes.items()}
    return outcomes(NAMES, {**draws, **changed}, YEARS)


def scaled(draws, name, factor):
    return outcomes(NAMES, {**draws, name: draws[name] * factor}, YEARS)


def test_the_ballistic_pools_are_those_that_the_coupled_model_reads():
    """But for the answer to European warheads."""
    others = (RED + "response.",)
    coupled = quantities_of((BOATS, DEPLOYMENT, RETALIATION))
    own = (RED + "s400.", RED + "air_defence.", RED + "footprint.")
    assert {n for n in QUANTITIES if n.startswith(RED) and not n.startswith(own)} == {
        n for n in coupled if n.startswith(RED) and not n.startswith(others)
    }


def test_a_day_of_ten_aircraft_and_ten_rounds_by_hand(draws):
    """Ten missiles come: 10 x .5 stopped until 2034, 10 x .2 from 2035; .9 of what is left functions."""
    outcomes = evaluate(draws, **BY_HAND)
    assert_allclose(outcomes["air_missiles_arriving"][..., NONE], 9.0)
    assert_allclose(
        outcomes["air_missiles_arriving"][..., WHOLE, ALL][0], [[4.5, 4.5], [4.5, 4.5], [7.2, 7.2], [7.2, 7.2]]
    )


def test_a_reference_raid_of_twenty_by_hand(draws):
    """Hypersonic first: ten rounds for ten of twenty objects, 10 x .2 / 20; none is left for the cruise missiles."""
    outcomes = evaluate(draws, **BY_HAND)
    assert_allclose(outcomes["class_intercept_share"][0, 0, :, WHOLE], [0.0, 0.1, 0.0])
    assert_allclose(outcomes["class_intercept_share_alone"][0, 0, :, WHOLE], [0.0, 0.1, 0.25])
    assert_allclose(outcomes["class_arrivals"][0, 0, :, ALL, WHOLE], [20.0, 18.0, 20.0])


def test_of_what_meets_the_defence_the_share_is_that_of_the_raid_by_what_meets_it(draws):
    """RC3: all twenty in a defended region: a tenth, and one layer alone. What is met divides what is stopped."""
    outcomes = evaluate(draws, **BY_HAND)
    assert_allclose(outcomes["class_intercept_share_of_met"][0, 0, :, WHOLE], [0.0, 0.1, 0.0])
    assert not outcomes["second_layer_intercept_share"][0, 0, :, WHOLE].any()
    drawn_raids = evaluate(draws)
    assert np.all(drawn_raids["class_intercept_share_of_met"] >= drawn_raids["class_intercept_share"] - 1e-12)
    assert np.all(drawn_raids["class_intercept_share_of_met"] <= 1)


def test_layers_sum_to_the_share_stopped_and_no_raid_is_stopped_twice(draws):
    outcomes = evaluate(draws)
    shares = outcomes["class_intercept_share"]
    assert_allclose(outcomes["layer_intercept_share"].sum(axis=-2), shares)
    assert np.all((shares >= 0) & (shares <= 1))
    kept = outcomes["class_arrivals"][..., ALL, :] / outcomes["class_arrivals"][..., NONE, :]
    assert_allclose(kept + shares, 1)


def test_s400_never_touches_a_strategic_warhead_but_in_the_stress_variant(dataset, draws):
    assert not evaluate(draws)["layer_intercept_share"][:, :, BALLISTIC, S400].any()
    stress = drawn(dataset, {RED + "s400.kill_probability_ballistic_strategic": "stress"})
    assert evaluate(stress)["layer_intercept_share"][:, :, BALLISTIC, S400].max() > 0


def test_the_strategic_layers_never_touch_what_breathes_air(draws):
    layers = evaluate(draws)["layer_intercept_share"][:, :, BALLISTIC + 1 :]
    for name in ("exo_atmospheric", "terminal"):
        assert not layers[..., DEFENCE_LAYERS.index(name), :].any()


def test_a_class_alone_is_never_stopped_less_than_in_its_turn(draws):
    outcomes = evaluate(draws)
    assert np.all(outcomes["class_intercept_share_alone"] >= outcomes["class_intercept_share"] - 1e-12)
    assert_allclose(outcomes["class_intercept_share_alone"][:, :, 0], outcomes["class_intercept_share"][:, :, 0])


@pytest.mark.parametrize("name", ["s400.rounds_per_system", "s500.rounds_per_system", "exo_atmospheric.interceptors"])
def test_more_interceptors_never_let_more_of_any_class_through(draws, name):
    less, more = (scaled(draws, RED + name, factor) for factor in (1, 2))
    assert np.all(more["class_arrivals"][..., ALL, :] <= less["class_arrivals"][..., ALL, :] + 1e-9)
    arriving = (some["air_missiles_arriving"][..., ALL] for some in (more, less))
    assert np.all(next(arriving) <= next(arriving) + 1e-9)


def test_more_aircraft_never_bring_fewer_missiles_where_all_go_to_one_region(draws):
    """Over several regions the largest remainder can move a missile between them (law 9)."""
    arrivals = [
        evaluate(draws, **{AIR + "aircraft_per_squadron": count})["air_missiles_arriving"][..., WHOLE, ALL]
        for count in (0, 5, 11, 20)
    ]
    assert all(np.all(fewer <= more + 1e-9) for fewer, more in pairwise(arrivals))


def test_without_a_defended_region_or_a_sensor_all_arrive(draws):
    for given, change in ((draws | asked(0, 1), {}), (draws, {RED + "air_defence.sees_probability": 0})):
        arriving = evaluate(given, **change)["air_missiles_arriving"][..., ASKED, :]
        assert_array_equal(arriving[..., ALL], arriving[..., NONE])


def test_without_warning_no_carrier_counts_and_no_more_arrives_than_after_it(draws):
    outcomes = evaluate(draws)["air_missiles_arriving"][..., NONE]
    day_to_day, generated = np.moveaxis(outcomes[..., WHOLE], -1, 0)
    assert day_to_day.mean() < generated.mean()
    naval = evaluate(draws, **{AIR + "squadrons": 0})["air_missiles_arriving"][..., NONE]
    assert not naval[:, :, 0].any()
    assert np.all(naval[:, :, 1] > 0)


def test_a_policy_may_add_squadrons_in_a_year(dataset, draws):
    later = drawn(dataset, {AIR + "squadrons": "fourth_base"})
    plan, base = (evaluate(some)["air_missiles_arriving"][..., NONE] for some in (later, draws))
    assert_allclose(plan[:, 0], base[:, 0])
    assert np.all(plan[:, -1] >= base[:, -1] - 1e-9)
    assert plan[:, -1].mean() > base[:, -1].mean()


def test_the_credible_footprint_is_never_larger_than_the_claimed_one(draws):
    outcomes = evaluate(draws)
    claimed, credible = FOOTPRINTS.index("claimed"), FOOTPRINTS.index("credible")
    assert np.all(outcomes["defended_share"][..., claimed] == 1)
    for name in ("defended_share", "share_beyond_border"):
        assert np.all(outcomes[name][..., credible] <= outcomes[name][..., claimed])


AIR_LEG = {
    "squadrons": 1, "aircraft_per_squadron": 10, "availability_share": 1.0, "missiles": 10, "warheads": 10,
    "off_base_share": 0.0, "base_survival_probability": 1.0, "off_base_survival_probability": 1.0,
    "reaches_launch_probability": 1.0, "missile_reliability": 1.0, "warhead_reliability": 0.9,
    "layers": [{"interceptors": 10, "kill_probability": 0.5, "looks": 1}],
}  # fmt: skip


def answer(name, tree):
    model = MODELS[name]
    return model.function(parse_fields(model.inputs, document_of(tree, "inputs")))


def test_the_air_leg_of_a_user_gives_the_same_day_by_hand():
    result = answer("air-leg", AIR_LEG)
    assert_allclose([result["mean_arrivals_without"], result["mean_arrivals_with"]], [9.0, 4.5])
    assert answer("air-leg", AIR_LEG | {"squadrons": 0})["mean_arrivals_with"] == 0
    half = answer("air-leg", AIR_LEG | {"launch_order_delivery_probability": 0.5, "missiles_loaded": 4})
    assert_allclose([half["mean_arrivals_without"], half["mean_arrivals_with"]], [1.8, 0.9])


def test_the_profile_equals_the_exact_engagement_of_a_users_air_leg(draws):
    """Two squadrons and a carrier against one pool: means by compiled pass here, whole distributions there."""
    common = {
        "squadrons": 2, "aircraft_per_squadron": 9, "carrier_aircraft": 3, "availability_share": 0.8, "missiles": 15,
        "off_base_survival_probability": 0.7, "reaches_launch_probability": 0.6, "missile_reliability": 0.9,
        "class_failure_probability": 0.1, "launch_order_delivery_probability": 0.95,
    }  # fmt: skip
    generated = {"off_base_share": 0.4, "base_survival_probability": 0.3, "carrier_ready_probability": 0.5}
    profile = {AIR + name: value for name, value in common.items()}
    profile |= {f"{AIR}{name}_generated": value for name, value in generated.items()}
    found = evaluate(draws, **BY_HAND | profile | {"nuclear.france.warheads_on_other_systems": 16})
    pool = {"interceptors": 10, "kill_probability": 0.5, "looks": 1}
    user = common | generated | {"warheads": 16, "warhead_reliability": 0.9, "layers": [pool]}
    exact = answer("air-leg", user)
    assert exact["armed_aircraft"] == {"land": 14, "carrier": 1}
    for way, defence in (("without", NONE), ("with", ALL)):
        assert_allclose(
            found["air_missiles_arriving"][0, 0, 1, WHOLE, defence], exact[f"mean_arrivals_{way}"], rtol=1e-12
        )


def test_loading_more_missiles_than_are_owned_is_refused_by_name():
    with pytest.raises(InputError) as caught:
        answer("air-leg", AIR_LEG | {"missiles_loaded": 12, "missiles": 14})
    (problem,) = caught.value.problems
    assert "more missiles loaded (12) than owned warheads (10), aircraft (10)" in str(problem)


def test_the_footprint_of_a_user_by_hand():
    """Half the range: a quarter of the area; a border at half of it: 1/3 - sqrt(3) / (4 pi) of that."""
    tree = {"claimed_range_km": 600.0, "credible_share_of_range": 0.5, "border_distance_km": 150.0}
    credible = answer("footprint", tree | {"wanted_defended_share": 0.25})
    assert credible["radius_needed_km"] == 300
    assert credible["credible"]["reach_beyond_border_km"] == 150
    assert_allclose(credible["credible"]["share_beyond_border"], (1 / 3 - np.sqrt(3) / (4 * np.pi)) / 4)


def test_who_takes_russia_at_its_word_takes_it_for_every_class():
    """The sentence speaks of anything that flies: half of the futures or more have four hits in five, or nearly."""
    resolved = resolve(load_scenario(None, load_dataset()), "claimed_performance")
    names = (
        "s500.kill_probability_net_of_aids",
        *(f"air_defence.s500_kill_probability_{c}" for c in THREAT_CLASSES[1:]),
    )
    for name in names:
        chance = resolved[f"missile_defence.{name}"].values(np.array([0.0, 0.5, 1.0]), (2036,))
        assert chance[0] >= 0.6, name
        assert chance[1] >= 0.75, name
