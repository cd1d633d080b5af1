"""The Word file: real styles, captions with fields, heads that repeat, pictures with a text, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as Written
from docx.oxml.ns import qn
from docx.shared import Mm

from deterrence.brief import word
from deterrence.brief.document import Document
from deterrence.brief.references import Tree
from deterrence.brief.word_parts import bookmark_name


@pytest.fixture(scope="module")
def read(written: bytes) -> Written:
    return docx.Document(io.BytesIO(written))


def test_headings_have_heading_styles_and_the_title_its_own(read: Written, prepared: Tree) -> None:
    styled = [(p.style.name if p.style else "", p.text) for p in read.paragraphs]
    assert ("Title", prepared["title"]) in styled
    headings = [(f"Heading {b['level']}", b["text"]) for b in prepared["blocks"] if b["kind"] == "heading"]
    assert [one for one in styled if one[0].startswith("Heading")][: len(headings)] == headings


def test_captions_are_counted_by_fields(read: Written, prepared: Tree) -> None:
    blocks = [b for b in (*prepared["lead"], *prepared["blocks"]) if b["kind"] in ("figure", "table")]
    captions = [p for p in read.paragraphs if p.style is not None and p.style.name == "Caption"]
    fields = ["".join(t.text or "" for t in p._p.iter(qn("w:instrText"))).split()[:2] for p in captions]
    assert fields == [["SEQ", block["kind"].title()] for block in blocks]
    assert [p.text for p in captions] == [
        f"{b['kind'].title()} {b['number']}. {b.get('title') or b['caption']}" for b in blocks
    ]


def test_every_table_can_be_edited_repeats_its_head_and_keeps_its_rows_whole(read: Written) -> None:
    assert len(read.tables) >= 4
    for table in read.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_picture_has_the_words_that_replace_it(read: Written, prepared: Tree) -> None:
    figures = [block for block in prepared["blocks"] if block["kind"] == "figure"]
    described = [shape._inline.docPr.get("descr") for shape in read.inline_shapes]
    assert described == [figure["alternative_text"] for figure in figures]
    assert len({shape._inline.docPr.id for shape in read.inline_shapes}) == len(figures)


def test_nothing_in_the_file_bears_the_time_of_writing(written: bytes, document: Document, read: Written) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core, dated = read.core_properties, document.dated
    for moment in (core.created, core.modified):
        assert moment is not None
        assert moment.replace(tzinfo=UTC) == datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    assert (core.title, core.language) == (document.title, document.language)


def test_links_lead_to_bookmarks(read: Written) -> None:
    body = read.element.body
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert targets and targets <= set(names)
    assert len(names) == len(set(names))


def test_a_drawing_stands_on_a_page_with_its_caption(prepared: Tree) -> None:
    """297 mm less margins, caption and note: one of 200 by 1,000 pixels is drawn smaller, and its shape is kept."""
    tall = '<svg viewBox="0 0 200 1000" width="200" height="1000" xmlns="http://www.w3.org/2000/svg"></svg>'
    figure = next(block for block in prepared["blocks"] if block["kind"] == "figure")
    made = docx.Document(io.BytesIO(word.render({**prepared, "lead": [], "blocks": [{**figure, "svg": tall}]})))
    (shape,) = made.inline_shapes
    assert shape.height / Mm(1) <= 205.1
    assert shape.height / shape.width == pytest.approx(5, rel=0.01)


def test_a_short_length_has_the_drawings_and_the_breaks_that_it_has_in_print(prepared: Tree) -> None:
    """LibreOffice set the brief in ten pages, where it has eight in print: drawings were higher, its letters wider."""
    square = '<svg viewBox="0 0 700 700" width="700" height="700" xmlns="http://www.w3.org/2000/svg"></svg>'
    figure = next(block for block in prepared["blocks"] if block["kind"] == "figure")
    heading = {"kind": "heading", "level": 1, "text": "Claims", "id": "claims-here", "starts_page": True}
    blocks = [heading, {**figure, "svg": square}, {**heading, "id": "next-here", "starts_page": False}]
    made = docx.Document(io.BytesIO(word.render({**prepared, "lead": [], "blocks": blocks, "contents": [],
                                                 "has_contents": False, "sources": [], "run_record": []})))  # fmt: skip
    (shape,) = made.inline_shapes
    assert shape.height / Mm(1) <= 77.1
    first, last = (p for p in made.paragraphs if p.style is not None and p.style.name == "Heading 1")
    assert first.paragraph_format.page_break_before
    assert not last.paragraph_format.page_break_before
    assert made.styles["Normal"].font.name == "Arial"


def test_a_column_keeps_its_words_beside_one_of_thousands_of_letters(prepared: Tree) -> None:
    """Ids of the ledger stood in a column of seven millimetres."""
    text = {"kind": "text", "style": "plain"}
    columns = [{"name": name, "alignment": "left"} for name in ("Ids begin with", "Value")]
    rows = [[[{**text, "text": "conventional.forces"}], [{**text, "text": "Italy 1; " * 500}]]]
    table = {"kind": "table", "id": "t", "number": 1, "caption": "C", "columns": columns, "rows": rows, "note": [],
             "no_data": ""}  # fmt: skip
    made = docx.Document(io.BytesIO(word.render({**prepared, "lead": [], "blocks": [table], "contents": []})))
    assert made.tables[0].columns[0].width / Mm(1) > 40


def test_the_contents_lead_to_every_section(read: Written, prepared: Tree) -> None:
    links = [
        ("".join(text.text or "" for text in link.iter(qn("w:t"))), link.get(qn("w:anchor")))
        for link in read.element.body.iter(qn("w:hyperlink"))
    ]
    told = [(heading["text"], bookmark_name(heading["id"])) for heading in prepared["contents"]]
    assert told
    assert links[: len(told)] == told
