"""Page 1: an answer, why, what could be done, how far to trust it, and what is left out, made from the results."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from deterrence.axes import FIRST_YEAR, REFERENCE
from deterrence.brief.chapters import leading_figure
from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Column,
    Content,
    Paragraph,
    Span,
    Table,
    Text,
)
from deterrence.brief.figured import counted
from deterrence.brief.findings import (
    HEADLINE_FORCE,
    Findings,
    holding,
    readings,
    settled_as,
)
from deterrence.brief.options import most_for_money
from deterrence.chapter import set_words
from deterrence.charts.numbers import listed, per_cent
from deterrence.claims.claim import Claim
from deterrence.claims.verdict import Verdict
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.exposure import ALL, HALF
from deterrence.results import Label
from deterrence.second_strike.twins import A135_OF_2025
from deterrence.traced import VALUE, Number, number

DEFENCES: Final = "Defences: fixed interceptors at Moscow and the mobile S-500."
QUESTION: Final = "Can Russian missile defences erode the French and British second strike?"
_ALONE: Final = {"france": "France", "united_kingdom": "Britain"}
_OUTCOME: Final = "erosion_same_forces"
_OF_TWINS: Final = "erosion_of_twins"
_MOST_CHANGES: Final = 3
_POINTS: Final = 100
_OPTIONS: Final = 3
_MISSING: Final = re.compile(r"^The ([^:.]+?) (?:is|are) missing")
_NO_NAME: Final = ("other ", "same ")
_MOST_MODELS: Final = 4


def page_blocks(findings: Findings) -> tuple[Block, ...]:
    """The whole of page 1, without its title."""
    return (
        *changed_blocks(findings),
        Callout("answer", "Answer", (Paragraph(answer(findings)), BulletList(because(findings)))),
        *leading_figure(findings),
        options_table_of(findings),
        Paragraph(confidence_line(findings)),
        Paragraph(coverage_line(findings)),
    )


def changed_blocks(findings: Findings) -> tuple[Block, ...]:
    """The scenario's title and what it changes; nothing where it is the reference as it stands."""
    scenario = findings.run.scenario
    said: list[Span] = [Text(f"{scenario.title.rstrip('. ')}. ", "strong")] if scenario.title.strip() else []
    changes = list(scenario.changes.items())
    for place, (identity, basis) in enumerate(changes[:_MOST_CHANGES]):
        value = value_text(distribution_dict(basis.distribution))
        said += ["; " if place else "Changed: ", f"{findings.names[identity]} "]
        said.append(quantity_number(value, identity, basis.distribution.central))
        said.append(f" {where}" if (where := counted_in_words(basis)) else "")
    more = len(changes) - _MOST_CHANGES
    said += [f"; {more} more, in the annex"] if more > 0 else []
    said += [". "] if changes else []
    titles = [scenario.dataset.policies[name].title for name in scenario.policies]
    said += [f"In force: {listed(titles)}."] if titles else []
    return (Paragraph(tuple(said)),) if said else ()


def counted_in_words(basis: Basis) -> str:
    """In which readings a change counts; empty where it counts in all."""
    named = [f"“{set_words(name)}”" for name in basis.assumption_sets]
    return f"in {listed(named)} alone" if named else ""


def quantity_number(text: str, identity: str, value: float) -> Number:
    """The value of a quantity."""
    return Number(text, identity, {}, VALUE, value, "quantity")


def answer(findings: Findings) -> Content:
    """The typical loss in the first reading with its span and what was there before, then on how many half is lost."""
    first = findings.run.cells[0][0]
    known = "our reference" if first == REFERENCE else f"“{set_words(first)}”"
    both, *alone = findings.level
    middle, *span = typical(findings, both, ALL, " by reading and model")
    said: list[Span] = [Text(_opening(middle), "strong"), f" In {known} they typically stop ", middle, *span]
    said += [f" of {_what(findings)}; the Moscow interceptors of {FIRST_YEAR} alone, ", old_part(findings)]
    for place, verdict in enumerate(alone):
        said.append(f", {_ALONE[verdict.subject]} " if place else f". Alone, {_ALONE[verdict.subject]} loses ")
        said.append(typical(findings, verdict, ALL)[0])
    return (*said, f". {_by_half(findings)}", *_by_its_line(findings))


def old_part(findings: Findings) -> Number:
    """Median loss of both in the first cell to what stood in the first year, as it would be in the year told."""
    at: dict[str, Label] = {"posture": "day_to_day", "year": findings.year, "exposure": ALL, "defence": A135_OF_2025}
    return number(findings.run.results, _OF_TWINS, findings.run.cells[0], "p50", per_cent, force=HEADLINE_FORCE, **at)


def _by_its_line(findings: Findings) -> tuple[Span, ...]:
    """What becomes of the claim by the line that it is first judged by, which is another than that of the answer."""
    headline, asked = findings.headline, findings.headline.proposition
    value = asked.threshold.value
    line = Number(per_cent(value), asked.outcome, asked.labels(headline.subject), "threshold", value, "claim")
    return f" Claim {headline.claim.id}, at least ", line, f" lost to newer ones: “{headline.words}”."


def _opening(typically: Span) -> str:
    """The answer in a word or three, by the typical loss of both together."""
    lost = typically.value if isinstance(typically, Number) else 0.0
    if round(_POINTS * lost) < 1:
        return "Hardly."
    return "Yes, in part." if lost < 1 / 2 else "Yes, by half or more."


def _what(findings: Findings) -> str:
    return f"what would otherwise arrive at the capital region in {findings.year} from one submarine each"


