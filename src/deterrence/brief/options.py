"""Options as rows of a table: what each gives for what, each number with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from deterrence.axes import POLICY_AXIS, POSTURE, POSTURES, inside_sentence
from deterrence.brief.changed import whole
from deterrence.brief.document import Cited, Column, Content, Paragraph, Span, Table, Text, spans_of
from deterrence.brief.figured import counted, of_grade
from deterrence.brief.findings import Findings
from deterrence.brief.sources import of_outcomes
from deterrence.charts.numbers import listed, short
from deterrence.exploration import options_chapter
from deterrence.exploration.option_sentences import elsewhere
from deterrence.exploration.options import COMPARED, OptionRow, by_cost
from deterrence.exploration.options import Column as Place
from deterrence.system.chapters import CHAPTERS
from deterrence.system.registry import OUTCOMES
from deterrence.traced import EACH_BILLION, MORE, OPTION_COST, Number, number, statistic_of

_DAILY: Final = "arrivals_day_to_day"
_DATE: Final = "option_earliest_year"
_POINTS: Final = 100
_ARRIVING: Final = "warheads arrive"
"""Of what the columns of page 1 speak."""


@dataclass(frozen=True)
class Offer:
    """An option as page 1 shows it: the median future, its effect without warning and after one."""

    row: OptionRow
    title: str
    effects: tuple[Content, Content]
    cost: Content
    date: Content


def most_for_money(findings: Findings, count: int) -> tuple[Offer, ...]:
    """Options that would be added, those that bring most warheads for a billion first.

    Then come those that bring other weapons, then those that move a share, the cheapest of each first. An option that
    moves nothing that is told, in the median future, is none of them.
    """
    added = [row for row in by_cost(findings.options) if not row.in_reference]
    ranked = sorted(
        (row for row in added if _median(row, _DAILY) > 0), key=lambda row: -per_billion(findings, row.policy).value
    )
    others = sorted((row for row in added if row not in ranked and _best_elsewhere(row)), key=_is_share)
    return tuple(_offer(findings, row) for row in (*ranked, *others)[:count])


def _offer(findings: Findings, row: OptionRow) -> Offer:
    cost = _statistic(findings, row, OPTION_COST, "p50", lambda value: of_grade(value, row.cost_grade or "judged"))
    return Offer(row, row.title, effects(findings, row), cost, date(findings, row))


def _median(row: OptionRow, column: str) -> float:
    found = row.effects[column]
    return found.difference.p50 if found.is_modelled else 0.0


def _best_elsewhere(row: OptionRow) -> str:
    """What an option moves that moves no arrivals: the words of the first that its median future shows."""
    for words, place in elsewhere(CHAPTERS).items():
        if round(_scale(place[0])[0] * _median(row, words)):
            return words
    return ""


def _is_share(row: OptionRow) -> bool:
    return OUTCOMES[elsewhere(CHAPTERS)[_best_elsewhere(row)][0]].unit == "share"


def effects(findings: Findings, row: OptionRow) -> tuple[Content, Content]:
    """What an option adds to arrivals in the median future, by posture, or else what it moves elsewhere.

    That warheads arrive, and in which posture, stands above the columns and is left out of the cells.
    """
    daily, generated = POSTURE
    if row.effects[_DAILY].is_modelled:
        first, second = (_added(findings, row.policy, COMPARED[f"arrivals_{one}"], "p50", 1) for one in POSTURE)
        return (first,), (second,)
    words = _best_elsewhere(row)
    if not words:
        return effect(findings, row), ()
    (outcome, labels), before, after, scale = _elsewhere(words)
    said = after.removesuffix(f" {_ARRIVING} {POSTURE[daily]}")
    told = (before, _added(findings, row.policy, (outcome, labels), "p50", scale), said)
    if labels.get("posture") != daily:
        return told, ()
    return told, (_added(findings, row.policy, (outcome, {**labels, "posture": generated}), "p50", scale),)


def effect(findings: Findings, row: OptionRow) -> Content:
    """What an option adds to arrivals, day-to-day and after a warning; or else what it moves elsewhere."""
    if row.effects[_DAILY].is_modelled:
        said: list[Span] = []
        for posture, when in POSTURE.items():
            more = _more(findings, row, COMPARED[f"arrivals_{posture}"], 1)
            said += [", " if said else "", *more, f" {when}" if said else f" warheads {when}"]
        return tuple(said)
    words = _best_elsewhere(row)
    if not words:
        return "not modelled" if not any(e.is_modelled for e in row.effects.values()) else "none that is told here"
    place, before, after, scale = _elsewhere(words)
    return before, *_more(findings, row, place, scale), after


def _elsewhere(words: str) -> tuple[Place, str, str, int]:
    """What moves, what is said before and after the difference, and by what this is told."""
    place = elsewhere(CHAPTERS)[words]
    before, _, after = words.partition("{difference}")
    scale, unit = _scale(place[0])
    return place, before, f"{unit}{after}", scale


def _scale(outcome: str) -> tuple[int, str]:
    """By what a difference is told, and in what."""
    return (_POINTS, " points") if OUTCOMES[outcome].unit == "share" else (1, "")


def _more(findings: Findings, row: OptionRow, place: Place, scale: int) -> tuple[Span, ...]:
    """A difference to the reference with the middle nine tenths of the futures, signed."""
    return _with_range(lambda band: _added(findings, row.policy, place, band, scale))


def _with_range(of_band: Callable[[str], Number]) -> tuple[Span, ...]:
    low, middle, high = map(of_band, ("p05", "p50", "p95"))
    return (middle,) if low.text == high.text else (middle, " (", low, " to ", high, ")")


def _added(findings: Findings, policy: str, place: Place, band: str, scale: int) -> Number:
    def form(value: float) -> str:
        rounded = round(scale * value)
        return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{short(abs(rounded)) if rounded else '0'}"

    return _under(findings, policy, place, f"{MORE}.{band}", form)


def per_billion(findings: Findings, policy: str) -> Number:
    """Warheads that an option adds day-to-day for each billion that it costs, in the median future."""
    return _under(findings, policy, COMPARED[_DAILY], f"{EACH_BILLION}.p50", short)


def _under(findings: Findings, policy: str, place: Place, statistic: str, form: Callable[[float], str]) -> Number:
    outcome, labels = place
    shown = findings.shown
    at = {**labels, "year": shown.year, POLICY_AXIS: policy}
    return number(shown.results, outcome, shown.cell, statistic, form, **at)


def money(row: OptionRow, findings: Findings) -> Content:
    """Cost of an option in billions, with its middle nine tenths."""
    grade = row.cost_grade or "judged"
    return _with_range(lambda band: _statistic(findings, row, OPTION_COST, band, lambda value: of_grade(value, grade)))


def date(findings: Findings, row: OptionRow) -> Content:
    """The first year in which all of an option can act."""
    return (_statistic(findings, row, _DATE, "p50", lambda value: f"{value:.0f}"),)


def _statistic(findings: Findings, row: OptionRow, outcome: str, band: str, form: Callable[[float], str]) -> Number:
    return number(findings.shown.results, outcome, findings.shown.cell, band, form, policy=row.policy)


def options_table(findings: Findings) -> Table:
    """Every option that would be added, the most warheads for the money first, then the cheapest; its sources."""
    adds = f"What it adds in {findings.year}"
    heads = ("Option", adds, "Whole cost, 2025 USD bn", "First year", "Warheads a bn", "Sources")
    aligned = ("left", "left", "right", "right", "right", "left")
    return Table(
        "options-table",
        "Options that would be added: effect, cost, first year",
        tuple(Column(head, side) for head, side in zip(heads, aligned, strict=True)),  # type: ignore[arg-type]
        tuple(_rows(findings)),
        note=(
            f"Median of the futures and in brackets the middle 90%, on the same futures as {whole(findings)}. Costs "
            "are those of the whole option, not of a year; most are our estimates. "
            "Sources beside a row are the option's, ",
            Cited(of_outcomes(findings, (outcome for outcome, _ in COMPARED.values())), "of what it moves: "),
        ),
    )


def _rows(findings: Findings) -> Iterator[tuple[Content, ...]]:
    policies = findings.run.scenario.dataset.policies
    added = [row for row in by_cost(findings.options) if not row.in_reference]
    first = [offer.row for offer in most_for_money(findings, len(added))]
    for row in (*first, *(row for row in added if row not in first)):
        ratio = (per_billion(findings, row.policy),) if _median(row, _DAILY) > 0 else ()
        cited = tuple(dict.fromkeys((*sorted(policies[row.policy].cited), *_sources_of(findings, row.policy))))
        yield (
            row.title,
            effect(findings, row),
            money(row, findings),
            date(findings, row),
            ratio,
            Cited(cited, ""),
        )


def _sources_of(findings: Findings, policy: str) -> Mapping[str, None]:
    """Sources of an option's cost and dates."""
    known = findings.run.scenario.dataset.policies[policy]
    named = (*known.cost, *known.dates)
    return {r.source: None for name in named for r in findings.resolved[name].basis.sources}


