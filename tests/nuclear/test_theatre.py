from fractions import Fraction

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.nuclear.theatre import (
    RUNGS,
    Credit,
    Holding,
    based_forward,
    coverage_gap,
    deliverable,
    empty_rungs,
    ladder_coverage,
    log_ratio,
    rung_coverage,
    rungs_led,
    share_lost,
    usable_by_coalition,
    usable_weapons,
    weapons_behind,
)

THREE = ("bombs", "missiles", "ships")
WHOLE = Credit(1, 1, 1)


def three_rungs():
    """Owner A has 10 bombs on aircraft of host H and 40 missiles; owner B has 6 missiles; nobody has ships."""
    return [
        Holding("bombs", ("A", "H"), 10, 4, 2, Credit(0.5, 0.8, 0.5)),
        Holding("missiles", ("A",), 40, 12, 1, Credit(0.5, 1, 0.5)),
        Holding("missiles", ("B",), 6, 20, 2, Credit(1, 0.5, 0.5)),
    ]


def test_a_ladder_of_three_rungs_by_hand():
    """Bombs: min(10, 8) x .5 x .8 x .5 = 1.6. Missiles: min(40, 12) x .25 = 3, and min(6, 40) x .25 = 1.5.

    With 5 needed: .32, (3 + 1.5) / 5 = .9, 0; mean 1.22 / 3.
    """
    usable = usable_by_coalition(three_rungs(), {"all": ("A", "B", "H")}, THREE)
    assert_allclose(usable, [[1.6, 4.5, 0]])
    coverage = rung_coverage(usable, 5)
    assert_allclose(coverage, [[0.32, 0.9, 0]])
    assert_allclose(ladder_coverage(coverage), [1.22 / 3])
    assert_allclose(ladder_coverage(coverage, [2, 1, 1]), [(2 * 0.32 + 0.9) / 4])


def test_a_shared_weapon_needs_its_owner_and_its_operator():
    coalitions = {"owner": ("A",), "host": ("H",), "both": ("A", "H"), "without A": ("B", "H")}
    usable = usable_by_coalition(three_rungs(), coalitions, THREE)
    assert_allclose(usable, [[0, 3, 0], [0, 0, 0], [1.6, 3, 0], [0, 1.5, 0]])


def test_asymmetry_by_hand():
    """7 and 1 usable on two rungs against 1 and 1: log2(9 / 3), one rung of two led, .9 against .2 covered."""
    side, other = np.array([7.0, 1.0]), np.array([1.0, 1.0])
    assert_allclose(log_ratio(side.sum(), other.sum()), np.log2(9) - np.log2(3))
    assert rungs_led(side, other) == 0.5
    assert rungs_led(other, side) == 0
    assert_allclose(coverage_gap(0.9, 0.2), 0.7)


def test_who_is_behind_and_what_is_empty_by_hand():
    """8 against 2: six behind; 2 against 8: none. One rung of three holds nothing."""
    assert_allclose(weapons_behind([8, 2], [2, 8]), [6, 0])
    assert empty_rungs([[1.6, 4.5, 0], [0, 0, 0], [1, 1, 0.1]]).tolist() == [1, 3, 0]


def test_asymmetry_changes_its_sign_with_the_sides():
    side, other = np.linspace(0, 1, 5), np.linspace(1, 0.3, 5)
    assert_array_equal(coverage_gap(side, other), -coverage_gap(other, side))
    assert_array_equal(log_ratio(side, other), -log_ratio(other, side))
    assert_array_equal(coverage_gap(side, side), 0)
    assert_array_equal(log_ratio(side, side), 0)


def test_a_side_without_forces_covers_nothing_and_has_a_finite_ratio():
    nothing = [Holding(rung, ("A",), 0, 0, 0, WHOLE) for rung in RUNGS]
    usable = usable_by_coalition(nothing, {"A": ("A",)})
    assert_array_equal(ladder_coverage(rung_coverage(usable, 20)), [0])
    assert log_ratio(7, usable.sum()) == 3


def test_weapons_without_systems_and_systems_without_weapons_carry_nothing():
    assert_array_equal(deliverable([12, 0, 12], [0, 9, 9], [2, 2, 0]), [0, 0, 0])


def test_enough_on_every_rung_covers_the_ladder_and_more_changes_nothing():
    usable = np.array([[20.0, 20, 20], [21, 500, 1e9]])
    assert_array_equal(ladder_coverage(rung_coverage(usable, 20)), [1, 1])


def test_the_lost_share_by_hand():
    assert_allclose(share_lost([0.5, 0.4, 0.0], [0.1, 0.4, 0.0]), [0.8, 0, 0])


@pytest.mark.parametrize("field", ["weapons", "systems", "loads"])
def test_more_of_anything_never_leaves_less(field):
    random = np.random.default_rng(1)
    numbers = {name: random.integers(0, 30, 400).astype(float) for name in ("weapons", "systems", "loads")}
    credit = Credit(*random.random((3, 400)))
    before = usable_weapons(Holding("bombs", ("A",), **numbers, credit=credit))
    numbers[field] = numbers[field] + random.integers(0, 5, 400)
    assert np.all(usable_weapons(Holding("bombs", ("A",), **numbers, credit=credit)) >= before)


