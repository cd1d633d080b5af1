"""Quantile functions against closed forms and SciPy's distributions, which are written independently of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from deterrence.evidence.distribution import Beta, Choices, Dated, Mixture, Point, Triple, Uniform

GRID = (np.arange(20_000) + 0.5) / 20_000


def test_a_point_is_its_value_whatever_the_uniform():
    assert Point(16.0).quantile(GRID).tolist() == [16.0] * GRID.size
    assert (Point(16.0).low, Point(16.0).central, Point(16.0).high) == (16.0, 16.0, 16.0)


TRIPLES = [(0.1, 0.4, 0.8), (0.80, 0.90, 0.97), (0, 8, 40), (5, 20, 60), (3, 3, 3)]


@pytest.mark.parametrize(("low", "central", "high"), TRIPLES)
def test_half_of_the_futures_lie_on_either_side_of_central_law_rd1(low, central, high):
    """The ends are those of the triple, and the quantile of one half is its central value."""
    ends = Triple(low, central, high).quantile(np.array([0.0, 0.5, 1.0]))
    assert ends == pytest.approx([low, central, high], rel=1e-14)


@pytest.mark.parametrize(("low", "central", "high"), TRIPLES)
def test_the_mean_of_a_triple_is_that_of_pert_law_rd1(low, central, high):
    """(low + 4 central + high) / 6: each half is half of a triangle, whose mean is (end + 2 central) / 3."""
    drawn = Triple(low, central, high).quantile(GRID)
    assert drawn.mean() == pytest.approx((low + 4 * central + high) / 6, abs=1e-5 * (1 + high - low))


def test_each_half_of_a_triple_is_a_triangle_that_ends_at_central_law_rd1():
    """By hand, of 0 / 8 / 40: 0 + 8 sqrt(2/8) = 4 at an eighth, 40 - 32 sqrt(2/8) = 24 at seven eighths."""
    assert Triple(0, 8, 40).quantile(np.array([1 / 8, 7 / 8])) == pytest.approx([4, 24])


def test_a_symmetric_triple_is_the_triangle_law_rd1():
    u = np.linspace(0, 1, 101)
    triangle = stats.triang(c=0.5, loc=0.2, scale=0.6)
    assert Triple(0.2, 0.5, 0.8).quantile(u) == pytest.approx(triangle.ppf(u), abs=1e-12)


def test_a_uniform_is_that_of_scipy():
    u = np.linspace(0, 1, 101)
    assert Uniform(2, 10).quantile(u) == pytest.approx(stats.uniform(2, 8).ppf(u), abs=1e-12)


def test_what_is_unconfirmed_is_there_with_a_chance_law_rd3():
    """None with .5, else 8 / 16 / 40: quantile .25 is 0 and .75 is 16; the mean is (8 + 64 + 40) / 6 / 2 = 9.33."""
    mixture = Mixture(0, 0.5, Triple(8, 16, 40))
    assert mixture.quantile(np.array([0.25, 0.75])) == pytest.approx([0, 16])
    assert mixture.quantile(GRID).mean() == pytest.approx(28 / 3, abs=1e-2)
    assert (mixture.low, mixture.central, mixture.high) == (0, 8, 40)


@pytest.mark.parametrize(("chance", "ends"), [(0.0, [8, 16, 40]), (1.0, [3, 3, 3])])
def test_a_mixture_of_one_kind_is_that_kind(chance, ends):
    mixture = Mixture(3, chance, Triple(8, 16, 40))
    assert mixture.quantile(np.array([0.0, 0.5, 1.0])) == pytest.approx(ends)
    assert [mixture.low, mixture.central, mixture.high] == pytest.approx(ends)


def test_whole_numbers_are_drawn_with_their_chances_law_rd3():
    """1 below .8, 2 from it on."""
    looks = Choices((1, 2), (0.8, 0.2))
    assert looks.quantile(np.array([0, 0.5, 0.79, 0.8, 0.99, 1])).tolist() == [1, 1, 1, 2, 2, 2]
    assert (looks.low, looks.central, looks.high) == (1, 1, 2)
    assert looks.quantile(GRID).mean() == pytest.approx(1.2)


def test_a_mixture_at_dates_shares_its_uniform_law_rd3():
    """None in 2026; by 2035 none with .5, else 8 / 16 / 40: at .25 never any, at .75 on a line to 16."""
    path = Dated((2026, 2035), (Point(0), Mixture(0, 0.5, Triple(8, 16, 40))), "linear")
    assert path.quantile(np.array([0.25, 0.75]), (2026, 2029, 2035)) == pytest.approx(
        np.array([[0, 0, 0], [0, 16 / 3, 16]])
    )


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
    low, central, high = triple
    rest = Triple(low, central, high)
    for family in (rest, Uniform(low, high), Mixture(low, 0.3, rest), Mixture(low, 1.0, rest)):
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