def portfolios(findings: Findings) -> Iterator[Paragraph]:
    """What an option that is several others together holds, from when, and which adds as many warheads by itself."""
    policies = findings.run.scenario.dataset.policies
    rows = {row.policy: row for row in findings.options.rows}
    for name, row in rows.items():
        parts = [rows[part] for part in policies[name].policies if part in rows]
        if parts and not row.in_reference:
            more = _added_warheads(findings, name)
            alone = [part.title for part in parts if any(more) and _added_warheads(findings, part.policy) == more]
            said = "".join(
                f" {title} adds as many warheads by itself in {findings.year}: the others add none to these arrivals."
                for title in alone[:1]
            )
            yield Paragraph((Text(f"{row.title}: ", "strong"), *_held(findings, row, parts), said))


def _held(findings: Findings, row: OptionRow, parts: Sequence[OptionRow]) -> Iterator[Span]:
    """The parts of an option with the first year of each, what it changes beside them, and what of it acts by when."""
    for place, part in enumerate(parts):
        yield from ("; " if place else "", inside_sentence(part.title), " from ", *spans_of(date(findings, part)))
    policies = findings.run.scenario.dataset.policies
    of_parts = {name for part in parts for name in policies[part.policy].changes}
    own = [findings.names[name] for name in policies[row.policy].changes if name not in of_parts]
    yield f"; and of its own {listed(own)}" if own else ""
    by_then = [part for part in parts if part.earliest_year and part.earliest_year.p50 <= findings.year]
    which = "all of them act" if len(by_then) == len(parts) else f"{counted(len(by_then))} of {counted(len(parts))} act"
    yield f". First years are those of the median future; in {findings.year}, the year of the effects, {which}."