@pytest.mark.parametrize("field", ["survival", "readiness", "penetration"])
def test_a_better_share_never_leaves_less(field):
    random = np.random.default_rng(2)
    shares = dict(zip(("survival", "readiness", "penetration"), random.random((3, 400)), strict=True))
    before = usable_weapons(Holding("bombs", ("A",), 10, 10, 1, Credit(**shares)))
    shares[field] = shares[field] + (1 - shares[field]) * random.random(400)
    assert np.all(usable_weapons(Holding("bombs", ("A",), 10, 10, 1, Credit(**shares))) >= before)


def test_a_coalition_covers_at_least_what_any_part_of_it_covers():
    random = np.random.default_rng(3)
    members = ("A", "B", "C", "D")
    holdings = [
        Holding(
            str(random.choice(THREE)),
            tuple(random.choice(members, random.integers(1, 3), replace=False)),
            random.integers(0, 40, (50, 3)),
            random.integers(0, 40, (50, 1)),
            random.integers(0, 3, (1, 3)),
            Credit(random.random((50, 1)), random.random((50, 3)), random.random()),
        )
        for _ in range(25)
    ]
    parts = {"ABCD": members, "ABC": members[:3], "AB": members[:2], "A": members[:1], "BCD": members[1:]}
    usable = usable_by_coalition(holdings, parts, THREE)
    assert usable.shape == (50, 3, 5, 3)
    needed = random.random((50, 3, 1, 1)) * 100
    coverage = ladder_coverage(rung_coverage(usable, needed))
    whole, abc, ab, a, bcd = np.moveaxis(coverage, -1, 0)
    assert np.all(whole >= abc)
    assert np.all(abc >= ab)
    assert np.all(ab >= a)
    assert np.all(whole >= bcd)


def test_usable_weapons_agree_with_exact_fractions():
    random = np.random.default_rng(4)
    for _ in range(200):
        weapons, systems, loads, *tenths = (int(n) for n in random.integers(0, 11, 6))
        exact = Fraction(min(weapons, systems * loads))
        for tenth in tenths:
            exact *= Fraction(tenth, 10)
        found = usable_weapons(Holding("bombs", ("A",), weapons, systems, loads, Credit(*(t / 10 for t in tenths))))
        assert_allclose(found, float(exact), atol=1e-12)


def test_forward_aircraft_are_armed_first_by_hand():
    """50 missiles, 60 aircraft with one each, 8 forward: 8 forward, 42 of 52 at home; with 5 missiles all forward."""
    (armed, forward), (left, home) = based_forward([50, 5], 60, 8, 1)
    assert_array_equal(armed, [8, 5])
    assert forward == 8
    assert_array_equal(left, [42, 0])
    assert home == 52


def test_more_aircraft_never_take_weapons_from_the_forward_bases():
    aircraft = np.arange(0, 80)
    (armed, _), (left, home) = based_forward(50, aircraft, 20, 1)
    assert np.all(np.diff(armed) >= 0)
    assert np.all(np.diff(armed + deliverable(left, home, 1)) >= 0)


def test_a_coalition_without_members_is_refused_by_name():
    with pytest.raises(ValueError, match="coalition without members: nobody: name at least one member"):
        usable_by_coalition(three_rungs(), {"nobody": (), "A": ("A",)}, THREE)


def test_a_holding_of_nobody_or_on_no_rung_is_refused():
    with pytest.raises(ValueError, match="holding on bombs without members: name owner and operator"):
        usable_by_coalition([Holding("bombs", (), 1, 1, 1, WHOLE)], {"A": ("A",)}, THREE)
    with pytest.raises(ValueError, match=r"no such rung \(tanks\): write one of bombs, missiles, ships"):
        usable_by_coalition([Holding("tanks", ("A",), 1, 1, 1, WHOLE)], {"A": ("A",)}, THREE)


@pytest.mark.parametrize(
    ("holding", "message"),
    [
        (Holding("bombs", ("A",), -1, 1, 1, WHOLE), r"weapons out of range \(-1\): write a finite number of at least"),
        (Holding("bombs", ("A",), 1, np.inf, 1, WHOLE), r"systems out of range \(inf\)"),
        (Holding("bombs", ("A",), 1, 1, 1, Credit(1, 1.5, 1)), r"readiness out of range \(1\.5\): write a number from"),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(holding, message):
    with pytest.raises(ValueError, match=message):
        usable_weapons(holding)


def test_a_bar_of_zero_and_weights_of_zero_are_refused():
    with pytest.raises(ValueError, match=r"needed out of range \(0\): write a number above 0"):
        rung_coverage(3, [20, 0])
    with pytest.raises(ValueError, match="weights sum to 0: give at least one rung a weight above 0"):
        ladder_coverage([0.5, 0.5], [0, 0])
