"""Words of a verdict (laws RV1, RV2, RS6): of one cell by its sampling interval, of all readings by their words.

Two scales: a cell in which it holds mostly, seldom or in about half of the futures; and within the ends of the first,
nearly always and nearly never. Between mostly and seldom lies a dead band, so that no verdict turns on a hair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from deterrence.chapter import set_words
from deterrence.charts.numbers import listed
from deterrence.claims.share import CellShare

Word = Literal["nearly always", "mostly", "about even", "about even within sampling error", "seldom", "nearly never"]
Side = Literal["holds", "about even", "fails"]

MOSTLY: Final = 0.55
SELDOM: Final = 0.45
NEARLY_ALWAYS: Final = 0.95
NEARLY_NEVER: Final = 0.05

SIDE: Final[Mapping[Word, Side]] = {
    "nearly always": "holds",
    "mostly": "holds",
    "about even": "about even",
    "about even within sampling error": "about even",
    "seldom": "fails",
    "nearly never": "fails",
}
SAID: Final[Mapping[Side, str]] = {"holds": "mostly true", "about even": "about even", "fails": "seldom true"}
"""The word of a side: what is seldom true above a line is no failure of the claim."""
AXES: Final[Mapping[str, Callable[[CellShare], str]]] = {
    "reading": lambda cell: cell.assumption_set,
    "model": lambda cell: cell.structure,
}
"""Axes on which a verdict can depend, with what gives a cell's label; the first where two differ alike."""

WITHIN_ERROR: Final[Word] = "about even within sampling error"
"""Of a share outside the dead band whose sampling interval reaches into it: more futures may give it a side."""
NO_VERDICT: Final = "no verdict: every set that was run is argued from the claim's own source"


def word(cell: CellShare) -> Word:
    """The word of a cell, by its share and the 95 % interval about it (law RV1).

    It is the interval that must clear the dead band, not the share: .58 of 500 futures is about even within sampling
    error, .61 mostly.
    """
    if cell.low > NEARLY_ALWAYS:
        return "nearly always"
    if cell.high < NEARLY_NEVER:
        return "nearly never"
    if cell.low > MOSTLY:
        return "mostly"
    if cell.high < SELDOM:
        return "seldom"
    return "about even" if SELDOM <= cell.share <= MOSTLY else WITHIN_ERROR


def side(cells: Sequence[CellShare]) -> Side | None:
    """The one side on which all cells lie; None where they lie on two, or where there is none."""
    sides = {SIDE[word(cell)] for cell in cells}
    return sides.pop() if len(sides) == 1 else None


def verdict_words(cells: Sequence[CellShare], *, is_one_reading: bool) -> str:
    """The verdict over the cells that count (law RV2).

    Args:
        cells: Those that are not circular.
        is_one_reading: No quantity that is read differs between the sets (law RS6).
    """
    if not cells:
        return NO_VERDICT
    one = side(cells)
    if one is None:
        return f"depends on the {_deciding_axis(cells)}"
    where = "in the one reading" if is_one_reading else "in every reading"
    if one == "about even":
        said = WITHIN_ERROR if any(word(cell) == WITHIN_ERROR for cell in cells) else one
        return f"{said} {where}" if is_one_reading else said
    return f"{SAID[one]} {where}"


def possibility_words(cells: Sequence[CellShare]) -> str:
    """Of a claim that says "could": the sets in which it is mostly true, of which one is enough (law RV2)."""
    borne_out = dict.fromkeys(cell.assumption_set for cell in cells if SIDE[word(cell)] == "holds")
    if borne_out:
        named = (f"“{set_words(name)}”" for name in borne_out)
        return f"the possibility is borne out in {listed(named)}"
    return "the possibility is borne out in no reading tried, and not refuted by that"


def _deciding_axis(cells: Sequence[CellShare]) -> str:
    """The axis of whose labels the mean shares differ most."""
    return max(AXES, key=lambda axis: _span_of_means(cells, AXES[axis]))


def _span_of_means(cells: Sequence[CellShare], label_of: Callable[[CellShare], str]) -> float:
    by_label: dict[str, list[float]] = {}
    for cell in cells:
        by_label.setdefault(label_of(cell), []).append(cell.share)
    means = [sum(shares) / len(shares) for shares in by_label.values()]
    return max(means) - min(means)
