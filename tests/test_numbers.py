# ruff: noqa: E501
"""Numbers as people write them, and lines that fit a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import deterrence
from deterrence.claims.claim import load_claims
from deterrence.claims.register import register_rows
from deterrence.claims.text import register_text
from deterrence.cli.terminal import wrapped
from deterrence.numbers import counted, result, significant


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (7, "7"), (0.25, "0.25"), (0.123456, "0.1235"), (1.5e-4, "0.00015"), (4309, "4309"), (2031.0, "2031"),
        (9999.6, "10,000"), (12345.6, "12,346"), (4309000, "4,309,000"), (-0.5, "-0.5"), (1e-9, "1e-09"), (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_an_input_has_four_figures_or_all_its_digits_before_the_point(value, text):
    assert significant(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2030.6, "calendar_year", "2031"), (2031, "year", "2031"), (0.19751, "share", "19.8%"), (1.0, "probability", "100%"), (0.0, "share", "0%"),
        (-0.051, "share", "-5.1%"), (25.123, "warheads", "25.1"), (1234.5, "warheads", "1,230"), (123456, "days", "123,000"), (1.0, "flag", "1"), (0, "usd_2025_bn", "0"),
    ],
)  # fmt: skip
def test_a_result_is_a_year_a_percentage_or_three_figures(value, unit, text):
    assert result(value, unit) == text


@given(st.floats(1e-5, 1e14), st.sampled_from([significant, lambda value: result(value, "warheads")]))
def test_no_number_is_written_in_powers_of_ten_and_none_is_far_from_itself(value, write):
    text = write(value)
    assert "e" not in text
    assert float(text.replace(",", "")) == pytest.approx(value, rel=6e-3)


@given(st.integers(1900, 2200))
def test_a_year_is_a_year_whoever_writes_it(year):
    assert significant(year) == result(year, "calendar_year") == str(year)


def test_one_is_singular():
    assert (counted(1, "quantity", "quantities"), counted(0, "source"), counted(2, "source")) == (
        "1 quantity",
        "0 sources",
        "2 sources",
    )


@pytest.mark.parametrize("width", [40, 80])
def test_the_claims_fit_the_terminal(width):
    """F31: lines of 312 characters in 40 columns."""
    text = register_text(register_rows(load_claims(), range(2025, 2041)))
    assert max(map(len, text.splitlines())) > 200
    lines = wrapped(text, width).splitlines()
    assert all(len(line) <= width or len(line.split()) == 1 for line in lines)
    assert " ".join(wrapped(text, width).split()) == " ".join(text.split())


def test_a_command_wraps_where_it_is_told_the_width_and_leaves_a_file_alone():
    asked = ("explain", "missile_defence.s500.kill_probability_net_of_aids")
    plain, narrow = deterrence(*asked).stdout, deterrence(*asked, columns="40").stdout
    assert max(map(len, plain.splitlines())) > 100
    assert all(len(line) <= 40 or len(line.split()) == 1 for line in narrow.splitlines())
