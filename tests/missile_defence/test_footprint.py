import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import quad

from deterrence.missile_defence.footprint import (
    area_share,
    radius_needed_km,
    reach_beyond_border_km,
    segment_share,
    share_beyond_border,
)

radii = st.floats(1, 600)
distances = st.floats(0, 800)


def test_the_claimed_range_covers_the_claimed_area_and_half_the_range_a_quarter():
    assert_allclose(area_share([600, 300, 0], 600), [1, 0.25, 0])


def test_a_third_of_the_range_covers_a_ninth():
    """RC4: 200 of 600 km."""
    assert area_share(200, 600) == pytest.approx(1 / 9, abs=1e-12)


def test_a_segment_at_half_the_radius_by_hand():
    """x = 1/2: (pi / 3 - sqrt(3) / 4) / pi = 1/3 - sqrt(3) / (4 pi)."""
    assert_allclose(segment_share(600, 300), 1 / 3 - np.sqrt(3) / (4 * np.pi))


def test_borders_at_0_200_and_500_km_by_hand():
    """RC4: of 600 km half, with x = 1/3 and 5/6 (arccos x - x sqrt(1 - x^2)) / pi; of 150 and 200 km all within."""
    assert_allclose(segment_share(600, [0, 200, 500]), [0.5, 0.2918, 0.0398], atol=5e-5)
    assert_allclose(segment_share([[150], [200]], [0, 200, 500]), [[0.5, 0, 0], [0.5, 0, 0]])
    assert_allclose(area_share(200, 600), 1 / 9)


def test_the_most_that_the_credible_radii_cover_beyond_a_border_by_hand():
    """Claim A06: .45, .6, .5 of 600 km. Half of .2025, .36, .25; then with x = 20/27, 5/9, 2/3; nothing at 500 km."""
    most = share_beyond_border(np.array([[270], [360], [300]]), 600, np.array([0, 200, 500]))
    assert_allclose(most, [[0.101, 0.015, 0], [0.18, 0.060, 0], [0.125, 0.027, 0]], atol=5e-4)


@example(radius=1.0000000000000002, distance=1.0)
@given(radii, distances)
def test_a_segment_equals_the_integral_over_its_chords(radius, distance):
    """Chords 2 sqrt(r^2 - x^2) from the border to the rim, with x = r - s^2, so that no root ends at the rim."""
    area, _ = quad(lambda s: 4 * s**2 * np.sqrt(2 * radius - s**2), 0, np.sqrt(max(radius - distance, 0.0)))
    assert_allclose(segment_share(radius, distance), area / (np.pi * radius**2), atol=1e-6)


@given(radii, distances)
def test_no_more_than_half_a_disc_lies_beyond_a_border_and_nothing_out_of_reach(radius, distance):
    beyond = segment_share(radius, distance)
    assert 0 <= beyond <= 1 / 2
    if distance >= radius:
        assert beyond == 0


@given(radii, radii, distances)
def test_a_smaller_radius_never_covers_more(one, other, distance):
    low, high = sorted((one, other))
    assert area_share(low, 600) <= area_share(high, 600)
    assert share_beyond_border(low, 600, distance) <= share_beyond_border(high, 600, distance) + 1e-12
    assert reach_beyond_border_km(low, distance) <= reach_beyond_border_km(high, distance)


@given(radii, distances, st.floats(0, 100))
def test_a_farther_border_is_covered_no_better(radius, distance, farther):
    assert segment_share(radius, distance + farther) <= segment_share(radius, distance) + 1e-12


@given(st.floats(0, 1))
def test_the_radius_needed_covers_the_share_asked_for(share):
    assert_allclose(area_share(min(radius_needed_km(share, 600), 600), 600), share, atol=1e-12)


def test_a_radius_beyond_the_claim_is_refused():
    with pytest.raises(ValueError, match="radius_km beyond the claimed range"):
        area_share(601, 600)
    with pytest.raises(ValueError, match="claimed_range_km holds 0"):
        area_share(0, 0)
