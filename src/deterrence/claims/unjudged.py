"""Readings that a run gives no verdict on, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from deterrence.claims.claim import Claim, Proposition, Reading


@dataclass(frozen=True)
class Unjudged:
    """A reading without a verdict, and why."""

    claim: Claim
    reading: Reading
    reason: str

    def __str__(self) -> str:
        return f"{self.claim.id} {self.reading.id}: {self.reason}"


def missing_years(proposition: Proposition, years: Sequence[int]) -> list[int]:
    """Years that a proposition speaks of and a horizon does not hold."""
    said = {int(labels["year"]) for labels in (proposition.at, proposition.against) if "year" in labels}
    return sorted(said - set(years))


def unjudged(claims: Iterable[Claim], years: Sequence[int]) -> tuple[Unjudged, ...]:
    """Readings that no future judges, or that speak of a year outside the horizon."""
    return tuple(found for claim in claims for reading in claim.readings for found in _of(claim, reading, years))


def _of(claim: Claim, reading: Reading, years: Sequence[int]) -> Iterator[Unjudged]:
    if reading.judged is None:
        yield Unjudged(claim, reading, f"{reading.state.replace('_', ' ')}: {reading.why}")
    elif missing := missing_years(reading.judged, years):
        said = ", ".join(map(str, missing))
        yield Unjudged(claim, reading, f"not judged: the horizon {years[0]} to {years[-1]} does not hold {said}")
