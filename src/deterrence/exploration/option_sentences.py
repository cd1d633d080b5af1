"""Options in a sentence each: what one gives and what it costs, by template from the table (docs/models/options.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from deterrence.axes import POSTURE
from deterrence.chapter import Chapter
from deterrence.charts.numbers import listed, short
from deterrence.evidence.quantity import Grade
from deterrence.exploration.options import Column, Effect, OptionRow, OptionsTable, Spread, by_cost
from deterrence.system.registry import OUTCOMES

_POINTS: Final = 100
_LESS_UPLOADED: Final = (
    "Where fewer arrive, fewer warheads had been added to the missiles: less erosion is answered by less upload."
)
_TWO_DIGITS_FROM: Final = 10


def elsewhere(chapters: Iterable[Chapter]) -> dict[str, Column]:
    """What is told of an option that moves no arrivals, by its words: outcomes that the chapters name."""
    return {moved.words: (moved.outcome, moved.labels) for chapter in chapters for moved in chapter.moved}


def sentences(table: OptionsTable, columns: Mapping[str, Column]) -> dict[str, str]:
    """By policy, the cheapest first, what it gives and what it costs.

    Args:
        table: It holds the effects `arrivals_<posture>` and those of the columns.
        columns: What is told elsewhere (`elsewhere`).
    """
    return {row.policy: _sentence(row, table.year, columns) for row in by_cost(table)}


def _sentence(row: OptionRow, year: int, columns: Mapping[str, Column]) -> str:
    assert row.cost is not None
    assert row.earliest_year is not None
    money = "dollars in cash of its years" if row.is_cash else "dollars of 2025"
    cost = f"{_money(row.cost, row.cost_grade)} bn {money}"
    date = f"{_range(row.earliest_year, '.0f')} at the earliest"
    ours = [
        part
        for part, grade in (("effect", row.effect_grade), ("cost", row.cost_grade), ("date", row.date_grade))
        if grade == "judged"
    ]
    said = f" (our estimate: {listed(ours)})" if ours else ""
    gives = _arrivals(row.effects, year) or _moved(row.effects, year, columns)
    if not gives:
        return f"{row.title}: its effect is not modelled; it costs {cost} and can come from {date}{said}.{_notes(row)}"
    return f"{row.title}: {gives}, for {cost}, from {date}{said}.{_notes(row)}"


def _notes(row: OptionRow) -> str:
    """What has to be known to read the numbers: why fewer arrive, and what the reference holds already."""
    notes = [_LESS_UPLOADED] if row.is_less_uploaded else []
    notes += [f"In the reference already: {row.in_reference}"] if row.in_reference else []
    return "".join(f" {note}" for note in notes)


def _arrivals(effects: Mapping[str, Effect], year: int) -> str:
    """How many more or fewer warheads arrive in each posture; nothing where the option moves no arrivals."""
    told = {words: effects[f"arrivals_{posture}"] for posture, words in POSTURE.items()}
    if not any(effect.is_modelled for effect in told.values()):
        return ""
    amounts = {words: _amount(effect.difference) for words, effect in told.items()}
    if not any(direction for _, direction in amounts.values()):
        return f"leaves arrivals as they are in every posture in {year}"
    phrases: list[str] = []
    before = ""
    for words, (amount, direction) in amounts.items():
        said = amount if direction == before else f"{amount} {direction}".strip()
        phrases.append(f"{said} {words}" if phrases else f"{said} warheads arrive {words}")
        before = direction
    return f"{listed(phrases)} in {year}"


def _moved(effects: Mapping[str, Effect], year: int, columns: Mapping[str, Column]) -> str:
    """What an option moves that moves no arrivals; nothing where nothing that the chapters name reads it."""
    known = {words: effects[words].difference for words in columns if effects[words].is_modelled}
    moved = []
    for words, difference in known.items():
        is_share = OUTCOMES[columns[words][0]].unit == "share"
        amount, direction = _amount(difference, _POINTS if is_share else 1)
        if direction:
            moved.append(words.format(difference=f"{amount} {'percentage points ' if is_share else ''}{direction}"))
    if moved:
        return f"moves none of these arrivals, but {listed(moved)} in {year}"
    return f"moves none of these arrivals, and nothing else that is told here in {year}" if known else ""


def _amount(difference: Spread, scale: int = 1) -> tuple[str, str]:
    """A difference in whole numbers without its sign, and its direction; none where all of it rounds to nothing."""
    low, middle, high = (round(scale * value) for value in (difference.p05, difference.p50, difference.p95))
    if not low and not middle and not high:
        return "as many", ""
    if middle < 0 or (middle == 0 and high <= 0):
        return _told(*(short(-value) for value in (middle, high, low))), "fewer"
    return _told(*(short(value) for value in (middle, low, high))), "more"


def _money(spread: Spread, grade: Grade | None) -> str:
    """A cost: of a judged one below ten a single digit, else two."""

    def digits(value: float) -> str:
        return f"{float(f'{value:.1g}'):g}" if grade == "judged" and value < _TWO_DIGITS_FROM else short(value)

    return _told(*(digits(value) for value in (spread.p50, spread.p05, spread.p95)))


def _range(spread: Spread, form: str) -> str:
    return _told(*(format(value, form) for value in (spread.p50, spread.p05, spread.p95)))


def _told(middle: str, low: str, high: str) -> str:
    return middle if low == high else f"{middle} ({low} to {high})"
