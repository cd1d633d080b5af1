"""In how many futures the published gap closes at all, by reading, in words (law C12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deterrence.chapter import Shown
from deterrence.charts.numbers import short
from deterrence.conventional.codes import HOLDINGS_READING, UNIT_READING
from deterrence.conventional.components.gap import AIR_DEFENCE_PLACES, LAND_PLACES

_UP, _DOWN = HOLDINGS_READING
_WHOLE, _HALF = UNIT_READING
_SIDES: Final = {"path": "with the American forces that the dials leave", "none": "without American forces"}


def sentences(shown: Shown) -> Sequence[str]:
    """Share of the futures in which every code of the pool is met, from some year to the last."""
    last = max(shown.results.years)
    told = []
    for side, words in _SIDES.items():
        brigades = [_closed(shown, side, reading, _WHOLE, LAND_PLACES) for reading in (_UP, _DOWN)]
        units = [_closed(shown, side, _UP, reading, AIR_DEFENCE_PLACES) for reading in (_WHOLE, _HALF)]
        told.append(
            f"Contracts and plans close the published gap by {last} {words}: in brigades in {brigades[0]} of the "
            f"futures bottom up and {brigades[1]} top down, in air defence in {units[0]} if a unit is a fire unit and "
            f"{units[1]} if it is half of one."
        )
    return told


def _closed(shown: Shown, side: str, holdings: str, unit: str, places: tuple[int, ...]) -> str:
    is_open = shown.results.values(
        "closes_after_horizon",
        shown.cell,
        american=side,
        kind="published",
        holdings_reading=holdings,
        unit_reading=unit,
    )
    return short(float(1 - is_open[:, list(places)].any(axis=1).mean()), ".0%")
