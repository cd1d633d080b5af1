import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.missile_defence.response import response_step


def history(growth, strength, output):
    added, found = 0.0, []
    for grown in growth:
        added = float(response_step(added, grown, strength, output))
        found.append(added)
    return found


def test_growth_is_answered_at_the_strength_as_fast_as_rounds_can_be_made():
    """20 warheads more, half a round each, 4 rounds a year: 4, 8, 10 and no more."""
    assert history([20, 20, 20, 20], 0.5, 4) == [4, 8, 10, 10]


def test_what_was_added_stays_when_the_warheads_go():
    assert history([20, 20, 5, -40], 0.5, 100) == [10, 10, 10, 10]


@pytest.mark.parametrize(("growth", "strength", "output"), [(-30, 2, 10), (0, 2, 10), (30, 0, 10), (30, 2, 0)])
def test_nothing_is_added_without_growth_strength_or_production(growth, strength, output):
    assert history([growth] * 5, strength, output) == [0] * 5


def test_more_growth_strength_or_production_never_adds_less():
    grid = np.linspace(0, 40, 9)
    for found in (response_step(6, grid, 0.7, 5), response_step(6, 30, grid / 10, 5), response_step(6, 30, 0.7, grid)):
        assert (np.diff(found) >= 0).all()


def test_futures_are_answered_each_by_itself():
    assert_allclose(response_step([0, 3], [10, 10], [1, 0.1], [4, 4]), [4, 3])


def test_a_negative_strength_is_refused():
    with pytest.raises(ValueError, match="strength holds -1"):
        response_step(0, 10, -1, 5)
