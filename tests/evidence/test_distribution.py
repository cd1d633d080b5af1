"""Quantile functions against closed forms and SciPy's distributions, which are written independently of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from deterrence.evidence.distribution import Beta, Dated, Point, Triangular, Uniform

GRID = (np.arange(20_000) + 0.5) / 20_000


def test_a_point_is_its_value_whatever_the_uniform():
    assert Point(16.0).quantile(GRID).tolist() == [16.0] * GRID.size
    assert (Point(16.0).low, Point(16.0).central, Point(16.0).high) == (16.0, 16.0, 16.0)


@pytest.mark.parametrize(("low", "mode", "high"), [(0.1, 0.4, 0.8), (0, 0, 1), (2, 5, 5), (3, 3, 3)])
def test_triangle_has_the_moments_of_the_closed_form(low, mode, high):
    """Mean (a + b + c) / 3, variance (a2 + b2 + c2 - ab - ac - bc) / 18."""
    drawn = Triangular(low, mode, high).quantile(GRID)
    variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18
    assert drawn.mean() == pytest.approx((low + mode + high) / 3, abs=1e-5)
    assert drawn.var() == pytest.approx(variance, abs=1e-4)


def test_triangle_and_uniform_are_those_of_scipy():
    u = np.linspace(0, 1, 101)
    triangle = stats.triang(c=0.3 / 0.7, loc=0.1, scale=0.7)
    assert Triangular(0.1, 0.4, 0.8).quantile(u) == pytest.approx(triangle.ppf(u), abs=1e-12)
    assert Uniform(2, 10).quantile(u) == pytest.approx(stats.uniform(2, 8).ppf(u), abs=1e-12)


def test_uniform_has_the_moments_of_the_closed_form():
    drawn = Uniform(2, 10).quantile(GRID)
    assert drawn.mean() == pytest.approx(6)
    assert drawn.var() == pytest.approx(8**2 / 12, rel=1e-6)
    assert Uniform(2, 10).central == 6


def test_beta_is_the_posterior_of_jeffreys_law_5():
    """11 of 12: Beta(11.5, 1.5), mean 11.5 / 13, variance ab / ((a + b)^2 (a + b + 1))."""
    drawn = Beta(11, 1).quantile(GRID)
    assert drawn.mean() == pytest.approx(11.5 / 13, abs=1e-4)
    assert drawn.var() == pytest.approx(11.5 * 1.5 / (13**2 * 14), abs=1e-4)
    beta = stats.beta(11.5, 1.5)
    assert (Beta(11, 1).low, Beta(11, 1).central, Beta(11, 1).high) == pytest.approx(beta.ppf([0.025, 0.5, 0.975]))


values = st.floats(-100, 100)


@given(st.lists(values, min_size=3, max_size=3).map(sorted), st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise_and_stay_within_their_bounds(triple, u, v):
    low, mode, high = triple
    for family in (Triangular(low, mode, high), Uniform(low, high)):
        lesser, greater = family.quantile(np.sort(np.array([u, v])))
        assert lesser <= greater + 1e-9
        assert low - 1e-9 <= lesser
        assert greater <= high + 1e-9


PATH = (Point(10.0), Uniform(10.0, 30.0), Point(40.0))


def test_linear_dates_are_joined_with_one_uniform_law_4():
    """u = .25: 10 in 2025, 15 in 2030, 40 in 2035; between them along straight lines, flat outside."""
    dated = Dated((2025, 2030, 2035), PATH, "linear")
    drawn = dated.quantile(np.array([0.25]), (2020, 2025, 2026, 2030, 2031, 2034, 2035, 2050))
    assert drawn.tolist() == [pytest.approx([10, 10, 11, 15, 20, 35, 40, 40])]


def test_stepped_dates_keep_the_last_known_value():
    dated = Dated((2025, 2030, 2035), PATH, "step")
    assert dated.quantile(np.array([0.25]), (2020, 2029, 2030, 2034, 2035, 2040)).tolist() == [[10, 10, 15, 15, 40, 40]]


def test_one_date_holds_always():
    assert Dated((2030,), (Point(7.0),), "linear").quantile(np.array([0.1, 0.9]), (2025, 2040)).tolist() == [[7, 7]] * 2


def test_a_dated_value_has_the_ends_of_all_its_dates():
    dated = Dated((2025, 2030, 2035), PATH, "linear")
    assert (dated.low, dated.central, dated.high) == (10, 40, 40)
