"""Titles whose numbers are known one by one: as they are told, what they are, and where they stand in the figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from deterrence.charts.numbers import short

OUTCOME: Final = "outcome"
"""Column of a row that names the outcome of its numbers, where those of a figure are of several."""
Row: TypeAlias = Mapping[str, Any]
Form: TypeAlias = "str | Callable[[float], str]"


@dataclass(frozen=True)
class Amount:
    """A number of a title.

    Args:
        text: As it is told.
        value: Before it was shortened.
        statistic: The column in which it stands, or what was made of the rows.
        row: Labels of its row; none where it is of several.
        outcome: Outcome, study or quantity that gives it; empty where the figure has but one.
    """

    text: str
    value: float
    statistic: str
    row: tuple[str, ...] = ()
    outcome: str = ""


Part: TypeAlias = "str | Amount"
Parts: TypeAlias = tuple[Part, ...]
Told: TypeAlias = "str | Amount | Parts"


def told(*parts: Told) -> Parts:
    """Words and numbers in their order, as one."""
    return tuple(one for part in parts for one in (part if isinstance(part, tuple) else (part,)))


def joined(parts: Iterable[Told], by: str = "; ") -> Parts:
    """Parts with words between them."""
    found = list(parts)
    return told(*(piece for place, part in enumerate(found) for piece in ((by, part) if place else (part,))))


def in_list(parts: Iterable[Told]) -> Parts:
    """Parts as a list that ends in `and`."""
    *first, last = parts
    return told(joined(first, ", "), " and ", last) if first else told(last)


def words(title: Told) -> str:
    """A title as plain words."""
    return "".join(part if isinstance(part, str) else part.text for part in told(title))


def amount(row: Row, column: str, form: Form = "", outcome: str = "") -> Amount:
    """The number of a row in a column, in the digits that sentences have."""
    value = float(row[column])
    labels = tuple(str(said) for name, said in row.items() if name not in (OUTCOME, column) and _is_label(said))
    text = form(value) if callable(form) else short(value, form)
    return Amount(text, value, column, labels, outcome or row.get(OUTCOME, ""))


def counted(count: int, of: str, outcome: str = "") -> Amount:
    """How many of something there are."""
    return Amount(str(count), count, of, (), outcome)


def ends(amounts: Iterable[Amount]) -> Parts:
    """From the least to the greatest, or the one number that all of them are in short; a sign stands once."""
    known = list(amounts)
    low, high = (pick(known, key=lambda one: one.value) for pick in (min, max))
    if low.text == high.text:
        return (low,)
    return replace(low, text=low.text.removesuffix("%")), " to ", high


def runs(amounts: Iterable[Amount]) -> Parts:
    """What a title says of several numbers."""
    parts = ends(amounts)
    return told("runs from " if len(parts) > 1 else "is ", parts)


def _is_label(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
