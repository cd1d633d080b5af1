"""Law C30: the general Lanchester law, its invariant, limits and the landing of 1945."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from deterrence.conventional import lanchester

strength = st.floats(1, 500)
rate = st.floats(0.001, 0.08)
exchange = st.floats(0.4, 3)
exponent = st.sampled_from([0.1, 0.55, 1.0, 1.1, 2.0])


@settings(max_examples=100, deadline=None)
@given(strength, strength, rate, exchange, exponent)
def test_a_to_the_b_less_rho_d_to_the_b_is_conserved(a, d, h, rho, b):
    days = np.arange(61)
    left_a, left_d = lanchester.attrition(a, d, h, rho, b, days)
    fights = (left_a > 0) & (left_d > 0)
    kept = left_a**b - rho * left_d**b
    assert kept[fights] == pytest.approx(np.full(fights.sum(), kept[0]), abs=1e-9 * (a**b + rho * d**b))


@settings(max_examples=40, deadline=None)
@given(strength, strength, rate, exchange, st.sampled_from([0.0, 0.55, 1.0, 1.1, 2.0]))
def test_the_closed_form_solves_the_equations(a, d, h, rho, b):
    def slope(_, both):
        x, y = both
        return -h * x ** (1 - b / 2) * y ** (b / 2), -(h / rho) * y ** (1 - b / 2) * x ** (b / 2)

    left_a, left_d = lanchester.attrition(a, d, h, rho, b, np.arange(11))
    if min(left_a.min() / a, left_d.min() / d) < 0.05:
        return
    solved = solve_ivp(slope, (0, 10), (a, d), t_eval=np.arange(11), rtol=1e-10, atol=1e-10)
    assert left_a == pytest.approx(solved.y[0], rel=1e-7)
    assert left_d == pytest.approx(solved.y[1], rel=1e-7)


def test_the_logarithmic_law_is_exponential():
    left_a, left_d = lanchester.attrition(100, 50, 0.05, 1.5, 0, np.array([0, 10.0]))
    assert left_a == pytest.approx([100, 100 * np.exp(-0.5)])
    assert left_d == pytest.approx([50, 50 * np.exp(-0.5 / 1.5)])


@pytest.mark.parametrize("b", [1e-9, 1e-4])
def test_a_small_exponent_comes_near_the_logarithmic_law(b):
    near = np.array(lanchester.attrition(100, 50, 0.05, 1.5, b, 10.0))
    assert near == pytest.approx(np.array(lanchester.attrition(100, 50, 0.05, 1.5, 0, 10.0)), rel=1e-4)


@pytest.mark.parametrize("b", [0.55, 1.0, 2.0])
def test_at_break_even_both_lose_the_same_share(b):
    """u^2 = rho: both e^(-h t / sqrt rho)."""
    rho, days = 1.5, np.arange(41.0)
    left_a, left_d = lanchester.attrition(100 * rho ** (1 / b), 100, 0.05, rho, b, days)
    assert left_d == pytest.approx(100 * np.exp(-0.05 * days / np.sqrt(rho)), rel=1e-9)
    assert left_a == pytest.approx(100 * rho ** (1 / b) * np.exp(-0.05 * days / np.sqrt(rho)), rel=1e-9)


def test_break_even_ratios_of_an_exchange_of_one_and_a_half():
    """rho^(1 / b) for b of 2, 1 and .55: the attacker prevails just above and not just below."""
    ratio, exponent = np.array([1.22, 1.5, 2.09]), np.array([2, 1, 0.55])
    assert lanchester.prevails(ratio + 0.005, np.ones(3), 1.5, exponent).all()
    assert not lanchester.prevails(ratio - 0.005, np.ones(3), 1.5, exponent).any()


@pytest.mark.parametrize("b", [0.0, 0.55, 2.0])
def test_a_side_at_zero_stays_there_and_the_other_loses_no_more(b):
    assert lanchester.attrition(0, 50, 0.05, 1.5, b, 30.0) == (0, 50)
    assert lanchester.attrition(70, 0, 0.05, 1.5, b, 30.0) == (70, 0)
    left_a, left_d = lanchester.attrition(300, 10, 0.2, 1.0, 2, np.arange(400.0))
    assert left_d[-1] == 0
    assert left_a[-1] == pytest.approx(np.sqrt(300**2 - 10**2))
    assert np.ptp(left_a[left_d == 0]) < 1e-9


@settings(max_examples=60, deadline=None)
@given(strength, strength, rate, exchange, st.sampled_from([0.0, 0.55, 2.0]), st.sampled_from([1e-3, 1e3]))
def test_the_unit_of_strength_does_not_matter(a, d, h, rho, b, unit):
    whole = np.array(lanchester.attrition(a, d, h, rho, b, 15.0))
    scaled = np.array(lanchester.attrition(a * unit, d * unit, h, rho, b, 15.0))
    assert scaled / unit == pytest.approx(whole, rel=1e-9, abs=1e-7)


def test_daily_steps_would_miss_and_not_conserve():
    """Why the closed form: .4 to 1.2 % in 20 days by daily steps."""
    a, d, h, rho, b = 330.0, 200.0, 0.05, 1.5, 2.0
    x, y = a, d
    for _ in range(20):
        r = x / y
        x, y = x * (1 - h * r ** (-b / 2)), y * (1 - h / rho * r ** (b / 2))
    left_a, left_d = lanchester.attrition(a, d, h, rho, b, 20.0)
    assert max(abs(x / left_a - 1), abs(y / left_d - 1)) > 0.003


def test_a_campaign_in_two_halves_is_the_campaign():
    half = lanchester.attrition(120, 100, 0.03, 1.2, 0.55, 10.0)
    whole = np.array(lanchester.attrition(120, 100, 0.03, 1.2, 0.55, 20.0))
    assert np.array(lanchester.attrition(*half, 0.03, 1.2, 0.55, 10.0)) == pytest.approx(whole, rel=1e-10)


def test_prevailing_is_standing_above_break_even():
    a, d = np.array([121, 124, 0.0]), np.array([100, 100, 100.0])
    assert lanchester.prevails(a, d, 1.5, 2.0).tolist() == [0, 1, 0]


def test_iwo_jima_is_within_one_and_a_half_per_cent_of_what_was_seen():
    """Engel (1954): the solution as published, and the strengths observed on days 1, 2, 3, 6 and 36.

    Square law, .0544 attackers a day for each defender and .0106 the other way; who lands comes evenly over the day,
    half of each step before it and half after it.
    """
    landed = {0: 54000, 2: 6000, 5: 13000}
    a, d, steps, evenings = 0.0, 21500.0, 100, []
    for day in range(36):
        half = landed.get(day, 0) / steps / 2
        for _ in range(steps):
            a, d = lanchester.attrition(a + half, d, 0.0544, 0.0544 / 0.0106, 2.0, 1 / steps)
            a = a + half
        evenings.append(float(a))
    found = np.array(evenings)[[0, 1, 2, 5, 35]]
    assert np.round(found).tolist() == [52835, 51696, 56587, 66454, 51985]
    assert found == pytest.approx([52839, 50945, 56031, 66155, 52735], rel=0.015)
