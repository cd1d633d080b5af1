"""Rows of the figures of the wider balance, from the profiles of one set of futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deterrence.claims.words import label_name
from deterrence.exploration.bands import bands
from deterrence.exploration.profiles import of_policy
from deterrence.system.outcomes import OUTCOMES, labels_of
from deterrence.system.profiles import REFERENCE, ProfileBlock

Floats = NDArray[np.float64]
Row = dict[str, Any]

# Columns of the ladder's map: who holds the weapons, and under which policy.
LADDER_COLUMNS = (
    ("russia", REFERENCE),
    ("nato", REFERENCE),
    ("nato", "polish_hosting"),
    ("nato", "french_nonstrategic"),
    ("nato", "british_nonstrategic"),
    ("nato_without_united_states", REFERENCE),
    ("france_united_kingdom", REFERENCE),
    ("france_united_kingdom", "european_options_together"),
)


def _five(values: NDArray[np.generic]) -> dict[str, Floats]:
    return bands(np.asarray(values, dtype=np.float64))


def _rows(labels: Mapping[str, str], axis: str, steps: Sequence[int], values: NDArray[np.generic]) -> list[Row]:
    """Bands over futures of values [future, step], a row for each step of a numbered axis."""
    five = _five(values)
    return [
        {**labels, axis: step, **{key: float(band[place]) for key, band in five.items()}}
        for place, step in enumerate(steps)
    ]


def _one(labels: Mapping[str, str], values: NDArray[np.generic]) -> Row:
    """Bands over futures of values [future], as one row."""
    return {**labels, **{key: float(band) for key, band in _five(values).items()}}


def _labels(outcome: str, axis: str) -> tuple[str, ...]:
    return labels_of(OUTCOMES[outcome].table)[axis]


def _at(block: ProfileBlock, outcome: str, policy: str = REFERENCE) -> NDArray[np.generic]:
    return of_policy(block, OUTCOMES[outcome].table, outcome, policy)


def ladder_rows(block: ProfileBlock) -> list[Row]:
    """Coverage of each rung, strategic first, by coalition and option."""
    coalitions, rungs = _labels("rung_coverage", "coalition"), _labels("rung_coverage", "rung")
    rows = []
    for coalition, policy in LADDER_COLUMNS:
        values = _at(block, "rung_coverage", policy)[:, 0, coalitions.index(coalition)]
        option = "Today's plans" if policy == REFERENCE else _capital(label_name("policy", policy))
        for place in reversed(range(len(rungs))):
            named = {"rung": _capital(label_name("rung", rungs[place])), "coalition": _coalition(coalition),
                     "option": option}  # fmt: skip
            five = _one(named, values[:, place])
            rows.append({key: five[key] for key in ("rung", "coalition", "option", "p05", "p50", "p95")})
    return rows


def theatre_rows(block: ProfileBlock, years: Sequence[int]) -> list[Row]:
    """Ladder coverage by coalition over the years."""
    values = _at(block, "ladder_coverage")
    return [
        row
        for place, coalition in enumerate(_labels("ladder_coverage", "coalition"))
        for row in _rows({"coalition": _coalition(coalition)}, "year", years, values[:, :, place])
    ]


def _coalition(label: str) -> str:
    return _capital(label_name("coalition", label))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
