import pytest

from deterrence.charts.numbers import in_per_cent
from deterrence.claims import phia


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.0, 0.05, "remote chance"),
        (0.1, 0.2, "highly unlikely"),
        (0.55, 0.75, "likely"),
        (0.96, 1.0, "almost certain"),
        (0.0, 0.1, None),
        (0.06, 0.08, None),
        (0.02, 0.61, None),
    ],
)
def test_a_word_needs_the_whole_interval_in_one_band(low, high, word):
    assert phia.word_for(low, high) == word


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0"), (0.001, "under 1"), (0.005, "1"), (0.125, "13"), (0.994, "99"), (0.999, "over 99"), (1, "100")],
)
def test_no_decimals_and_never_none_or_all_by_rounding(share, text):
    assert in_per_cent(share) == text


def test_an_interval_whose_ends_round_alike_is_one_number():
    assert phia.interval_text(0.02, 0.61) == "2 to 61%"
    assert phia.interval_text(0.101, 0.099) == "10%"
