"""A synthetic brief of realistic size. Every number in it is invented; it says nothing about any force."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pytest
from pypdf import PdfReader

import deterrence as dt
from chapters import synthetic
from deterrence.brief import html, pdf, word
from deterrence.brief.contents import documents
from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Chip,
    Cite,
    Cited,
    Column,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Quote,
    Reference,
    Relay,
    Source,
    Table,
    Text,
)
from deterrence.brief.findings import Findings
from deterrence.brief.numbering import prepare
from deterrence.brief.references import Tree
from deterrence.claims.deciders import deciders
from deterrence.second_strike.chapter.arrivals import arrivals, reach
from deterrence.second_strike.chapter.erosion import erosion, frontier
from deterrence.traced import Number

HOSTILE = (
    '#import "x"',
    "<script>alert(1)</script>",
    "$x$",
    "*bold*",
    "_low_ & `tick`",
    "\\u{41} //c /*d*/ @ref <l>",
)


def _sources() -> tuple[Source, ...]:
    address = "https://example.org/a-rather-long-path/that-has-to-break/somewhere/2026/report-of-the-office.pdf"
    return (
        Source("uncited", "Never shown", "Nobody", "2020", "crowd"),
        Source("office", "Synthetic yearbook", "Synthetic Office", "2026-02-01", "official", address=address),
        Source("expert", "Synthetic assessment", "Synthetic Institute", "2026-03", "expert", author="A. Example"),
        Source(
            "relayed",
            "Synthetic interview",
            "Synthetic Agency",
            "2025",
            "relay",
            address="javascript:alert(1)",
            read_as=Relay("Synthetic digest", "Synthetic Daily", "https://example.org/digest"),
        ),
    )


def _opening() -> tuple[Block, ...]:
    return (
        Callout(
            "answer",
            "Answer",
            (
                Paragraph(
                    (
                        "In this synthetic brief the defence takes half or more of the arrivals in ",
                        Number("0", "erosion_synthetic", {"force": "first"}, "share>=0.5", 0.0, "claim"),
                        " to ",
                        Number(
                            "39%", "erosion_synthetic", {"force": "first", "year": 2036}, "share>=0.5", 0.391, "claim"
                        ),
                        Text(" of futures", "strong"),
                        ", depending on the assumption set",
                        Cite("expert", "p. 12"),
                        Cite("office"),
                        ". It depends on the share that meets a defence and on the kill probability.",
                    )
                ),
                BulletList(("Both forces together lose least.", "What decides it is judged, not measured.")),
            ),
        ),
        Heading(1, "Verdicts", "verdicts"),
        Paragraph(
            (
                "A verdict is the share of futures in which the claim holds, by set and structure. See ",
                Reference("erosion", "figure 3"),
                ".",
            )
        ),
        Table(
            "verdict-table",
            "What the synthetic run says about three claims",
            (
                Column("Claim"),
                Column("Verdict"),
                Column("Share of futures", "right"),
                Column("Rests on"),
            ),
            (
                (
                    "The defence takes half or more of the arrivals of the first force in 2036, day-to-day.",
                    (Chip("Depends", "depends"),),
                    "0 to 39%",
                    ("Two judged quantities", Cite("expert")),
                ),
                (
                    "A few more interceptors would change the answer.",
                    (Chip("Does not hold", "fails"),),
                    "0 to 3%",
                    ("The share that meets a defence", Cite("relayed")),
                ),
                (
                    "The force would still deliver one boat's load.",
                    (Chip("Holds", "holds"),),
                    "91 to 98%",
                    ("Reliability", Cite("office", "table 4")),
                ),
                (
                    "The adversary believes so.",
                    (Chip("Not testable here", "untestable"),),
                    None,
                    "A belief, not a count",
                ),
            ),
            note=("Synthetic. ", Cited(("office", "expert", "relayed"))),
        ),
    )


def _figures() -> tuple[Figure, ...]:
    return (
        Figure.of(arrivals(synthetic.arrivals_rows(), "day-to-day"), "Synthetic numbers."),
        Figure.of(reach(synthetic.reach_rows(), synthetic.benchmarks(), 2036)),
        Figure.of(erosion(synthetic.erosion_rows(), 2036)),
        Figure.of(deciders(synthetic.decider_rows(), "Share of variance explained", "erosion in 2036")),
        Figure.of(frontier(synthetic.frontier_rows(), synthetic.contour_points(), "first force, day-to-day, 2036")),
    )


def _close() -> tuple[Block, ...]:
    return (
        Heading(1, "What the model leaves out", "limits"),
        Heading(2, "Scope", "scope"),
        Paragraph("The model counts. It holds no target, no effect and no engineering."),
        Callout("warning", "Read with care", (Paragraph("The two heaviest inputs are judged."),)),
        DefinitionList(
            (
                ("Erosion", "One less the ratio of arrivals with the defence to arrivals without it."),
                (
                    Text("Future"),
                    (
                        "One draw of every uncertain quantity ",
                        Quote("une future 中", "fr", "one future"),
                        Cite("relayed"),
                    ),
                ),
            )
        ),
        Heading(2, "Judged numbers", "judged"),
        Table(
            "judged-table",
            "Judged quantities and why",
            (
                Column("Quantity"),
                Column("Low", "right"),
                Column("Middle", "right"),
                Column("High", "right"),
                Column("Why"),
            ),
            tuple(
                (
                    Text(f"missile_defence.s500.synthetic_quantity_number_{index}", "code"),
                    0.1,
                    0.25 + index / 100,
                    12345 if index == 3 else 0.8,
                    "Argued from a synthetic analogue, with a range as wide as what is not known.",
                )
                for index in range(24)
            ),
        ),
        Table("empty-table", "What would settle it", (Column("Input"), Column("Gain", "right")), ()),
        replace(Figure.of(deciders([], "Share of variance explained", "nothing")), id="no-deciders"),
        Heading(1, "Words of others", "hostile"),
        BulletList(HOSTILE, is_ordered=True),
    )


@pytest.fixture(scope="session")
def document() -> Document:
    return synthetic_document()


def synthetic_document() -> Document:
    results: tuple[Block, ...] = (Heading(1, "What the run shows", "results"), *_figures())
    return Document(
        name="annex",
        title='Synthetic brief: can a defence erode a second strike? #import "x"',
        subtitle="A sample with invented numbers, for tests of layout only",
        evidence="Evidence up to March 2026",
        dated=date(2026, 3, 2),
        blocks=(*_opening(), *results, *_close()),
        sources=_sources(),
        listed=("office", "expert", "relayed"),
        run_record=(
            ("Package", "deterrence 0.1.0"),
            ("Dataset (SHA-256)", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            ("Seed", "7"),
            ("Options", "--futures 500 $x$ *bold*"),
        ),
        marking="Synthetic, unclassified",
        has_contents=True,
    )


SET = """
import pickle, sys
from deterrence.brief import pdf
sys.stdout.buffer.write(pdf.render(pickle.load(sys.stdin.buffer)))
"""


@dataclass(frozen=True)
class Rendered:
    """A document in each format, each made once, when a test first asks for it."""

    tree: Tree

    @cached_property
    def page(self) -> str:
        return html.render(self.tree)

    @cached_property
    def printed(self) -> bytes:
        """A long one is set by a process of its own: the typesetter keeps 200 MB of it for good."""
        if not self.tree["has_contents"]:
            return pdf.render(self.tree)
        command = [sys.executable, "-c", SET]
        return subprocess.run(command, input=pickle.dumps(self.tree), stdout=subprocess.PIPE, check=True).stdout

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The text of each sheet of what is printed."""
        return tuple(sheet.extract_text() for sheet in PdfReader(io.BytesIO(self.printed)).pages)

    @cached_property
    def written(self) -> bytes:
        return word.render(self.tree)


