from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.missile_defence.distribution import binomial, hypergeometric


@given(st.integers(0, 60), st.floats(0, 1))
def test_binomial_is_its_definition(trials, p):
    """C(n, y) p^y (1 - p)^(n - y) in exact fractions."""
    chance = Fraction(p)
    exact = [float(comb(trials, y) * chance**y * (1 - chance) ** (trials - y)) for y in range(trials + 1)]
    assert_allclose(binomial(trials, p), exact, rtol=1e-12, atol=1e-300)


@given(st.integers(0, 40), st.integers(0, 40), st.data())
def test_hypergeometric_is_its_definition(marked, unmarked, data):
    """C(W, y) C(D, L - y) / C(W + D, L) in exact fractions."""
    drawn = data.draw(st.integers(0, marked + unmarked))
    total = comb(marked + unmarked, drawn)
    exact = [
        float(Fraction(comb(marked, y) * comb(unmarked, drawn - y), total)) if y <= drawn else 0.0
        for y in range(marked + 1)
    ]
    assert_allclose(hypergeometric(marked, unmarked, drawn), exact, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("p", [1e-300, 1e-9, 0.3, 1 - 1e-12])
def test_binomial_of_thousands_sums_to_one_without_overflow(p):
    assert_allclose(binomial(4000, p).sum(), 1, atol=1e-12)


def test_hypergeometric_of_thousands_keeps_its_mean():
    """2000 of 4000 marked, 1000 drawn: mean 500."""
    pmf = hypergeometric(2000, 2000, 1000)
    assert_allclose(sum(y * chance for y, chance in enumerate(pmf)), 500, rtol=1e-12)
