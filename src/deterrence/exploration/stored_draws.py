"""Draws of one cell of a finished run, read when they are asked for: a run draws many times what one outcome reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np

from deterrence.arrays import AnyArray, Floats

_NOT_DRAWN = ("assumption_set", "structure", "future")
Read = Callable[[Sequence[str]], Mapping[str, AnyArray]]


class _ByQuantity(Mapping[str, Floats]):
    """What is known of some quantities without reading them."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = dict.fromkeys(names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class StoredDraws(_ByQuantity):
    """Draws of a cell by quantity, [future].

    Args:
        names: Columns of the blocks that hold every outcome.
        read: Reads some of them.
        further: Columns of further blocks, whose futures follow.
        read_further: Reads some of these.
    """

    def __init__(
        self, names: Collection[str], read: Read, further: Collection[str] = (), read_further: Read | None = None
    ) -> None:
        super().__init__([name for name in names if name not in _NOT_DRAWN])
        self._read, self._read_further = read, read_further
        self._further = frozenset(further)
        self._found: dict[str, Floats] = {}

    def __getitem__(self, name: str) -> Floats:
        """Draws of a quantity in every future in which it is drawn."""
        if name not in self._names:
            raise KeyError(name)
        self.load((name,))
        return self._found[name]

    def load(self, names: Collection[str]) -> None:
        """Read what is drawn of some quantities, at once."""
        wanted = [name for name in names if name in self._names and name not in self._found]
        more = [name for name in wanted if name in self._further]
        found = self._read(wanted) if wanted else {}
        beyond = self._read_further(more) if more and self._read_further else {}
        for name in wanted:
            values = np.concatenate([found[name], beyond[name]]) if name in beyond else found[name]
            self._found[name] = np.asarray(values, dtype=np.float64)

    def of_first(self, futures: int, are_whole: bool) -> FirstDraws:
        """Those of the first futures.

        Args:
            futures: How many.
            are_whole: Whether so many have every quantity; else those of further blocks are meant.
        """
        return FirstDraws(self, self._names if are_whole else [n for n in self._names if n in self._further], futures)


class FirstDraws(_ByQuantity):
    """Draws of the first futures of a cell by quantity, of those that are drawn in so many."""

    def __init__(self, drawn: StoredDraws, names: Collection[str], futures: int) -> None:
        super().__init__(names)
        self._drawn, self._futures = drawn, futures

    def __getitem__(self, name: str) -> Floats:
        """Draws of a quantity."""
        if name not in self._names:
            raise KeyError(name)
        return self._drawn[name][: self._futures]

    def some(self, names: Collection[str]) -> dict[str, Floats]:
        """Draws of some quantities, read at once."""
        self._drawn.load(names)
        return {name: self[name] for name in names}