def _added_warheads(findings: Findings, policy: str) -> tuple[int, ...]:
    """Warheads of boats and aircraft that an option adds in the median future, in each posture, whole."""
    shown = findings.shown
    return tuple(
        round(
            statistic_of(
                shown.results, outcome, shown.cell, f"{MORE}.p50",
                **{**labels, "year": shown.year, POLICY_AXIS: policy},
            )
        )
        for outcome, labels in options_chapter.columns(shown.results, shown.year).values()
    )  # fmt: skip


def already(findings: Findings) -> list[str]:
    """Titles of the options that the reference holds, in whole or in part."""
    return [row.title for row in by_cost(findings.options) if row.in_reference]


def trade_off(findings: Findings, row: OptionRow) -> tuple[Number, Number]:
    """What an option adds day-to-day, and after a warning, in the median future."""
    daily, after = (_added(findings, row.policy, COMPARED[f"arrivals_{posture}"], "p50", 1) for posture in POSTURES)
    return daily, after


def is_daily_alone(findings: Findings, row: OptionRow) -> bool:
    """Whether an option brings less after a warning than day-to-day."""
    shown = findings.shown
    daily, after = (
        statistic_of(
            shown.results, COMPARED[f"arrivals_{posture}"][0], shown.cell, f"{MORE}.p50",
            **{**COMPARED[f"arrivals_{posture}"][1], "year": shown.year, POLICY_AXIS: row.policy},
        )
        for posture in POSTURES
    )  # fmt: skip
    return after < daily
