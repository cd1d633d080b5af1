"""Numbers in sentences: no more digits than a reader should believe."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

_FEW: Final = 10
_WHOLE_UNITS: Final = ("calendar_year",)


def in_per_cent(share: float) -> str:
    """A share as a whole per cent, without the sign; what is neither none nor all is never rounded to none or all.

    >>> in_per_cent(0.005), in_per_cent(0.001), in_per_cent(0.999), in_per_cent(1.0)
    ('1', 'under 1', 'over 99', '100')
    """
    whole = _whole(share)
    if whole == 0 and share > 0:
        return "under 1"
    if whole == 100 and share < 1:
        return "over 99"
    return str(whole)


def points_apart(one: float, less: float) -> int:
    """How many points of a per cent a share is above another, both as `in_per_cent` rounds them: as what is printed.

    >>> points_apart(0.056, 0.014), points_apart(0.004, 0.5)
    (5, -50)
    """
    return _whole(one) - _whole(less)


def _whole(share: float) -> int:
    return math.floor(100 * share + 0.5)


def per_cent(share: float) -> str:
    """A share in whole per cent, with its sign; a loss below none is none."""
    return f"{in_per_cent(max(0.0, share))}%"


def number(value: float, form: str) -> str:
    """A number in the format of its axis; a share as everywhere (`in_per_cent`)."""
    return f"{in_per_cent(value)}%" if form == ".0%" else format(value, form)


def short(value: float, form: str = "") -> str:
    """At most two significant digits; a share in whole per cent.

    >>> short(116), short(0.946), short(3.0), short(0.116, ".0%"), short(0.001, ".0%")
    ('120', '0.95', '3', '12%', 'under 1%')
    """
    if form.endswith("%"):
        return number(value, ".0%")
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10 else f"{rounded:g}"


def by_grade(value: float, grade: str, unit: str = "") -> str:
    """A value with no more digits than its grade allows: one of a judged value below ten, else two; a year whole.

    >>> by_grade(0.816, "judged"), by_grade(0.816, "measured"), by_grade(44.4, "judged")
    ('0.8', '0.82', '44')
    >>> by_grade(2030.6, "judged", "calendar_year")
    '2031'
    """
    if unit in _WHOLE_UNITS:
        return f"{value:.0f}"
    return f"{float(f'{value:.1g}'):g}" if grade == "judged" and abs(value) < _FEW else short(value)


def span(values: Iterable[float], form: str = "") -> str:
    """From the least to the most, or the one number that all of them are in short."""
    known = list(values)
    low, high = short(min(known), form), short(max(known), form)
    return low if low == high else f"{low.removesuffix('%')} to {high}"


def at_least(count: int) -> int:
    """A count in at most two significant digits, never more than it is: what is true of it is true of this.

    >>> at_least(67), at_least(138)
    (67, 130)
    """
    unit: int = 10 ** max(0, len(str(count)) - 2)
    return count // unit * unit


def listed(words: Iterable[str], before_last: str = "and") -> str:
    """Words as a list that ends in `and`, or another word.

    >>> listed(["force"]), listed(["force", "posture", "defence"]), listed(["force", "posture"], "or")
    ('force', 'force, posture and defence', 'force or posture')
    """
    *first, last = words
    return f"{', '.join(first)} {before_last} {last}" if first else last
