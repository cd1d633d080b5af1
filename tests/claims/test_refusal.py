"""The refusal test on arrays made by hand (law RP1): U unmoved, R restates, C choice, D double, and their bars."""

import numpy as np
import pytest
from scipy import stats

from deterrence.claims.refusal import (
    OF_TENTHS,
    STANDARD_ERRORS,
    Seen,
    difference,
    ends,
    errors_removed,
    examine,
    rank_correlation,
    tenths,
)

N = 500
RANK = np.arange(N, dtype=np.float64)
NOISE = np.random.default_rng(1).permutation(N).astype(np.float64)


def truth(low, high, middle=None, size=N):
    """Truth by rank: shares in the lowest tenth, in the highest, and evenly between them (by default their mean)."""
    tenth = size // 10
    middle = (low + high) / 2 if middle is None else middle
    true = np.diff(np.floor(np.arange(size + 1) * middle + 1e-9)) > 0
    true[:tenth] = np.arange(tenth) < round(low * tenth)
    true[-tenth:] = np.arange(tenth) < round(high * tenth)
    return true


def seen(true, **inputs):
    """A cell whose outcome is noise, so that no input is restated by rank."""
    size = true.size
    return Seen(np.random.default_rng(2).normal(size=size), true, inputs or {"lever": RANK[:size]})


def test_what_no_decider_moves_is_unmoved():
    found = examine([seen(truth(0.5, 0.6))], ["lever"], {})
    assert found.found == ("U",)
    assert found.moved_by == 0


@pytest.mark.parametrize(("high", "expected"), [(0.28, ("U",)), (0.30, ())])
def test_from_015_on_it_is_moved(high, expected):
    """.14 to .28 is .14, to .30 is .16; 2 standard errors of a share of .14 in 50 against .30 in 50 are .163: more
    futures are needed, so the cell has 2,000."""
    size = 2000
    found = examine([seen(truth(0.14, high, size=size), lever=np.arange(size, dtype=float))], ["lever"], {})
    assert found.found == expected


def test_exactly_015_is_moved():
    """.35 less .20 is .1500000000000000 or a hair below it in binary."""
    size = 4000
    found = examine([seen(truth(0.2, 0.35, size=size), lever=np.arange(size, dtype=float))], ["lever"], {})
    assert found.found == ()
    assert found.moved_by == pytest.approx(0.15)


def test_a_difference_within_twice_its_standard_error_does_not_count():
    """.42 against .60 in tenths of 50: .18, and 2 x sqrt(.2436 / 50 + .24 / 50) = .197."""
    assert examine([seen(truth(0.42, 0.60))], ["lever"], {}).found == ("U",)
    one, other = np.arange(50) < 21, np.arange(50) < 30
    assert 2 * difference(one, other).error == pytest.approx(0.1967, abs=1e-4)


def test_of_several_cells_two_must_show_it():
    moved, still = truth(0.1, 0.9), truth(0.5, 0.5)
    assert examine([seen(moved)], ["lever"], {}).found == ()
    assert examine([seen(moved), seen(still)], ["lever"], {}).found == ("U",)
    assert examine([seen(moved), seen(still), seen(moved)], ["lever"], {}).found == ()


def test_two_cells_apart_by_015_move_it_without_any_decider():
    apart = [seen(truth(0.3, 0.3, 0.3)), seen(truth(0.5, 0.5, 0.5))]
    assert examine(apart, [], {}).found == ()
    near = [seen(truth(0.4, 0.4, 0.4)), seen(truth(0.5, 0.5, 0.5))]
    assert examine(near, [], {}).found == ("U",)


def test_equal_values_stay_together_in_a_tenth():
    column = np.repeat([0.0, 1.0, 2.0], [100, 300, 100])
    low, high = ends(column)
    assert (low.sum(), high.sum()) == (100, 100)
    assert ends(np.repeat([0.0, 1.0], [480, 20])) is None
    assert ends(np.ones(N)) is None


