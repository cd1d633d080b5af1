"""Key implications, made from the results: what a billion buys, what it trades, what is shared, what a record says."""

from __future__ import annotations

from collections.abc import Iterator

from deterrence.axes import POSTURE, inside_sentence
from deterrence.brief.answer import typical
from deterrence.brief.changed import whole
from deterrence.brief.chapters import opened
from deterrence.brief.document import Block, BulletList, Content, Heading, Span, Text
from deterrence.brief.findings import HEADLINE_FORCE, Findings
from deterrence.brief.options import is_daily_alone, most_for_money, per_billion, trade_off
from deterrence.charts.numbers import listed
from deterrence.exposure import ALL
from deterrence.traced import Number


def implications_section(findings: Findings) -> tuple[Block, ...]:
    """What follows for the debate."""
    items = [*_for_money(findings), *_trade(findings), *_shared(findings), *_of_chapters(findings), *_worth(findings)]
    return (Heading(1, "Key implications", "implications-section"), BulletList(tuple(items)))


def _for_money(findings: Findings) -> Iterator[Content]:
    """Which option adds most warheads for a billion, and the next."""
    best = [offer for offer in most_for_money(findings, 2) if per_billion(findings, offer.row.policy).value > 0]
    said: list[Span] = []
    for place, offer in enumerate(best):
        said += [
            "; next " if place else "",
            inside_sentence(offer.title),
            " (about " if not place else " (",
        ]
        said += [per_billion(findings, offer.row.policy), ")"]
    if said:
        yield (
            Text("Most warheads for the money: ", "strong"), *said, ", counted as warheads that arrive "
            "without warning for each billion dollars. "
            f"Programmes that {whole(findings)} holds already add nothing to it.",
        )  # fmt: skip


def _trade(findings: Findings) -> Iterator[Content]:
    """The option that brings much day-to-day and less after a warning."""
    for offer in most_for_money(findings, 1):
        if is_daily_alone(findings, offer.row):
            daily, after = trade_off(findings, offer.row)
            first, second = POSTURE.values()
            yield (
                Text("That buys readiness more than numbers: ", "strong"), daily, f" warheads {first}, but ", after,
                f" {second}, when other boats put to sea anyway.",
            )  # fmt: skip


def _shared(findings: Findings) -> Iterator[Content]:
    """Both forces meet one defence."""
    loss = {v.subject: typical(findings, v, ALL)[0] for v in findings.level}
    both, *alone = (loss[v.subject] for v in findings.level)
    numbers = [one for one in (both, *alone) if isinstance(one, Number)]
    if len(numbers) == len(loss) and all(numbers[0].value < one.value for one in numbers[1:]):
        names = [v.subject_words for v in findings.level if v.subject != HEADLINE_FORCE]
        yield (
            Text("Who fires alone loses more: ", "strong"),
            "one stock of interceptors meets both forces. Together they typically lose ", numbers[0],
            f", {listed([f'{name} alone' for name in names])} ", *_pairs(numbers[1:]), ".",
        )  # fmt: skip


def _pairs(numbers: list[Number]) -> Iterator[str | Number]:
    for place, one in enumerate(numbers):
        if place:
            yield " and "
        yield one


def _of_chapters(findings: Findings) -> Iterator[Content]:
    """What the domains say follows."""
    for chapter in findings.chapters:
        for sentence in chapter.implications(findings.shown):
            yield opened(sentence)


def _worth(findings: Findings) -> Iterator[Content]:
    """What is most worth knowing: the inputs that decide, and what of them nobody has measured."""
    names = findings.leading(findings.level[0], 2)
    judged = sum(d.worse_grade == "judged" for d in findings.level[0].deciders[:2])
    if names:
        none = "neither has" if judged == 2 else "it has not" if len(names) == 1 else "one of them has not"
        known = f"; {none} been published by anybody who could measure it" if judged else ""
        yield Text("Most worth finding out: ", "strong"), f"{' and '.join(names)}{known}."
