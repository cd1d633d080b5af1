"""The answer of page 1, and why: sentences made from the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from deterrence.axes import FIRST_YEAR
from deterrence.brief.changed import first_reading
from deterrence.brief.document import Content, Span, Text
from deterrence.brief.figured import counted
from deterrence.brief.findings import HEADLINE_FORCE, Findings
from deterrence.chapter import set_words
from deterrence.charts.numbers import listed, per_cent
from deterrence.claims.believe import holding, readings
from deterrence.claims.verdict import Verdict
from deterrence.exposure import ALL, HALF
from deterrence.results import Cell, Label
from deterrence.second_strike.chapter.readings import SHORT
from deterrence.second_strike.twins import A135_OF_2025
from deterrence.traced import Number, number

_OUTCOME: Final = "erosion_same_forces"
_OF_TWINS: Final = "erosion_of_twins"
_POINTS: Final = 100


def answer(findings: Findings) -> Content:
    """The typical loss with its span and what was there before, on how many readings half is lost, and the claim."""
    both, *alone = findings.level
    middle, *span = typical(findings, both, ALL, f" over {_counted_readings(both)}")
    known = first_reading(findings)
    said: list[Span] = [Text(_opening(middle), "strong"), f" In {known} they typically stop ", middle, *span]
    said += [
        f" of what one submarine each would deliver on the capital region in {findings.year}; "
        f"{FIRST_YEAR}’s would stop ",
        old_part(findings),
    ]
    for place, verdict in enumerate(alone):
        said.append(f", {SHORT[verdict.subject]} " if place else f". Alone, {SHORT[verdict.subject]} loses ")
        said.append(typical(findings, verdict, ALL)[0])
    return (*said, f". {_by_half(findings)}", *_by_its_line(findings))


def _counted_readings(verdict: Verdict) -> str:
    count = len(readings(verdict))
    return "rival models" if count == 1 else f"{counted(count)} readings"


def _opening(typically: Span) -> str:
    """The answer in a word or three, by the typical loss of both together."""
    lost = typically.value if isinstance(typically, Number) else 0.0
    if round(_POINTS * lost) < 1:
        return "Hardly."
    return "Yes, in part." if lost < 1 / 2 else "Yes, by half or more."


def old_part(findings: Findings) -> Number:
    """Median loss of both to what stood in the first year, in the year told and in the cell of the answer."""
    at: dict[str, Label] = {"posture": "day_to_day", "year": findings.year, "exposure": ALL, "defence": A135_OF_2025}
    told = typical(findings, findings.level[0], ALL)[0]
    cell = (str(told.labels["assumption_set"]), str(told.labels["structure"]))
    return number(findings.run.results, _OF_TWINS, cell, "p50", per_cent, force=HEADLINE_FORCE, **at)


def _by_half(findings: Findings) -> str:
    """On how many readings of the evidence half is lost: they are named, and never weighed."""
    both, *alone = findings.level
    holds, known = holding(both), readings(both)
    if len(known) == 1:
        return f"Half is {'' if holds else 'not '}lost on the one reading that was run."
    if len(holds) == len(known):
        return "Half is lost on each reading."
    evidence = f"{_on(len(holds))}, {listed([f'“{set_words(name)}”' for name in holds])}" if holds else "no reading"
    return f"Half is lost on {evidence}{_more_alone(both, alone)}."


def _on(count: int) -> str:
    return f"{counted(count)} reading{'' if count == 1 else 's'}"


def _more_alone(both: Verdict, alone: Sequence[Verdict]) -> str:
    """Forces that lose half alone on more readings than both together."""
    more = [v for v in alone if len(holding(v)) > len(holding(both))]
    return "".join(f"; by {SHORT[v.subject]} alone, on {counted(len(holding(v)))}" for v in more)


def _by_its_line(findings: Findings) -> tuple[Span, ...]:
    """What becomes of the claim by the line that it is first judged by, which is another than that of the answer."""
    headline, asked = findings.headline, findings.headline.proposition
    value = asked.threshold.value
    line = Number(per_cent(value), asked.outcome, asked.labels(headline.subject), "threshold", value, "claim")
    return f" Newer defences erode it (essay claim {headline.claim.id}, from ", line, f" on): “{headline.words}”."


def typical(findings: Findings, verdict: Verdict, exposure: str, over: str = "") -> tuple[Number, *tuple[Span, ...]]:
    """Median loss of a force in the first reading, in the middle one of its models, and over the cells that count.

    Args:
        findings: What is reported.
        verdict: Its subject and its cells.
        exposure: What is sent where.
        over: Said behind the least and the greatest median over all cells.
    """
    results = findings.run.results
    at: dict[str, Label] = {
        "posture": "day_to_day", "year": findings.year, "force": verdict.subject, "exposure": exposure,
    }  # fmt: skip
    cells: list[Cell] = [(cell.assumption_set, cell.structure) for cell in verdict.shown]
    known = sorted(
        (number(results, _OUTCOME, cell, "p50", per_cent, **at) for cell in cells), key=lambda one: one.value
    )
    own = [one for one in known if one.labels["assumption_set"] == cells[0][0]]
    middle, least, greatest = own[(len(own) - 1) // 2], known[0], known[-1]
    if least.text == greatest.text:
        return (middle,)
    low = Number(least.text.removesuffix("%"), least.outcome, least.labels, least.statistic, least.value)
    return middle, " (", low, " to ", greatest, f"{over})"


def because(findings: Findings) -> tuple[Content, ...]:
    """Three reasons: what is sent where nothing defends, one stock that both meet, what the readings differ over."""
    return (_what_is_sent(findings), _shared(findings), _deciding(findings))


def _what_is_sent(findings: Findings) -> Content:
    """The greatest typical loss of both where half is sent into the capital region and half where nothing defends."""
    half = typical(findings, findings.level[0], HALF)
    most = next(span for span in reversed(half) if isinstance(span, Number))
    at_most = "at most " if len(half) > 1 else ""
    return (f"With half sent where nothing defends, together they typically lose {at_most}", most, ".")


def _shared(findings: Findings) -> str:
    """Whether both together lose less than each alone, in the first reading."""
    loss: Mapping[str, float] = {v.subject: typical(findings, v, ALL)[0].value for v in findings.level}
    alone = [value for name, value in loss.items() if name != HEADLINE_FORCE]
    if alone and all(loss[HEADLINE_FORCE] < value for value in alone):
        return "Both meet one defence: together they lose less."
    return "Both meet one defence, yet together they do not lose less."


def _deciding(findings: Findings) -> str:
    """The inputs that decide most, and what they rest on."""
    names = findings.leading(findings.level[0], 2)
    grades = [decider.worse_grade for decider in findings.level[0].deciders[:2]]
    if not names:
        return "So few futures tell no input that decides from chance."
    if "judged" not in grades:
        return f"Sourced inputs decide most: {'; '.join(names)}."
    if any(grade != "judged" for grade in grades):
        return f"What decides most is in part our estimate: {'; '.join(names)}."
    if len(names) == 1:
        return f"An unmeasured estimate of ours decides most: {names[0]}."
    return f"Unmeasured estimates decide most: {'; '.join(names)}."
