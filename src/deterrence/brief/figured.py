"""Numbers of verdicts and inputs as spans of a document: each with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from deterrence.brief.document import Span
from deterrence.brief.findings import Findings
from deterrence.charts.numbers import by_grade, in_per_cent, short
from deterrence.claims.believe import turning_text
from deterrence.claims.claim import Proposition
from deterrence.claims.sentences import points, year_text
from deterrence.claims.share import CellShare
from deterrence.claims.verdict import Verdict
from deterrence.evidence.quantity import Grade
from deterrence.exploration.prim import Region
from deterrence.results import Label
from deterrence.system.registry import OUTCOMES
from deterrence.traced import Number
from deterrence.units import Unit

_THIRDS: Final = ("lowest", "middle", "highest")
_WORDS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WHOLE_UNITS: Final = ("calendar_year",)
_BARE: Final = ("factor", "ratio")


def counted(count: int) -> str:
    """A count as a word, from eleven on in digits.

    >>> counted(1), counted(12)
    ('one', '12')
    """
    return _WORDS[count] if count < len(_WORDS) else str(count)


def of_grade(value: float, grade: Grade, unit: Unit | None = None) -> str:
    """A value with no more digits than its grade allows: one of a judged value below ten, else two; a year whole.

    >>> of_grade(0.816, "judged"), of_grade(0.816, "measured"), of_grade(44.4, "judged")
    ('0.8', '0.82', '44')
    """
    return by_grade(value, grade, "" if unit is None else unit.name)


def place_of(verdict: Verdict, cell: CellShare) -> dict[str, Label]:
    """Labels of a verdict's outcome in one cell."""
    labels = dict(verdict.proposition.labels(verdict.subject))
    return {**labels, "assumption_set": cell.assumption_set, "structure": cell.structure}


def share(verdict: Verdict, cell: CellShare, *, sign: str = "%") -> Number:
    """Share of the futures of a cell in which a proposition holds."""
    return _of_cell(verdict, cell, f"{in_per_cent(cell.share)}{sign}", held(verdict), cell.share)


def held(verdict: Verdict) -> str:
    """The statistic of a share, with what the outcome is held against."""
    proposition = verdict.proposition
    sign = ">=" if proposition.comparator == "at_least" else "<"
    return f"share{sign}{proposition.threshold.value:g}{_against(proposition)}"


def _against(proposition: Proposition) -> str:
    """What an outcome is the difference to, or the ratio over, as a statistic says it."""
    said = ",".join(f"{axis}={label}" for axis, label in proposition.against.items())
    return f" {'less' if proposition.less else 'over'} {said}" if said else ""


def _of_cell(verdict: Verdict, cell: CellShare, text: str, statistic: str, value: float) -> Number:
    return Number(text, verdict.proposition.outcome, place_of(verdict, cell), statistic, value, "claim")


def shares(verdict: Verdict) -> tuple[Span, ...]:
    """Least and greatest share over the cells that count, as `2 to 61%`."""
    least, greatest = (end(verdict.shown, key=lambda cell: cell.share) for end in (min, max))
    if in_per_cent(least.share) == in_per_cent(greatest.share):
        return (share(verdict, least),)
    return share(verdict, least, sign=""), " to ", share(verdict, greatest)


def sampled(verdict: Verdict) -> tuple[Span, ...]:
    """Ends of the sampling intervals about the least and the greatest share (law RV3)."""
    least, greatest = (end(verdict.shown, key=lambda cell: cell.share) for end in (min, max))
    return _wilson(verdict, least, greatest)


def _wilson(verdict: Verdict, least: CellShare, greatest: CellShare) -> tuple[Span, ...]:
    low, high = in_per_cent(least.low), in_per_cent(greatest.high)
    upper = _of_cell(verdict, greatest, f"{high}%", f"{held(verdict)} wilson.high", greatest.high)
    if low == high:
        return (upper,)
    return _of_cell(verdict, least, low, f"{held(verdict)} wilson.low", least.low), " to ", upper


