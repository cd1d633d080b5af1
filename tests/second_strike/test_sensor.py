from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.missile_defence.engagement import leakage
from deterrence.missile_defence.layer import Layer
from deterrence.second_strike.arrivals import chances_of_arrival
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.inputs import ALL_RAIDS, YearInputs, over_years
from deterrence.second_strike.sensor import sensor_states

SEES = 0.7
SIZE = 100
KILL, SALVO, LOOKS = (0.5, 0.6, 0.4), (2, 1, 2), (2, 1, 1)
CAPITAL, OTHER = (9, 11, 14), (0, 8, 0)


def inputs(missiles, stock, own_sensors=True, sees=SEES):
    """One French boat that surely fires, one warhead a missile, all of which function."""
    firing = np.zeros((1, 2, 2, 4))
    firing[0, 0, :, 1] = firing[0, 1, :, 0] = 1.0
    return YearInputs(
        boats=firing,
        missiles=np.array([[missiles, (0, 0, 0)]], dtype=np.int64),
        warheads=np.array([[1, 1]], dtype=np.int64),
        decoys=np.zeros((1, 2), dtype=np.int64),
        missile_reliability=np.ones((1, 2)),
        warhead_reliability=np.ones(1),
        stock=np.array([stock], dtype=np.int64),
        salvo=np.array([SALVO], dtype=np.int64),
        looks=np.array([LOOKS], dtype=np.int64),
        capacity=np.full((1, 2, 3), 6, dtype=np.int64),
        kill_probability=np.array([KILL]),
        correlation=np.zeros(1),
        sees=np.ones(1) if own_sensors else np.array([sees]),
        working=np.full((1, 3), sees) if own_sensors else np.ones((1, 3)),
        engaged=np.ones(1),
    )


def layers(stock, works=(True, True, True), has_sensors=False):
    return [
        Layer(f"layer {i}", rounds, KILL[i], salvo=SALVO[i], looks=LOOKS[i], simultaneous_objects=6,
              sensor=f"sensor {i}" if has_sensors else None)
        for i, rounds in enumerate(stock) if works[i]
    ]  # fmt: skip


def french(values: YearInputs):
    """Mean and P(arrivals >= b), b = 0, 1, ..., of the French raid behind the defence."""
    with_, _ = expected_arrivals(values, ALL_RAIDS)
    curves = chances_of_arrival(over_years([values]), SIZE, False, 0.0)
    return with_[0, 0, 0], curves[0, 0, 1, 0, 0]


def at_least(distribution):
    tail = np.zeros(SIZE)
    tail[: distribution.size] = np.cumsum(distribution[::-1])[::-1]
    return tail


@pytest.mark.parametrize("warheads", [1, 5, 17, 30])
def test_a_sensor_for_each_layer_is_the_leakage_of_layers_that_name_one_each(warheads):
    """Law 12, against the plain reference; one region."""
    mean, tail = french(inputs((warheads, 0, 0), (CAPITAL, (0, 0, 0))))
    leak = leakage(warheads, 0, layers(CAPITAL, has_sensors=True), {f"sensor {i}": 1 - SEES for i in range(3)})
    assert_allclose(mean, leak @ np.arange(leak.size), atol=1e-9)
    assert_allclose(tail, at_least(leak), atol=1e-9)


def test_a_layer_with_rounds_in_two_regions_sees_in_both_or_in_neither():
    """Every subset of layers by hand, the regions convolved within each: a sensor is the layer's, not the region's."""
    leak = 0.0
    for works in product((True, False), repeat=3):
        chance = np.prod([SEES if on else 1 - SEES for on in works])
        capital, other = leakage(12, 0, layers(CAPITAL, works), {}), leakage(9, 0, layers(OTHER, works), {})
        leak = leak + chance * np.convolve(np.convolve(capital, other), [0, 0, 0, 1])
    mean, tail = french(inputs((12, 9, 3), (CAPITAL, OTHER)))
    assert_allclose(mean, leak @ np.arange(leak.size), atol=1e-9)
    assert_allclose(tail, at_least(leak), atol=1e-9)


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_one_layer_alone_is_the_same_with_its_own_sensor_and_with_the_network(layer):
    stock = np.zeros((2, 3), dtype=np.int64)
    stock[0, layer], stock[1, layer] = 13, 7
    own, common = (french(inputs((12, 9, 3), stock, own_sensors)) for own_sensors in (True, False))
    assert_allclose(own[0], common[0], atol=1e-9)
    assert_allclose(own[1], common[1], atol=1e-9)


@pytest.mark.parametrize("sees", [0.0, 1.0])
def test_sensors_that_surely_see_or_surely_fail_leave_nothing_to_choose_between(sees):
    own, common = (french(inputs((12, 9, 3), (CAPITAL, OTHER), own_sensors, sees)) for own_sensors in (True, False))
    assert_allclose(own[0], common[0], atol=1e-12)
    assert_allclose(own[1], common[1], atol=1e-12)


def test_only_sensors_that_serve_two_regions_are_told_apart_and_their_chances_sum_to_one():
    working = np.array([0.9, 0.6, 0.8])
    for other, states in (((0, 0, 0), 1), (OTHER, 2), ((1, 8, 3), 8)):
        chances, given = sensor_states(working, np.array([CAPITAL, other], dtype=np.int64))
        assert given.shape == (states, 3)
        assert_allclose(chances.sum(), 1.0, atol=1e-15)
        assert_allclose(chances @ given, working, atol=1e-15)
