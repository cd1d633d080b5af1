import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.nuclear.retaliation import (
    ArrivalInputs,
    arrival_distribution,
    expected_arrivals,
    launch_probability,
    survivor_probability,
)


def inputs(**changes: object) -> ArrivalInputs:
    """One boat with 8 missiles of 5 warheads that survives and is told to fire; missiles work with .9."""
    values = {
        "boats_at_sea": 1, "missiles_per_boat": 8, "warheads_per_missile": 5,
        "boat_survival_probability": 1.0, "common_cause_loss_probability": 0.0,
        "class_failure_probability": 0.0, "missile_reliability": 0.9, "warhead_reliability": 1.0,
    }  # fmt: skip
    return ArrivalInputs(**values | changes)


def test_a_load_of_40_is_a_public_count_not_an_arrival():
    """.9^8 = .43046721: eight missiles of five bring all 40 in 43 % of cases, 48 never."""
    arrival = arrival_distribution(inputs())
    assert arrival.size == 41
    assert_allclose(arrival[40], 0.43046721, atol=1e-15)
    assert_allclose(arrival[35], 8 * 0.9**7 * 0.1, atol=1e-15)


def test_warheads_arrive_in_missile_sized_groups():
    assert np.flatnonzero(arrival_distribution(inputs())).tolist() == [0, 5, 10, 15, 20, 25, 30, 35, 40]


def test_a_boat_is_lost_whole():
    """Two boats of 3 x 2 that fire perfectly, survival .8: 0, 6 or 12 arrive with .04, .32, .64."""
    arrival = arrival_distribution(
        inputs(
            boats_at_sea=2,
            missiles_per_boat=3,
            warheads_per_missile=2,
            boat_survival_probability=0.8,
            missile_reliability=1.0,
        )
    )
    assert_allclose(arrival[[0, 6, 12]], [0.04, 0.32, 0.64], atol=1e-15)
    assert np.flatnonzero(arrival).tolist() == [0, 6, 12]


def test_one_missile_of_two_warheads_by_hand():
    """Missile .5, warhead .6: 0 with .5 + .5 x .16 = .58, 1 with .5 x .48 = .24, 2 with .5 x .36 = .18."""
    arrival = arrival_distribution(
        inputs(missiles_per_boat=1, warheads_per_missile=2, missile_reliability=0.5, warhead_reliability=0.6)
    )
    assert_allclose(arrival, [0.58, 0.24, 0.18], atol=1e-15)


def test_zero_masses_are_multiplied_once_each():
    """Law 7: order .95, class failure .1, common cause .2: .95 x .9 x .8 = .684 of 36 warheads = 24.624."""
    assert_allclose(launch_probability(0.95, 0.1, 0.2), 0.684, atol=1e-15)
    held = inputs(
        launch_order_delivery_probability=0.95,
        class_failure_probability=0.1,
        common_cause_loss_probability=0.2,
    )
    arrival = arrival_distribution(held)
    assert_allclose(np.arange(arrival.size) @ arrival, 24.624, atol=1e-12)
    assert_allclose(arrival[0], 0.316 + 0.684 * 0.1**8, atol=1e-15)


def mean_arrivals(held):
    """Law 7: the product of counts and chances, each once."""
    warheads = held.boats_at_sea * held.missiles_per_boat * held.warheads_per_missile
    works = held.boat_survival_probability * held.missile_reliability * held.warhead_reliability
    return held.launch * works * warheads


def enumerate_events(held: ArrivalInputs) -> list[Fraction]:
    """Every outcome of every launch, boat, missile and warhead, one by one, in exact fractions."""
    boats, missiles, warheads = held.boats_at_sea, held.missiles_per_boat, held.warheads_per_missile

    def exact(chance: float) -> Fraction:
        return Fraction(chance).limit_denominator(1000)

    chances = [exact(held.launch_order_delivery_probability), 1 - exact(held.class_failure_probability)]
    chances += [1 - exact(held.common_cause_loss_probability)]
    chances += [exact(held.boat_survival_probability)] * boats
    chances += [exact(held.missile_reliability)] * boats * missiles
    chances += [exact(held.warhead_reliability)] * boats * missiles * warheads
    result = [Fraction(0)] * (boats * missiles * warheads + 1)
    for outcome in product((0, 1), repeat=len(chances)):
        weight = Fraction(1)
        for works, chance in zip(outcome, chances, strict=True):
            weight *= chance if works else 1 - chance
        arrived = 0
        for boat, missile, warhead in product(range(boats), range(missiles), range(warheads)):
            number = boat * missiles + missile
            arrived += (
                all(outcome[:3])
                and outcome[3 + boat]
                and outcome[3 + boats + number]
                and outcome[3 + boats + boats * missiles + number * warheads + warhead]
            )
        result[arrived] += weight
    return result


@pytest.mark.parametrize(
    ("boats", "missiles", "warheads"), [(0, 2, 2), (1, 2, 2), (2, 1, 2), (2, 2, 1), (3, 1, 1), (1, 1, 3)]
)
def test_every_event_one_by_one_gives_the_same_distribution(boats, missiles, warheads):
    held = ArrivalInputs(boats, missiles, warheads, 0.7, 0.1, 0.05, 0.8, 0.9, 0.95)
    assert_allclose(arrival_distribution(held), [float(p) for p in enumerate_events(held)], atol=1e-15)


