from math import ceil, inf, log

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import deterrence as dt
from deterrence.arrays import at_year
from deterrence.axes import FORCES, POSTURES
from deterrence.exploration.futures import Futures
from deterrence.exploration.studies import solve
from deterrence.missile_defence.components.production import IN_SERVICE, PRODUCTION
from deterrence.second_strike.required import (
    STUDY,
    Grid,
    against_production,
    least_rounds,
    point_inputs,
    required_rounds,
)
from deterrence.study import Given
from running import ASKED, BOATS, DEPLOYMENT, RETALIATION, UPLOAD, asked, outcomes, quantities_of

S500, AIDS = "missile_defence.s500.", "missile_defence.penetration_aids."
YEARS = (2030, 2036, 2040)
COARSE = Grid(np.linspace(0, 1, 9), np.linspace(0, 1, 6), np.linspace(0, 1, 3))

# One layer, nothing fails and nothing is short but rounds: 8 missiles of 5 against S-500 at the capital.
ONE_LAYER = {
    "nuclear.united_kingdom.launch_order_delivery_probability": 1,
    "nuclear.united_kingdom.class_failure_probability": 0,
    "nuclear.united_kingdom.common_cause_loss_probability": 0,
    "nuclear.united_kingdom.boat_survival_probability": 1,
    "nuclear.united_kingdom.missile_reliability": 1,
    "nuclear.retaliation.warhead_reliability": 1,
    "missile_defence.exo_atmospheric.interceptors": 0,
    "missile_defence.terminal.interceptors": 0,
    "missile_defence.sensor.sees_probability": 1,
    "missile_defence.shot.correlation": 0,
    S500 + "capital_share_of_systems": 1,
    S500 + "simultaneous_objects_per_system": 100,
    S500 + "looks": 1,
}
WARHEADS = 40


def central(scenario, structure, assumption_set="reference"):
    """What the study is given: one future, every quantity at its central value."""
    futures = Futures(scenario, assumption_set, structure, 1, 0, 1, is_central=True)
    return Given(futures.draws(STUDY.quantities_read(structure)), np.array(scenario.years), structure)


def one_layer(salvo, kill, threshold):
    """Least rounds of the one-layer limit at each kill probability."""
    scenario = dt.load(changes={**ONE_LAYER, S500 + "salvo": salvo}, horizon=(2036, 2036))
    kill = np.asarray(kill, dtype=float)
    points = point_inputs(central(scenario, "aids_net"), 2036, np.full(kill.size, np.nan), np.ones(kill.size), kill)
    assert points.inputs.missiles[0, 1].tolist() == [8, 0, 0]
    assert points.inputs.warheads[0, 1] == WARHEADS / 8
    return least_rounds(points, "united_kingdom", threshold)


def shots_needed(kill, wanted):
    """Wilkening (2000): n = ln(1 - K) / ln(1 - k) shots an object; one sure shot, and never with a shot that cannot."""
    return {0.0: inf, 1.0: 1.0}.get(kill) or log(1 - wanted) / log(1 - kill)


def test_a_salvo_that_just_reaches_the_threshold_needs_the_rounds_of_the_closed_form():
    """Threshold 1 - (1 - k)^n: the inverse after Wilkening gives n shots an object, n W rounds."""
    for kill, shots in ((0.5, 1), (0.5, 2), (0.25, 2)):
        threshold = 1 - (1 - kill) ** shots
        needed = shots_needed(kill, threshold) * WARHEADS
        assert one_layer(shots, [kill], threshold * (1 - 1e-12)) == round(needed) == shots * WARHEADS


def test_single_shots_need_the_share_engaged_of_the_closed_form():
    """Below one shot an object a share n of the objects is engaged: n k >= e, so ceil(e W / k) rounds."""
    kill = np.array([0.55, 0.6, 0.8, 0.9, 1.0])
    found = one_layer(1, kill, 0.5)
    assert found.tolist() == [ceil(0.5 * WARHEADS / k) for k in kill]


