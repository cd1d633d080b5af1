"""A quantity: a value with its unit, range, two grades and what they rest on; rivals are kept beside it as variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from deterrence.errors import Problem
from deterrence.evidence.bound import NO_LIMITS, Bound, BoundRecord, Limits
from deterrence.evidence.distribution import Distribution, has_chances
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.fields import Strict
from deterrence.evidence.follow import Follows
from deterrence.evidence.source import Date, Licence, Prompt, SourceReference, Text
from deterrence.units import Unit

Grade = Literal["measured", "reported", "estimated", "judged"]
GRADES: tuple[Grade, ...] = ("measured", "reported", "estimated", "judged")
Dating = Literal["path", "schedule", "no"]
Role = Literal["fact", "choice", "bar"]
_SOURCES = "sources: [{source: id, locator: place}]"


class BasisRecord(Strict):
    """What a value rests on, as written: shared by quantities and their variants.

    `chance_grade` is the grade of the chances of a mixture or of choices, and stands beside no other value.
    """

    value: Any
    grade: Grade
    range_grade: Grade
    chance_grade: Grade | None = None
    rationale: str = ""
    analogue: str = ""
    method: str = ""
    sources: tuple[SourceReference, ...] = ()
    as_of: Date | None = None
    note: str = ""
    prompted_by: Prompt | None = None


class VariantRecord(BasisRecord):
    """A rival value."""

    description: str = ""


class SliderRecord(Strict):
    """How far a lever goes and in what steps, in the quantity's unit."""

    low: float
    high: float
    step: float = Field(gt=0)


class LeverRecord(Strict):
    """Marks a lever of the page, which shows it with its `group`. Headline levers come first.

    A dated quantity is moved at one `year`.
    """

    label: Text
    group: Text
    slider: SliderRecord
    year: int | None = None
    is_headline: bool = False


class QuantityRecord(BasisRecord):
    """One quantity as written.

    `dated`: the models take a `path` over the years, or read a date or lag once, a `schedule` that a policy changes for
    the whole horizon, or (`no`) take one value a future, which no policy can change. `needs` names a quantity without
    which, where it is 0, this one counts for nothing; so does `idle_without`, where a change is allowed all the same,
    since the other may be meant to follow. `follows` names a quantity on which this one leans within a
    future; `without_effect` says why this one moves no outcome, so that a change of it is refused. Of one with
    `is_searched: false` no limit is told as what would have to hold for a claim. `role`: a `fact` of the world, a
    `choice` of whoever decides it, or a `bar` at which enough is said to be enough. `never_falls`: it counts what has
    come so far, and a path of it that goes down is refused.
    """

    description: Text
    unit: str
    dated: Dating = "no"
    limits: Limits = NO_LIMITS
    at_most: tuple[BoundRecord, ...] = ()
    needs: str = ""
    idle_without: str = ""
    follows: Follows | None = None
    without_effect: str = ""
    is_searched: bool = True
    role: Role = "fact"
    never_falls: bool = False
    licence: Licence | None = None
    can_reverse: tuple[str, ...] = ()
    structures: tuple[str, ...] = ()
    lever: LeverRecord | None = None
    variants: dict[str, VariantRecord] = Field(default_factory=dict)


def worst(grades: Iterable[Grade]) -> Grade:
    """The worst of some grades; it is the one that counts in a verdict."""
    return max(grades, key=GRADES.index)


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
    chance_grade: Grade | None = None
    assumption_sets: tuple[str, ...] = ()

    def is_of(self, assumption_set: str) -> bool:
        """Whether it counts in an assumption set: a change may name those in which it does, else in all."""
        return not self.assumption_sets or assumption_set in self.assumption_sets

    @property
    def spread_grade(self) -> Grade:
        """Grade of the range, or that of the chances if it is worse."""
        return worst((self.range_grade, self.chance_grade or self.range_grade))

    @property
    def worse_grade(self) -> Grade:
        """The worst of its grades; it is the one that counts in a verdict."""
        return worst((self.grade, self.spread_grade))


