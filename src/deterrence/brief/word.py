"""The brief as a Word document: headings, captions with fields, tables that repeat their heads, pictures with a text.

It is built from the same prepared tree as the other formats, and holds nothing that changes between two runs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from deterrence.brief.references import RUN_RECORD_ID, SOURCES_ID, Tree
from deterrence.brief.style import TEXT_WIDTH, TONES, heights_on_page_one, most_height
from deterrence.brief.word_parts import (
    CODE,
    NOTE,
    NUMBER,
    SOURCE,
    TABLE_SIZE,
    Bookmarks,
    colour,
    described,
    field,
    linked,
    new_document,
    ruled,
    whole,
)
from deterrence.charts.rendering import picture
from deterrence.charts.theme import WIDTH

_SCALE: Final = 2
_JOINT: Final = re.compile(r"[._]")
"""Where an id may break."""
_OF_A_WORD: Final = 0.85
_LONG: Final = 14
_MOST: Final = 28
"""A column is as wide as the root of its longest cell asks for, up to a most, or as its longest word of few letters."""
_TALL: Final = 205
"""No drawing is higher, in millimetres: caption and note stand on the same page."""
_STEP: Final = 5
"""Indent of a part of a section in the contents, in millimetres."""
_ALIGNED: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}


def render(prepared: Tree) -> bytes:
    """The Word file of a prepared document; the same bytes for the same document."""
    return _Writer(prepared).written()


class _Writer:
    """Walks the prepared tree once."""

    def __init__(self, prepared: Tree) -> None:
        self._prepared = prepared
        self._document = new_document(prepared)
        self._bookmarks = Bookmarks()
        is_long = bool(prepared["has_contents"])
        self._most_height = min(_TALL, most_height(is_long=is_long))
        self._heights = heights_on_page_one(prepared["lead"], is_long=is_long)
        self._writers: Mapping[str, Callable[[Tree], None]] = {
            "heading": self._heading,
            "paragraph": lambda block: self._spans(self._document.add_paragraph(), block["content"]),
            "list": self._list,
            "definitions": self._definitions,
            "callout": self._callout,
            "table": self._table,
            "figure": self._figure,
        }

    def written(self) -> bytes:
        """The file."""
        prepared, document = self._prepared, self._document
        document.add_paragraph(prepared["title"], style="Title")
        for text in (prepared["subtitle"], prepared["evidence"]):
            if text:
                document.add_paragraph(text, style=NOTE)
        self._contents()
        blocks = (*prepared["lead"], *prepared["blocks"])
        for place, block in enumerate(blocks):
            self._writers[block["kind"]](block)
            if block["kind"] == "paragraph" and blocks[place + 1 : place + 2]:
                follows = blocks[place + 1]["kind"]
                document.paragraphs[-1].paragraph_format.keep_with_next = follows in ("figure", "table") or None
        self._sources()
        self._record()
        return whole(document)

    def _contents(self) -> None:
        """Links to the sections and their parts; a word processor numbers the pages."""
        if self._prepared["contents"]:
            self._document.add_paragraph().add_run("Contents").bold = True
        for heading in self._prepared["contents"]:
            paragraph = self._document.add_paragraph(style=NOTE)
            paragraph.paragraph_format.left_indent = Mm(_STEP * (heading["level"] - 1))
            paragraph.paragraph_format.space_after = Pt(1)
            linked(paragraph, heading["text"], heading["id"])

    def _heading(self, block: Tree) -> None:
        paragraph = self._document.add_heading(block["text"], level=block["level"])
        paragraph.paragraph_format.page_break_before = True if block["starts_page"] else None
        self._bookmarks.put(paragraph, block["id"])

    def _list(self, block: Tree) -> None:
        style = "List Number" if block["is_ordered"] else "List Bullet"
        for item in block["items"]:
            self._spans(self._document.add_paragraph(style=style), item)

    def _definitions(self, block: Tree) -> None:
        for term, said in block["items"]:
            head = self._document.add_paragraph()
            head.paragraph_format.keep_with_next = True
            head.paragraph_format.space_after = Pt(0)
            self._spans(head, term, is_strong=True)
            self._spans(self._document.add_paragraph(), said)

    def _callout(self, block: Tree) -> None:
        title = self._document.add_paragraph()
        title.paragraph_format.keep_with_next = True
        title.add_run(block["title"]).bold = True
        for inner in block["blocks"]:
            self._writers[inner["kind"]](inner)

    def _table(self, block: Tree) -> None:
        self._caption("Table", block, [{"kind": "text", "style": "plain", "text": block["caption"]}])
        rows = block["rows"] or [[[{"kind": "text", "style": "emphasis", "text": block["no_data"]}]]]
        heads = [[{"kind": "text", "style": "strong", "text": column["name"]}] for column in block["columns"]]
        self._grid([heads, *rows], [column["alignment"] for column in block["columns"]])
        self._note(block["note"])
        if not block["note"]:
            self._document.add_paragraph(style=NOTE).paragraph_format.space_after = Pt(0)

    def _grid(self, rows: Sequence[Sequence[list[Tree]]], alignments: Sequence[str]) -> None:
        table = self._document.add_table(len(rows), len(alignments))
        table.autofit = False
        for line, cells in zip(table.rows, rows, strict=True):
            places = line.cells
            for place, cell in enumerate(cells):
                paragraph = places[place].paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(1)
                paragraph.alignment = _ALIGNED[alignments[place]]
                self._spans(paragraph, cell, size=TABLE_SIZE)
        _sized(table, rows)
        ruled(table)

    def _figure(self, block: Tree) -> None:
        self._caption("Figure", block, block["told"])
        drawn = picture(block["svg"], _SCALE)
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True if block["caption"] else None
        run = paragraph.add_run()
        height = self._heights.get(block["id"], self._most_height)
        run.add_picture(io.BytesIO(drawn), width=Mm(TEXT_WIDTH * _share(block["svg"], height)))
        described(run, block["alternative_text"], block["title"])
        self._note(block["caption"])

    def _caption(self, kind: str, block: Tree, words: list[Tree]) -> None:
        paragraph = self._document.add_paragraph(style="Caption")
        self._bookmarks.put(paragraph, block["id"])
        paragraph.add_run(f"{kind} ")
        field(paragraph, f"SEQ {kind} \\* ARABIC", str(block["number"]))
        for content in ([{"kind": "text", "style": "plain", "text": ". "}], words):
            self._spans(paragraph, content, is_strong=False)

    def _note(self, content: list[Tree]) -> None:
        if content:
            self._spans(self._document.add_paragraph(style=NOTE), content)

    def _spans(
        self, paragraph: Paragraph, content: list[Tree], size: float | None = None, *, is_strong: bool | None = None
    ) -> None:
        for span in content:
            kind, style = span["kind"], span.get("style")
            is_link = kind == "link" or (kind == "cite" and span["is_here"])
            text = f" {span['text']}" if kind == "cite" and span["text"].startswith("[") else span["text"]
            text = _JOINT.sub("\\g<0>\u200b", text) if style == "margin" else text
            run = linked(paragraph, text, span["target"]) if is_link else paragraph.add_run(text)
            if size is not None:
                run.font.size = Pt(size)
            if kind == "number":
                run.style = self._document.styles[NUMBER]
            elif style in ("code", "margin"):
                run.style = self._document.styles[CODE]
            elif kind == "chip":
                run.font.color.rgb = colour(TONES[span["tone"]]["frame"])
            run.bold = True if style == "strong" or kind == "chip" else is_strong
            run.italic = True if style == "emphasis" else None

    def _sources(self) -> None:
        prepared = self._prepared
        if not prepared["sources"]:
            return
        self._heading({"text": "Sources", "level": 1, "id": SOURCES_ID, "starts_page": prepared["has_contents"]})
        self._document.add_paragraph(prepared["source_count"])
        for source in prepared["sources"]:
            paragraph = self._document.add_paragraph(style=SOURCE)
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(9), Mm(-9)
            self._bookmarks.put(paragraph, source["id"])
            paragraph.add_run(f"{source['number']}\t").bold = True
            told = [source["text"], source["class"], source["access"], source["address"]]
            told += [f"Read as: {source['read_as']} {source['read_address']}"] if source["read_as"] else []
            told += [f"Note: {source['remarks']}."] if source["remarks"] else []
            paragraph.add_run(" ".join(part for part in told if part))

    def _record(self) -> None:
        rows = self._prepared["run_record"]
        if rows:
            self._heading({"text": "Run record", "level": 1, "id": RUN_RECORD_ID, "starts_page": False})
            words = [[[{"kind": "text", "style": "plain", "text": text}] for text in row] for row in rows]
            heads = [[{"kind": "text", "style": "strong", "text": text}] for text in ("What", "Value")]
            self._grid([heads, *words], ["left", "left"])


def _sized(table: Any, rows: Sequence[Sequence[list[Tree]]]) -> None:
    """Columns as wide as what they say asks for: the root of their longest cell."""
    columns = len(table.columns)
    longest = [
        max((sum(len(span["text"]) for span in row[place]) for row in rows if place < len(row)), default=1)
        for place in range(columns)
    ]
    words = [
        max((len(word) for row in rows if place < len(row) for span in row[place] for word in _words(span)), default=1)
        for place in range(columns)
    ]
    weights = [
        max(min(length**0.5, _MOST), _OF_A_WORD * min(word, _LONG)) for length, word in zip(longest, words, strict=True)
    ]
    widths = [Mm(TEXT_WIDTH * weight / sum(weights)) for weight in weights]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _words(span: Tree) -> list[str]:
    return re.split(r"[ ._/=-]", span["text"])


def _share(svg: str, most_height: float) -> float:
    """Of the width of the text: that of the drawing, unless it would stand higher than there is room for."""
    width, height = (float(size) for size in svg.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split(" ")[:2])
    return min(1.0, width / WIDTH, most_height * width / height / TEXT_WIDTH)
