"""A quantity: a value with its unit, range, two grades and what they rest on; rivals are kept "
"beside it as variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from deterrence.evidence.distribution import Distribution
from deterrence.evidence.source import Prompt, SourceReference
from deterrence.units import Unit

Grade = Literal["measured", "reported", "estimated", "judged"]
GRADES: tuple[Grade, ...] = ("measured", "reported", "estimated", "judged")
STRUCTURES = ("aids_net", "explicit_decoys")


class BasisRecord(BaseModel):
    """What a value rests on, as written: shared by quantities, their variants and overlays."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    value: Any
    grade: Grade
    range_grade: Grade
    rationale: str = ""
    analogue: str = ""
    method: str = ""
    sources: tuple[SourceReference, ...] = ()
    as_of: str = Field(default="", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    note: str = ""
    prompted_by: Prompt | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> BasisRecord:
        judged = "judged" in (self.grade, self.range_grade)
        if judged and not self.rationale:
            raise ValueError("a judged value or range without a rationale: add rationale")
        if judged and not self.analogue:
            raise ValueError("a judged value or range without an analogue: add analogue, what it was argued from")
        if self.grade in ("measured", "reported") and not self.sources:
            raise ValueError(f"a {self.grade} value without a source: add sources: [{{source: id, locator: place}}]")
        if self.grade == "estimated" and not self.method:
            raise ValueError("an estimated value without a method: add method")
        if self.grade == "judged" and self.sources:
            raise ValueError(
                "a judged value that cites sources, which do not state it: move them to analogue, or "
                "grade the value reported"
            )
        return self


class VariantRecord(BasisRecord):
    """A rival value."""

    description: str = ""


class LeverRecord(BaseModel):
    """Marks a headline lever of the page."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    label: str
    group: str


class QuantityRecord(BasisRecord):
    """One quantity as written."""

    description: str = Field(min_length=1)
    unit: str
    licence: Literal["may_be_cited", "may_be_redistributed"] | None = None
    can_reverse: tuple[str, ...] = ()
    structure: Literal["aids_net", "explicit_decoys"] | None = None
    lever: LeverRecord | None = None
    variants: dict[str, VariantRecord] = Field(default_factory=dict)


@dataclass(frozen=True)
class Basis:
    """A value with its grades and what it rests on, ready to be drawn."""

    distribution: Distribution
    grade: Grade
    range_grade: Grade
    rationale: str = ""
    analogue: str = ""
    method: str = ""
    sources: tuple[SourceReference, ...] = ()
    as_of: str = ""
    note: str = ""
    prompted_by: Prompt | None = None

    @property
    def worse_grade(self) -> Grade:
        """The worse of the two grades; it is the one that counts in a verdict."""
        return max(self.grade, self.range_grade, key=GRADES.index)


@dataclass(frozen=True)
class Quantity:
    """One quantity of the ledger."""

    id: str
    description: str
    unit: Unit
    basis: Basis
    file: str
    line: int | None
    structure: str | None = None
    can_reverse: tuple[str, ...] = ()
    lever: LeverRecord | None = None
    variants: Mapping[str, Basis] = field(default_factory=dict)


def basis_of(record: BasisRecord, distribution: Distribution) -> Basis:
    """The basis of a record whose value has been read."""
    return Basis(
        distribution,
        record.grade,
        record.range_grade,
        record.rationale,
        record.analogue,
        record.method,
        record.sources,
        record.as_of,
        record.note,
        record.prompted_by,
    )
