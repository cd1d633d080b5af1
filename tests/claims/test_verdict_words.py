"""Words of a verdict, with the laws' own numbers (RV1, RV2, RV3, RS6)."""

import pytest

from deterrence.claims.share import CellShare, wilson
from deterrence.claims.verdict_words import NO_VERDICT, possibility_words, verdict_words, word


def cell(share, futures=500, assumption_set="a", structure="x"):
    low, high = wilson(round(share * futures), futures)
    return CellShare(assumption_set, structure, futures, share, low, high, 0.0)


def words(*cells, is_one_reading=False):
    return verdict_words(cells, is_one_reading=is_one_reading)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.53, "about even"),
        (0.57, "about even within sampling error"),
        (0.58, "about even within sampling error"),
        (0.41, "about even within sampling error"),
        (0.40, "seldom"),
        (0.36, "seldom"),
        (0.30, "seldom"),
        (0.91, "mostly"),
    ],
)
def test_the_words_of_law_v1_at_500_futures(share, said):
    """Also of one cell among others: what is told of the verdict is told of the cell."""
    assert word(cell(share)) == said


def test_the_intervals_of_law_v1_at_500_futures():
    assert wilson(290, 500) == pytest.approx((0.536, 0.622), abs=5e-4)
    assert wilson(200, 500) == pytest.approx((0.358, 0.444), abs=5e-4)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.55, 0.7, "about even"),
        (0.5501, 0.7, "mostly"),
        (0.3, 0.45, "about even"),
        (0.3, 0.4499, "seldom"),
        (0.95, 1.0, "mostly"),
        (0.9501, 1.0, "nearly always"),
        (0.0, 0.05, "seldom"),
        (0.0, 0.0499, "nearly never"),
        (0.2, 0.8, "about even"),
    ],
)
def test_an_end_on_the_line_is_not_beyond_it(low, high, said):
    assert word(CellShare("a", "x", 500, 0.5, low, high, 0.0)) == said


def test_all_mostly_or_more_is_mostly_true_and_all_seldom_or_less_seldom_true():
    assert words(cell(0.91), cell(1.0)) == "mostly true in every reading"
    assert words(cell(0.40), cell(0.0)) == "seldom true in every reading"
    assert words(cell(0.53), cell(0.55)) == "about even"


@pytest.mark.parametrize(
    ("share", "futures", "said"),
    [
        (0.55, 500, "about even"),
        (0.45, 500, "about even"),
        (0.58, 500, "about even within sampling error"),
        (0.41, 500, "about even within sampling error"),
        (0.61, 250, "about even within sampling error"),
        (0.61, 500, "mostly true"),
    ],
)
def test_where_only_the_sampling_error_reaches_the_dead_band_it_says_so(share, futures, said):
    """RV1. Wilson by hand: 61 % of 250 is .548 to .668, of 500 .567 to .652; 41 % of 500 is .368 to .454."""
    assert words(cell(share, futures), is_one_reading=True) == f"{said} in the one reading"
    if said != "mostly true":
        assert words(cell(share, futures), cell(0.5, futures)) == said


def test_one_about_even_among_others_is_no_holding():
    assert words(cell(0.91, assumption_set="a"), cell(0.53, assumption_set="b")).startswith("depends on")


def test_it_depends_on_the_axis_whose_means_differ_most():
    """Sets .9 and .1 apart by .6 in the mean, structures by .2; then the other way round."""
    by_set = [("a", "x", 0.9), ("a", "y", 0.7), ("b", "x", 0.3), ("b", "y", 0.1)]
    cells = [cell(share, assumption_set=name, structure=form) for name, form, share in by_set]
    assert words(*cells) == "depends on the reading"
    turned = [cell(share, assumption_set=form, structure=name) for name, form, share in by_set]
    assert words(*turned) == "depends on the model"


def test_where_the_sets_do_not_differ_it_is_said_to_be_one_reading():
    assert words(cell(0.91), is_one_reading=True) == "mostly true in the one reading"
    assert words(cell(0.30), is_one_reading=True) == "seldom true in the one reading"
    assert words(cell(0.53), is_one_reading=True) == "about even in the one reading"
    apart = cell(0.91, structure="x"), cell(0.3, structure="y")
    assert words(*apart, is_one_reading=True) == "depends on the model"


def test_without_a_cell_that_counts_there_is_no_verdict():
    assert words() == NO_VERDICT


def test_a_share_of_one_half_needs_some_1100_futures():
    """RV3: half-width .03."""
    low, high = wilson(550, 1100)
    assert (high - low) / 2 <= 0.03
    low, high = wilson(500, 1000)
    assert (high - low) / 2 > 0.03


def test_one_reading_in_which_it_is_mostly_true_bears_out_a_could():
    rare, often = cell(0.02), cell(0.91, assumption_set="b")
    assert possibility_words((rare, often)) == "the possibility is borne out in “B”"
    assert possibility_words((rare, often, cell(0.8, assumption_set="b", structure="y"))).endswith(" in “B”")
    assert possibility_words((often, cell(0.8, assumption_set="c"))).endswith(" in “B” and “C”")


def test_no_reading_refutes_a_could():
    """RV2: neither seldom nor about even bears it out."""
    said = "the possibility is borne out in no reading tried, and not refuted by that"
    assert possibility_words((cell(0.02), cell(0.53))) == said
