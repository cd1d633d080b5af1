"""What the headline claim comes to under each exposure: a line a force, a column a label, no interval across them."""

from __future__ import annotations

from collections.abc import Iterator

from deterrence.axes import EXPOSURES
from deterrence.brief.document import Cited, Column, Content, Table
from deterrence.brief.figured import share
from deterrence.brief.findings import HEADLINE_CLAIM, Findings
from deterrence.claims.claim import Reading, load_claims
from deterrence.claims.verdict import Verdict
from deterrence.claims.words import label_name

_AXIS = "exposure"
_BY_CONSTRUCTION = "0% (by construction)"


def exposure_table(findings: Findings, cited: tuple[str, ...] = ()) -> Table:
    """Least and greatest share over sets and structures, with the set at each end, by force and exposure (law RE7).

    Args:
        findings: What is reported.
        cited: Sources of what is read.
    """
    lines: dict[str, dict[str, Reading]] = {}
    for claim in load_claims():
        for reading in claim.readings:
            if claim.id == HEADLINE_CLAIM and reading.line and reading.proposition is not None:
                lines.setdefault(reading.line, {})[str(reading.proposition.at[_AXIS])] = reading
    labels = [label for label in EXPOSURES if any(label in found for found in lines.values())]
    nothing = EXPOSURES[0]
    return Table(
        "exposure-table",
        f"Claim {HEADLINE_CLAIM} in {findings.year} by what is sent where, day-to-day: shares of futures, least to "
        "greatest",
        (Column("Force"), Column("In which"), *(Column(label_name(_AXIS, label)) for label in (nothing, *labels))),
        tuple(_rows(findings, lines, labels)),
        note=(
            "In brackets the reading at each end. What is not sent into a defended region arrives: to lose half, more "
            "than half must be sent into one. No interval spans two columns: what is sent where is a decision. ",
            Cited(cited),
        ),
    )


def _rows(findings: Findings, lines: dict[str, dict[str, Reading]], labels: list[str]) -> Iterator[tuple[Content, ...]]:
    found = {(v.reading.id, v.subject): v for v in findings.verdicts if v.claim.id == HEADLINE_CLAIM}
    forces = dict.fromkeys((v.subject, v.subject_words) for v in findings.headline_verdicts)
    for force, words in forces:
        for line, by_label in lines.items():
            cells = [_cell(by_label.get(label), force, found) for label in labels]
            yield words, line, _BY_CONSTRUCTION, *cells


def _cell(reading: Reading | None, force: str, found: dict[tuple[str, str], Verdict]) -> Content:
    if reading is None:
        return ""
    if reading.judged is None:
        return _BY_CONSTRUCTION
    verdict = found.get((reading.id, force))
    return "" if verdict is None else _ends(verdict)


def _ends(verdict: Verdict) -> Content:
    """Least and greatest share, each with its set."""
    least, greatest = (end(verdict.shown, key=lambda cell: cell.share) for end in (min, max))
    low, high = share(verdict, least), share(verdict, greatest)
    if low.text == high.text:
        return low
    first, last = (label_name("assumption_set", cell.assumption_set) for cell in (least, greatest))
    return low, f" ({first}) to ", high, f" ({last})"