@pytest.mark.parametrize("salvo", [1, 2, 3])
def test_no_count_suffices_exactly_where_the_salvo_is_short_of_the_shots_needed(salvo):
    kill = np.array([0.0, 0.1, 0.2, 0.25, 0.3, 0.45, 0.55, 0.75])
    needed = np.array([shots_needed(k, 0.5) for k in kill])
    assert_array_equal(np.isfinite(one_layer(salvo, kill, 0.5)), needed <= salvo)


@pytest.fixture(scope="module")
def scenario():
    return dt.load(horizon=(2025, 2040))


@pytest.fixture(scope="module", params=["aids_net", "explicit_decoys"])
def structure(request):
    return request.param


@pytest.fixture(scope="module")
def found(scenario, structure):
    """[year, discrimination, defended share, kill probability]."""
    given = central(scenario, structure)
    return np.stack([required_rounds(given, "united_kingdom", year, 0.5, COARSE) for year in YEARS])


def test_it_takes_fewer_the_better_the_shots_the_exposure_and_the_discrimination(found):
    """Infinite counts last: np.diff of infinities is not a number, so the order is compared instead."""
    for axis in (1, 2, 3):
        before, after = (np.delete(found, end, axis) for end in (-1, 0))
        assert (after <= before).all()


@pytest.mark.parametrize("force", ["united_kingdom", "france"])
def test_both_forces_together_take_no_fewer_than_one(scenario, force):
    """A larger raid on one stock is harder to halve (law 19)."""
    one, both = (
        required_rounds(central(scenario, "aids_net", "strong_capital_defence"), raid, 2036, 0.5, COARSE)
        for raid in (force, "both")
    )
    assert (both >= one).all()


def test_a_higher_threshold_takes_no_fewer(scenario):
    low, high = (required_rounds(central(scenario, "aids_net"), "both", 2036, e, COARSE) for e in (0.3, 0.6))
    assert (high >= low).all()


def test_no_count_helps_where_too_little_meets_a_defence(found, scenario, structure):
    """Not even sure shots stop more than what is exposed and seen: e > share x P(sees) is out of reach."""
    draws = central(scenario, structure).draws
    most = COARSE.sent_share * draws["missile_defence.sensor.sees_probability"][0]
    hopeless = most < 0.5 - 1 / 16  # whole missiles: a share may be half a missile of eight more
    assert hopeless.sum() >= 2
    assert np.isinf(found[:, :, hopeless]).all()
    assert np.isinf(found[..., 0]).all()


def coupled_erosion(draws, scenario, structure, rounds, year):
    """Erosion of the coupled run with so many S-500 rounds, by quantities of the dataset alone."""
    usable = draws[S500 + "rounds_per_system"] * draws[S500 + "usable_share"]
    systems = np.where(rounds > 0, np.maximum(np.floor(rounds / usable + 0.5), 1), 0)
    dated = np.ones(len(scenario.years))
    told = {
        "systems_ordered": systems, "systems_delivered": systems[:, None] * dated, "availability_share": 1.0,
        "rounds_per_system": 1000.0, "usable_share": 1.0, "initial_rounds": rounds, "output_per_year": 0.0,
    }  # fmt: skip
    changed = draws | {S500 + name: value + np.zeros(np.shape(draws[S500 + name])) for name, value in told.items()}
    names = (BOATS, DEPLOYMENT, RETALIATION)
    found = outcomes(names, changed, scenario.years, structure, {UPLOAD})
    place = (slice(None), scenario.years.index(year), FORCES.index("both"), POSTURES.index("day_to_day"), ASKED)
    return found["erosion_same_forces"][place]


