"""Which cells need further futures: those whose headline shares are not known well enough yet (law 44)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deterrence.axes import POLICY_AXIS
from deterrence.claims.claim import Proposition, load_claims
from deterrence.claims.columns import Columns
from deterrence.claims.share import holds, wilson
from deterrence.exploration.further import Further
from deterrence.exploration.run import Run
from deterrence.results import Cell, Label

LARGEST_HALF_WIDTH: Final = 0.03
"""Half of the 95 % Wilson interval of a headline share that is narrow enough."""


class Sampling:
    """Says after each round which cells are to have a further block; a cell that is settled stays settled.

    Args:
        least_blocks: Whole blocks that every cell has, with every outcome, however well its shares are known.
    """

    def __init__(self, least_blocks: int = 1) -> None:
        self.least_blocks = least_blocks
        self._headlines = [
            (reading.judged, subject)
            for claim in load_claims()
            for reading in claim.readings
            if reading.headline and reading.judged is not None
            for subject in reading.judged.subjects
        ]
        self.further = _further(self._headlines)
        self._settled: set[Cell] = set()

    def __call__(self, run: Run) -> frozenset[Cell]:
        """The cells of a run that are not settled."""
        columns = Columns(run)
        for cell in run.cells:
            if cell not in self._settled and self._is_settled(columns, cell):
                self._settled.add(cell)
        return frozenset(run.cells) - self._settled

    def _is_settled(self, columns: Columns, cell: Cell) -> bool:
        return all(
            _half_width(columns, proposition, subject, cell) <= LARGEST_HALF_WIDTH
            for proposition, subject in self._headlines
        )


def _further(headlines: Sequence[tuple[Proposition, str]]) -> Further:
    """What the headline reads: its outcomes at its labels, and nothing else."""
    labels: dict[str, dict[Label, None]] = {}
    for proposition, subject in headlines:
        named = proposition.labels(subject)
        for said in (named, {**named, **proposition.against}):
            for axis, label in said.items():
                labels.setdefault(axis, {})[label] = None
    outcomes = dict.fromkeys(proposition.outcome for proposition, _ in headlines)
    return Further(tuple(outcomes), {axis: tuple(named) for axis, named in labels.items() if axis != POLICY_AXIS})


def _half_width(columns: Columns, proposition: Proposition, subject: str, cell: Cell) -> float:
    values, nothing = columns.outcome(proposition, subject, cell)
    true = holds(values, proposition, proposition.threshold.value, nothing)
    low, high = wilson(int(true.sum()), true.size)
    return (high - low) / 2