@pytest.fixture(scope="session")
def prepared(document: Document) -> Tree:
    return prepare(document)


@pytest.fixture(scope="session")
def page(prepared: Tree) -> str:
    return html.render(prepared)


@pytest.fixture(scope="session")
def printed(prepared: Tree) -> bytes:
    return pdf.render(prepared)


@pytest.fixture(scope="session")
def written(prepared: Tree) -> bytes:
    return word.render(prepared)


@pytest.fixture(scope="session")
def finished() -> dt.FinishedRun:
    """A small run: two sets that differ in what the headline reads."""
    scenario = dt.load(assumption_sets=["reference", "claimed_performance"], structures=["aids_net"])
    return dt.run(scenario, futures=20, seed=3)


@pytest.fixture(scope="session")
def findings(finished: dt.FinishedRun) -> Findings:
    return Findings(finished.ensemble, tuple(finished.verdicts()), 2036)


@pytest.fixture(scope="session")
def lengths(findings: Findings) -> dict[str, Tree]:
    """Each length of the small run's brief, ready for the writers."""
    return {one.name: prepare(one) for one in documents(findings, ("page", "brief", "annex"))}


@pytest.fixture(scope="session")
def rendered(lengths: dict[str, Tree]) -> dict[str, Rendered]:
    """The same in each format."""
    return {name: Rendered(tree) for name, tree in lengths.items()}
