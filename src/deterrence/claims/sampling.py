"""Which cells need further futures: those whose headline shares are not known well enough yet (law 44)."""

from __future__ import annotations

from typing import Final

from deterrence.claims.claim import Proposition, load_claims
from deterrence.claims.columns import Columns
from deterrence.claims.share import holds, wilson
from deterrence.exploration.ensemble import Run
from deterrence.results import Cell

LARGEST_HALF_WIDTH: Final = 0.03
"""Half of the 95 % Wilson interval of a headline share that is narrow enough."""


class Sampling:
    """Says after each round which cells are to have a further block; a cell that is settled stays settled.

    Args:
        least_blocks: Blocks that every cell has, however well its shares are known.
    """

    def __init__(self, least_blocks: int = 1) -> None:
        self._least_blocks = least_blocks
        self._headlines = [
            (reading.judged, subject)
            for claim in load_claims()
            for reading in claim.readings
            if reading.headline and reading.judged is not None
            for subject in reading.judged.subjects
        ]
        self._settled: set[Cell] = set()

    def __call__(self, run: Run) -> frozenset[Cell]:
        """The cells of a run that are not settled."""
        columns = Columns(run)
        for cell in run.cells:
            is_long_enough = run.blocks[cell] >= self._least_blocks
            if cell not in self._settled and is_long_enough and self._is_settled(columns, cell):
                self._settled.add(cell)
        return frozenset(run.cells) - self._settled

    def _is_settled(self, columns: Columns, cell: Cell) -> bool:
        return all(
            _half_width(columns, proposition, subject, cell) <= LARGEST_HALF_WIDTH
            for proposition, subject in self._headlines
        )


def _half_width(columns: Columns, proposition: Proposition, subject: str, cell: Cell) -> float:
    values, nothing = columns.outcome(proposition, subject, cell)
    true = holds(values, proposition, proposition.threshold.value, nothing)
    low, high = wilson(int(true.sum()), true.size)
    return (high - low) / 2
