"""Types of the arrays that models take and give, in one place.

An array of futures has the axes [future, year, ...] or, where a quantity has no dates, [future].
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Things = TypeVar("Things", bound=tuple[Any, ...])
Number = float | Floats
"""One number, or one for each future."""
AnyArray = NDArray[Any]
Draws = Mapping[str, Floats]
"""Quantity id -> [future], or [future, year] where it is dated."""
Values = Mapping[str, AnyArray]
"""Outcome -> [future, year, ...], or [future, ...] where it has no years."""


def at_year(values: Floats, year_index: int) -> Floats:
    """The year's slice of a dated draw [future, year]; an undated draw [future] is the same every year."""
    return values[:, year_index] if values.ndim == 2 else values


def along_years(values: Floats, years: int = 1) -> Floats:
    """A draw as [future, year]; an undated one [future] is the same in each of so many years, by default in one."""
    return values if values.ndim == 2 else np.repeat(values[:, None], years, axis=1)


class NotDrawnError(KeyError):
    """A quantity that was asked for and is not drawn.

    Args:
        identity: Its id.
        reader: Who reads it, with the file in which that is written.
    """

    def __init__(self, identity: str, reader: str = "the component that reads it") -> None:
        super().__init__(f"{identity} is not drawn: add it to `quantities` of {reader}")
        self.identity = identity


class NamedDraws(dict[str, Floats]):
    """Draws of which one that is missing is named with the remedy."""

    def __missing__(self, identity: str) -> Floats:
        """Refuse what was not drawn."""
        raise NotDrawnError(identity)


class Same(Generic[Things]):
    """Things that nobody changes, as the key of what was made of them.

    The very same things are the same key; equal ones are not, since comparing them would cost what is to be saved.
    """

    def __init__(self, things: Things) -> None:
        self.things = things

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.things)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Same) or len(self.things) != len(other.things):
            return False
        return all(map(is_, self.things, other.things))


def sliced(draws: Draws, at: slice) -> Draws:
    """The draws of some years of the horizon: dated ones are cut, undated ones stay as they are."""
    return NamedDraws({name: values[:, at] if values.ndim == 2 else values for name, values in draws.items()})
