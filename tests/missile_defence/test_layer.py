from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.missile_defence.layer import Layer, rounds_available, salvo_kill_probability
from deterrence.ranges import round_half_up

chances = st.floats(0, 1)


def test_two_shots_at_seven_tenths_kill_with_ninety_one_hundredths():
    """CSIS 2023: k = .70, two shots -> .91."""
    assert_allclose(salvo_kill_probability(0.7, 2), 0.91, atol=1e-12)


def test_salvo_broadcasts_over_shots():
    assert_allclose(salvo_kill_probability(0.5, [0, 1, 2, 3]), [0, 0.5, 0.75, 0.875], atol=1e-12)


def test_no_shot_kills_nothing_however_correlated():
    assert_array_equal(salvo_kill_probability([0.0, 0.5, 1.0], 0, 1.0), [0, 0, 0])


def test_shots_that_share_one_fate_are_one_shot():
    assert_allclose(salvo_kill_probability(0.7, [1, 2, 5], 1.0), 0.7, atol=1e-12)


def test_half_correlated_salvo_by_hand():
    """k .5, two shots, c .5: .5 x .75 + .5 x .5 = .625."""
    assert_allclose(salvo_kill_probability(0.5, 2, 0.5), 0.625, atol=1e-12)


@given(chances, st.integers(1, 20), chances)
def test_correlation_never_helps_and_shots_never_hurt(k, shots, c):
    kill = salvo_kill_probability(k, shots, c)
    assert kill <= salvo_kill_probability(k, shots) + 1e-12
    assert kill <= salvo_kill_probability(k, shots + 1, c) + 1e-12
    assert k - 1e-12 <= kill <= 1 + 1e-12


@pytest.mark.parametrize(
    ("value", "whole"), [(2.5, 3), (2.4999, 2), (0.5, 1), (0.0, 0), (-2.5, -2), (14.499999999999998, 15)]
)
def test_halves_are_rounded_up(value, whole):
    """Law 5; the last is .145 x 100, a half but for binary arithmetic."""
    assert round_half_up(value) == whole


def test_rounds_are_the_lesser_of_places_and_stock():
    """Law 14: 3 systems x 8 x .5 = 12 places; 10 + 1.5 = 11.5 held, rounded half up to 12; 10 + .4 to 10."""
    available = rounds_available([3, 3, 3, 0], 8, 0.5, [100, 10, 10, 100], [0, 1.5, 0.4, 50])
    assert_array_equal(available, [12, 12, 10, 0])
    assert available.dtype == np.int64


@given(st.integers(0, 40), st.integers(0, 40), chances, st.integers(0, 900), st.floats(0, 900))
def test_rounds_never_exceed_either_bound_by_more_than_rounding(systems, each, share, stock, output):
    available = rounds_available(systems, each, share, stock, output)
    assert 0 <= available <= min(systems * each * share, stock + output) + 0.5 + 1e-6


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "name is '': write a text that names the layer"),
        ({"interceptors": -1}, "interceptors of terminal is -1: write a whole number of at least 0"),
        ({"interceptors": 2.5}, "interceptors of terminal is 2.5: write a whole number"),
        ({"interceptors": True}, "interceptors of terminal is True: write a whole number of at least 0"),
        ({"kill_probability": 1.2}, "kill_probability of terminal is 1.2: write a number from 0 to 1"),
        (
            {"kill_probability": float("nan")},
            "kill_probability of terminal is nan: write a number from 0 to 1",
        ),
        ({"kill_probability": "high"}, "kill_probability of terminal is 'high': write a number from 0 to 1"),
        ({"salvo": 0}, "salvo of terminal is 0: write a whole number of at least 1"),
        ({"looks": 0}, "looks of terminal is 0: write a whole number of at least 1"),
        ({"sensor": ""}, "sensor of terminal is '': write the sensor's name, or None"),
        (
            {"simultaneous_objects": -3},
            "simultaneous_objects of terminal is -3: write a whole number of at least 0",
        ),
        ({"shot_correlation": -0.1}, "shot_correlation of terminal is -0.1: write a number from 0 to 1"),
    ],
)
def test_a_bad_layer_is_refused_by_name(changes, message):
    values = {"name": "terminal", "interceptors": 68, "kill_probability": 0.7, **changes}
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Layer(**values)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.2, 2, 0), "kill_probability holds 1.2: write numbers from 0 to 1"),
        ((0.5, -1, 0), "shots holds -1: write numbers from 0 to inf"),
        ((0.5, 1, float("nan")), "correlation holds nan: write numbers from 0 to 1"),
    ],
)
def test_a_bad_salvo_is_refused(arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        salvo_kill_probability(*arguments)


def test_a_share_above_one_makes_no_rounds():
    with pytest.raises(ValueError, match=r"^usable_share holds 1\.5: write numbers from 0 to 1$"):
        rounds_available(1, 8, [0.5, 1.5], 10, 0)