@pytest.mark.parametrize("structure", ["aids_net", "explicit_decoys"])
def test_the_coupled_run_holds_at_the_solution_and_fails_with_one_round_less(structure):
    """All systems at the capital, where the run and the inverse split rounds alike; other quantities central."""
    scenario = dt.load(changes={S500 + "capital_share_of_systems": 1}, horizon=(2025, 2036))
    grid = Grid(np.array([0.5, 0.7, 0.9]), np.array([0.8, 1.0]), np.array([0.6]))
    rounds = required_rounds(central(scenario, structure), "both", 2036, 0.4, grid).reshape(-1)
    share, kill = (axis.reshape(-1) for axis in np.meshgrid(grid.sent_share, grid.kill_probability, indexing="ij"))
    is_asked = np.isfinite(rounds) & (rounds > 0)
    assert is_asked.sum() >= 2
    futures = Futures(scenario, "reference", structure, 1, 0, int(is_asked.sum()), is_central=True)
    draws = futures.draws(quantities_of((BOATS, DEPLOYMENT, RETALIATION), structure))
    if structure == "explicit_decoys":
        draws[AIDS + "discrimination"] = np.full(int(is_asked.sum()), 0.6)
    name = "kill_probability_net_of_aids" if structure == "aids_net" else "kill_probability_clean"
    for layer in ("exo_atmospheric", "s500", "terminal"):
        draws[f"missile_defence.{layer}.{name}"] = kill[is_asked]
    for one, sent in enumerate(share[is_asked]):
        own = {name: values[one : one + 1] for name, values in draws.items()} | asked(sent, 1)
        at_hand = rounds[is_asked][one : one + 1]
        assert coupled_erosion(own, scenario, structure, at_hand, 2036) >= 0.4
        assert coupled_erosion(own, scenario, structure, at_hand - 1, 2036) < 0.4


def test_production_is_law_14_by_hand():
    """Two of three systems ready, eight rounds each, half usable: 8 rounds; 3 in stock and 2 a year give 5 in 2026."""
    told = {
        "systems_ordered": 3, "systems_delivered": 3, "availability_share": 2 / 3, "rounds_per_system": 8,
        "usable_share": 0.5, "initial_rounds": 3, "output_per_year": 2,
    }  # fmt: skip
    scenario = dt.load(changes={S500 + name: value for name, value in told.items()}, horizon=(2025, 2030))
    cell, years = ("reference", "aids_net"), (2026, 2030)
    held, made = solve(IN_SERVICE, scenario, cell, 1), solve(PRODUCTION, scenario, cell, 1)
    by_hand = {"s500_rounds": [5, 8], "s500_rounds_made": [5, 13], "s500_rounds_of_whole_order": [5, 12]}
    for name, rounds in by_hand.items():
        assert [held.at(name, year=year) for year in years] == rounds
    assert all([made.at("s500_rounds_by_band", band=band, year=year) for year in years] == [5, 8]
               for band in made.labels["band"])  # fmt: skip


def test_each_point_is_within_production_beyond_it_or_impossible():
    rounds = np.array([0.0, 40.0, 40.5, np.inf])
    said = ["within_production", "within_production", "beyond_production", "impossible"]
    assert against_production(rounds, 40.0).tolist() == said


def test_more_can_be_there_the_later_the_year(scenario):
    found = solve(PRODUCTION, scenario, ("reference", "aids_net"), 1)
    assert (np.diff(found.at("s500_rounds_by_band", band="p95")) >= 0).all()


def test_production_of_the_central_future_is_that_of_the_coupled_model(scenario):
    found = solve(IN_SERVICE, scenario, ("reference", "aids_net"), 1)
    draws = central(scenario, "aids_net").draws
    index = scenario.years.index(2036)
    fixed = sum(
        np.floor(at_year(draws[f"missile_defence.{name}.interceptors"], index)
                 * at_year(draws[f"missile_defence.{name}.availability_share"], index) + 0.5)[0]
        for name in ("exo_atmospheric", "terminal")
    )  # fmt: skip
    assert found.at("s500_rounds", year=2036) + fixed == found.at("serviceable_rounds", year=2036)


def test_the_study_asks_the_law_in_each_year_that_the_horizon_holds():
    scenario = dt.load(horizon=(2025, 2032))
    found = solve(STUDY, scenario, ("reference", "aids_net"), 1, wanted={"force": ("both",)})
    assert found.labels["force"] == ("both",)
    assert found.labels["year"] == (2026, 2030)
    alone = required_rounds(central(scenario, "aids_net"), "both", 2030, 0.5, Grid())
    assert_array_equal(found.at("required_rounds", force="both", year=2030), alone)
