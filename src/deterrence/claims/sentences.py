"""What a proposition asks and what its outcome came to, in sentences for somebody who knows no label."""

from __future__ import annotations

from typing import Final

from deterrence.charts.numbers import in_per_cent
from deterrence.claims import phia
from deterrence.claims.claim import Proposition, Reading
from deterrence.claims.verdict import Verdict
from deterrence.claims.words import outcome_name
from deterrence.numbers import result, significant
from deterrence.system.registry import OUTCOMES

_AS_PER_CENT: Final = ("share", "probability")
_TRUE_OR_FALSE: Final = "flag"
_YEAR: Final = "calendar_year"
_TIMES: Final = "times"
_POINTS: Final = "points"
_BARE: Final = ("factor", "ratio", _YEAR)
"""Units that a sentence leaves out."""
_WHOLE_FROM: Final = 10
"""From here on a result is told without decimals: it rests on estimates."""


def place_text(verdict: Verdict) -> str:
    """Of what and when a verdict speaks: subject, then what all subjects share."""
    return ", ".join(part for part in (verdict.subject_words, verdict.proposition.where()) if part)


def threshold_text(proposition: Proposition) -> str:
    """The outcome and its line in words; of what is true or false, whether it is."""
    name, line = outcome_name(proposition.outcome), proposition.threshold.value
    is_least = proposition.comparator == "at_least"
    unit = OUTCOMES[proposition.outcome].unit
    if proposition.over:
        return f"{name} {times_text(line, is_least=is_least)}"
    if unit == _TRUE_OR_FALSE:
        said = f"{'' if is_least else 'not '}{name}"
        return f"{said}, and not so otherwise" if proposition.less else said
    if proposition.less:
        return f"{name} {_change_text(line, _difference_unit(unit), name, is_least=is_least)}"
    if unit == _YEAR:
        return f"{name} comes {f'in {line:.0f} or later' if is_least else f'before {line:.0f}'}"
    return f"{name} {'at least' if is_least else 'below'} {_amount(line, unit, name)}"


def question_text(reading: Reading) -> str:
    """What a reading asks, in the same few words wherever its numbers stand; nothing where it asks nothing."""
    if reading.line or reading.proposition is None:
        return reading.line
    return threshold_text(reading.proposition)


def settled_text(verdict: Verdict) -> str:
    """At which other line the inputs settle the same question, and how; empty where there is none (decision 0031)."""
    told = [
        f"{_line_text(verdict.proposition, line)} in {phia.interval_text(*shares)} of futures"
        for line, shares in verdict.settled.items()
    ]
    return f"settled by what goes in: {'; '.join(told)}" if told else ""


def _line_text(proposition: Proposition, line: float) -> str:
    """A line of the proposition's outcome, without its name."""
    is_least, unit = proposition.comparator == "at_least", OUTCOMES[proposition.outcome].unit
    if proposition.over:
        return times_text(line, is_least=is_least)
    amount = _amount(line, _unit(proposition), outcome_name(proposition.outcome))
    return f"before {line:.0f}" if unit == _YEAR else f"{'at least' if is_least else 'below'} {amount}"


def times_text(line: float, *, is_least: bool) -> str:
    """A ratio held against a line.

    >>> times_text(1.1, is_least=True), times_text(2.0, is_least=False), times_text(1.0, is_least=True)
    ('at least 1.1 times as great', 'less than 2 times as great', 'at least as great')
    """
    times = "" if line == 1 else f"{significant(line)} times "
    return f"{'at least' if is_least else 'less than'} {times}as great"


def _change_text(line: float, unit: str, name: str, *, is_least: bool) -> str:
    """A difference held against a line: of more, less or no less."""
    if line == 0:
        return "no lower" if is_least else "lower"
    amount = _amount(abs(line), unit, name)
    if line > 0:
        return f"higher by {'at least' if is_least else 'less than'} {amount}"
    return f"lower by {'at most' if is_least else 'more than'} {amount}"


def outcome_told(proposition: Proposition) -> str:
    """The outcome in words; a ratio and a difference say that they are one."""
    kind = ", compared" if proposition.over else ", change" if proposition.less else ""
    return f"{outcome_name(proposition.outcome)}{kind}"


def range_words(verdict: Verdict) -> tuple[str, str]:
    """Medians of the outcome, and ends of its middle 90 %, over the cells that count.

    Empty where no future has one, and where the outcome is true or false, so that the share says all.
    """
    unit = _unit(verdict.proposition)
    if verdict.outcome_range is None or unit == _TRUE_OR_FALSE:
        return "", ""
    name = outcome_name(verdict.proposition.outcome)
    last = verdict.last_year
    medians, ends = (_span(low, high, unit, name, last) for low, high in verdict.outcome_range)
    return medians, ends


def range_text(verdict: Verdict) -> str:
    """The same in one line."""
    medians, ends = range_words(verdict)
    return f"{medians} (90% of futures: {ends})" if medians else ""


def _unit(proposition: Proposition) -> str:
    """Unit of what is held against the line: a ratio is told in times, a difference of shares in points."""
    unit = OUTCOMES[proposition.outcome].unit
    if proposition.over:
        return _TIMES
    return _difference_unit(unit) if proposition.less else unit


def _difference_unit(unit: str) -> str:
    return _POINTS if unit in _AS_PER_CENT else unit


def _span(low: float, high: float, unit: str, name: str, last_year: int | None) -> str:
    """From one amount to another; one amount where both are written alike."""
    least, most = (year_text(end, last_year) if unit == _YEAR else _number(end, unit) for end in (low, high))
    amount = _with_unit(most, unit, name)
    return amount if least == most else f"{least} to {amount}"


def year_text(year: float, last: int | None) -> str:
    """A year; beyond the last of the horizon nothing is guessed.

    >>> year_text(2030.0, 2040), year_text(2041.0, 2040), year_text(2041.0, None)
    ('2030', 'after 2040', '2041')
    """
    return f"after {last}" if last is not None and year > last else f"{year:.0f}"


def _amount(value: float, unit: str, name: str) -> str:
    """A line with its unit, all its figures kept."""
    number = _number(value, unit) if unit in (*_AS_PER_CENT, _POINTS) else significant(value)
    return _with_unit(number, unit, name)


def _with_unit(number: str, unit: str, name: str) -> str:
    """A number with its unit, which is left out where the outcome's name says it."""
    if unit in _AS_PER_CENT:
        return f"{number}%"
    words = unit.replace("_", " ")
    if unit in _BARE or words in name:
        return number
    return f"{number} {words[:-1] if number == '1' and words.endswith('s') and unit != _TIMES else words}"


def points(value: float) -> str:
    """A difference of two shares in whole points: it has a sign, so that nothing stands for nearly nothing.

    >>> points(0.053), points(-0.004), points(-0.021)
    ('5', '0', '-2')
    """
    return f"{round(100 * value) + 0:d}"


def _number(value: float, unit: str) -> str:
    """A number without its unit: shares and points whole, all else to three figures."""
    if unit in (*_AS_PER_CENT, _POINTS):
        return points(value) if value < 0 or unit == _POINTS else in_per_cent(value)
    return f"{value:,.0f}" if abs(value) >= _WHOLE_FROM else result(value, unit)
