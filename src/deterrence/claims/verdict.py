"""Verdicts: shares of futures per assumption set and structure, and the interval over them, never pooled.

A share of futures over judged ranges is not a probability. A word of probability (PHIA) stands only beside a high
confidence, where every cell falls into its band; else the words are those of laws RV1 and RV2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from deterrence.claims import phia
from deterrence.claims.claim import Claim, Proposition, Reading
from deterrence.claims.confidence import Confidence
from deterrence.claims.share import CellShare
from deterrence.claims.verdict_words import NO_VERDICT, Side, possibility_words, side, verdict_words
from deterrence.evidence.quantity import Grade, worst
from deterrence.exploration.prim import Region
from deterrence.results import Cell

Interval = tuple[float, float]


@dataclass(frozen=True)
class Decider:
    """An input that decides the outcome: first-order share over the cells, and its worse grade."""

    quantity: str
    least: float
    most: float
    typical: float
    grade: Grade
    range_grade: Grade

    @property
    def worse_grade(self) -> Grade:
        """The worse of the grades of value and range; it is the one that counts."""
        return worst((self.grade, self.range_grade))


@dataclass(frozen=True)
class CellBox:
    """Where the proposition tends to hold in one cell, or to fail, whichever is the rarer; None where nothing tells."""

    cell: Cell
    region: Region | None


@dataclass(frozen=True)
class CounterExample:
    """The least extreme future of a cell in which the proposition goes the other way."""

    cell: Cell
    future: int
    holds: bool
    outcome: float
    inputs: Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """Verdict on one reading of a claim for one subject (a force, a coalition, ...; empty where there is but one).

    `cells` are those of which none repeats another's numbers; `held_by` says which assumption set holds those of each.
    `thirds` are, by input by which the proposition is split, the least and greatest share in the lowest, middle and
    highest third of it. `is_one_reading`: no quantity that it reads differs between the sets. `is_own`: it is none of
    the register, but the user's own claim. `score` says how the model did against a record, where that belongs into
    every verdict on it. `last_year` is that of the horizon: a year after it stands for later, or never.
    """

    claim: Claim
    reading: Reading
    proposition: Proposition
    subject: str
    cells: tuple[CellShare, ...]
    sweep: Mapping[float, Interval]
    thirds: Mapping[str, tuple[Interval | None, ...]]
    deciders: tuple[Decider, ...]
    find_boxes: Callable[[], tuple[CellBox, ...]] = field(compare=False, repr=False)
    counter_example: CounterExample | None
    is_one_reading: bool
    confidence: Confidence | None
    names: Mapping[str, str]
    held_by: Mapping[str, str]
    is_own: bool = False
    score: str = ""
    last_year: int | None = None

    def __repr__(self) -> str:
        return f"Verdict({self.claim.id} {self.reading.id}, {self.subject}: {self.words})"

    @cached_property
    def boxes(self) -> tuple[CellBox, ...]:
        """Where it flips, cell by cell; sought when it is first asked for, since few verdicts print it."""
        return self.find_boxes()

    @property
    def subject_words(self) -> str:
        """The subject in words."""
        return self.proposition.subject_words(self.subject)

    @cached_property
    def counted(self) -> tuple[CellShare, ...]:
        """Cells that count for interval and words: those that are not circular (law RS5)."""
        return tuple(cell for cell in self.cells if not cell.is_circular)

    @property
    def shown(self) -> tuple[CellShare, ...]:
        """Cells that count, or all of them where none does."""
        return self.counted or self.cells

    @property
    def side(self) -> Side | None:
        """The side on which all cells lie that count; None where they lie on two."""
        return side(self.counted)

    @property
    def settled(self) -> dict[float, Interval]:
        """Shares at other lines of the same question that the inputs settle, as the register says (decision 0031)."""
        marked = [one.proposition for one in self.claim.readings if one.state == "by_construction" and one.proposition]
        lines = [one.threshold.value for one in marked if self.proposition.asks_the_same(self.subject, one)]
        return {line: self.sweep[line] for line in lines if line in self.sweep}

    @property
    def interval(self) -> Interval:
        """Least and greatest share over the cells that count."""
        return min(c.share for c in self.shown), max(c.share for c in self.shown)

    @property
    def sampling(self) -> Interval:
        """Lower end of the sampling interval of the least share, and upper end of that of the greatest (law RV3)."""
        least, greatest = min(self.shown, key=lambda c: c.share), max(self.shown, key=lambda c: c.share)
        return least.low, greatest.high

    @property
    def outcome_range(self) -> tuple[Interval, Interval] | None:
        """Of the outcome over the cells that count: least and greatest median; least and greatest end of the 90 %."""
        told = [c for c in self.shown if c.least is not None and c.median is not None and c.most is not None]
        if not told:
            return None
        medians = [c.median for c in told if c.median is not None]
        ends = [end for c in told for end in (c.least, c.most) if end is not None]
        return (min(medians), max(medians)), (min(ends), max(ends))

    def interval_of_set(self, assumption_set: str) -> Interval:
        """Least and greatest share over the structures of one assumption set."""
        shares = [c.share for c in self.cells if c.assumption_set == self.held_by[assumption_set]]
        return min(shares), max(shares)

    def is_circular(self, assumption_set: str) -> bool:
        """Whether the cells of a set are left out: it is argued from the claim's own source."""
        return all(c.is_circular for c in self.cells if c.assumption_set == self.held_by[assumption_set])

    @property
    def words(self) -> str:
        """The verdict in words; with a word of probability only where the confidence is high (law RV4)."""
        said = verdict_words(self.counted, is_one_reading=self.is_one_reading)
        probability = phia.word_for(*self.interval) if self.confidence == "high" else None
        return f"{probability}, {said}" if probability else said

    @property
    def possibility(self) -> str:
        """Of a claim that says "could", whether one reading bears it out; empty for all others."""
        return possibility_words(self.counted) if self.claim.says_could and self.counted else ""

    @property
    def wording(self) -> str:
        """Words, shares with their sampling error, confidence, possibility and score of the model, in one line."""
        if not self.counted:
            return NO_VERDICT
        further = "".join(f"; {said}" for said in (self.possibility, self.score) if said)
        return (
            f"{self.words}: true in {phia.interval_text(*self.interval)} of futures "
            f"(95% sampling {phia.interval_text(*self.sampling)}); {self.confidence} confidence{further}"
        )