@pytest.mark.parametrize(
    ("values", "counts", "sizes"),
    [
        (RANK, np.ones(N, dtype=int), [50] * 10),
        ([0.0, 1.0, 2.0], [100, 300, 100], [100, 300, 100]),
        ([0.0, 1.0, 2.0], [30, 30, 440], [60, 440]),
        ([0.0, 1.0], [480, 20], [500]),
        ([1.0], [500], [500]),
    ],
)
def test_every_future_is_in_one_tenth_and_none_is_smaller_than_a_tenth(values, counts, sizes):
    column = np.repeat(values, counts)[NOISE.astype(int)]
    place = tenths(column)
    assert np.bincount(place).tolist() == sizes
    assert (np.diff(place[np.argsort(column, kind="stable")]) >= 0).all()


def by_tenths(*held, tenth=50):
    """Truth by rank: of each tenth of the futures so many hold."""
    return np.concatenate([np.arange(tenth) < count for count in held])


def test_what_rises_and_falls_again_is_moved():
    """Both ends never, the middle always: the ends say 0, the law asks of all tenths."""
    hump = by_tenths(0, 0, 20, 50, 50, 50, 50, 20, 0, 0)
    found = examine([seen(hump)], ["lever"], {})
    assert found.found == ()
    assert found.moved_by == 1
    assert examine([seen(hump)], ["lever"], {"lever": "choice"}).choices == ("lever",)


@pytest.mark.parametrize(("fewest", "most", "expected"), [(18, 32, ("U",)), (17, 33, ())])
def test_two_tenths_that_nobody_named_must_lie_further_apart_than_the_ends(fewest, most, expected):
    """.36 and .64 of 50: .28, and 3.2 x sqrt(2 x .2304 / 50) = .307. .34 and .66: .32, and 3.2 x .0947 = .303."""
    true = by_tenths(25, 25, fewest, 25, 25, 25, 25, most, 25, 25)
    assert examine([seen(true)], ["lever"], {}).found == expected


def test_of_ten_tenths_that_nothing_moves_two_lie_apart_as_seldom_as_two_named_ones():
    """Tukey 1949: of ten normal means the range exceeds 3.2 errors of a difference as often as one difference 2."""
    once = 2 * stats.norm.sf(STANDARD_ERRORS)
    assert stats.studentized_range.sf(OF_TENTHS * np.sqrt(2), 10, np.inf) == pytest.approx(once, abs=1e-3)


def test_the_ends_speak_first_where_they_differ():
    """Ends .2 and .8, one inner tenth at 1: it is moved by .6 between its ends, not by .8."""
    true = by_tenths(10, 25, 25, 25, 50, 25, 25, 25, 25, 40)
    assert examine([seen(true)], ["lever"], {}).moved_by == pytest.approx(0.6)


def test_a_hump_must_show_in_two_cells_too():
    hump, still = seen(by_tenths(0, 0, 20, 50, 50, 50, 50, 20, 0, 0)), seen(by_tenths(*[24] * 10))
    assert examine([hump, still], ["lever"], {}).found == ("U",)
    assert examine([hump, still, hump], ["lever"], {}).found == ()


def test_an_outcome_that_follows_one_input_restates_it():
    true = truth(0.1, 0.9)
    assert examine([Seen(RANK**3, true, {"lever": RANK})], ["lever"], {}).restates == "lever"
    assert examine([Seen(-RANK, true, {"lever": RANK})], ["lever"], {}).restates == "lever"
    assert examine([Seen(NOISE, true, {"lever": RANK})], ["lever"], {}).restates == ""


def test_it_must_follow_it_in_every_cell():
    true = truth(0.1, 0.9)
    follows, does_not = Seen(RANK, true, {"lever": RANK}), Seen(NOISE, true, {"lever": RANK})
    assert examine([follows, follows], ["lever"], {}).found == ("R",)
    assert examine([follows, does_not], ["lever"], {}).found == ()
    elsewhere = Seen(NOISE, true, {"other": RANK})
    assert examine([follows, elsewhere], ["lever"], {}).restates == ""


