"""Writing the brief: one document from a run, in HTML and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deterrence.axes import CLAIM_YEAR
from deterrence.brief import annex, files
from deterrence.brief.balance import FIRST_BELOW
from deterrence.brief.contents import blocks
from deterrence.brief.document import Document
from deterrence.brief.findings import Findings
from deterrence.brief.verdicts import bottom_line
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.summary import verdict_dict
from deterrence.claims.text import counts_text
from deterrence.claims.verdict import Verdict
from deterrence.exploration.ensemble import Also, Run
from deterrence.exploration.options import READ_UNDER_POLICIES
from deterrence.second_strike.chapter import strongest_cell
from deterrence.system.chapters import CHAPTERS

_TITLE = "Can Russian missile defences erode the French and British second strike?"
ALSO: Final = Also(
    tuple(name for chapter in CHAPTERS for one in chapter.sections for pic in one.pictures for name in pic.outcomes),
    lambda run: {run.cells[0], strongest_cell(run.results, CLAIM_YEAR)},
    (FIRST_BELOW,),
    (*READ_UNDER_POLICIES, *(moved.outcome for chapter in CHAPTERS for moved in chapter.moved)),
)
"""What figures read of the cells that are shown, and a run does not keep."""
_MARKING = "Unclassified: open sources, aggregate counts"


@dataclass(frozen=True)
class Written:
    """What was written, and its first lines."""

    paths: tuple[Path, ...]
    bottom_line: str
    verdicts: tuple[Verdict, ...]

    def as_dict(self) -> dict[str, object]:
        """JSON-ready data."""
        return {
            "files": [str(path) for path in self.paths],
            "bottom_line": self.bottom_line,
            "verdicts": [verdict_dict(verdict) for verdict in self.verdicts],
        }


def document_of(findings: Findings) -> Document:
    """The brief as a document."""
    run, record, dataset = findings.run, findings.run.record, findings.run.scenario.dataset
    return Document(
        title=_TITLE,
        subtitle=(
            f"{counts_text(run.futures, run.headline_futures)}, {record.first_year} to {record.last_year}; "
            f"scenario {run.scenario.name}"
        ),
        updated=annex.updated(dataset),
        blocks=blocks(findings),
        sources=annex.sources_of(dataset),
        run_record=annex.record_rows(findings.run),
        marking=_MARKING,
    )


def write_brief(run: Run, output: Path) -> Written:
    """Judge the claims on a run and write brief.html and brief.pdf into a folder."""
    judge = Judge(run)
    verdicts = tuple(verdict for claim in load_claims() for verdict in judge.judge(claim))
    findings = Findings(run, verdicts, CLAIM_YEAR)
    paths = files.write(document_of(findings), output)
    return Written(tuple(paths), bottom_line(findings), verdicts)
