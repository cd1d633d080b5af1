"""A claim: what was said, by whom, and the proposition by which the futures judge it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, field_validator, model_validator

import deterrence
from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.claims.words import label_name
from deterrence.errors import Problem, collected, refuse
from deterrence.evidence.document import Document, read_document
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.own_source import without_sources
from deterrence.evidence.reference import ADD_TO_DATASET, source_fix
from deterrence.evidence.source import SourceReference
from deterrence.system.registry import OUTCOMES, inputs_of, labels_of, stored_axes
from deterrence.system.search import outcome_suggestion
from deterrence.units import suggestion


class Threshold(Strict):
    """The value that decides, in the outcome's unit, and the values over which it is swept.

    `source` is the publication that states the value; without one the outcome is told first, the share second.
    """

    value: float
    swept: tuple[float, ...] = Field(min_length=1)
    rationale: str
    source: SourceReference | None = None


class Proposition(Strict):
    """A future makes the claim true iff the outcome stands so to the threshold.

    `at` holds one label for each axis of the outcome but the future; `each` names one axis that has several, with one
    verdict for each; a policy that is not named is the reference. With `less` the outcome is the difference to the
    same future at those other labels, with `over` the ratio; where the divisor is 0 there is none, and it says nothing.
    `split_by` names inputs that are a choice or a bar: the share is then told for each third of each, so that nobody's
    choice is averaged over.
    """

    outcome: str
    at: dict[str, str | int] = Field(default_factory=dict)
    each: dict[str, tuple[str, ...]] = Field(default_factory=dict, max_length=1)
    less: dict[str, str | int] = Field(default_factory=dict)
    over: dict[str, str | int] = Field(default_factory=dict)
    comparator: Literal["at_least", "below"]
    threshold: Threshold
    split_by: tuple[str, ...] = ()

    @field_validator("split_by", mode="before")
    @classmethod
    def _one_or_several(cls, written: object) -> object:
        return (written,) if isinstance(written, str) else tuple(written) if isinstance(written, list) else written

    @model_validator(mode="after")
    def _is_a_difference_or_a_ratio(self) -> Proposition:
        if self.less and self.over:
            raise ValueError("give `less` or `over`, not both: a difference or a ratio")
        return self

    @property
    def against(self) -> dict[str, str | int]:
        """Labels at which the other outcome of a difference or ratio differs; empty where there is none."""
        return self.less or self.over

    @property
    def subject_axis(self) -> str:
        """The axis of `each`; empty where there is none."""
        return next(iter(self.each), "")

    @property
    def subjects(self) -> tuple[str, ...]:
        """Labels that have a verdict each; one empty label where there is one verdict."""
        return self.each.get(self.subject_axis, ("",))

    def asks_the_same(self, subject: str, other: Proposition) -> bool:
        """Whether another asks the same of a subject, whatever the lines: outcome, labels, comparison and side."""
        mine, its = ((one.outcome, one.less, one.over, one.comparator) for one in (self, other))
        at = {POLICY_AXIS: REFERENCE, **self.labels(subject)}
        return mine == its and at in ({POLICY_AXIS: REFERENCE, **other.labels(name)} for name in other.subjects)

    @property
    def year(self) -> int | None:
        """The year that all subjects share, if any."""
        year = self.at.get("year")
        return None if year is None else int(year)

    @property
    def years(self) -> set[int]:
        """All years spoken of."""
        said = [labels["year"] for labels in (self.at, self.against) if "year" in labels]
        return {int(year) for year in (*said, *self.each.get("year", ()))}

    def labels(self, subject: str) -> dict[str, str | int]:
        """Labels of all axes for one subject; a year is a number."""
        label = int(subject) if self.subject_axis == "year" else subject
        return {**self.at, **({self.subject_axis: label} if self.each else {})}

    def subject_words(self, subject: str) -> str:
        """The subject in words; empty where there is none."""
        return label_name(self.subject_axis, subject) if subject else ""

    def where(self) -> str:
        """The labels that all subjects share, in words, and what it is compared with."""
        said = [label_name(axis, label) for axis, label in self.at.items() if axis != "year" and label != REFERENCE]
        said += [str(self.year)] if self.year else []
        return ", ".join(said) + (f", compared with {_as_object(self._compared())}" if self.against else "")

    def _compared(self) -> str:
        """What it is compared with, a policy last."""
        policy = str(self.against.get(POLICY_AXIS, ""))
        others = " and ".join(label_name(axis, label) for axis, label in self.against.items() if axis != POLICY_AXIS)
        if policy in ("", REFERENCE):
            return others or "the forces as planned"
        return " with ".join(part for part in (others, label_name(POLICY_AXIS, policy)) if part)


def _as_object(words: str) -> str:
    """Words of labels as what something is compared with.

    >>> _as_object("without the defence"), _as_object("with supply"), _as_object("the forces as planned")
    ('what there is without the defence', 'supply', 'the forces as planned')
    """
    return f"what there is {words}" if words.startswith("without ") else words.removeprefix("with ")


State = Literal["judged", "documented", "by_construction", "not_testable", "not_yet_modelled"]
STATE: Final[Mapping[str, str]] = {
    "judged": "judged by the futures",
    "documented": "documented: a sourced count or date, which no future could have made otherwise",
    "by_construction": "no verdict: no one input turns it, or it restates an input or another claim",
    "not_testable": "not testable here",
    "not_yet_modelled": "not yet modelled",
}
"""What becomes of a reading, with its words."""


class Reading(Strict):
    """One reading of the claim, and what becomes of it (`STATE`).

    What is judged has a proposition. Every other state says why; what is documented names its sources. What is
    documented or true by construction may keep the proposition that shows it; it has no verdict and no share.
    `line` names the line of the table by exposure in which it stands.
    """

    id: str
    statement: str
    state: State
    headline: bool = False  # whether its shares decide how many futures a cell has (law 44)
    line: str = ""
    proposition: Proposition | None = None
    why: str | None = None
    sources: tuple[SourceReference, ...] = ()

    @model_validator(mode="after")
    def _says_what_its_state_needs(self) -> Reading:
        is_judged, is_open = self.state == "judged", self.state in ("not_testable", "not_yet_modelled")
        wrong = {
            "state judged without a proposition, or with `why`: write the proposition, and no `why`": is_judged
            and (self.proposition is None or self.why is not None),
            f"state {self.state} without `why`: say why, in a sentence": not is_judged and self.why is None,
            f"state {self.state} takes no proposition: judge it, or say `by_construction`": is_open
            and self.proposition is not None,
            "`sources` without the state documented, or it without them: write both, or neither": bool(self.sources)
            != (self.state == "documented"),
        }
        if any(wrong.values()):
            raise ValueError("; ".join(what for what, is_wrong in wrong.items() if is_wrong))
        return self

    @property
    def judged(self) -> Proposition | None:
        """Its proposition, where the futures judge it."""
        return self.proposition if self.state == "judged" else None


class Origin(Strict):
    """Where the claim was made."""

    source: str
    place: str


class Claim(Strict):
    """One claim of the register; what futures judge has a twin, the same futures without the cause.

    `says_could`: it asserts that something is possible, for which one reading in which it is mostly true suffices.
    """

    id: str
    title: str
    statement: str
    asserted_by: str
    origin: Origin
    readings: tuple[Reading, ...]
    says_could: bool = False
    twin: str | None = None
    limits: tuple[str, ...] = Field(min_length=1)

    @property
    def is_headline(self) -> bool:
        """Whether one of its readings decides how many futures a cell has."""
        return any(reading.headline for reading in self.readings)

    @model_validator(mode="after")
    def _has_a_twin_where_it_is_judged(self) -> Claim:
        if (self.twin is None) == any(reading.judged for reading in self.readings):
            what = "no twin beside a judged reading" if self.twin is None else "a twin, and no judged reading"
            raise ValueError(f"{what}: `twin` stands with a reading that is judged, and only there")
        return self


def load_claims() -> tuple[Claim, ...]:
    """All claims of the register, in the order of their file names.

    Raises:
        InputError: Every problem of every file.
    """
    claims: list[Claim] = []
    problems: list[Problem] = []
    for path in sorted((Path(deterrence.__file__).parent / "dataset" / "claims").glob("*.yaml")):
        with collected(problems):
            claims.append(read_claim(read_document(path)))
    refuse(problems)
    return tuple(claims)


def read_claim(document: Document, sources: Collection[str] | None = None, add: str = ADD_TO_DATASET) -> Claim:
    """A claim from its file.

    Args:
        document: The file.
        sources: Ids of the sources that it may name; any, if None.
        add: What to do about a new source.

    Raises:
        InputError: Every problem of the file.
    """
    claim = parse_fields(Claim, without_sources(document))
    problems = [
        document.problem(("readings", position, "proposition", *field.split(".")), what, fix, value)
        for position, reading in enumerate(claim.readings)
        for field, what, fix, value in (proposition_problems(reading.proposition) if reading.proposition else ())
    ]
    named: list[tuple[tuple[str | int, ...], str]] = [(("origin", "source"), claim.origin.source)]
    named += [
        (("readings", position, "sources", place, "source"), reference.source)
        for position, reading in enumerate(claim.readings)
        for place, reference in enumerate(reading.sources)
    ]
    named += [
        (("readings", position, "proposition", "threshold", "source", "source"), cited.source)
        for position, reading in enumerate(claim.readings)
        if reading.proposition is not None and (cited := reading.proposition.threshold.source) is not None
    ]
    for path, name in named:
        if sources is not None and name not in sources:
            problems.append(document.problem(path, "no such source", source_fix(name, sources, add), name))
    refuse(problems)
    return claim


def proposition_problems(proposition: Proposition) -> Iterator[tuple[str, str, str, object]]:
    """What is wrong with the outcome and the labels of a proposition: field, what, what to write, value."""
    outcome = OUTCOMES.get(proposition.outcome)
    if outcome is None:
        fix = outcome_suggestion(proposition.outcome)
        yield "outcome", "unknown outcome", fix, proposition.outcome
        return
    needed = set(stored_axes(outcome.name)) - {"future"}
    given = {*proposition.at, *proposition.each}
    for axis in sorted(needed - given - {POLICY_AXIS}):
        yield "at", f"lacks the axis {axis} of {outcome.name}", f"write a label of {axis}", sorted(given)
    known = labels_of(outcome.name)
    wanted = [("at", axis, label) for axis, label in proposition.at.items()]
    wanted += [("each", axis, label) for axis, labels in proposition.each.items() for label in labels]
    wanted += [("less" if proposition.less else "over", axis, label) for axis, label in proposition.against.items()]
    for field, axis, label in wanted:
        if axis not in needed:
            yield f"{field}.{axis}", "no axis of the outcome", f"its axes are {', '.join(sorted(needed))}", label
        elif axis == "year" and not str(label).isdecimal():
            yield f"{field}.{axis}", "no year", "write a year, as 2035", label
        elif axis in known and label not in known[axis]:
            fix = suggestion(str(label), known[axis])
            yield f"{field}.{axis}", f"no such {axis.replace('_', ' ')}", fix, label
    read = inputs_of(outcome.name)
    for name in proposition.split_by:
        if name not in read:
            fix = suggestion(name, read, f"write the id of a quantity that {outcome.name} reads")
            yield "split_by", "no quantity that the outcome reads", fix, name