def test_spearman_by_hand():
    """1 2 3 4 against 1 2 4 3: 1 - 6 x 2 / (4 x 15) = .8. With ties 1 1 2 against 1 2 3: ranks 1.5 1.5 3, .866."""
    assert rank_correlation(np.array([1.0, 2, 3, 4]), np.array([1.0, 2, 4, 3])) == pytest.approx(0.8)
    assert rank_correlation(np.array([1.0, 1, 2]), np.array([1.0, 2, 3])) == pytest.approx(0.8660, abs=1e-4)
    assert rank_correlation(np.ones(3), np.array([1.0, 2, 3])) == 0


def test_errors_of_a_cut_by_hand():
    """Ten futures, four true: the constant guess errs four times. A cut that leaves one removes .75."""
    column = np.arange(10.0)
    true = np.array([0, 0, 0, 0, 1, 0, 0, 1, 1, 1], dtype=bool)
    assert errors_removed(true, column) == pytest.approx(0.75)
    assert errors_removed(true, -column) == pytest.approx(0.75)
    assert errors_removed(true, np.zeros(10)) == 0
    assert errors_removed(np.ones(10, dtype=bool), column) == 0


@pytest.mark.parametrize(("wrong", "restates"), [(15, "lever"), (16, "")])
def test_one_cut_that_removes_085_of_the_errors_restates(wrong, restates):
    """100 of 500 hold: of the 100 errors 15 or 16 are left."""
    true = RANK >= N - 100
    true[:wrong] = True
    true[N - 100 : N - 100 + wrong] = False
    cut = errors_removed(true, RANK)
    assert cut == pytest.approx(1 - wrong / 100)
    assert examine([seen(true)], ["lever"], {}).restates == restates


@pytest.mark.parametrize(("count", "restates"), [(24, ""), (25, "lever"), (475, "lever"), (476, "")])
def test_a_cut_tells_only_where_the_share_lies_from_005_to_095(count, restates):
    """A perfect cut; 25 of 500 is .05, 475 is .95."""
    assert examine([seen(N - count <= RANK)], ["lever"], {}).restates == restates


def test_cells_where_a_cut_cannot_tell_are_passed_over():
    perfect, never = seen(RANK >= 250), seen(np.zeros(N, dtype=bool))
    assert examine([perfect, never], ["lever"], {}).restates == "lever"
    assert examine([never, never], ["lever"], {}).restates == ""


@pytest.mark.parametrize("role", ["choice", "bar"])
def test_a_choice_or_a_bar_that_moves_the_share_by_020_decides_it(role):
    cells = [seen(truth(0.2, 0.8))]
    found = examine(cells, ["lever"], {"lever": role})
    assert found.found == ("C",)
    assert found.choices == ("lever",)
    assert examine(cells, ["lever"], {"lever": "fact"}).found == ()


def test_a_choice_that_moves_it_by_less_than_020_does_not_decide_it():
    """.2 to .38 in tenths of 400."""
    size = 4000
    lever = np.arange(size, dtype=float)
    for high, choices in ((0.38, ()), (0.40, ("lever",))):
        found = examine([seen(truth(0.2, high, size=size), lever=lever)], ["lever"], {"lever": "choice"})
        assert found.choices == choices


def test_a_share_told_by_thirds_of_the_choice_is_not_averaged_over_it():
    cells = [seen(truth(0.2, 0.8), lever=RANK, other=RANK)]
    roles = {"lever": "choice", "other": "bar"}
    assert examine(cells, ["lever", "other"], roles, split_by=["lever"]).choices == ("other",)
    assert examine(cells, ["lever", "other"], roles, split_by=["lever", "other"]).found == ()


def test_the_reverse_of_another_is_a_double():
    found = examine([seen(truth(0.2, 0.8))], ["lever"], {}, double_of="A07 half_lost")
    assert found.found == ("D",)


def test_with_fewer_than_250_futures_nothing_is_tested():
    small, enough = (seen(truth(0.5, 0.5, size=size)) for size in (240, 250))
    assert not examine([small], ["lever"], {}).is_tested
    assert examine([small, seen(truth(0.5, 0.5))], ["lever"], {}, double_of="x").found == ()
    assert examine([enough], ["lever"], {}).found == ("U",)