def simulate(held: ArrivalInputs, source: random.Random) -> int:
    """One retaliation, event by event."""

    def happens(chance: float) -> bool:
        return source.random() < chance

    if not happens(held.launch_order_delivery_probability) or happens(held.class_failure_probability):
        return 0
    if happens(held.common_cause_loss_probability):
        return 0
    arrived = 0
    for _ in range(held.boats_at_sea):
        if happens(held.boat_survival_probability):
            for _ in range(held.missiles_per_boat):
                if happens(held.missile_reliability):
                    arrived += sum(happens(held.warhead_reliability) for _ in range(held.warheads_per_missile))
    return arrived


@pytest.mark.parametrize("seed", range(8))
def test_the_distribution_agrees_with_an_event_level_simulation(seed):
    """Bins merged to an expected count of 25, none beyond 5 standard errors."""
    source, trials = random.Random(seed), 4000
    held = ArrivalInputs(
        source.randint(1, 3), source.randint(1, 6), source.randint(1, 5),
        *(source.uniform(0.5, 1) if i in (0, 3, 4, 5) else source.uniform(0, 0.3) for i in range(6)),
    )  # fmt: skip
    arrival = arrival_distribution(held)
    seen = np.bincount([simulate(held, source) for _ in range(trials)], minlength=arrival.size)
    expected = count = 0.0
    for chance, number in zip(arrival, seen, strict=True):
        expected, count = expected + chance * trials, count + number
        if expected >= 25:
            spread = np.sqrt(expected * max(1 - expected / trials, 1e-12))
            assert abs(count - expected) <= 5 * spread + 1e-9
            expected = count = 0.0


@pytest.mark.parametrize(
    "changes",
    [
        {"boats_at_sea": 0}, {"missiles_per_boat": 0}, {"warheads_per_missile": 0},
        {"boat_survival_probability": 0.0},
        {"class_failure_probability": 1.0}, {"common_cause_loss_probability": 1.0},
        {"missile_reliability": 0.0},
        {"warhead_reliability": 0.0}, {"launch_order_delivery_probability": 0.0},
    ],
)  # fmt: skip
def test_nothing_arrives_when_a_link_is_missing(changes):
    arrival = arrival_distribution(inputs(**changes))
    assert arrival[0] == 1


def test_everything_arrives_when_nothing_fails():
    arrival = arrival_distribution(inputs(boats_at_sea=3, missile_reliability=1.0))
    assert arrival[120] == 1


CHANCE = st.floats(0, 1)
CASES = st.builds(
    ArrivalInputs,
    st.integers(0, 3),
    st.integers(0, 8),
    st.integers(0, 6),
    CHANCE,
    CHANCE,
    CHANCE,
    CHANCE,
    CHANCE,
    CHANCE,
)
COUNTS = ("boats_at_sea", "missiles_per_boat", "warheads_per_missile")
GOOD_CHANCES = (
    "boat_survival_probability", "missile_reliability", "warhead_reliability",
    "launch_order_delivery_probability",
)  # fmt: skip
BAD_CHANCES = ("common_cause_loss_probability", "class_failure_probability")


@given(CASES)
def test_chances_sum_to_one_and_the_mean_is_the_closed_form(held):
    arrival = arrival_distribution(held)
    assert arrival.size == held.boats_at_sea * held.missiles_per_boat * held.warheads_per_missile + 1
    assert np.all(arrival >= 0)
    assert_allclose(arrival.sum(), 1, atol=1e-12)
    assert_allclose(np.arange(arrival.size) @ arrival, mean_arrivals(held), atol=1e-10)


@given(CASES, st.sampled_from(GOOD_CHANCES + BAD_CHANCES + COUNTS), CHANCE)
def test_more_reliability_and_more_missiles_never_bring_fewer(held, name, share):
    """For every b, P(arrivals >= b) does not fall."""
    value = getattr(held, name)
    better = value + 1 if name in COUNTS else value * share if name in BAD_CHANCES else value + (1 - value) * share
    more = ArrivalInputs(**{**held.__dict__, name: min(better, 1.0) if name not in COUNTS else better})
    before, after = (arrival_distribution(case)[::-1].cumsum()[::-1] for case in (held, more))
    assert np.all(after[: before.size] >= before - 1e-12)


@given(CASES)
def test_expected_arrivals_are_the_mean_of_the_distribution(held):
    at_sea = np.eye(4)[held.boats_at_sea]
    launches = launch_probability(
        held.launch_order_delivery_probability,
        held.class_failure_probability,
        held.common_cause_loss_probability,
    )
    firing = launches * survivor_probability(at_sea, held.boat_survival_probability)
    firing[0] += 1 - launches
    expected = expected_arrivals(
        firing,
        held.missiles_per_boat,
        held.warheads_per_missile,
        held.missile_reliability,
        held.warhead_reliability,
    )
    arrival = arrival_distribution(held)
    assert_allclose(expected, np.arange(arrival.size) @ arrival, atol=1e-10)


@pytest.mark.parametrize("name", [*GOOD_CHANCES, *BAD_CHANCES])
@pytest.mark.parametrize("value", [-0.1, 1.2, float("nan")])
def test_chances_outside_zero_to_one_are_refused(name, value):
    with pytest.raises(ValueError, match=rf"{name} out of range \({value:g}\): write a number from 0 to 1"):
        inputs(**{name: value})


@pytest.mark.parametrize("name", COUNTS)
def test_negative_counts_are_refused(name):
    with pytest.raises(ValueError, match=rf"{name} out of range \(-1\): write a whole number of at least 0"):
        inputs(**{name: -1})


def test_more_boats_at_sea_than_owned_are_refused():
    with pytest.raises(ValueError, match=r"more boats at sea \(5\) than owned \(4\): lower boats_at_sea or raise"):
        inputs(boats_at_sea=5, boats_owned=4)
