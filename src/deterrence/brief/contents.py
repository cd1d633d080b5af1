"""What stands in each length of the brief; the chapters say for themselves where their sections stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from deterrence.brief.bar import bar_section
from deterrence.brief.cards import cards, headline_tables
from deterrence.brief.changed import whole
from deterrence.brief.chapters import headed, printed, sentences
from deterrence.brief.closing import closing
from deterrence.brief.document import Block, Document, Heading, Paragraph, Text
from deterrence.brief.drawings import HERE, Drawings
from deterrence.brief.exposure import exposure_table
from deterrence.brief.findings import HEADLINE_CLAIM, SCOREBOARD_OF_ALL, Findings
from deterrence.brief.implications import implications_section
from deterrence.brief.ledger import ledger
from deterrence.brief.mind import believe_section, flips_section, mind_section
from deterrence.brief.numbering import begin
from deterrence.brief.options import already, options_table, portfolios
from deterrence.brief.own_claims import own_section, slips_section
from deterrence.brief.page import DEFENCES, QUESTION, page_blocks
from deterrence.brief.record import record_rows
from deterrence.brief.scorecard import scoreboard_figure, scorecard
from deterrence.brief.since import Changes, changes_blocks
from deterrence.brief.sources import ALL_NOTE, carrying, evidence_line, newest, numbered, of_outcomes
from deterrence.brief.words import limits_section, words_section
from deterrence.chapter import PARTS, Length

_MARKING: Final = "Unclassified: open sources, aggregate counts"
_CARRY: Final = (
    "They make the claims, decide the headline or stand behind a reading. The annex lists all {count} that the dataset "
    "holds, under the same numbers: each with its class, how it was read and, where that is not English, its language."
)
_CHECK: Final = (
    "In print the id of what gives a number stands beside it. An id with dots is an input: `deterrence explain ID`. "
    "Any other is an outcome of the run: `deterrence outcome ID`, or `deterrence claims` for a share. On a page "
    "each number holds its outcome, labels, statistic and value, and shows the command; an input is found under its "
    "id, as in `annex.html#ID`."
)


def documents(
    findings: Findings, lengths: Sequence[Length], changes: Changes | None = None, drawn: Drawings = HERE
) -> Iterator[Document]:
    """The lengths asked for, each as a document: the same numbers, and one number for each source in all of them.

    Args:
        findings: What is reported.
        lengths: In which lengths, and in which order.
        changes: What moved since an earlier brief.
        drawn: What is told of each figure once it is composed.
    """
    dataset = findings.run.scenario.dataset
    sources = numbered(findings)
    every = tuple(source.id for source in sources)

    def begun(blocks: Iterable[Block], has_codes: bool = False) -> tuple[Block, ...]:
        made = []
        for block in blocks:
            begin(block, has_codes, drawn)
            made.append(block)
        return tuple(made)

    writers = {
        "page": lambda: Document(
            "page", QUESTION, DEFENCES, evidence_line(dataset), newest(dataset), begun(page_blocks(findings)), sources,
            marking=_MARKING,
        ),
        "brief": lambda: Document(
            "brief", QUESTION, DEFENCES, evidence_line(dataset), newest(dataset),
            begun(brief_blocks(findings, changes)), sources, carrying(findings), _CARRY.format(count=len(sources)),
            marking=_MARKING,
        ),
        "annex": lambda: Document(
            "annex", QUESTION, "Annex: every claim, number and source", evidence_line(dataset), newest(dataset),
            begun(annex_blocks(findings, changes), has_codes=True), sources, every, ALL_NOTE,
            record_rows(findings.run), _MARKING, has_contents=True, has_codes=True,
        ),
    }  # fmt: skip
    return (writers[length]() for length in lengths)


def brief_blocks(findings: Findings, changes: Changes | None) -> Iterator[Block]:
    """Six to eight pages: page 1, and what carries it."""
    yield from page_blocks(findings)
    yield from scorecard(findings)
    yield from headed(findings, "arrivals", "brief", "Where the warheads go")
    yield from believe_section(findings)
    yield from _options(findings)
    yield from implications_section(findings)
    yield from printed(findings, "brief", "balance", level=1)
    yield from mind_section(findings)
    if changes is not None:
        yield from changes_blocks(changes, is_short=True)
    yield from own_section(findings)
    yield from closing(findings)


def _options(findings: Findings) -> Iterator[Block]:
    """The options side by side, what several together are, and what is counted already."""
    yield from printed(findings, "brief", "options", level=1)
    yield from portfolios(findings)
    held = already(findings)
    if held:
        yield Paragraph(f"Counted in {whole(findings)} already, in whole or in part: {', '.join(held)}.")


def annex_blocks(findings: Findings, changes: Changes | None) -> Iterator[Block]:
    """Everything else, and every number with what gives it."""
    yield Heading(1, "How to check a number", "check-section")
    yield Paragraph(tuple(Text(part, "code" if place % 2 else "plain") for place, part in enumerate(_CHECK.split("`"))))
    yield from slips_section(findings)
    if changes is not None:
        yield from changes_blocks(changes, is_short=False)
    yield from cards(findings)
    yield Heading(1, "Every question on one page", "scoreboard-section", starts_page=True)
    yield scoreboard_figure(findings, SCOREBOARD_OF_ALL)
    yield Heading(1, "The headline in full", "headline-section")
    outcomes = (verdict.proposition.outcome for verdict in findings.by_claim[HEADLINE_CLAIM])
    yield exposure_table(findings, of_outcomes(findings, outcomes))
    yield from headline_tables(findings)
    yield from flips_section(findings)
    yield Heading(1, "Figures behind the brief", "figures-section", starts_page=True)
    yield from printed(findings, "annex", *PARTS)
    yield from sentences(findings, *PARTS)
    yield options_table(findings)
    yield from bar_section(findings)
    yield from words_section(findings.run)
    yield from limits_section()
    yield from own_section(findings)
    yield from ledger(findings)
