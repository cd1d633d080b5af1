"""Whether a proposition could have come out otherwise (law RP1): pure functions on the futures of each cell.

A proposition is refused where nothing that decides it moves it, where it restates one input, where it turns on what
somebody chooses, or where it says the reverse of another. The numbers below are the law's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.evidence.quantity import Role

FUTURES: Final = 500
"""The first futures of each cell that are looked at."""
FEWEST: Final = 250
"""With fewer in some cell nothing is tested."""
MOVES: Final = 0.15
"""Difference of the share between two tenths of a decider, or between cells, from which it is moved."""
CHOICE: Final = 0.20
"""The same from which a choice or a bar decides it."""
SAME_RANK: Final = 0.90
"""Rank correlation from which an outcome restates an input."""
ERRORS_REMOVED: Final = 0.85
"""Share of the errors of the better constant guess, from whose removal by one cut it restates an input."""
TELLING_SHARES: Final = (0.05, 0.95)
"""Shares of a cell between which a cut can tell."""
STANDARD_ERRORS: Final = 2.0
"""A difference counts above so many of its standard errors."""
OF_TENTHS: Final = 3.2
"""The same of the two tenths that lie furthest apart: of ten that nothing moves they do so as seldom as two that were
named before lie 2 apart (Tukey's studentized range, .9545 of ten means)."""
CELLS: Final = 2
"""A difference counts in so many cells, or in all that there are."""
TENTH: Final = 0.1
"""Part of the futures at either end of an input; and the most in which a count may be unassured undefended (RT4)."""
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Seen:
    """One cell: the outcome of each future, whether the proposition holds, and the inputs that it reads, [future]."""

    values: Floats
    true: Flags
    inputs: Mapping[str, Floats]


@dataclass(frozen=True)
class Difference:
    """Of two shares: its size, its standard error, and how many of these it must exceed to count."""

    size: float
    error: float
    errors: float = STANDARD_ERRORS

    def counts(self, bar: float) -> bool:
        """Whether it reaches a bar and lies above so many of its standard errors."""
        return self.size >= bar - _ROUNDING and self.size > self.errors * self.error


@dataclass(frozen=True)
class Refusal:
    """What the test found. `moved_by` is the greatest difference that counts, 0 where none does.

    `restates`: the input that it restates, empty where there is none. `choices`: choices and bars that decide it, but
    those by which it is split. `double_of`: what it says the reverse of. `is_unassured`: it asks of a count that is not
    assured even without a defence (law RT4).
    """

    futures: int
    moved_by: float
    restates: str
    choices: tuple[str, ...]
    double_of: str
    is_unassured: bool = False

    @property
    def is_tested(self) -> bool:
        """Whether there were enough futures to tell."""
        return self.futures >= FEWEST

    @property
    def found(self) -> tuple[str, ...]:
        """Letters: U unmoved, R restates, C choice, D double, A not assured undefended; none where untested."""
        if not self.is_tested:
            return ()
        grounds = {
            "U": not self.moved_by, "R": self.restates, "C": self.choices, "D": self.double_of, "A": self.is_unassured,
        }  # fmt: skip
        return tuple(letter for letter, is_met in grounds.items() if is_met)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {
            "tested": self.is_tested,
            "futures": self.futures,
            "found": list(self.found),
            "moved_by": round(self.moved_by, 3),
            "restates": self.restates,
            "choices": list(self.choices),
            "double_of": self.double_of,
        }


def examine(
    cells: Sequence[Seen],
    deciders: Sequence[str],
    roles: Mapping[str, Role],
    split_by: Collection[str] = (),
    double_of: str = "",
) -> Refusal:
    """The test of one proposition at its standing threshold.

    Args:
        cells: What each cell shows.
        deciders: Inputs that decide it (law 40).
        roles: The role of each of them; a fact, where it is not named.
        split_by: Inputs by thirds of which its share is told.
        double_of: The proposition that has its outcome and labels with the comparator reversed.
    """
    futures = min(cell.true.size for cell in cells)
    if futures < FEWEST:
        return Refusal(futures, 0.0, "", (), double_of)
    by_decider = {name: _moves(cells, name) for name in deciders}
    between = [difference(one.true, other.true) for one, other in combinations(cells, 2)]
    told = [size for moves in by_decider.values() if (size := _counting(moves, MOVES, cells)) is not None]
    told += [found.size for found in between if found.counts(MOVES)]
    choices = tuple(
        name
        for name, moves in by_decider.items()
        if roles.get(name, "fact") != "fact" and name not in split_by and _counting(moves, CHOICE, cells) is not None
    )
    return Refusal(futures, max(told, default=0.0), _restated(cells), choices, double_of)


def difference(one: Flags, other: Flags) -> Difference:
    """Difference of the shares of two groups of futures, and its standard error."""
    first, second = float(one.mean()), float(other.mean())
    variance = first * (1 - first) / one.size + second * (1 - second) / other.size
    return Difference(abs(first - second), float(np.sqrt(variance)))


def ends(column: Floats) -> tuple[Flags, Flags] | None:
    """The lowest and the highest tenth of the futures by an input, equal values together; None where they overlap."""
    ordered = np.sort(column)
    count = int(np.ceil(TENTH * ordered.size))
    low, high = ordered[count - 1], ordered[-count]
    return (column <= low, column >= high) if low < high else None


def tenths(column: Floats) -> Integers:
    """Tenth of each future by an input, from 0 at the lowest: equal values together, none smaller than a tenth."""
    ordered, least = np.sort(column), int(np.floor(TENTH * column.size))
    upper, last = [], least - 1
    while last < ordered.size:
        upper.append(ordered[last])
        last = int(np.searchsorted(ordered, ordered[last], side="right")) + least - 1
    upper[-1] = ordered[-1]  # too few for a tenth of their own join the highest
    return np.searchsorted(upper, column)


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's, equal values sharing their mean rank; 0 where one does not vary."""
    first, second = _ranks(one), _ranks(other)
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / scale if scale > 0 else 0.0


def errors_removed(true: Flags, column: Floats) -> float:
    """Share of the errors of the better constant guess that the best single cut on an input removes."""
    constant = min(int(true.sum()), int((~true).sum()))
    if constant == 0:
        return 0.0
    order = np.argsort(column, kind="stable")
    below = np.concatenate([[0], np.cumsum(true[order])])
    ordered = column[order]
    places = np.concatenate([[True], ordered[1:] > ordered[:-1], [True]])
    count = np.arange(true.size + 1)
    wrong = below + (true.size - count) - (below[-1] - below)  # said to hold above the cut
    least = int(np.minimum(wrong, true.size - wrong)[places].min())
    return 1 - least / constant


def _ranks(values: Floats) -> Floats:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return (last - (count - 1) / 2)[place]


def _moves(cells: Sequence[Seen], name: str) -> list[tuple[Difference, ...]]:
    """What an input moves in each cell that reads it: between its ends, and between any two of its tenths."""
    return [_moved(cell.true, cell.inputs[name]) for cell in cells if name in cell.inputs]


def _moved(true: Flags, column: Floats) -> tuple[Difference, ...]:
    """The difference between the ends, if they do not overlap, then that between the tenths that lie furthest apart."""
    apart = ends(column)
    found = [] if apart is None else [difference(true[apart[0]], true[apart[1]])]
    place = tenths(column)
    share = np.bincount(place, weights=true) / np.bincount(place)
    furthest = difference(true[place == share.argmin()], true[place == share.argmax()])
    return (*found, replace(furthest, errors=OF_TENTHS))


def _counting(moves: Sequence[Sequence[Difference]], bar: float, cells: Sequence[Seen]) -> float | None:
    """The greatest of the differences of one input, where they count in enough cells; between its ends if it can."""
    counted = (next((move.size for move in cell if move.counts(bar)), None) for cell in moves)
    sizes = [size for size in counted if size is not None]
    return max(sizes) if len(sizes) >= min(CELLS, len(cells)) else None


def _restated(cells: Sequence[Seen]) -> str:
    """The input that the outcome restates in every cell, by rank or by one cut; empty where there is none."""
    telling = [cell for cell in cells if TELLING_SHARES[0] <= cell.true.mean() <= TELLING_SHARES[1]]
    everywhere = set.intersection(*(set(cell.inputs) for cell in cells))
    for name in sorted(everywhere):
        by_rank = all(abs(rank_correlation(cell.values, cell.inputs[name])) >= SAME_RANK - _ROUNDING for cell in cells)
        by_cut = telling and all(
            errors_removed(cell.true, cell.inputs[name]) >= ERRORS_REMOVED - _ROUNDING for cell in telling
        )
        if by_rank or by_cut:
            return name
    return ""
