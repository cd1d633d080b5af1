"""Judging the claims on a run: shares, deciders, boxes, counter-examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.claims.claim import Claim, Proposition, Reading, load_claims
from deterrence.claims.columns import Columns, outcome_key
from deterrence.claims.confidence import LEADING, Grounds, confidence
from deterrence.claims.names import quantity_names
from deterrence.claims.register import missing_years
from deterrence.claims.share import CellShare, by_thirds, holds, middle_ninety, wilson
from deterrence.claims.verdict import CellBox, CounterExample, Decider, Interval, Verdict
from deterrence.evidence.quantity import Basis, worst
from deterrence.exploration.prim import discover
from deterrence.exploration.run import Run
from deterrence.exploration.sensitivity import chance_level, first_order_shares
from deterrence.results import Cell
from deterrence.scenario.resolve import resolve
from deterrence.system.registry import back_test_of, varies_by_structure

_DECIDERS = 8
_LEAST_SHARE = 0.01  # below it an input decides nothing worth telling, however many futures there are
_JUDGED: Final[MutableMapping[Run, tuple[Verdict, ...]]] = WeakKeyDictionary()
Tell: TypeAlias = Callable[[int, int], object]
"""Told before a claim is judged: its number, and of how many."""


def untold(_: int, __: int) -> None:
    """Nobody is told."""


def each_told(claims: Sequence[Claim], tell: Tell) -> Iterator[Claim]:
    """Claims to be judged, one after the other, each told before it comes."""
    for number, claim in enumerate(claims, 1):
        tell(number, len(claims))
        yield claim


def register_verdicts(run: Run, tell: Tell = untold) -> tuple[Verdict, ...]:
    """Every claim of the register judged on a run, once."""
    if run not in _JUDGED:
        judge = Judge(run)
        _JUDGED[run] = tuple(verdict for claim in each_told(load_claims(), tell) for verdict in judge.judge(claim))
    return _JUDGED[run]


class Judge:
    """Judges claims on one run; reads each column once.

    Args:
        run: The run.
        first: How many of the first futures of each cell are looked at; all, if left out.
    """

    def __init__(self, run: Run, first: int | None = None) -> None:
        self.run = run
        self._resolved = {name: resolve(run.scenario, name) for name in run.record.assumption_sets}
        self.names = quantity_names(run.scenario.dataset)
        self.columns = Columns(run, first)
        self._deciders: dict[tuple[str, str], tuple[Decider, ...]] = {}

    def judge(self, claim: Claim) -> tuple[Verdict, ...]:
        """A verdict for each judged reading and subject of a claim; `register` says what becomes of the others."""
        return tuple(
            _Case(self, claim, reading, reading.judged, subject).verdict()
            for reading in claim.readings
            if reading.judged is not None and not missing_years(reading.judged, self.run.scenario.years)
            for subject in reading.judged.subjects
        )

    def true(self, proposition: Proposition, subject: str, cell: Cell, threshold: float | None = None) -> Flags:
        """Whether the proposition holds in each future of a cell, at its own threshold or another."""
        values, nothing = self.columns.outcome(proposition, subject, cell)
        return holds(values, proposition, proposition.threshold.value if threshold is None else threshold, nothing)

    def deciders(self, proposition: Proposition, subject: str) -> tuple[Decider, ...]:
        """Inputs by their first-order share of the outcome's variance, over the cells."""
        key = (outcome_key(proposition), subject)
        if key not in self._deciders:
            by_cell, classes_of, futures = {}, {}, []
            for cell in self.run.sharing.distinct(proposition.outcome):
                values, _ = self.columns.outcome(proposition, subject, cell)
                read = self.columns.read_by(proposition, subject, cell)
                classes_of[cell] = self.columns.classes(cell, values.size, read)
                futures.append(values.size)
                by_cell[cell] = first_order_shares(values, classes_of[cell])
            self._deciders[key] = self._rank(by_cell, classes_of, min(futures))
        return self._deciders[key]

    def _rank(
        self, by_cell: Mapping[Cell, Mapping[str, float]], classes: Mapping[Cell, Mapping[str, Integers]], fewest: int
    ) -> tuple[Decider, ...]:
        """Deciders by their mean share over the cells that read them; each with its worst grades."""
        names = sorted({name for shares in by_cell.values() for name in shares})
        drawn = {cell: self.run.results.all_draws(cell) for cell in by_cell}
        found = []
        for name in names:
            shares = [shares.get(name, 0.0) for cell, shares in by_cell.items() if name in drawn[cell]]
            typical = float(np.mean(shares))
            if typical < _LEAST_SHARE or typical < _by_chance(name, classes, fewest, len(names)):
                continue
            rests_on = [self._basis(name, cell[0]) for cell in by_cell]
            grade = worst(basis.grade for basis in rests_on)
            range_grade = worst(basis.spread_grade for basis in rests_on)
            found.append(Decider(name, min(shares), max(shares), typical, grade, range_grade))
        return tuple(sorted(found, key=lambda d: (-d.typical, d.quantity))[:_DECIDERS])

    def _basis(self, name: str, assumption_set: str) -> Basis:
        """What an input rests on: the quantity as the set has it, or as the policy changes it."""
        policy, _, quantity = name.rpartition("/")
        if policy:
            return self.run.scenario.dataset.policies[policy].changes[quantity]
        return self._resolved[assumption_set][name].basis

    def circular_sets(self, claim: Claim) -> frozenset[str]:
        """Assumption sets that are argued from the claim's own source (law RS5)."""
        known = self.run.scenario.dataset.assumption_sets
        return frozenset(name for name in self.run.record.assumption_sets if known[name].source == claim.origin.source)

    def is_searched(self, name: str) -> bool:
        """Whether a limit may be sought on an input, or on what a policy makes of it."""
        return self.run.scenario.dataset.quantities[name.rpartition("/")[2]].is_searched

    def off_nominal(self, outcome: str, cell: Cell) -> float | None:
        """By how much a back-test of the outcome's model misses its nominal coverage; None where there is none."""
        study = back_test_of(outcome)
        if study is None or study.back_test is None:
            return None
        return study.back_test.off_nominal(self.run.results.study(study.name, cell))

    def score(self, outcome: str, cell: Cell) -> str:
        """How the outcome's model did against a record, in words; empty where no back-test says it."""
        study = back_test_of(outcome)
        if study is None or study.back_test is None or study.back_test.words is None:
            return ""
        return study.back_test.words(self.run.results.study(study.name, cell))


