import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.nuclear.two_peer import (
    available_warheads,
    break_even_credit,
    deployed_terms,
    relief,
    requirement,
    suffices_for_one_only,
    sufficiency_ratio,
    surviving_share,
    uploaded,
    within,
)

FIXED = np.array([True, False, False])


def test_survivors_by_hand():
    """Kill .8: a silo survives with .2, boats of which six tenths are at sea with .6 + .4 x .2, bombers with .2."""
    assert_allclose(surviving_share([0, 0.6, 0], FIXED, 0.8), [0.2, 0.68, 0.2])


def test_what_is_available_by_hand():
    """400 x .2 + 1000 x .68 + 300 x .2 = 820, of which .95 x .9 fly and work."""
    available = available_warheads([400, 1000, 300], [0.2, 0.68, 0.2], 0.95, 0.9)
    assert float(available) == pytest.approx(820 * 0.855)


def test_the_requirement_by_hand():
    """Half of 140 and of 320 launchers, two for each, and 300 and 250 in reserve: 140 + 320 + 550."""
    assert float(requirement([140, 320], 0.5, 2, [300, 250])) == 1010


def test_the_requirement_against_two_is_the_sum_of_one_by_one():
    both = requirement([[140, 320]], 0.7, 1.5, [[300, 250]])
    apart = requirement([[140], [320]], 0.7, 1.5, [[300], [250]])
    assert_allclose(both, apart.sum())


def test_no_share_of_launchers_leaves_the_reserves():
    assert float(requirement([1e6, 1e6], 0, 2, [300, 250])) == 550


def test_a_sufficiency_of_one_is_just_enough():
    assert float(sufficiency_ratio(1010, 1010)) == 1


def test_upload_uses_a_share_of_the_room_and_never_takes_warheads_away():
    """400 to 950 and 970 to 1,920 at one half; 300 with room for only 200 stays."""
    assert_allclose(uploaded([400, 970, 300], [950, 1920, 200], 0.5, 3700), [675, 1445, 300])
    assert_allclose(uploaded([400, 970], [950, 1920], 0, 3700), [400, 970])


def test_what_is_not_owned_is_not_deployed():
    """Everything scaled down together: 2,870 wanted, 1,435 owned."""
    assert_allclose(uploaded([400, 970], [950, 1920], 1, 1435), [475, 960])
    assert_allclose(within([300, 100], 800), [300, 100])
    assert_allclose(within([0, 0], 0), [0, 0])
    random = np.random.default_rng(3)
    found = uploaded(random.uniform(0, 900, (50, 3)), random.uniform(0, 2000, (50, 3)), random.uniform(size=50), 1500)
    assert found.sum(axis=-1).max() <= 1500 * (1 + 1e-12)


def test_more_of_anything_that_survives_never_makes_forces_less_sufficient():
    for alert in ([0, 0.2, 0], [0, 0.7, 0.4]):
        shares = [surviving_share(alert, FIXED, kill) for kill in (0.2, 0.5, 0.9)]
        totals = [float(available_warheads([400, 970, 300], share, 0.9, 0.9)) for share in shares]
        assert totals == sorted(totals, reverse=True)


def test_relief_by_hand():
    """An allied warhead at sea that arrives with .8 stands for two own ones that arrive with .4; half is counted."""
    assert_allclose(relief(0.8, 0.4, [0, 0.5, 1]), [0, 1, 2])


def test_relief_is_what_the_ratio_says_when_the_saved_warheads_go():
    """The ratio with 30 allied warheads more and the saved own ones less is the ratio before."""
    own, chance, ally, credit = 1670.0, 0.45, 0.85, 0.6
    saved = float(relief(ally, chance, credit)) * 30
    before = float(sufficiency_ratio(own * chance, 900))
    after = float(sufficiency_ratio((own - saved) * chance + credit * ally * 30, 900))
    assert after == pytest.approx(before)


def test_what_is_to_be_deployed_by_hand():
    """820 x .855 of 1,700 deployed arrive, .4124 each: 1,010 required are 2,449 deployed."""
    chance = 820 * 0.855 / 1700
    assert float(deployed_terms(1010, chance)) == pytest.approx(1010 * 1700 / 701.1)


def test_enough_for_one_and_not_for_both():
    """700 of 500 and 900; 400 is too little for one, 900 enough for both."""
    assert suffices_for_one_only([700, 400, 900, 500], 500, 900).tolist() == [True, False, False, True]


def test_at_the_break_even_credit_one_warhead_saves_one():
    """RC10: an allied one that arrives with .8 saves an own one of .56 at a credit of .56 / .8 = .7."""
    assert_allclose(break_even_credit(0.8, [0.4, 0.56, 0.9]), [0.5, 0.7, 1.125])
    assert_allclose(relief(0.8, [0.4, 0.56], break_even_credit(0.8, [0.4, 0.56])), 1)


def test_dividing_by_nothing_is_refused_by_name():
    with pytest.raises(ValueError, match="required is 0: write a requirement above 0"):
        sufficiency_ratio(10, [5, 0])
    with pytest.raises(ValueError, match="own_delivered_per_warhead is 0"):
        relief(0.8, 0, 1)
    with pytest.raises(ValueError, match="own_delivered_per_warhead is 0"):
        deployed_terms(400, 0)
    with pytest.raises(ValueError, match="ally_delivered_per_warhead is 0: no credit breaks even"):
        break_even_credit(0, 0.5)
    with pytest.raises(ValueError, match=r"warheads out of range \(-1\): write a finite number of at least 0"):
        within([-1], 4)
