"""A document made ready for the writers: numbered, checked, drawn, and reduced to plain text and lists.

All writers read the same prepared tree, so they cannot differ in words, numbers or order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Content,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from deterrence.brief.drawings import HERE, Drawings
from deterrence.brief.references import RUN_RECORD_ID, SOURCES_ID, References, Tree, count_of_sources
from deterrence.brief.style import number, printable

CODE: Final = "Code"
"""Head of the column of ids that stands at the margin of a table in print."""


class DocumentError(ValueError):
    """A document that cannot be written: an unknown citation, a doubled id, a ragged table."""


def prepare(document: Document, drawn: Drawings = HERE) -> Tree:
    """The document as a tree of plain text, lists and mappings, numbered in order of appearance.

    Args:
        document: What it says.
        drawn: Its drawings.

    Raises:
        DocumentError: with every defect of the document, one a line.
    """
    ready = _Numbering(document, drawn)
    blocks = [ready.block(block) for block in document.blocks]
    ready.references.check_targets()
    if ready.problems:
        raise DocumentError("\n".join(ready.problems))
    first_heading = next((i for i, block in enumerate(blocks) if block["kind"] == "heading"), len(blocks))
    sources = ready.references.sources()
    return {
        "name": document.name,
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "marking": printable(document.marking),
        "evidence": printable(document.evidence),
        "date": document.dated.isoformat(),
        "language": document.language,
        "has_contents": document.has_contents,
        "lead": blocks[:first_heading],
        "blocks": blocks[first_heading:],
        "contents": _contents(document, ready.headings),
        "sources": sources,
        "source_count": f"{count_of_sources(sources)} {printable(document.sources_note)}".strip(),
        "run_record": [[printable(key), printable(value)] for key, value in document.run_record],
    }


def _contents(document: Document, headings: Sequence[Tree]) -> list[Tree]:
    """Sections and their parts, with the lists that end the document; nothing where it has no contents."""
    if not document.has_contents:
        return []
    last = [("Sources", SOURCES_ID)] if document.listed else []
    last += [("Run record", RUN_RECORD_ID)] if document.run_record else []
    return [
        *(heading for heading in headings if heading["level"] < 3),
        *({"kind": "heading", "level": 1, "text": text, "id": anchor} for text, anchor in last),
    ]


class _Numbering:
    """Walks the blocks once, in order; numbers are given at the first sight of what is numbered."""

    def __init__(self, document: Document, drawn: Drawings) -> None:
        self._drawn = drawn
        self.references = References(document)
        self.headings: list[Tree] = []
        self._has_codes = document.has_codes
        self._counts: Counter[str] = Counter()
        self._writers: Mapping[type[Any], Callable[[Any], Tree]] = {
            Heading: self._heading,
            Paragraph: lambda b: {"kind": "paragraph", "content": self._coded(b.content)},
            BulletList: self._list,
            DefinitionList: self._definitions,
            Table: self._table,
            Figure: self._figure,
            Callout: self._callout,
        }

    @property
    def problems(self) -> list[str]:
        """Every defect found so far."""
        return self.references.problems

    def block(self, block: Block) -> Tree:
        """One block as a mapping with its `kind`."""
        return self._writers[type(block)](block)

    def _coded(self, content: Content) -> list[Tree]:
        """Content, with the ids of its numbers behind it where they are printed."""
        spans = self.references.content(content)
        return [*spans, *self._margin(codes_of(spans))]

    def _margin(self, codes: Sequence[str]) -> list[Tree]:
        """Ids as they stand at the margin where they are printed."""
        return [{"kind": "text", "text": f" {' '.join(codes)}", "style": "margin"}] if codes and self._has_codes else []

    def _heading(self, block: Heading) -> Tree:
        above = self.headings[-1]["level"] if self.headings else 0
        if block.level > above + 1:
            self.problems.append(f"heading {block.text!r} skips a level: {above} is followed by {block.level}")
        tree = {
            "kind": "heading",
            "level": block.level,
            "text": printable(block.text),
            "id": self.references.claim(block.id),
            "starts_page": block.starts_page,
        }
        self.headings.append(tree)
        return tree

    def _list(self, block: BulletList) -> Tree:
        items = [self._coded(item) for item in block.items]
        return {"kind": "list", "is_ordered": block.is_ordered, "items": items}

    def _definitions(self, block: DefinitionList) -> Tree:
        items = [[self.references.content(term), self._coded(said)] for term, said in block.items]
        return {"kind": "definitions", "items": items}

    def _callout(self, block: Callout) -> Tree:
        inner = [self.block(inner) for inner in block.blocks]
        return {"kind": "callout", "tone": block.kind, "title": printable(block.title), "blocks": inner}

    def _table(self, block: Table) -> Tree:
        self._counts["table"] += 1
        self._check_rows(f"table {block.id}", len(block.columns), block.rows)
        columns = [{"name": printable(c.name), "alignment": c.alignment} for c in block.columns]
        rows = [[self.references.cell(cell) for cell in row] for row in block.rows]
        codes = [_codes_beside(row) for row in rows] if self._has_codes else []
        if any(codes):
            columns.append({"name": CODE, "alignment": "left"})
            for row, own in zip(rows, codes, strict=True):
                row.append([{"kind": "text", "text": " ".join(own), "style": "margin"}])
        return {
            "kind": "table",
            "number": self._counts["table"],
            "id": self.references.claim(block.id),
            "caption": printable(block.caption),
            "columns": columns,
            "rows": rows,
            "note": self.references.content(block.note),
            "no_data": printable(block.no_data),
        }

    def _figure(self, block: Figure) -> Tree:
        self._counts["figure"] += 1
        self._check_rows(f"figure {block.id}", len(block.columns), block.rows)
        if not block.alternative_text.strip():
            self.problems.append(f"figure {block.id} has no alternative text")
        name = self.references.claim(block.id)
        told = self.references.content(block.told or block.title)
        codes = tuple(dict.fromkeys((*block.outcomes, *codes_of(told))))
        return {
            "kind": "figure",
            "number": self._counts["figure"],
            "id": name,
            "title": printable(block.title),
            "told": told,
            "caption": [*self.references.content(block.caption), *self._margin(codes)],
            "of": " ".join(block.outcomes),
            "svg": self._drawn(block.chart_spec, name),
            "narrow_svg": "" if self._has_codes else self._drawn(block.narrow_spec, narrow_name(name)),
            "alternative_text": printable(block.alternative_text),
            "columns": [printable(column) for column in block.columns],
            "rows": [[number(cell) for cell in row] for row in block.rows],
            "values": [list(row) for row in block.rows],
        }

    def _check_rows(self, where: str, columns: int, rows: Sequence[Sequence[object]]) -> None:
        for index, row in enumerate(rows):
            if len(row) != columns:
                self.problems.append(f"{where}, row {index}: {len(row)} cells under {columns} columns")


def begin(block: Block, has_codes: bool, drawn: Drawings) -> None:
    """Begin the drawings of a block that stands in a document with or without codes, where it is a figure."""
    if isinstance(block, Figure):
        drawn.begin(block.chart_spec, block.id)
        if not has_codes:
            drawn.begin(block.narrow_spec, narrow_name(block.id))


def narrow_name(name: str) -> str:
    """Name of a figure's drawing for a telephone."""
    return f"{name}-narrow"


def _codes_beside(row: Sequence[Sequence[Tree]]) -> list[str]:
    """Ids of the numbers of a row; its head says the beginning of some, each of which stands behind its last part."""
    heads = tuple(f"{span['text']}." for span in row[0] if span.get("style") == "code")
    return [code for code in codes_of([span for cell in row for span in cell]) if not code.startswith(heads)]


def codes_of(spans: Sequence[Tree]) -> list[str]:
    """Ids of what gives the numbers among some spans, each once."""
    return list(dict.fromkeys(span["of"] for span in spans if span["kind"] == "number"))
