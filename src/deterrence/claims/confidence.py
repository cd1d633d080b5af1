"""How far a verdict can be trusted (law RV4): the first of three lines that fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from deterrence.claims.share import CellShare
from deterrence.claims.verdict_words import side

Confidence = Literal["high", "moderate", "low"]

LEADING: Final = 3
"""Deciders whose grades count."""
NEAR_NOMINAL: Final = 0.05
"""Share by which a back-test may miss the coverage that its band names."""
_ROUNDING: Final = 1e-9
RARE: Final = 0.10
FREQUENT: Final = 0.90
READINGS: Final = 2
"""Sets, and structures where the model has them, that a moderate confidence asks for."""


@dataclass(frozen=True)
class Grounds:
    """What the confidence in a verdict rests on.

    `sets` count those that are not circular and differ in what the proposition reads; `structures` those in which its
    outcome was run, none where the model has one alone; `judged` are the leading deciders whose value or range is
    judged.
    """

    sets: int
    structures: int | None
    judged: int


def confidence(
    cells: Sequence[CellShare], grounds: Grounds, off_nominal: Callable[[], float | None]
) -> Confidence | None:
    """High, moderate or low; None where no cell counts.

    Args:
        cells: Those that are not circular.
        grounds: What it rests on.
        off_nominal: By how much a back-test of the outcome's model misses its nominal coverage, None where there is no
            back-test; it is asked for only where all else is as a high confidence needs it.
    """
    if not cells:
        return None
    is_one_word = side(cells) is not None
    if is_one_word and grounds.judged == 0:
        missed = off_nominal()
        if missed is not None and missed <= NEAR_NOMINAL + _ROUNDING:
            return "high"
    is_wide = grounds.sets >= READINGS and (grounds.structures is None or grounds.structures >= READINGS)
    is_clear = all(cell.high < RARE for cell in cells) or all(cell.low > FREQUENT for cell in cells)
    if is_wide and is_one_word and (grounds.judged <= 1 or is_clear):
        return "moderate"
    return "low"
