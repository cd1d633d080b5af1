"""Probability words of the PHIA yardstick, and shares in words. Never a decimal in words."""

from __future__ import annotations

from deterrence.charts.numbers import in_per_cent
from deterrence.numbers import RESULT_DIGITS, significant

# Professional Head of Intelligence Analysis, United Kingdom: probability yardstick, in per cent. The gaps are its own.
_YARDSTICK = (
    (0, 5, "remote chance"),
    (10, 20, "highly unlikely"),
    (25, 35, "unlikely"),
    (40, 50, "realistic possibility"),
    (55, 75, "likely"),
    (80, 90, "highly likely"),
    (95, 100, "almost certain"),
)


def word_for(low: float, high: float) -> str | None:
    """The one word whose band holds the whole interval of shares, or None where there is no such word."""
    for least, most, word in _YARDSTICK:
        if least <= 100 * low and 100 * high <= most:
            return word
    return None


def amount(value: float) -> str:
    """A value of an input in three digits, and whole from a hundred on: a year is never told in powers of ten.

    >>> amount(0.70612), amount(2030.6), amount(12.345)
    ('0.706', '2031', '12.3')
    """
    return significant(value, RESULT_DIGITS)


def interval_text(low: float, high: float) -> str:
    """An interval of shares in words: '2 to 61%', or one number where both ends round alike."""
    first, last = in_per_cent(low), in_per_cent(high)
    return f"{first}%" if first == last else f"{first} to {last}%"
