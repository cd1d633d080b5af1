"""Verdicts: shares of futures per assumption set and structure, and the interval over them, never pooled.

A share of futures over judged ranges is not a probability. A PHIA word appears only where every cell falls into one
of its bands and no decider is judged by us; else the verdict is "depends on", with what one would have to believe.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.claims import phia
from deterrence.claims.claim import Claim, Proposition, Reading
from deterrence.claims.columns import Columns, outcome_key
from deterrence.claims.names import quantity_names
from deterrence.claims.share import holds, wilson
from deterrence.claims.unjudged import missing_years
from deterrence.evidence.quantity import Basis, Grade, worst
from deterrence.exploration.ensemble import Run
from deterrence.exploration.prim import Region, discover
from deterrence.exploration.sensitivity import chance_level, first_order_shares
from deterrence.results import Cell
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.system.options import OPTIONS_TABLE
from deterrence.system.registry import OUTCOMES

Floats = NDArray[np.float64]

_DECIDERS, _LEADING = 8, 3
_LEAST_SHARE = 0.01  # below it an input decides nothing worth telling, however many futures there are


@dataclass(frozen=True)
class CellShare:
    """Share of futures in which the proposition holds in one cell, with its 95 % sampling interval (Wilson)."""

    assumption_set: str
    structure: str
    futures: int
    share: float
    low: float
    high: float
    void_share: float


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
    """

    claim: Claim
    reading: Reading
    proposition: Proposition
    subject: str
    cells: tuple[CellShare, ...]
    sweep: Mapping[float, tuple[float, float]]
    deciders: tuple[Decider, ...]
    boxes: tuple[CellBox, ...]
    counter_example: CounterExample | None
    wording: str
    names: Mapping[str, str]
    held_by: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Verdict({self.claim.id} {self.reading.id}, {self.subject}: {self.wording})"

    @property
    def subject_words(self) -> str:
        """The subject in words."""
        return self.proposition.subject_words(self.subject)

    @property
    def interval(self) -> tuple[float, float]:
        """Least and greatest share over all cells."""
        return min(c.share for c in self.cells), max(c.share for c in self.cells)

    def interval_of_set(self, assumption_set: str) -> tuple[float, float]:
        """Least and greatest share over the structures of one assumption set."""
        shares = [c.share for c in self.cells if c.assumption_set == self.held_by[assumption_set]]
        return min(shares), max(shares)


