"""What replacing the United States costs by code, once and over a life, and the level of spending beside it, in words.

A bill and a level answer different questions (laws C41, C42).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.chapter import Shown
from deterrence.charts.numbers import short
from deterrence.conventional.codes import COUNTED
from deterrence.conventional.components.cells import COUNTED_CODES, TARGET_YEAR
from deterrence.conventional.components.gap import LAND_PLACES
from deterrence.results import Label
from deterrence.traced import Number, Sentence, Words, filled, in_cell, number

_ONCE, _LIFE, _UNKNOWN = "gap_bill", "gap_bill_life_cycle", "bill_has_no_requirement"
_ALL_GONE: Final[dict[str, Label]] = {"american": "none", "kind": "replacement", "year": TARGET_YEAR}


def sentences(shown: Shown) -> Sequence[Sentence]:
    """The bill by code once, its sum once and over a life, and the level that others ask for."""
    if TARGET_YEAR not in shown.results.labels(_ONCE)["year"]:
        return []
    once, life = (np.asarray(shown.results.values(name, shown.cell, **_ALL_GONE)) for name in (_ONCE, _LIFE))
    is_unknown = np.asarray(shown.results.values(_UNKNOWN, shown.cell, **_ALL_GONE))[0].astype(bool)
    groups = {"brigades": LAND_PLACES} | {
        COUNTED[code]: (place,)
        for place, code in enumerate(COUNTED_CODES)
        if place not in LAND_PLACES and not is_unknown[place]
    }
    parts: list[Words] = []
    for words, places in groups.items():
        parts += ["; " if parts else "", f"{words} ", _sum(shown, once, places, words.replace(" ", "_"), _ONCE)]
    every = tuple(range(len(COUNTED_CODES)))
    level = number(shown.results, "asked_spending_level", shown.cell, "p50", short)
    return [
        (
            *filled(
                f"If all American forces were gone, what replaces them and is not there in {TARGET_YEAR} would cost "
                "{} billion dollars of 2025 once and {} over its life, at the median; once by code: ",
                _sum(shown, once, every, "all", _ONCE), _sum(shown, life, every, "all", _LIFE),
            ),
            *parts, ".",
        ),
        filled(
            "Two institutes ask for a level of spending, {} billion dollars a year more: another question, and no bill "
            "is compared with it.", level,
        ),
    ]  # fmt: skip


def _sum(shown: Shown, values: AnyArray, places: tuple[int, ...], what: str, outcome: str) -> Number:
    """Median over the futures of the sum over codes."""
    value = float(np.median(values[:, list(places)].sum(axis=1)))
    return in_cell(short(value), outcome, shown.cell, f"p50 of {what}", value, **_ALL_GONE)
