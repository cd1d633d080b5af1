"""A document made ready for the writers: numbered, checked, drawn, and reduced to plain text and lists.

Both writers read the same prepared tree, so they cannot differ in words, numbers or order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Chip,
    Cite,
    Content,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Reference,
    Source,
    Span,
    Table,
    Text,
)
from deterrence.brief.style import number, printable
from deterrence.charts.rendering import svg

Tree: TypeAlias = dict[str, Any]
SOURCES_ID: Final = "sources"
RUN_RECORD_ID: Final = "run-record"
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_CLASSES: Final = ("official", "expert", "press", "relay", "crowd", "unclassed")


class DocumentError(ValueError):
    """A document that cannot be written: an unknown citation, a doubled id, a ragged table."""


def prepare(document: Document) -> Tree:
    """The document as a tree of plain text, lists and mappings, numbered in order of appearance.

    Raises:
        DocumentError: with every defect of the document, one a line.
    """
    ready = _Numbering(document)
    blocks = [ready.block(block) for block in document.blocks]
    ready.check_targets()
    if ready.problems:
        raise DocumentError("\n".join(ready.problems))
    first_heading = next((i for i, block in enumerate(blocks) if block["kind"] == "heading"), len(blocks))
    sources = ready.sources()
    return {
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "marking": printable(document.marking),
        "updated": f"{document.updated.day} {document.updated:%B %Y}",
        "date": document.updated.isoformat(),
        "language": document.language,
        "lead": blocks[:first_heading],
        "blocks": blocks[first_heading:],
        "contents": ready.contents(),
        "sources": sources,
        "source_count": _count(sources),
        "run_record": [[printable(key), printable(value)] for key, value in document.run_record],
    }


@dataclass
class _Numbering:
    """Walks the blocks once, in order; numbers are given at the first sight of what is numbered."""

    document: Document
    problems: list[str] = field(default_factory=list)
    _ids: set[str] = field(default_factory=lambda: {SOURCES_ID, RUN_RECORD_ID})
    _targets: list[str] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _cited: dict[str, int] = field(default_factory=dict)
    _headings: list[Tree] = field(default_factory=list)

    def block(self, block: Block) -> Tree:
        """One block as a mapping with its `kind`."""
        writers: Mapping[type[Any], Callable[[Any], Tree]] = {
            Heading: self._heading,
            Paragraph: lambda b: {"kind": "paragraph", "content": self._content(b.content)},
            BulletList: self._list,
            DefinitionList: self._definitions,
            Table: self._table,
            Figure: self._figure,
            Callout: self._callout,
        }
        return writers[type(block)](block)

    def check_targets(self) -> None:
        """Every link must lead somewhere."""
        unknown = sorted(set(self._targets) - self._ids)
        self.problems.extend(f"a link leads to {target!r}, which is no id of the document" for target in unknown)

    def contents(self) -> list[Tree]:
        """Sections and their parts, with the two lists that end every brief."""
        last = [("Sources", SOURCES_ID), ("Run record", RUN_RECORD_ID)]
        listed = [heading for heading in self._headings if heading["level"] < 3]
        return [
            *listed,
            *({"kind": "heading", "level": 1, "text": text, "id": anchor} for text, anchor in last),
        ]

    def sources(self) -> list[Tree]:
        """The cited sources in the order of their numbers, each with the places that cite it."""
        known = {source.id: source for source in self.document.sources}
        return [self._source(known[name], place) for name, place in self._cited.items()]

    def _source(self, source: Source, place: int) -> Tree:
        relay = source.read_as
        return {
            "number": place,
            "id": f"source-{place}",
            "text": _sentence(source.author, source.title, source.publisher, source.date),
            "class": source.source_class,
            "address": printable(source.address),
            "read_as": _sentence("", relay.title, relay.publisher, "") if relay else "",
            "read_address": printable(relay.address) if relay else "",
            "remarks": printable(source.remarks),
            "citations": [f"cite-{place}-{i}" for i in range(1, self._counts[f"cite-{place}"] + 1)],
        }

    def _claim(self, name: str) -> str:
        if not _ID.fullmatch(name):
            self.problems.append(f"id {name!r} must begin with a letter and hold letters, digits, - and _ only")
        if name in self._ids:
            self.problems.append(f"id {name!r} is used twice")
        self._ids.add(name)
        return name

    def _heading(self, block: Heading) -> Tree:
        above = self._headings[-1]["level"] if self._headings else 0
        if block.level > above + 1:
            self.problems.append(f"heading {block.text!r} skips a level: {above} is followed by {block.level}")
        tree = {
            "kind": "heading",
            "level": block.level,
            "text": printable(block.text),
            "id": self._claim(block.id),
        }
        self._headings.append(tree)
        return tree

    def _list(self, block: BulletList) -> Tree:
        items = [self._content(item) for item in block.items]
        return {"kind": "list", "is_ordered": block.is_ordered, "items": items}

    def _definitions(self, block: DefinitionList) -> Tree:
        items = [[self._content(term), self._content(said)] for term, said in block.items]
        return {"kind": "definitions", "items": items}

    def _callout(self, block: Callout) -> Tree:
        inner = [self.block(inner) for inner in block.blocks]
        return {"kind": "callout", "tone": block.kind, "title": printable(block.title), "blocks": inner}

    def _table(self, block: Table) -> Tree:
        self._counts["table"] += 1
        self._check_rows(f"table {block.id}", len(block.columns), block.rows)
        return {
            "kind": "table",
            "number": self._counts["table"],
            "id": self._claim(block.id),
            "caption": printable(block.caption),
            "columns": [{"name": printable(c.name), "alignment": c.alignment} for c in block.columns],
            "rows": [[self._cell(cell) for cell in row] for row in block.rows],
            "note": self._content(block.note),
            "no_data": printable(block.no_data),
        }

    def _figure(self, block: Figure) -> Tree:
        self._counts["figure"] += 1
        self._check_rows(f"figure {block.id}", len(block.columns), block.rows)
        if not block.alternative_text.strip():
            self.problems.append(f"figure {block.id} has no alternative text")
        name = self._claim(block.id)
        return {
            "kind": "figure",
            "number": self._counts["figure"],
            "id": name,
            "title": printable(block.title),
            "caption": self._content(block.caption),
            "svg": svg(dict(block.chart_spec), name),
            "alternative_text": printable(block.alternative_text),
            "columns": [printable(column) for column in block.columns],
            "rows": [[number(cell) for cell in row] for row in block.rows],
            "values": [list(row) for row in block.rows],
        }

    def _check_rows(self, where: str, columns: int, rows: Sequence[Sequence[object]]) -> None:
        for index, row in enumerate(rows):
            if len(row) != columns:
                self.problems.append(f"{where}, row {index}: {len(row)} cells under {columns} columns")

    def _cell(self, cell: Cell) -> list[Tree]:
        return self._content(number(cell) if cell is None or isinstance(cell, int | float) else cell)

    def _content(self, content: Content) -> list[Tree]:
        spans = [content] if isinstance(content, str | Text | Cite | Reference | Chip) else content
        return [self._span(span) for span in spans]

    def _span(self, span: Span) -> Tree:
        match span:
            case str():
                return {"kind": "text", "text": printable(span), "style": "plain"}
            case Text():
                return {"kind": "text", "text": printable(span.text), "style": span.style}
            case Chip():
                return {"kind": "chip", "text": printable(span.text), "tone": span.tone}
            case Reference():
                self._targets.append(span.target)
                return {"kind": "link", "target": span.target, "text": printable(span.text)}
            case Cite():
                return self._cite(span)

    def _cite(self, cite: Cite) -> Tree:
        if all(source.id != cite.source_id for source in self.document.sources):
            self.problems.append(f"source {cite.source_id!r} is cited and not in the document's sources")
        place = self._cited.setdefault(cite.source_id, len(self._cited) + 1)
        self._counts[f"cite-{place}"] += 1
        anchor = f"cite-{place}-{self._counts[f'cite-{place}']}"
        locator = printable(cite.locator)
        return {
            "kind": "cite",
            "number": place,
            "locator": locator,
            "target": f"source-{place}",
            "id": anchor,
        }


def _sentence(*parts: str) -> str:
    """Parts of a bibliographic entry, the empty ones left out, each ended by its own sign or a full stop."""
    shown = [printable(part).strip() for part in parts]
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in shown if part)


def _count(sources: Sequence[Tree]) -> str:
    """How many sources of which class, in words."""
    by_class = Counter(source["class"] for source in sources)
    counted = [f"{by_class[name]} {name}" for name in _CLASSES if by_class[name]]
    noun = "source" if len(sources) == 1 else "sources"
    return f"{len(sources)} {noun}: {', '.join(counted)}." if sources else "No source is cited."