class Judge:
    """Judges claims on one run; reads each column once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._resolved = {name: resolve(run.scenario, name) for name in run.record.assumption_sets}
        self._names = quantity_names(run.scenario.dataset)
        self.columns = Columns(run)
        self._deciders: dict[tuple[str, str], tuple[Decider, ...]] = {}

    def judge(self, claim: Claim) -> tuple[Verdict, ...]:
        """A verdict for each reading and subject of a claim; `unjudged` says of which there is none and why."""
        return tuple(
            self._verdict(claim, reading, reading.judged, subject)
            for reading in claim.readings
            if reading.judged is not None and not missing_years(reading.judged, self.run.scenario.years)
            for subject in reading.judged.subjects
        )

    def deciders(self, proposition: Proposition, subject: str) -> tuple[Decider, ...]:
        """Inputs by their first-order share of the outcome's variance, over the cells."""
        key = (outcome_key(proposition), subject)
        if key not in self._deciders:
            by_cell = {}
            for cell in self.run.sharing.distinct(proposition.outcome):
                values, _ = self.columns.outcome(proposition, subject, cell)
                read, classes = self.columns.read_by(proposition, subject, cell), self.columns.classes(cell)
                by_cell[cell] = first_order_shares(values, {name: classes[name] for name in read if name in classes})
            self._deciders[key] = self._rank(by_cell)
        return self._deciders[key]

    def _rank(self, by_cell: Mapping[Cell, Mapping[str, float]]) -> tuple[Decider, ...]:
        """Deciders by their mean share over the cells that read them; each with its worst grades."""
        names = sorted({name for shares in by_cell.values() for name in shares})
        found = []
        for name in names:
            shares = [shares.get(name, 0.0) for cell, shares in by_cell.items() if name in self.columns.inputs(cell)]
            rests_on = [self._basis(name, cell[0]) for cell in by_cell]
            grade = worst(basis.grade for basis in rests_on)
            range_grade = worst(basis.spread_grade for basis in rests_on)
            found.append(Decider(name, min(shares), max(shares), float(np.mean(shares)), grade, range_grade))
        found = [decider for decider in found if decider.typical >= self._least(decider.quantity, by_cell, len(names))]
        return tuple(sorted(found, key=lambda d: (-d.typical, d.quantity))[:_DECIDERS])

    def _least(self, name: str, cells: Collection[Cell], inputs: int) -> float:
        """Share below which an input is not told from chance in the cell with fewest futures, or decides nothing."""
        groups = max(
            int(self.columns.classes(cell)[name].max()) + 1 for cell in cells if name in self.columns.classes(cell)
        )
        fewest = min(self.run.futures[cell] for cell in cells)
        return max(_LEAST_SHARE, chance_level(fewest, groups, inputs))

    def _basis(self, name: str, assumption_set: str) -> Resolved | Basis:
        """What an input rests on: the quantity as the set has it, or as the policy changes it."""
        policy, _, quantity = name.rpartition("/")
        if policy:
            return self.run.scenario.dataset.policies[policy].changes[quantity]
        return self._resolved[assumption_set][name]

    def _verdict(self, claim: Claim, reading: Reading, proposition: Proposition, subject: str) -> Verdict:
        cells, boxes = [], []
        sweep: dict[float, list[float]] = {e: [] for e in sorted(proposition.threshold.swept)}
        deciders = self.deciders(proposition, subject)
        for cell in self.run.sharing.distinct(proposition.outcome):
            values, nothing = self.columns.outcome(proposition, subject, cell)
            true = holds(values, proposition, proposition.threshold.value, nothing)
            low, high = wilson(int(true.sum()), true.size)
            cells.append(CellShare(*cell, true.size, float(true.mean()), low, high, float(nothing.mean())))
            for e, shares in sweep.items():
                shares.append(float(holds(values, proposition, e, nothing).mean()))
            columns = {
                d.quantity: self.columns.inputs(cell)[d.quantity]
                for d in deciders
                if d.quantity in self.columns.inputs(cell) and self._is_searched(d.quantity)
            }
            boxes.append(CellBox(cell, discover(true, columns)))
        return Verdict(
            claim=claim,
            reading=reading,
            proposition=proposition,
            subject=subject,
            cells=tuple(cells),
            sweep={e: (min(shares), max(shares)) for e, shares in sweep.items()},
            deciders=deciders,
            boxes=tuple(boxes),
            counter_example=self._counter_example(proposition, subject, cells, deciders),
            wording=_wording(proposition.outcome, cells, deciders),
            names=self._names,
            held_by=self.run.sharing.sets(proposition.outcome),
        )

    def _is_searched(self, name: str) -> bool:
        """Whether a limit may be sought on an input, or on what a policy makes of it."""
        return self.run.scenario.dataset.quantities[name.rpartition("/")[2]].is_searched

    def _counter_example(
        self, proposition: Proposition, subject: str, cells: Sequence[CellShare], deciders: Sequence[Decider]
    ) -> CounterExample | None:
        """In the first cell where both happen: the future against the majority whose deciders lie most centrally."""
        for cell_share in cells:
            if not 0.0 < cell_share.share < 1.0:
                continue
            cell = (cell_share.assumption_set, cell_share.structure)
            values, nothing = self.columns.outcome(proposition, subject, cell)
            true = holds(values, proposition, proposition.threshold.value, nothing)
            against = true if cell_share.share < 1 / 2 else ~true
            names = [d.quantity for d in deciders if d.quantity in self.columns.inputs(cell)]
            distance = np.zeros(true.size)
            for name in names:
                column = self.columns.inputs(cell)[name]
                rank = (np.searchsorted(np.sort(column), column) + 1 / 2) / column.size
                distance += (rank - 1 / 2) ** 2
            future = int(np.flatnonzero(against)[np.argmin(distance[against])])
            inputs = {name: float(self.columns.inputs(cell)[name][future]) for name in names}
            return CounterExample(cell, future, bool(true[future]), float(values[future]), inputs)
        return None


def _wording(outcome: str, cells: Sequence[CellShare], deciders: Sequence[Decider]) -> str:
    """The verdict in a few words; a PHIA word only with sourced deciders and one band for all cells.

    The date of an option is an input: a share of its range is no assessment and gets no such word. What no structure
    and no set touches is one calculation, however many cells show it.
    """
    low, high = min(cell.share for cell in cells), max(cell.share for cell in cells)
    shares = f"holds in {phia.interval_text(low, high)} of futures"
    word = phia.word_for(low, high)
    judged = any(d.worse_grade == "judged" for d in deciders[:_LEADING])
    if OUTCOMES[outcome].table == OPTIONS_TABLE:
        return f"{shares}, by the range of a date that goes in"
    if len(cells) == 1:
        return f"{shares}; one calculation, which sets and structures do not change"
    if word is None:
        return f"depends on the assumptions: {shares}"
    if not deciders:
        return f"{shares} in every set and structure, whatever the inputs"
    if judged:
        return f"{shares} in every set and structure, on judged ranges"
    return f"{word}: {shares}"
