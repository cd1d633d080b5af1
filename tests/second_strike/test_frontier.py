"""The frontier of kill probability and undefended share: its ends by hand, its directions, and where it is crossed."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import deterrence as dt
from deterrence.exploration.studies import solve
from deterrence.second_strike.frontier import STUDY, crossings
from deterrence.second_strike.required import STUDY as REQUIRED


@pytest.fixture(scope="module")
def scenario():
    return dt.load(horizon=(2035, 2036))


@pytest.fixture(scope="module", params=["united_kingdom", "both"])
def grid(request, scenario):
    """Erosion, [undefended share, kill probability]."""
    found = solve(STUDY, scenario, ("reference", "aids_net"), 1)
    return found.at("erosion_on_grid", force=request.param, year=2036)


def test_nothing_is_eroded_without_a_shot_that_hits_or_where_all_is_undefended(grid):
    assert_array_equal(grid[:, 0], 0.0)
    assert_allclose(grid[-1], 0.0, atol=1e-12)


def test_better_shots_never_erode_less(grid):
    assert (np.diff(grid, axis=1) >= -1e-12).all()


def test_a_curve_is_crossed_between_two_points_in_proportion():
    kill, rising = np.array([0.0, 0.5, 1.0]), np.array([[0.2, 0.4, 0.8], [0.6, 0.7, 0.8], [0.0, 0.1, 0.4]])
    assert_allclose(crossings(kill, rising, 0.5), [0.625, 0.0, np.nan])


def test_the_rounds_at_hand_are_required_where_the_frontier_is_crossed(scenario):
    """The frontier is the surface of the inverse cut at the rounds at hand: sure shots that erode half need no more.

    All systems at the capital, as a second split of the rounds would round them otherwise.
    """
    scenario = dt.load(changes={"missile_defence.s500.capital_share_of_systems": 1}, horizon=(2035, 2036))
    cell, place = ("strong_capital_defence", "aids_net"), {"force": "united_kingdom", "year": 2036}
    frontier, inverse = solve(STUDY, scenario, cell, 1), solve(REQUIRED, scenario, cell, 1)
    erosion = frontier.at("erosion_on_grid", kill_probability=1.0, **place)
    met = [1.0 - float(share) for share in frontier.labels["undefended_share"]]
    shares = [share for share in inverse.labels["sent_share"] if any(np.isclose(met, share))]
    assert shares
    for share in shares:
        eroded = erosion[int(np.argmin(np.abs(np.array(met) - share)))]
        needed = inverse.at("required_rounds", discrimination="aids_net", sent_share=share, kill_probability=1.0,
                            **place)  # fmt: skip
        assert (eroded >= 0.5) <= np.isfinite(needed)