@dataclass(frozen=True)
class Quantity:
    """One quantity of the ledger; `structures` are those in which it counts, all where none is named."""

    id: str
    description: str
    unit: Unit
    basis: Basis
    file: str
    line: int | None
    structures: tuple[str, ...] = ()
    can_reverse: tuple[str, ...] = ()
    lever: LeverRecord | None = None
    licence: Licence | None = None
    dated: Dating = "no"
    limits: Limits = NO_LIMITS
    at_most: tuple[Bound, ...] = ()
    needs: str = ""
    idle_without: str = ""
    follows: Follows | None = None
    without_effect: str = ""
    is_searched: bool = True
    role: Role = "fact"
    never_falls: bool = False
    variants: Mapping[str, Basis] = field(default_factory=dict)

    @property
    def takes_path(self) -> bool:
        """Whether the models take a path of it over the years."""
        return self.dated == "path"

    def counts_in(self, structure: str) -> bool:
        """Whether a structure reads it."""
        return not self.structures or structure in self.structures


def basis_of(record: BasisRecord, distribution: Distribution) -> Basis:
    """The basis of a record whose value has been read."""
    return Basis(
        distribution, record.grade, record.range_grade, record.rationale, record.analogue, record.method,
        record.sources, record.as_of or "", record.note, record.prompted_by, record.chance_grade,
    )  # fmt: skip


def chance_problem(has_grade: bool, distribution: Distribution) -> tuple[str, str] | None:
    """What is wrong with a grade of chances, and what to write instead: it stands where chances do, and only there."""
    if has_grade == has_chances(distribution):
        return None
    if has_grade:
        return "a grade of chances, of which the value has none", "remove it"
    return "missing", "add chance_grade: what the chances of the mixture or of the choices rest on"


def undated_value(otherwise: str) -> tuple[str, str]:
    """What is wrong with dated values of a quantity of which the models take no path, and what to write instead."""
    return "dated, but the models take one value a future", f"write one value or range for all years, or {otherwise}"


def support_problems(written: Mapping[str, Any], document: Document, path: Path_) -> list[Problem]:
    """What a value lacks to rest on: each grade asks for its own support, a judged value for no source.

    Works on what is written, so that it is reported together with misspelt keys and values out of bounds.
    """
    return [document.problem((*path, key), what, fix, None, has_value=False) for key, what, fix in _lacking(written)]


def _lacking(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    grade, range_grade, chance_grade = (written.get(name) for name in ("grade", "range_grade", "chance_grade"))
    sources = written.get("sources")
    if "judged" in (grade, range_grade, chance_grade):
        what = "value" if grade == "judged" else "range" if range_grade == "judged" else "chance"
        if not written.get("rationale"):
            yield "rationale", f"a judged {what} without a rationale", "add rationale: why this value and this spread"
        if not written.get("analogue"):
            yield "analogue", f"a judged {what} without an analogue", "add analogue: what it was argued from"
    if grade == "judged" and sources:
        fix = "move them to analogue or prompted_by, or grade the value reported"
        yield "sources", "a judged value cites sources, which do not state it", fix
    if grade in ("measured", "reported", "estimated") and not sources:
        yield "sources", f"{_article(grade)} value without a source", f"add {_SOURCES}"
    if grade in ("measured", "reported") and not written.get("as_of"):
        yield "as_of", f"{_article(grade)} value without a date", 'add as_of: "YYYY-MM"'
    if grade == "estimated" and not written.get("method"):
        yield "method", "an estimated value without a method", "add method: how it was worked out"
    if grade == "judged" and range_grade in ("measured", "reported"):
        yield "range_grade", f"{_article(range_grade)} range around a judged value", "grade the range judged"


def _article(grade: str) -> str:
    return f"an {grade}" if grade == "estimated" else f"a {grade}"
