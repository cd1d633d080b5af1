"""The chapters in the brief: each section with its heading, its words, its figures and what is said under them.

A figure cites the sources of the inputs of every outcome that it read: what it reads is heard, and declared nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Literal

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import REFERENCE
from deterrence.brief.document import (
    Block,
    BulletList,
    Cited,
    Content,
    Figure,
    Heading,
    Paragraph,
    Reference,
    Span,
    Text,
    spans_of,
)
from deterrence.brief.findings import Findings
from deterrence.brief.sources import of_deciders, of_read
from deterrence.brief.titles import title_of
from deterrence.chapter import PARTS, Length, Part, Picture, Section, sections
from deterrence.results import Cell, Label, Results
from deterrence.study import Solution
from deterrence.system.registry import STUDIES, inputs_of
from deterrence.traced import Sentence

_IN_BRIEF: Final[tuple[Length, ...]] = ("brief",)
_ON_PAGE_ONE: Final[tuple[Length, ...]] = ("page",)
_LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\)")


class Heard(Results):
    """Results that remember which outcomes and studies were read, in which cell."""

    def __init__(self, results: Results) -> None:
        super().__init__(results.cells, results.years)
        self._results = results
        self.outcomes: dict[tuple[str, Cell], None] = {}
        self.studies: dict[tuple[str, Cell], None] = {}

    def axes(self, outcome: str) -> tuple[str, ...]:
        """As of the results."""
        return self._results.axes(outcome)

    def along(self, outcome: str, axis: str) -> tuple[Label, ...]:
        """As of the results."""
        return self._results.along(outcome, axis)

    def _read(self, outcome: str, cell: Cell, wanted: Mapping[str, Label]) -> AnyArray:
        self.outcomes[outcome, cell] = None
        return self._results._read(outcome, cell, wanted)

    def draws(self, cell: Cell) -> Mapping[str, Floats]:
        """As of the results."""
        return self._results.draws(cell)

    def study(
        self,
        name: str,
        cell: Cell,
        policy: str = REFERENCE,
        wanted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> Solution:
        """As of the results."""
        self.studies[name, cell] = None
        return self._results.study(name, cell, policy, wanted)


def printed(findings: Findings, length: Length, *parts: Part, level: Literal[1, 2] = 2) -> Iterator[Block]:
    """The sections of some parts in one length, part by part and chapter by chapter."""
    for part in parts:
        for section in sections(findings.chapters, (part,), findings.shown, (length,)):
            yield from _section(findings, section, level)


def headed(findings: Findings, part: Part, length: Length, title: str) -> Iterator[Block]:
    """The sections of a part under one heading, which the first of them may bring itself."""
    found = list(sections(findings.chapters, (part,), findings.shown, (length,)))
    if found and found[0].title != title:
        yield Heading(1, title, f"{part}-section")
    for section in found:
        yield from _section(findings, section, 1 if section.title == title else 2)


def _section(findings: Findings, section: Section, level: Literal[1, 2]) -> Iterator[Block]:
    if section.title:
        yield Heading(level, section.title, section.id)
    if section.text:
        yield Paragraph(_linked(section.told(findings.shown), {picture.name for picture in section.pictures}))
    for picture in section.pictures:
        yield figure(findings, picture)
    if section.length == "annex":
        yield from _under(findings, section)


def _under(findings: Findings, section: Section) -> Iterator[Block]:
    if told := section.under(findings.shown):
        yield BulletList(tuple(opened(sentence) for sentence in told))


def sentences(findings: Findings, *parts: Part) -> Iterator[Block]:
    """What sections of the brief say under their figures, for which it has no room."""
    for section in sections(findings.chapters, parts, findings.shown, _IN_BRIEF):
        told = list(_under(findings, section))
        if told:
            yield Heading(2, f"{section.title}, in sentences", f"{section.id}-sentences")
            yield from told


def leading_figure(findings: Findings, words: str) -> Iterator[Figure]:
    """The picture of page 1, with what is said between how it is read and its sources."""
    for section in sections(findings.chapters, PARTS, findings.shown, _ON_PAGE_ONE):
        for picture in section.pictures:
            yield figure(findings, picture, words)


def figure(findings: Findings, picture: Picture, words: str = "Sources: ") -> Figure:
    """A figure with what it read, and the sources of the inputs of that; of one of the verdict alone, its deciders'."""
    heard = Heard(findings.shown.results)
    made = picture.figure(replace(findings.shown, results=heard))
    cited = _sources(findings, heard) or of_deciders(findings)
    read = dict.fromkeys(name for name, _ in (*heard.outcomes, *heard.studies))
    title = title_of(made, (*picture.outcomes, *read))
    return Figure.of(made, (Cited(cited, words),) if cited else (), tuple(read), title)


def _sources(findings: Findings, heard: Heard) -> tuple[str, ...]:
    """Ids of the sources of the inputs of what was read."""
    read: dict[str, set[str]] = {}
    for outcome, (name, structure) in heard.outcomes:
        read.setdefault(name, set()).update(inputs_of(outcome, structure))
    for study, (name, structure) in heard.studies:
        read.setdefault(name, set()).update(STUDIES[study].quantities_read(structure))
    return of_read(findings, read)


def opened(sentence: Sentence) -> Content:
    """A sentence whose subject, up to its first colon, is set off."""
    first, *rest = spans_of(sentence)
    if not isinstance(first, str):
        return (first, *rest)
    subject, colon, more = first.partition(": ")
    opening: tuple[Span, ...] = (Text(subject + colon, "strong"), more) if colon else (first,)
    return (*opening, *rest)


def _linked(text: str, here: Collection[str]) -> Content:
    """A text in which `[words](name)` leads to the figure of that name, where it stands in the same section."""
    said, *found = _LINK.split(text)
    links = zip(found[::3], found[1::3], found[2::3], strict=True)
    return (
        said,
        *(part for words, name, more in links for part in (Reference(name, words) if name in here else words, more)),
    )
