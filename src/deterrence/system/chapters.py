"""Every domain's chapter: the one list from which the brief and the page print.

It stands beside the registry and not in it, as chapters draw: a run and its workers load no charts.
"""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter
from deterrence.conventional import chapter as conventional
from deterrence.missile_defence import chapter as missile_defence
from deterrence.nuclear import chapter as nuclear
from deterrence.nuclear_support import chapter as nuclear_support
from deterrence.second_strike import chapter as second_strike

CHAPTERS: Final[tuple[Chapter, ...]] = (
    nuclear.CHAPTER,
    missile_defence.CHAPTER,
    second_strike.CHAPTER,
    conventional.CHAPTER,
    nuclear_support.CHAPTER,
)
