"""Draws of one cell of a finished run, made again as they are asked for: a run draws many times what a claim reads.

Draws are counted by seed, quantity and future (law 4), so that these are the ones that the run rests on, to the last
bit, and are made in a fraction of the time that reading them from a file would take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats
from deterrence.axes import CLAIM_YEAR
from deterrence.exploration.futures import Futures
from deterrence.exploration.recent import Recent

_UNDER = "/"
_AT_ONCE: Final = 64


def under_policy_column(policy: str, quantity: str) -> str:
    """Name that says what a quantity is under a policy."""
    return f"{policy}{_UNDER}{quantity}"


def in_claim_year(draws: Draws, years: tuple[int, ...]) -> dict[str, Floats]:
    """Draws as they are in the claims' year, [future]; what has no years is what it is."""
    at = years.index(CLAIM_YEAR)
    return {name: np.ascontiguousarray(values[:, at]) if values.ndim == 2 else values for name, values in draws.items()}


class _ByQuantity(Mapping[str, Floats]):
    """What is known of some quantities without drawing them."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = dict.fromkeys(names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class CellDraws(_ByQuantity):
    """Draws of a cell by quantity, [future]: a dated one as in the claims' year.

    Args:
        futures: The futures in which every outcome is known.
        names: What is drawn in these, also under policies (`under_policy_column`).
        all_futures: How many futures the cell has with those of further blocks.
        further: What is drawn in all of these.
        recent: Where what was drawn last is kept.
    """

    def __init__(
        self,
        futures: Futures,
        names: Collection[str],
        all_futures: int,
        further: Collection[str],
        recent: Recent[Floats],
    ) -> None:
        super().__init__(names)
        self._futures, self._all = futures, replace(futures, count=all_futures)
        self._further = frozenset(further)
        self._recent, self._cell = recent, (futures.assumption_set, futures.structure)

    def __getitem__(self, name: str) -> Floats:
        """Draws of a quantity in every future in which it is drawn."""
        if name not in self._names:
            raise KeyError(name)
        return self.some((name,))[name]

    def some(self, names: Collection[str]) -> dict[str, Floats]:
        """Draws of some quantities, few of them at once: a dated one is drawn in every year of the horizon."""
        wanted = [name for name in names if name in self._names]
        found = {name: kept for name in wanted if (kept := self._recent.get((*self._cell, name))) is not None}
        missing = [name for name in wanted if name not in found]
        for start in range(0, len(missing), _AT_ONCE):
            drawn = self._draw(missing[start : start + _AT_ONCE])
            for name, values in in_claim_year(drawn, self._futures.scenario.years).items():
                values.flags.writeable = False
                found[name] = self._recent.keep((*self._cell, name), values)
        return found

    def _draw(self, names: Sequence[str]) -> Draws:
        own = [name for name in names if _UNDER not in name]
        drawn = {
            **self._all.draws([name for name in own if name in self._further]),
            **self._futures.draws([name for name in own if name not in self._further]),
        }
        for policy in dict.fromkeys(name.partition(_UNDER)[0] for name in names if _UNDER in name):
            changed = [name.partition(_UNDER)[2] for name in names if name.partition(_UNDER)[0] == policy]
            moved = self._futures.moved(changed, (policy,))[policy]
            drawn |= {under_policy_column(policy, name): values for name, values in moved.items()}
        return drawn

    def of_first(self, futures: int) -> FirstDraws:
        """Those of the first futures: of every quantity where so many have every outcome, else of further blocks."""
        are_whole = futures <= self._futures.count
        return FirstDraws(self, self._names if are_whole else [n for n in self._names if n in self._further], futures)


class FirstDraws(_ByQuantity):
    """Draws of the first futures of a cell by quantity, of those that are drawn in so many."""

    def __init__(self, drawn: CellDraws, names: Collection[str], futures: int) -> None:
        super().__init__(names)
        self._drawn, self._futures = drawn, futures

    def __getitem__(self, name: str) -> Floats:
        """Draws of a quantity."""
        if name not in self._names:
            raise KeyError(name)
        return self._drawn[name][: self._futures]

    def some(self, names: Collection[str]) -> dict[str, Floats]:
        """Draws of some quantities."""
        found = self._drawn.some(names)
        return {name: found[name][: self._futures] for name in names}
