"""Sources: their numbers, which are those of every length; how each was read; and up to when the evidence reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from deterrence.brief.document import Relay, Source
from deterrence.brief.findings import SHOWN_DECIDERS, Findings
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.source import SourceRecord
from deterrence.system.registry import inputs_of

_MOST_CARRYING: Final = 10
ALL_NOTE: Final = (
    "One number for all lengths of the brief. After the class of what was read stands how it was read; all may be "
    "cited, and some be passed on, as is said there. Where no language is named it was read in English; a quote in "
    "another language stands beside our translation."
)


def numbered(findings: Findings) -> tuple[Source, ...]:
    """Every source, the reader's own among them; those that carry the headline come first: the brief begins at 1."""
    known = {**findings.run.scenario.dataset.sources, **findings.own.own.sources}
    order = dict.fromkeys((*carrying(findings), *known))
    return tuple(_source(name, known[name]) for name in order)


def carrying(findings: Findings) -> tuple[str, ...]:
    """Ids of the sources that the headline rests on: who makes the claim, the inputs that decide it, the readings."""
    claim = findings.level[0].claim
    named = [claim.origin.source, *(found[0].claim.origin.source for found in findings.by_claim.values())]
    return tuple(dict.fromkeys((*named, *of_deciders(findings), *of_readings(findings))))[:_MOST_CARRYING]


def of_deciders(findings: Findings) -> tuple[str, ...]:
    """Ids of the sources of the inputs that decide the headline."""
    named = []
    for verdict in findings.level:
        named += _of_inputs(findings, [d.quantity for d in verdict.deciders[:SHOWN_DECIDERS]])
    return tuple(dict.fromkeys(named))


def of_readings(findings: Findings) -> tuple[str, ...]:
    """Ids of the sources from which the readings are argued."""
    known = findings.run.scenario.dataset
    sets = [known.assumption_sets[name] for name in findings.run.record.assumption_sets]
    named = [one.source for one in sets if one.source]
    named += [assertion.argued_from.source for one in sets for assertion in one.assertions.values()]
    return tuple(dict.fromkeys(named))


def of_outcomes(findings: Findings, outcomes: Iterable[str]) -> tuple[str, ...]:
    """Ids of the sources of the inputs of some outcomes, in every cell of the run."""
    named = dict.fromkeys(outcomes)
    structures = dict.fromkeys(structure for _, structure in findings.run.cells)
    read = {identity for one in named for structure in structures for identity in inputs_of(one, structure)}
    return of_read(findings, dict.fromkeys(findings.run.record.assumption_sets, read))


def of_read(findings: Findings, read: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Ids of the sources of what was read, by assumption set; what is no quantity has none."""
    places = ((findings.resolved_in(name), identity) for name, own in read.items() for identity in own)
    found = (resolved[identity].basis.sources for resolved, identity in places if identity in resolved)
    return tuple(sorted({one.source for sources in found for one in sources}))


def _of_inputs(findings: Findings, quantities: Iterable[str]) -> list[str]:
    found = []
    for name in findings.run.record.assumption_sets:
        resolved = findings.resolved_in(name)
        for identity in quantities:
            basis = resolved[identity.rpartition("/")[2]].basis
            found += [reference.source for reference in basis.sources]
            found += [basis.prompted_by.source] if basis.prompted_by else []
    return found


def _source(name: str, source: SourceRecord) -> Source:
    original, relay = source.original, source.read_as
    return Source(
        id=name,
        title=original.title,
        publisher=original.publisher,
        date=original.date,
        source_class=source.source_class,
        author=original.author,
        address=original.address or "",
        read_as=Relay(relay.title, relay.publisher, relay.address or "") if relay else None,
        access=_access(source),
        remarks=source.remarks,
    )


def _access(source: SourceRecord) -> str:
    """How it was read, and whether it may be passed on."""
    known = "read as another passes it on" if source.read_as else "read in the original"
    read = known if source.seen else "not opened"
    read = "read in part" if source.seen and source.in_part else read
    return f"({read}{'; may be passed on' if source.licence == 'may_be_redistributed' else ''})"


def newest(dataset: Dataset) -> date:
    """Date of the newest evidence: the brief is as new as what it rests on, and its bytes repeat."""
    parts = [int(part) for part in max(source.original.date for source in dataset.sources.values()).split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def evidence_line(dataset: Dataset) -> str:
    """Up to when the evidence reaches, in no more words than the newest date has."""
    found = newest(dataset)
    has_month = max(source.original.date for source in dataset.sources.values()).count("-") > 0
    return f"Evidence up to {found:%B %Y}" if has_month else f"Evidence up to {found.year}"