def _by_chance(name: str, classes: Mapping[Cell, Mapping[str, Integers]], fewest: int, inputs: int) -> float:
    """Share below which an input is not told from chance in the cell with fewest futures."""
    groups = max(int(of_cell[name].max()) + 1 for of_cell in classes.values() if name in of_cell)
    return chance_level(fewest, groups, inputs)


class _Case:
    """One reading of a claim for one subject, on its way to a verdict."""

    def __init__(self, judge: Judge, claim: Claim, reading: Reading, proposition: Proposition, subject: str) -> None:
        self.judge, self.claim, self.reading = judge, claim, reading
        self.proposition, self.subject = proposition, subject
        self.sharing = judge.run.sharing
        self.cells = self.sharing.distinct(proposition.outcome)
        self.held_by = self.sharing.sets(proposition.outcome)
        self.deciders = judge.deciders(proposition, subject)
        circular = judge.circular_sets(claim)
        self.rivals = [name for name in self.held_by if name not in circular]
        self.circular = {cell for cell in self.cells if not any(self.held_by[name] == cell[0] for name in self.rivals)}

    def verdict(self) -> Verdict:
        """Everything that is told."""
        cells = tuple(self._share(cell) for cell in self.cells)
        counted = [cell for cell in cells if not cell.is_circular]
        return Verdict(
            claim=self.claim,
            reading=self.reading,
            proposition=self.proposition,
            subject=self.subject,
            cells=cells,
            sweep=self._sweep(),
            thirds={name: self._thirds(name) for name in self.proposition.split_by},
            deciders=self.deciders,
            find_boxes=self._boxes,
            counter_example=self._counter_example(cells),
            is_one_reading=len({self._alike[name] for name in self.rivals}) == 1,
            confidence=confidence(counted, self._grounds(counted), self._off_nominal),
            names=self.judge.names,
            held_by=self.held_by,
            score=self.judge.score(self.proposition.outcome, self.cells[0]),
            last_year=self.judge.run.scenario.years[-1],
        )

    def _boxes(self) -> tuple[CellBox, ...]:
        return tuple(CellBox(cell, discover(self._true(cell), self._searched(cell))) for cell in self.cells)

    def _true(self, cell: Cell) -> Flags:
        return self.judge.true(self.proposition, self.subject, cell)

    def _inputs(self, cell: Cell) -> Mapping[str, Floats]:
        """Inputs of a cell in the futures in which the proposition is looked at."""
        return self.judge.columns.inputs(cell, self.judge.columns.futures(self.proposition, self.subject, cell))

    @property
    def _counted(self) -> list[Cell]:
        """Cells that count, or all of them where none does."""
        return [cell for cell in self.cells if cell not in self.circular] or list(self.cells)

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        """The first set that draws all that the proposition reads as each set does."""
        read = {
            name.rpartition("/")[2]
            for cell in self.cells
            for name in self.judge.columns.read_by(self.proposition, self.subject, cell)
        }
        return self.sharing.alike(read)

    def _share(self, cell: Cell) -> CellShare:
        values, nothing = self.judge.columns.outcome(self.proposition, self.subject, cell)
        true = self._true(cell)
        low, high = wilson(int(true.sum()), true.size)
        return CellShare(
            *cell, true.size, float(true.mean()), low, high, float(nothing.mean()),
            *middle_ninety(values, nothing), is_circular=cell in self.circular,
        )  # fmt: skip

    def _sweep(self) -> dict[float, Interval]:
        """Least and greatest share at other thresholds."""
        found = {}
        for threshold in sorted(self.proposition.threshold.swept):
            trues = [self.judge.true(self.proposition, self.subject, cell, threshold) for cell in self._counted]
            shares = [float(true.mean()) for true in trues]
            found[threshold] = min(shares), max(shares)
        return found

    def _thirds(self, name: str) -> tuple[Interval | None, ...]:
        """Least and greatest share in each third of an input."""
        columns = [self._inputs(cell) for cell in self._counted]
        by_cell = [
            by_thirds(self._true(cell), inputs[name])
            for cell, inputs in zip(self._counted, columns, strict=True)
            if name in inputs
        ]
        told = [[share for share in third if share is not None] for third in zip(*by_cell, strict=True)]
        return tuple((min(shares), max(shares)) if shares else None for shares in told)

    def _searched(self, cell: Cell) -> dict[str, Floats]:
        """Deciders of a cell on which a limit may be sought."""
        inputs = self._inputs(cell)
        names = [d.quantity for d in self.deciders if d.quantity in inputs and self.judge.is_searched(d.quantity)]
        return {name: inputs[name] for name in names}

    def _grounds(self, counted: Sequence[CellShare]) -> Grounds:
        """What the confidence rests on."""
        has_structures = varies_by_structure(self.proposition.outcome)
        return Grounds(
            sets=len({self._alike[name] for name in self.rivals}),
            structures=len({cell.structure for cell in counted}) if has_structures else None,
            judged=sum(decider.worse_grade == "judged" for decider in self.deciders[:LEADING]),
        )

    def _off_nominal(self) -> float | None:
        return self.judge.off_nominal(self.proposition.outcome, self.cells[0])

    def _counter_example(self, cells: Sequence[CellShare]) -> CounterExample | None:
        """In the first cell where both happen: the future against the majority whose deciders lie most centrally."""
        for cell_share in cells:
            if not 0.0 < cell_share.share < 1.0:
                continue
            cell = (cell_share.assumption_set, cell_share.structure)
            values, _ = self.judge.columns.outcome(self.proposition, self.subject, cell)
            true = self._true(cell)
            against = true if cell_share.share < 1 / 2 else ~true
            columns = self._inputs(cell)
            names = [d.quantity for d in self.deciders if d.quantity in columns]
            distance = np.zeros(true.size)
            for name in names:
                column = columns[name]
                rank = (np.searchsorted(np.sort(column), column) + 1 / 2) / column.size
                distance += (rank - 1 / 2) ** 2
            future = int(np.flatnonzero(against)[np.argmin(distance[against])])
            inputs = {name: float(columns[name][future]) for name in names}
            return CounterExample(cell, future, bool(true[future]), float(values[future]), inputs)
        return None
