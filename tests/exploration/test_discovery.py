import numpy as np
from numpy.testing import assert_allclose

from deterrence.exploration.discovery import can_flip, thresholds


def grid():
    """100 x 100 futures on a square; the proposition holds in the corner x >= .6, y <= .3."""
    x, y = (axis.reshape(-1) for axis in np.meshgrid((np.arange(100) + 0.5) / 100, (np.arange(100) + 0.5) / 100))
    return x, y, (x >= 0.6) & (y <= 0.3)


def test_the_corner_is_found_with_its_coverage_density_and_mass():
    x, y, holds = grid()
    box = thresholds(holds, {"x": x, "y": y}, 2)[0]
    limits = {limit.quantity: limit for limit in box.limits}
    assert limits["x"].is_at_least
    assert not limits["y"].is_at_least
    assert_allclose([limits["x"].value, limits["y"].value], [0.6, 0.3], atol=0.045)
    assert box.coverage > 0.85
    assert box.density > 0.85
    assert_allclose(box.mass, 0.12, atol=0.02)


def test_one_input_statistics_by_hand():
    """Ten futures; it holds where x is 6, 8, 9: at least 6 takes in all three of four inside."""
    x = np.arange(10.0)
    holds = np.isin(x, [6, 8, 9])
    extended = {"x": np.tile(x, 3)}
    box = thresholds(np.tile(holds, 3), extended, 1)[0]
    assert box.limits[0].is_at_least
    assert 5 < box.limits[0].value <= 6
    assert_allclose([box.coverage, box.density, box.mass], [1.0, 0.75, 0.4])
    assert_allclose(box.separation, 1.0 - 1 / 7)


def test_without_both_outcomes_there_is_no_threshold():
    x = np.arange(50.0)
    for holds in (np.zeros(50, bool), np.ones(50, bool), x < 3):
        assert not can_flip(holds)
        assert thresholds(holds, {"x": x}, 1) == []


def test_constants_are_left_out():
    x = np.arange(50.0)
    assert [b.limits[0].quantity for b in thresholds(x > 20, {"x": x, "c": np.ones(50)}, 1)] == ["x"]
