"""The chapters in the brief: each section with its heading, its words, its figures and what is said under them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deterrence.brief.document import Block, BulletList, Content, Figure, Heading, Paragraph, Reference, Text
from deterrence.brief.findings import Findings
from deterrence.chapter import Part, sections

_LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\)")


def printed(findings: Findings, *parts: Part) -> Iterator[Block]:
    """The sections of some parts of the brief, chapter by chapter."""
    for section in sections(findings.chapters, parts, findings.shown):
        if section.title:
            yield Heading(2, section.title, section.id)
        if section.text:
            yield Paragraph(_linked(section.told(findings.shown)))
        for picture in section.pictures:
            yield Figure.of(findings.gallery[picture.name]())
        if told := section.under(findings.shown):
            yield BulletList(tuple(_opened(sentence) for sentence in told))


def _opened(sentence: str) -> Content:
    """A sentence whose subject, up to its colon, is set off."""
    subject, colon, rest = sentence.partition(": ")
    return (Text(subject + colon, "strong"), rest) if colon else sentence


def _linked(text: str) -> Content:
    """A text in which `[words](name)` leads to the figure of that name."""
    said, *found = _LINK.split(text)
    links = zip(found[::3], found[1::3], found[2::3], strict=True)
    return (said, *(part for words, name, more in links for part in (Reference(name, words), more)))
