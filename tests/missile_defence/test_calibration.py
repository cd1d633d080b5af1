import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.missile_defence import calibration


def test_quantiles_of_a_sure_share_are_those_of_the_binomial():
    # Binomial(4, 1/2): 1, 5, 11, 15, 16 sixteenths.
    found = calibration.predictive_quantiles(np.array([[0.5]]), np.array([4]), [0.06, 0.3, 0.5, 0.95])
    assert found[:, 0].tolist() == [0, 0.25, 0.5, 1]


def test_quantiles_mix_the_futures():
    # Two futures, none and all: half of the mass at each end.
    found = calibration.predictive_quantiles(np.array([[0.0], [1.0]]), np.array([10]), [0.05, 0.5, 0.51, 1.0])
    assert found[:, 0].tolist() == [0, 0, 1, 1]


def test_the_band_of_many_trials_is_the_spread_of_the_shares():
    shares = np.linspace(0.2, 0.6, 401)[:, None]
    found = calibration.predictive_quantiles(shares, np.array([10**6]), [0.05, 0.95])
    assert_allclose(found[:, 0], [0.22, 0.58], atol=2e-3)


def test_cells_weigh_by_their_trials():
    shares = np.array([[0.0, 1.0], [0.5, 0.5]])
    assert calibration.pooled(shares, np.array([1, 3])).tolist() == [0.75, 0.5]


def test_the_nearest_futures_are_kept_in_their_order():
    shares = np.array([[0.9], [0.4], [0.1], [0.5]])
    assert calibration.nearest_futures(shares, np.array([10]), np.array([4]), 2).tolist() == [1, 3]


def test_a_score_counts_both_ends_and_a_bias_has_the_sign_of_the_prediction():
    trials, hits = np.array([10, 10]), np.array([2, 8])
    score = calibration.score(np.array([[0.6, 0.6]]), trials, hits, np.array([0.2, 0.2]), np.array([0.5, 0.5]))
    assert (score.cells, score.inside_share) == (2, 0.5)
    assert_allclose(score.bias, 0.1)


def test_a_cell_without_a_trial_is_refused():
    with pytest.raises(ValueError, match="a cell without a trial: leave it out"):
        calibration.predictive_quantiles(np.array([[0.5]]), np.array([0]), [0.5])
