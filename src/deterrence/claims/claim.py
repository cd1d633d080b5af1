"""A claim: what was said, by whom, and the proposition by which the futures judge it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

import deterrence
from deterrence.errors import InputError, Problem
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.system.outcomes import OUTCOMES


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Threshold(_Strict):
    """The value that decides, and the values over which it is swept."""

    value: float = Field(ge=0, le=1)
    swept: tuple[float, ...] = Field(min_length=1)
    rationale: str


class Proposition(_Strict):
    """A future makes the claim true iff the outcome stands so to the threshold."""

    outcome: str
    comparator: Literal["at_least", "below"]
    threshold: Threshold
    forces: tuple[Literal["france", "united_kingdom", "both"], ...] = Field(min_length=1)
    posture: Literal["day_to_day", "generated"]
    year: int


class Reading(_Strict):
    """One reading of the claim. A claim with two readings has two propositions."""

    id: str
    statement: str
    proposition: Proposition


class Origin(_Strict):
    """Where the claim was made."""

    source: str
    place: str


class Claim(_Strict):
    """One claim of the register."""

    id: str
    title: str
    statement: str
    asserted_by: str
    origin: Origin
    readings: tuple[Reading, ...]
    twin: str
    not_testable: str | None = None
    limits: tuple[str, ...] = Field(min_length=1)


def load_claims(folder: Path | None = None) -> tuple[Claim, ...]:
    """All claims of the register, in the order of their file names.

    Raises:
        InputError: Every problem of every file.
    """
    folder = folder or Path(deterrence.__file__).parent / "dataset" / "claims"
    claims: list[Claim] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            claim = parse_fields(Claim, read_document(path))
        except InputError as error:
            problems += error.problems
            continue
        problems += [
            Problem(path.name, f"readings.{reading.id}.proposition.outcome", "unknown outcome",
                    f"write one of {', '.join(sorted(OUTCOMES))}", reading.proposition.outcome)
            for reading in claim.readings if reading.proposition.outcome not in OUTCOMES
        ]  # fmt: skip
        claims.append(claim)
    if problems:
        raise InputError(problems)
    return tuple(claims)