def between(verdict: Verdict, low: float, high: float, statistic: str) -> tuple[Span, ...]:
    """Two shares over the cells that count, as `2 to 61%`."""
    outcome, labels = verdict.proposition.outcome, verdict.proposition.labels(verdict.subject)
    last = Number(f"{in_per_cent(high)}%", outcome, labels, f"{statistic} greatest", high, "claim")
    if in_per_cent(low) == in_per_cent(high):
        return (last,)
    return Number(in_per_cent(low), outcome, labels, f"{statistic} least", low, "claim"), " to ", last


def thirds(findings: Findings, verdict: Verdict) -> tuple[Span, ...]:
    """The share by thirds of each choice or bar by which it is split."""
    said: list[Span] = []
    for name, found in verdict.thirds.items():
        said.append(f"; by thirds of {findings.names[name]}: ")
        for place, (third, interval) in enumerate(zip(_THIRDS, found, strict=True)):
            said.append(f"{', ' if place else ''}{third} ")
            said += between(verdict, *interval, f"{held(verdict)} {third} third of {name}") if interval else ["none"]
    return tuple(said)


def form_of(proposition: Proposition, last_year: int | None = None) -> Callable[[float], str] | None:
    """How an outcome is told in its unit; None where it is true or false, so that the share says all."""
    unit = "factor" if proposition.over else OUTCOMES[proposition.outcome].unit
    if unit == "flag":
        return None
    if unit in ("share", "probability"):
        if proposition.less:
            return lambda value: f"{points(value).replace('-', '−')} points"
        return lambda value: f"{points(value).replace('-', '−') if value < 0 else in_per_cent(value)}%"
    if unit in _WHOLE_UNITS:
        return lambda value: year_text(value, last_year)
    words = " times" if proposition.over else "" if unit in _BARE else f" {unit.replace('_', ' ')}"
    return lambda value: f"{short(value).replace('-', '−')}{words}"


def ends(verdict: Verdict, form: Callable[[float], str]) -> tuple[Span, ...]:
    """Ends of the middle 90 % of the outcome: the least and the greatest over the cells that count."""
    known = [cell for cell in verdict.shown if cell.least is not None and cell.most is not None]
    if not known:
        return ()
    low, high = min(known, key=lambda cell: cell.least or 0.0), max(known, key=lambda cell: cell.most or 0.0)
    least, most = low.least or 0.0, high.most or 0.0
    against = _against(verdict.proposition)
    first = _of_cell(verdict, low, form(least), f"p05{against}", least)
    last = _of_cell(verdict, high, form(most), f"p95{against}", most)
    return (last,) if first.text == last.text else (first, " to ", last)


def medians(verdict: Verdict, form: Callable[[float], str]) -> tuple[Span, ...]:
    """Least and greatest median of the outcome over the cells that count; nothing where no future has one."""
    known = [cell for cell in verdict.shown if cell.median is not None]
    against = _against(verdict.proposition)
    told = [end(known, key=_median) for end in (min, max)] if known else []
    numbers = [_of_cell(verdict, cell, form(_median(cell)), f"p50{against}", _median(cell)) for cell in told]
    if not numbers or numbers[0].text == numbers[-1].text:
        return tuple(numbers[:1])
    return numbers[0], " to ", numbers[1]


def _median(cell: CellShare) -> float:
    return 0.0 if cell.median is None else cell.median


def limits(findings: Findings, region: Region, place: Mapping[str, Label]) -> tuple[Span, ...]:
    """Limits of a box in words, each number with no more digits than the grade of its input allows."""
    said: list[Span] = []
    for limit in region.box.limits:
        identity = limit.quantity.rpartition("/")[2]
        text = of_grade(limit.value, findings.grade(identity), findings.units.get(identity))
        number = Number(text, identity, place, "limit", limit.value, "quantity")
        side = "at least" if limit.is_at_least else "at most"
        said += [" and " if said else "", f"{findings.names[limit.quantity]} {side} ", number]
    return (*said, turning_text([limit.alone for limit in region.box.limits], region.box.density))


def of_box(verdict: Verdict, what: str, value: float, place: Mapping[str, Label]) -> Number:
    """Coverage, density or mass of a box, in per cent."""
    return Number(f"{in_per_cent(value)}%", verdict.proposition.outcome, place, f"box.{what}", value, "claim")
