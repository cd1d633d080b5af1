"""How one state differs from another in the numbers of a raid: future by future where both draw the same futures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from deterrence.arrays import Floats
from deterrence.axes import CLAIM_YEAR
from deterrence.charts.numbers import points_apart
from deterrence.results import bands
from deterrence.web.raid import LiveOutcomes
from deterrence.web.state import State

MINUS: Final = "\N{MINUS SIGN}"
_SHARES: Final = ("erosion_same_forces",)
_SMALL: Final = 10
"""Below it a number of warheads is told with one digit behind the point."""


@dataclass(frozen=True)
class Looked:
    """What a state gives: the state, its outcomes, its claims as rows of the live page."""

    state: State
    outcomes: LiveOutcomes
    claims: Sequence[Mapping[str, Any]]


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, and none where it is 0 as it is written.

    >>> signed(3.2), signed(-3.2), signed(0.2), signed(-0.26, 1)
    ('+3', '\N{MINUS SIGN}3', '0', '\N{MINUS SIGN}0.3')
    """
    text = f"{abs(value):.{digits}f}"
    if not float(text):
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def points(share: float) -> str:
    """A difference of shares in points of a per cent.

    >>> points(0.125), points(-0.5), points(0.001), points(0.0)
    ('+12 points', '\N{MINUS SIGN}50 points', 'under 1 point', '0 points')
    """
    whole = signed(100 * share)
    if whole == "0" and share:
        return "under 1 point"
    return f"{whole} point{'' if whole in ('+1', f'{MINUS}1') else 's'}"


def points_of_printed(one: float, less: float) -> str:
    """How many points a share is above another, both as they are printed beside it: nobody finds another number there.

    >>> points_of_printed(0.056, 0.014), points_of_printed(0.062, 0.058), points_of_printed(0.5, 0.5)
    ('+5 points', 'under 1 point', '0 points')
    """
    whole = points_apart(one, less)
    return "under 1 point" if not whole and one != less else points(whole / 100)


def difference(name: str, one: Looked, less: Looked) -> str:
    """An outcome of one state less that of another in the claims' year, with its unit and sign.

    Where both draw the same futures it is taken in each of them: the median and the middle 90 per cent. Else it is the
    difference of the medians as they are printed, and said to be so.
    """
    values, others = (_in_year(name, each) for each in (one, less))
    if (one.state.seed, one.state.futures) != (less.state.seed, less.state.futures):
        return f"{_of_printed(name, np.median(values), np.median(others))} (of the medians: other futures)"
    five = {key: float(value) for key, value in bands(values - others).items()}
    if five["p05"] == five["p95"] == 0:
        return "none"
    return f"{_told(name, five['p50'])} ({_bare(name, five['p05'])} to {_bare(name, five['p95'])})"


def claim_difference(one: Mapping[str, Any], less: Mapping[str, Any]) -> str:
    """In how many more of the futures a claim is true, and whether it changes side: more than half or not."""
    told = points_of_printed(one["share"], less["share"])
    sides = [row["share"] > 1 / 2 for row in (one, less)]
    if sides[0] == sides[1]:
        return told
    return f"{told}: changes side, true in {'more than' if sides[0] else 'at most'} half of the futures"


def spoken(one: Looked) -> Iterator[Mapping[str, Any]]:
    """The claims that speak of what a state looks at."""
    return (row for row in one.claims if row["is_spoken_of"])


def _in_year(name: str, looked: Looked) -> Floats:
    outcomes = looked.outcomes
    values: Floats = getattr(outcomes, name)[:, outcomes.years.index(CLAIM_YEAR)]
    return values


def _told(name: str, value: float) -> str:
    return points(value) if name in _SHARES else f"{_bare(name, value)} warheads"


def _of_printed(name: str, one: float, less: float) -> str:
    """A difference of two numbers as they are printed: shares in whole per cent, warheads whole."""
    if name in _SHARES:
        return points_of_printed(one, less)
    return f"{signed(float(f'{one:.0f}') - float(f'{less:.0f}'))} warheads"


def _bare(name: str, value: float) -> str:
    if name in _SHARES:
        return signed(100 * value)
    return signed(value, 1 if abs(value) < _SMALL else 0)
