"""Laws C32 and C33: what the record of battles says of strength ratios."""

import csv
from pathlib import Path

import numpy as np
import pytest

import deterrence
from deterrence.conventional import battles

FILE = Path(deterrence.__file__).parent / "dataset" / "conventional" / "battles_1939_1982.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
RECORD = battles.record(ROWS)
TOLD = RECORD.is_told
WON = RECORD.won[TOLD]


def test_the_record_has_157_battles_of_which_one_names_no_winner():
    assert len(ROWS) == 157
    assert TOLD.sum() == 156


def test_the_ratio_ranks_winners_no_better_than_a_coin():
    found = battles.auc(RECORD.log_ratio[TOLD], WON, 0.95)
    assert found == pytest.approx((0.42, 0.51, 0.61), abs=0.005)


def test_brier_scores_left_out():
    """Base rate .233, ratio .236; with air superiority and surprise and tanks .207."""
    ratio, air, surprise, tanks = (
        part[TOLD] for part in (RECORD.log_ratio, RECORD.known_air, RECORD.surprise, RECORD.log_tanks)
    )
    empty = np.zeros((WON.size, 0))
    assert battles.brier_left_out(empty, WON) == pytest.approx(0.233, abs=0.0005)
    assert battles.brier_left_out(ratio[:, None], WON) == pytest.approx(0.236, abs=0.0005)
    three = np.column_stack([ratio, air, surprise])
    assert battles.brier_left_out(three, WON) == pytest.approx(0.209, abs=0.0015)
    assert battles.brier_left_out(np.column_stack([three, tanks]), WON) == pytest.approx(0.207, abs=0.0005)


def test_nine_is_no_number():
    """Air superiority of 9 is unknown; taken as a number it loses nearly all of its skill: .232 instead of .219."""
    ratio = RECORD.log_ratio[TOLD]
    known = battles.brier_left_out(np.column_stack([ratio, RECORD.known_air[TOLD]]), WON)
    as_number = battles.brier_left_out(np.column_stack([ratio, RECORD.air[TOLD]]), WON)
    assert (known, as_number) == (pytest.approx(0.219, abs=0.0005), pytest.approx(0.232, abs=0.0005))


def test_the_square_law_is_rejected():
    """log(f_D / f_A) = .64 (.16) + .54 (.16) log(A / D), R2 .07."""
    found = battles.line(*battles.loss_shares(RECORD))
    assert (found.start, found.slope) == (pytest.approx(0.64, abs=0.005), pytest.approx(0.54, abs=0.005))
    assert (found.start_error, found.slope_error) == pytest.approx((0.16, 0.16), abs=0.006)
    assert found.explained == pytest.approx(0.07, abs=0.005)
    assert found.slope + 2 * found.slope_error < 2


def test_advance_does_not_rise_with_the_ratio():
    assert battles.rank_correlation(RECORD.log_ratio, RECORD.advance_km / RECORD.days) == pytest.approx(-0.17, abs=0.01)


def test_the_record_is_one_of_days():
    large = (RECORD.attacker >= 10000) & (RECORD.defender >= 10000) & (RECORD.days >= 3)
    assert large.sum() == 4


def test_leaving_out_by_hand():
    """Base rate of 2 wins in 4: with one left out the chance is 1/3 or 2/3, wrong by 2/3 each time."""
    won = np.array([True, True, False, False])
    assert battles.brier_left_out(np.zeros((4, 0)), won) == pytest.approx(4 / 9)


def test_a_perfect_and_a_useless_ranking():
    won = np.array([False, False, True, True])
    assert battles.auc(np.array([1, 2, 3, 4.0]), won, 0.95)[1] == 1
    assert battles.auc(np.ones(4), won, 0.95)[1] == 0.5


def test_equal_values_share_the_mean_of_their_ranks():
    assert battles.ranks(np.array([3.0, 1.0, 3.0, 2.0, 3.0])).tolist() == [4, 1, 4, 2, 4]
