"""A requirement over regions and tiers (law C4)."""

import pytest
from numpy.testing import assert_allclose

from deterrence.conventional import requirement


def test_margins_are_exact():
    needed = requirement.spread(131, [0.25, 0.5, 0.25], [0.125, 0.25, 0.625])
    assert_allclose(needed.sum(axis=0), [16.375, 32.75, 81.875])
    assert_allclose(needed.sum(axis=1), [32.75, 65.5, 32.75])
    assert_allclose(needed.sum(), 131)


def test_drawn_parts_become_shares():
    assert_allclose(requirement.renormalised([0.2, 0.6, 0.4]), [1 / 6, 1 / 2, 1 / 3])


def test_shares_that_do_not_sum_to_one_are_refused():
    """Law C45."""
    with pytest.raises(ValueError, match=r"tier shares sum to 0.9: make them sum to one"):
        requirement.spread(131, [0.25, 0.5, 0.25], [0.1, 0.2, 0.6])
