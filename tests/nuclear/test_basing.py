"""An attack dealt evenly on bases (law RC1): answers worked out by hand, and what must hold whatever the numbers."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.nuclear.basing import usable_share
from deterrence.nuclear.components.basing import COMPONENT, evaluate

LOSS = 0.8


def test_ten_and_twenty_weapons_on_five_to_ten_bases_by_hand():
    """Ten on six: two bases meet one weapon, four meet two: (2 x .2 + 4 x .04) / 6 = .0933; and so on."""
    assert_allclose(usable_share([5, 6, 7, 10], 10, LOSS), [0.04, 0.0933, 0.1314, 0.2], atol=5e-5)
    assert_allclose(usable_share([5, 6, 7, 10], 20, LOSS), [0.0016, 0.0059, 0.0126, 0.04], atol=5e-5)


def test_what_a_seventh_base_saves_by_hand():
    """Four weapons leave two of six untouched or three of seven: (.8 + 3) / 7 - (.8 + 2) / 6 = 7.6 of 100 bombs."""
    saved = usable_share(7, [4, 6, 10, 20], LOSS) - usable_share(6, [4, 6, 10, 20], LOSS)
    assert_allclose(100 * saved, [7.6, 11.4, 3.8, 0.7], atol=0.05)


def test_no_weapon_takes_nothing_and_a_sure_one_takes_what_it_meets():
    assert_allclose(usable_share([1, 6], 0, LOSS), 1)
    assert_allclose(usable_share([6, 7, 3], 4, 1), [2 / 6, 3 / 7, 0])


def test_more_weapons_never_leave_more_and_more_bases_never_leave_less():
    weapons, bases = np.arange(40), np.arange(1, 12)
    share = usable_share(bases[:, None], weapons, 0.6)
    assert np.all(np.diff(share, axis=1) <= 1e-12)
    assert np.all(np.diff(share, axis=0) >= -1e-12)


def test_shots_dealt_one_by_one_give_the_same():
    """The same by a loop that deals weapon after weapon."""
    for bases, weapons in ((1, 3), (6, 17), (7, 7), (9, 4)):
        left = [1.0] * bases
        for shot in range(weapons):
            left[shot % bases] *= 1 - 0.35
        assert usable_share(bases, weapons, 0.35) == pytest.approx(sum(left) / bases)


def test_bad_numbers_are_refused_by_name():
    with pytest.raises(ValueError, match=r"bases out of range \(0\): write a number of at least 1"):
        usable_share(0, 4, LOSS)
    with pytest.raises(ValueError, match="weapons out of range"):
        usable_share(6, 1.5, LOSS)


def test_a_weapon_counts_as_far_as_it_passes_the_defence():
    """Half of them stopped, each arrival final: as if each shot had a chance of one half."""
    draws = dict(zip(COMPONENT.quantities, (np.array([6.0]), np.array([1.0]), np.array([0.5])), strict=True))
    found = evaluate(draws, np.array([2036]))["bombs_usable_after_attack_share"]
    assert_allclose(found[0, 0, 0], usable_share(6, [4, 6, 8, 10, 16, 20], 0.5))
    assert_allclose(found[0, 0, 1], usable_share(7, [4, 6, 8, 10, 16, 20], 0.5))
