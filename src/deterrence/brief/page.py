"""Page 1: an answer, why, what could be done, how far to trust it, and what is left out, made from the results."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from deterrence.axes import POSTURE
from deterrence.brief.answer import answer, because
from deterrence.brief.bar import enough_line
from deterrence.brief.changed import changed_blocks
from deterrence.brief.chapters import leading_figure
from deterrence.brief.document import Block, BulletList, Callout, Column, Content, Paragraph, Table, Text
from deterrence.brief.findings import Findings, settled_as
from deterrence.brief.options import most_for_money
from deterrence.brief.own_claims import slips_section
from deterrence.chapter import capital, set_words
from deterrence.charts.numbers import listed
from deterrence.claims.claim import Claim
from deterrence.traced import Number

DEFENCES: Final = "Defences: Moscow\u2019s interceptors and the S-500."
_UNDER_FIGURE: Final = (
    "The answer gives the markers of “{first}”, all sent, and the least and the greatest number. Alone: without "
    "the other\u2019s boat. In the table below every boat that can sail is at sea after a warning, and a cost is all "
    "that an option adds, not that of a year. Sources, as numbered in the annex: "
)
QUESTION: Final = "Can Russian missile defences erode the French and British second strike?"
_OUTCOME: Final = "erosion_same_forces"
_OPTIONS: Final = 3
_MISSING: Final = re.compile(r"^The ([^:.]+?) (?:is|are) missing")
_NO_NAME: Final = ("other ", "same ")
_MOST_MODELS: Final = 4


def page_blocks(findings: Findings) -> tuple[Block, ...]:
    """The whole of page 1, without its title."""
    return (
        *changed_blocks(findings),
        *slips_section(findings),
        Callout("answer", "Answer", (Paragraph(answer(findings)), BulletList(because(findings)))),
        *leading_figure(findings, _UNDER_FIGURE.format(first=set_words(findings.run.cells[0][0]))),
        options_table_of(findings),
        Paragraph(enough_line(findings)),
        Paragraph(confidence_line(findings)),
        Paragraph(coverage_line(findings)),
    )


def options_table_of(findings: Findings) -> Table:
    """Three options with effect and cost, the most warheads for the money first."""
    return Table(
        "page-options",
        f"Options not planned: arriving warheads added, {findings.year} (sources: annex)",
        (
            Column("Option"),
            *(Column(capital(words)) for words in POSTURE.values()),
            Column("Whole cost, 2025 USD bn", "right"),
            Column("First year", "right"),
        ),
        tuple((offer.title, *offer.effects, offer.cost, offer.date) for offer in most_for_money(findings, _OPTIONS)),
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
        " inputs are our estimates.",
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
        f" claims await models{f' ({listed(models)})' if models else ''}.",
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
