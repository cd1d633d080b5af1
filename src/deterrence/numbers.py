"""Numbers as people write them, in one place: thousands parted, years whole, shares in per cent, no powers of ten."""

from __future__ import annotations

import math
import re
from typing import Final

RESULT_DIGITS: Final = 3
"""Figures of a result: it rests on estimates, whatever the machine computes."""
INPUT_DIGITS: Final = 4
"""Figures of an input that is told in a sentence; a file holds all of them."""
_PARTED_FROM: Final = 10_000  # a year is never parted, whoever does not know that it is one
_LEAST, _MOST = 1e-6, 1e15
_YEARS: Final = ("year", "calendar_year")
_PER_CENT: Final = ("share", "probability")
_TRUE_OR_FALSE: Final = "flag"
_PLURAL: Final = re.compile(r"(?<=\w)(ie)?s\b(?<!ss)")


def significant(value: float, digits: int = INPUT_DIGITS, parted_from: float = _PARTED_FROM) -> str:
    """A number to so many figures; one that is greater is whole, with all its digits before the point.

    >>> significant(4309000.0), significant(4309.0), significant(0.12345), significant(12.0), significant(2031.0)
    ('4,309,000', '4309', '0.1235', '12', '2031')
    """
    if not math.isfinite(value):
        return str(value)
    if value and not _LEAST <= abs(value) < _MOST:
        return f"{value:.{digits}g}"
    places = max(0, digits - 1 - math.floor(math.log10(abs(value)))) if value else 0
    rounded = round(value, places)
    sign = "," if abs(rounded) >= parted_from else ""
    text = f"{rounded:{sign}.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def result(value: float, unit: str) -> str:
    """A result without its unit: shares in per cent, years whole, else three figures.

    >>> result(0.19751, "share"), result(2030.6, "calendar_year"), result(1234.0, "warheads"), result(0.0004, "share")
    ('19.8%', '2031', '1,230', '0.04%')
    """
    if unit in _PER_CENT:
        return f"{significant(100 * value, RESULT_DIGITS)}%"
    if unit in _YEARS:
        return f"{value:.0f}"
    if unit == _TRUE_OR_FALSE:
        return f"{value:g}"
    rounded = float(f"{value:.{RESULT_DIGITS}g}") if value else 0.0
    return significant(rounded, RESULT_DIGITS, parted_from=1000)


def of_one(words: str) -> str:
    """The noun of a count in the singular.

    >>> of_one("boats"), of_one("batteries"), of_one("warheads per missile"), of_one("share")
    ('boat', 'battery', 'warhead per missile', 'share')
    """
    return _PLURAL.sub(lambda found: "y" if found[1] else "", words, count=1)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "source"), counted(1200, "source"), counted(2, "quantity", "quantities")
    ('1 source', '1,200 sources', '2 quantities')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
