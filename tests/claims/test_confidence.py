"""Confidence by its three lines, the first that fits (law RV4), and the cases of law RV5 that need no run."""

import pytest

from deterrence.claims.confidence import Grounds, confidence
from deterrence.claims.share import CellShare, wilson


def cells(*shares, futures=500):
    found = []
    for place, share in enumerate(shares):
        low, high = wilson(round(share * futures), futures)
        found.append(CellShare(f"set {place}", "x", futures, share, low, high, 0.0))
    return found


def never():
    raise AssertionError("the back-test is asked for only where all else fits")


@pytest.mark.parametrize(
    ("missed", "said"), [(0.05, "high"), (0.0, "high"), (0.0501, "moderate"), (0.15, "moderate"), (None, "moderate")]
)
def test_high_needs_a_back_test_within_five_points(missed, said):
    """75 in 90 misses by 15 points; one without a record is never high."""
    assert confidence(cells(0.8, 0.7), Grounds(sets=2, structures=None, judged=0), lambda: missed) == said


def test_one_judged_decider_is_moderate_and_two_are_low():
    assert confidence(cells(0.8, 0.7), Grounds(2, None, 1), never) == "moderate"
    assert confidence(cells(0.8, 0.7), Grounds(2, None, 2), never) == "low"


def test_a_clear_share_is_moderate_on_judged_deciders():
    """Every u < .10, or every l > .90: 500 of 500 has l .992, 40 of 500 has u .107."""
    assert confidence(cells(1.0, 0.97), Grounds(2, None, 3), never) == "moderate"
    assert confidence(cells(0.0, 0.05), Grounds(2, None, 3), never) == "moderate"
    assert confidence(cells(0.0, 0.08), Grounds(2, None, 3), never) == "low"
    assert confidence(cells(1.0, 0.92), Grounds(2, None, 3), never) == "low"


def test_two_words_are_low_whatever_else():
    assert confidence(cells(0.9, 0.1), Grounds(5, 3, 0), never) == "low"


def test_one_set_or_one_structure_of_several_is_low():
    assert confidence(cells(1.0), Grounds(1, None, 0), lambda: None) == "low"
    assert confidence(cells(1.0, 1.0), Grounds(2, 1, 0), lambda: None) == "low"
    assert confidence(cells(1.0, 1.0), Grounds(2, 2, 0), lambda: None) == "moderate"


def test_where_nothing_counts_there_is_none():
    assert confidence([], Grounds(0, None, 0), never) is None


def test_the_cases_of_law_v5():
    """B09 in 2030 by numbers: 1.00 on 100 futures (l .96) in three sets; A03 in one; A07, the United Kingdom, apart."""
    whole = cells(1.0, 1.0, 1.0, futures=100)
    assert whole[0].low == pytest.approx(0.963, abs=1e-3)
    assert confidence(whole, Grounds(3, None, 3), never) == "moderate"
    assert confidence(cells(0.3), Grounds(1, None, 0), lambda: 0.15) == "low"
    assert confidence(cells(0.22, 0.93, 0.0), Grounds(3, 3, 3), never) == "low"
