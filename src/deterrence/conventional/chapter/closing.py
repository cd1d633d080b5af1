"""In how many futures the published gap closes at all, by reading, in words (law C12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deterrence.chapter import Shown
from deterrence.charts.numbers import per_cent
from deterrence.conventional.codes import HOLDINGS_READING, UNIT_READING
from deterrence.conventional.components.gap import AIR_DEFENCE_PLACES, LAND_PLACES
from deterrence.results import Label
from deterrence.traced import Number, Sentence, filled, in_cell

_OPEN: Final = "closes_after_horizon"
_UP, _DOWN = HOLDINGS_READING
_WHOLE, _HALF = UNIT_READING
_SIDES: Final = {"path": "with the American forces that the dials leave", "none": "without American forces"}


def sentences(shown: Shown) -> Sequence[Sentence]:
    """Share of the futures in which every code of the pool is met, from some year to the last."""
    last = max(shown.results.years)
    told: list[Sentence] = []
    for side, words in _SIDES.items():
        brigades = [_closed(shown, side, reading, _WHOLE, LAND_PLACES) for reading in (_UP, _DOWN)]
        units = [_closed(shown, side, _UP, reading, AIR_DEFENCE_PLACES) for reading in (_WHOLE, _HALF)]
        told.append(
            filled(
                f"Contracts and plans close the published gap by {last} {words}: in brigades in {{}} of the futures "
                "bottom up and {} top down, in air defence in {} if a unit is a fire unit and {} if it is half of one.",
                *brigades,
                *units,
            )
        )
    return told


def _closed(shown: Shown, side: str, holdings: str, unit: str, places: tuple[int, ...]) -> Number:
    at: dict[str, Label] = {
        "american": side, "kind": "published", "holdings_reading": holdings, "unit_reading": unit,
    }  # fmt: skip
    is_open = shown.results.values(_OPEN, shown.cell, **at)
    share = float(1 - is_open[:, list(places)].any(axis=1).mean())
    return in_cell(per_cent(share), _OPEN, shown.cell, "share of futures in which no code is open", share, **at)