def _by_half(findings: Findings) -> str:
    """On how many readings of the evidence half is lost: they are named, and never weighed."""
    both, *alone = findings.level
    holds, known = holding(both), readings(both)
    if len(known) == 1:
        return f"Half is {'' if holds else 'not '}lost on the one reading that was run."
    if len(holds) == len(known):
        return f"Together they lose half on each of {counted(len(known))} readings."
    evidence = f"{counted(len(holds))} of {counted(len(known))} readings"
    if holds:
        evidence = f"{evidence}, {listed([f'“{set_words(name)}”' for name in holds])}"
    return f"Together they lose half on {evidence}{_more_alone(both, alone)}."


def _more_alone(both: Verdict, alone: Sequence[Verdict]) -> str:
    """Forces that lose half alone on more readings than both together."""
    more = [v for v in alone if len(holding(v)) > len(holding(both))]
    return "".join(f"; {_ALONE[v.subject]} alone, on {counted(len(holding(v)))}" for v in more)


def typical(findings: Findings, verdict: Verdict, exposure: str, by: str = "") -> tuple[Span, ...]:
    """Median loss of a force in the first cell, and the least and greatest of the cells that count."""
    results = findings.run.results
    at: dict[str, Label] = {
        "posture": "day_to_day",
        "year": findings.year,
        "force": verdict.subject,
        "exposure": exposure,
    }
    cells = [(cell.assumption_set, cell.structure) for cell in verdict.shown]
    known = [number(results, _OUTCOME, cell, "p50", per_cent, **at) for cell in cells]
    least, greatest = (end(known, key=lambda one: one.value) for end in (min, max))
    if len(known) == 1 or least.text == greatest.text:
        return (known[0],)
    low = Number(least.text.removesuffix("%"), least.outcome, least.labels, least.statistic, least.value)
    return known[0], " (", low, " to ", greatest, f"{by})"


def because(findings: Findings) -> tuple[Content, ...]:
    """Three reasons: what is sent where nothing defends, one stock that both meet, what the readings differ over."""
    return (_what_is_sent(findings), _shared(findings), _deciding(findings))


def _what_is_sent(findings: Findings) -> Content:
    """The greatest typical loss of both where half is sent into the capital region and half where nothing defends."""
    half = typical(findings, findings.level[0], HALF)
    most = next(span for span in reversed(half) if isinstance(span, Number))
    at_most = "at most " if len(half) > 1 else ""
    return (
        f"With half sent where nothing defends, {at_most}",
        most,
        " is typically stopped.",
    )


def _shared(findings: Findings) -> str:
    """Whether both together lose less than each alone, in the first cell."""
    loss = {verdict.subject: typical(findings, verdict, ALL)[0] for verdict in findings.level}
    values = {name: one.value for name, one in loss.items() if isinstance(one, Number)}
    alone = [value for name, value in values.items() if name != HEADLINE_FORCE]
    if alone and all(values[HEADLINE_FORCE] < value for value in alone):
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
    return f"Our unmeasured estimates decide most: {'; '.join(names)}."


def options_table_of(findings: Findings) -> Table:
    """Three options with effect and cost, the most warheads for the money first."""
    rows = tuple(
        (option.title, option.effect, option.cost, option.date) for option in most_for_money(findings, _OPTIONS)
    )
    return Table(
        "page-options",
        "Options (sources: annex)",
        (
            Column("Option"),
            Column(f"More arrive, {findings.year}"),
            Column("Whole cost, USD bn", "right"),
            Column("First year", "right"),
        ),
        rows,
        no_data="No option of this dataset moves what is told here.",
    )


def confidence_line(findings: Findings) -> Content:
    """The confidence of the answer and what it rests on."""
    judged, read = findings.estimates
    stated = findings.level[0].confidence or "none"
    return (
        Text(f"Confidence: {stated}. ", "strong"),
        Number(str(judged), _OUTCOME, {}, "inputs.judged", judged, "ledger"),
        " of ",
        Number(str(read), _OUTCOME, {}, "inputs", read, "ledger"),
        " inputs are our estimates. Ranges are no probabilities.",
    )


def coverage_line(findings: Findings) -> Content:
    """What of the register waits for a model; what needs none is told with the scorecard."""
    claims = findings.register
    waiting = [
        claim
        for claim in claims
        if not any(reading.judged for reading in claim.readings) and settled_as(claim) == "not_yet_modelled"
    ]
    models = missing_models(waiting)
    return (
        Text("Not covered: ", "strong"),
        Number(str(len(waiting)), "register", {}, "claims.waiting", len(waiting), "register"),
        " of ",
        Number(str(len(claims)), "register", {}, "claims", len(claims), "register"),
        f" claims wait for models{f' ({listed(models)})' if models else ''}.",
    )


def missing_models(claims: Sequence[Claim]) -> list[str]:
    """What the claims say is missing, the most frequent first."""
    whys = [one.why or "" for claim in claims for one in claim.readings if one.state == "not_yet_modelled"]
    counts = Counter(name for why in whys for name in names_of_missing(why))
    return [name for name, _ in counts.most_common(_MOST_MODELS)]


def names_of_missing(why: str) -> list[str]:
    """The models that a sentence says are missing, without the word.

    >>> names_of_missing("The arms-race model and that of industry are missing: stocks by year.")
    ['arms race', 'industry']
    """
    said = _MISSING.match(why)
    parts = re.split(r" and (?:that of )?(?:the )?", said[1]) if said else []
    named = [re.sub(r"^model of (?:the )?| model$", "", part).replace("-", " ") for part in parts]
    return [name for name in named if not name.startswith(_NO_NAME)]
