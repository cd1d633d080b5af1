"""Results by name and labels: what figures, chapters, options and claims see of a run, stored or live.

Nothing here runs a model: a result is read from the parts of a run, or from one block of futures held in memory.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.study import Solution

Cell = tuple[str, str]
"""Assumption set and structure."""
Label = str | int
BANDS: Final = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}


def bands(values: AnyArray, void: AnyArray | None = None) -> dict[str, Floats]:
    """Quantiles over the futures by name, linear between order statistics (Hyndman and Fan 1996, type 7).

    Args:
        values: [future, ...], no NaN.
        void: Where the outcome says nothing, of the same shape; these futures are left out (law RP3).

    Returns:
        `p05`, `p25`, `p50`, `p75`, `p95`, each of the shape behind the future axis; NaN where no future is left.
    """
    array = np.asarray(values, dtype=np.float64)
    if void is not None and void.any():
        ordered = np.sort(np.where(void, np.nan, array), axis=0)
        return {name: _quantile(ordered, share) for name, share in BANDS.items()}
    found = np.quantile(array, list(BANDS.values()), axis=0)
    return dict(zip(BANDS, found, strict=True))


def _quantile(ordered: Floats, share: float) -> Floats:
    """A quantile of what is ascending over the futures, with NaN at the end, which is left out."""
    last = np.maximum(np.count_nonzero(~np.isnan(ordered), axis=0) - 1, 0)
    place = last * share
    below = np.floor(place).astype(np.int64)
    low, high = (np.take_along_axis(ordered, at[None], axis=0)[0] for at in (below, np.minimum(below + 1, last)))
    found: Floats = low + (place - below) * (high - low)
    return found


class Results(ABC):
    """Outcomes of the same futures in every cell.

    Args:
        cells: Every (assumption set, structure), in the order of the scenario.
        years: Years of the horizon.
        policies: Policies of the dataset that were run beside the reference.
    """

    def __init__(self, cells: Sequence[Cell], years: Sequence[int]) -> None:
        self.cells = tuple(cells)
        self.years = tuple(years)

    @abstractmethod
    def axes(self, outcome: str) -> tuple[str, ...]:
        """Axes of an outcome behind the futures, `policy` first."""

    def labels(self, outcome: str) -> Mapping[str, tuple[Label, ...]]:
        """Labels of each of these axes, in order; the policies are the reference and those that reach the outcome."""
        return {axis: self.along(outcome, axis) for axis in self.axes(outcome)}

    @abstractmethod
    def along(self, outcome: str, axis: str) -> tuple[Label, ...]:
        """Labels of one of these axes, in order."""

    @abstractmethod
    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:
        """An outcome at one label of some axes, [future, axes that are not named ...]."""

    @abstractmethod
    def draws(self, cell: Cell) -> Mapping[str, Floats]:
        """Draws of a cell by quantity, [future]; what a policy changes stands under `policy/quantity`."""

    @abstractmethod
    def study(
        self,
        name: str,
        cell: Cell,
        policy: str = REFERENCE,
        wanted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> Solution:
        """The outcomes of a study in one cell, solved where that has not been done.

        Args:
            name: Its name.
            cell: Assumption set and structure.
            policy: Under which it is asked; where the policy does not reach it, the reference's answer.
            wanted: Labels by axis that are enough; there can be more.

        Raises:
            InputError: There is no such study; the nearest is named.
        """

    def values(self, outcome: str, cell: Cell, **labels: Label) -> AnyArray:
        """An outcome in one cell, [future, axes that no label is named for ...].

        The policy is the reference where none is named, and where the one named does not reach the outcome. Counts that
        cannot arrive in the cell may be left out at the end of the last axis.
        """
        policy = labels.get(POLICY_AXIS, REFERENCE)
        chosen = {**labels, POLICY_AXIS: policy if self.is_reached(outcome, str(policy)) else REFERENCE}
        axes = self.axes(outcome)
        wrong = [
            f"{axis}={label}"
            for axis, label in chosen.items()
            if axis not in axes or label not in self.along(outcome, axis)
        ]
        if wrong:
            raise KeyError(f"{outcome} is not kept at {', '.join(wrong)}: it has {self.labels(outcome)}")
        return self._read(outcome, cell, chosen)

    def is_reached(self, outcome: str, policy: str) -> bool:
        """Whether a policy can change an outcome; where it cannot, a difference of nothing is no finding."""
        return policy in self.along(outcome, POLICY_AXIS)

    def bands(self, outcome: str, cell: Cell, **labels: Label) -> dict[str, Floats]:
        """Bands over the futures of `values`, each of the shape behind the future axis."""
        return bands(self.values(outcome, cell, **labels))
