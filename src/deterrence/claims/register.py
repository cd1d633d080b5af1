"""Every claim of the register and what becomes of each of its readings, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from deterrence.claims.claim import STATE, Claim, Proposition, Reading


def missing_years(proposition: Proposition, years: Sequence[int]) -> list[int]:
    """Years that a proposition speaks of and a horizon does not hold."""
    return sorted(proposition.years - set(years))


def register_rows(claims: Iterable[Claim], years: Sequence[int]) -> list[dict[str, Any]]:
    """Each claim with its readings: their state in words, and why where there is no verdict on this horizon."""
    return [
        {
            "claim": claim.id,
            "title": claim.title,
            "readings": [_row(reading, years) for reading in claim.readings],
        }
        for claim in claims
    ]


def _row(reading: Reading, years: Sequence[int]) -> dict[str, Any]:
    state, said, why = reading.state, STATE[reading.state], reading.why
    missing = missing_years(reading.judged, years) if reading.judged is not None else []
    if missing:
        said = "not judged on this horizon"
        why = f"The horizon {years[0]} to {years[-1]} does not hold {', '.join(map(str, missing))}."
    return {"reading": reading.id, "statement": reading.statement, "state": state, "in_words": said, "why": why}
