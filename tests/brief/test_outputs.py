from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from deterrence.brief import files, html, pdf, word
from deterrence.brief.document import Document
from deterrence.brief.glyphs import shown
from deterrence.brief.numbering import prepare
from deterrence.brief.references import Tree
from deterrence.charts.takeaway import csv_text

VOID = {"meta", "br", "wbr", "link", "img", "hr", "input"}
LOADING = {"src", "srcset", "data", "poster", "background", "action", "xlink:href"}
HOSTILE = (
    '#import "x"',
    "<script>alert(1)</script>",
    "$x$",
    "*bold*",
    "_low_ & `tick`",
    "\\u{41} //c /*d*/ @ref <l>",
)


class Page(HTMLParser):
    """Reads the page as a strict reader would: every tag closed in order, every id once."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.attributes.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.targets += [str(found["href"])] if "href" in found else []
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((tag, ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"h1", "h2", "h3", "h4"}:
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        if not {"style", "svg", "details"} & set(self.open) and "as CSV" not in data:
            self.text.append(data)


def _dense(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


@pytest.fixture(scope="module")
def read(page: str) -> Page:
    return Page(page)


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(printed))


@pytest.fixture(scope="module")
def pdf_text(reader: PdfReader) -> str:
    return _dense("".join(_body(page.extract_text()) for page in reader.pages))


def _body(text: str) -> str:
    """The text of a page without its running header and footer, which part what runs over two pages."""
    running = r"^(Synthetic brief: can .*Synthetic, unclassified|Evidence up to March 2026\s*\d+ / \d+)$"
    return re.sub(running, "", text, flags=re.MULTILINE)


def test_the_page_is_well_formed_and_its_ids_are_single(read: Page) -> None:
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))


def test_every_link_within_the_page_arrives(read: Page) -> None:
    inner = {target[1:] for target in read.targets if target.startswith("#")}
    assert inner <= set(read.ids)
    assert {"sources", "run-record", "source-2", "cite-2-1", "main"} <= inner


def test_the_page_loads_nothing_and_runs_nothing(read: Page, page: str) -> None:
    for tag, attributes in read.attributes:
        assert tag not in {"script", "iframe", "object", "embed", "link", "base", "form"}
        assert not LOADING & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert all(address.startswith("data:") for address in re.findall(r'url\("([^"#]+)', page))
    assert "@import" not in page.replace("#import", "")
    assert "default-src 'none'" in page


def test_only_web_addresses_become_links(read: Page) -> None:
    outer = [target for target in read.targets if not target.startswith(("#", "data:text/csv"))]
    assert outer
    assert all(target.startswith("https://") for target in outer)
    assert "javascript:alert(1)" in "".join(read.text)


def test_headings_descend_one_level_at_a_time(read: Page) -> None:
    levels = [int(tag[1]) for tag, _ in read.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_an_alternative_and_its_data(read: Page, prepared: Tree) -> None:
    drawings = [attributes for tag, attributes in read.attributes if tag == "svg"]
    figures = [block for block in prepared["blocks"] if block["kind"] == "figure"]
    both = [figure["alternative_text"] for figure in figures for _ in ("wide", "narrow")]
    assert [drawing["role"] for drawing in drawings] == ["img"] * len(both)
    assert [drawing["aria-label"] for drawing in drawings] == both
    few = [figure for figure in figures if len(figure["rows"]) <= html.MOST_ROWS]
    assert sum(tag == "details" for tag, _ in read.attributes) == len(few)
    assert sum("download" in attributes for _, attributes in read.attributes) == len(figures) - len(few)


def test_pdf_has_the_headings_of_the_page_in_their_order(read: Page, pdf_text: str) -> None:
    place = 0
    headings = [text for _, text in read.headings]
    for heading in [text for text in headings if text != "Contents"]:
        found = pdf_text.find(_dense(heading), place)
        assert found >= 0, heading
        place = found if heading == headings[0] else place


def test_pdf_outline_is_the_outline_of_the_page(read: Page, reader: PdfReader) -> None:
    def flat(items: list[object]) -> list[str]:
        titles: list[str] = []
        for item in items:
            titles.extend(flat(item) if isinstance(item, list) else [str(item.title)])  # type: ignore[attr-defined]
        return titles

    assert [title for title in flat(list(reader.outline)) if title != "Contents"] == [
        text for tag, text in read.headings if tag != "h1" and text != "Contents"
    ]


def test_pdf_has_the_words_and_numbers_of_every_block(prepared: Tree, pdf_text: str) -> None:
    tree = shown(prepared)
    for text in _texts([*tree["lead"], *tree["blocks"]]):
        assert _dense(text) in pdf_text, text


def test_a_quote_that_the_font_cannot_show_is_named_in_print_and_whole_on_the_page(read: Page, pdf_text: str) -> None:
    assert "“une future 中” (“one future”, our translation)" in "".join(read.text)
    assert _dense("(“one future”, our translation)") in pdf_text
    assert _dense("[words in a script that this file cannot show]") in pdf_text


def test_other_signs_that_the_font_lacks_are_spelled_out_in_print(document: Document) -> None:
    """A title of somebody's in any script still makes a file."""
    tree = prepare(replace(document, title="Могут ли 中?", blocks=(), sources=(), listed=(), run_record=()))
    (sheet,) = PdfReader(io.BytesIO(pdf.render(tree))).pages
    assert "Могут ли \\u4e2d?" in sheet.extract_text()


def _texts(blocks: list[Tree]) -> list[str]:
    """Every span, cell and caption, each by itself: a page may break between two of them."""
    found: list[str] = []
    for block in blocks:
        spans = [*block.get("content", ()), *block.get("note", ()), *block.get("caption", ())]
        if block["kind"] == "table":
            spans = [span for row in block["rows"] for cell in row for span in cell] + block["note"]
            found += [column["name"] for column in block["columns"]]
            found += [f"Table {block['number']}. {block['caption']}"]
        if block["kind"] == "figure":
            found += [f"Figure {block['number']}. {block['title']}"]
        if block["kind"] == "list":
            spans = [span for item in block["items"] for span in item]
        if block["kind"] == "definitions":
            spans = [span for pair in block["items"] for side in pair for span in side]
        if block["kind"] == "callout":
            found += [block["title"], *_texts(block["blocks"])]
        found += [s["text"] for s in spans if isinstance(s, dict)]
    return found


def test_both_outputs_list_the_same_sources(prepared: Tree, read: Page, pdf_text: str) -> None:
    page_text = _dense("".join(read.text))
    for source in prepared["sources"]:
        for text in (
            source["text"] + source["class"],
            source["address"],
            source["read_as"],
            source["read_address"],
        ):
            assert _dense(text) in page_text
            assert _dense(text) in pdf_text
    assert "Nevershown" not in page_text + pdf_text


def test_both_outputs_hold_the_run_record(prepared: Tree, read: Page, pdf_text: str) -> None:
    for pair in prepared["run_record"]:
        for text in pair:
            assert _dense(text) in _dense("".join(read.text))
            assert _dense(text) in pdf_text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_others_is_shown_as_it_is(text: str, read: Page, pdf_text: str) -> None:
    assert text in "".join(read.text)
    assert _dense(text) in pdf_text


def test_pdf_is_tagged_titled_dated_and_in_a_language(reader: PdfReader, document: Document) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"] == {"/Marked": True}  # F33: a reader that warns of more finds nothing
    assert root["/Lang"] == document.language
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert str(reader.metadata["/CreationDate"]).startswith("D:20260302")
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_every_row_of_a_table_has_a_head_of_its_row(reader: PdfReader, prepared: Tree) -> None:
    """What a screen reader says before each cell; heads of columns stay heads of columns."""
    scopes: list[str] = []

    def walk(node: Any) -> None:
        element = node.get_object()
        if isinstance(element, list):
            for kid in element:
                walk(kid)
        elif isinstance(element, dict):
            if element.get("/S") == "/TH":
                told = element["/A"] if isinstance(element["/A"], list) else [element["/A"]]
                scopes.extend(one.get_object()["/Scope"] for one in told if "/Scope" in one.get_object())
            if "/K" in element:
                walk(element["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    tables = [block for block in (*prepared["lead"], *prepared["blocks"]) if block["kind"] == "table"]
    rows = sum(max(1, len(table["rows"])) for table in tables) + len(prepared["run_record"])
    assert scopes.count("/Row") == rows
    assert scopes.count("/Column") == sum(len(table["columns"]) for table in tables)


def test_pdf_carries_one_font_family(reader: PdfReader) -> None:
    names = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all("FiraSans" in name for name in names)


def test_pdf_carries_the_data_of_every_figure(reader: PdfReader, prepared: Tree) -> None:
    figures = [block for block in prepared["blocks"] if block["kind"] == "figure"]
    assert len(reader.attachments) == len(figures)
    first = reader.attachments["figure-1-arrivals.csv"][0].decode()
    rows = list(csv.reader(io.StringIO(first)))
    assert rows[0] == figures[0]["columns"]
    assert rows[1:] == [[str(value) for value in row] for row in figures[0]["values"]]


def test_the_same_document_gives_the_same_bytes(document: Document, page: str, printed: bytes) -> None:
    again = prepare(document)
    assert html.render(again) == page
    assert pdf.render(again) == printed
    assert word.render(again) == word.render(prepare(document))


def test_an_empty_document_is_still_a_brief(document: Document) -> None:
    nothing = {"blocks": (), "sources": (), "listed": (), "run_record": (), "subtitle": "", "marking": ""}
    tree = prepare(replace(document, **nothing))
    page = Page(html.render(tree))
    text = _dense("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.render(tree))).pages))
    assert page.open == []
    assert [words for _, words in page.headings if words != "Contents"] == [document.title]
    for words in ("Sources", "Run record"):
        assert words not in text


def test_files_are_written_whole_and_nothing_else(document: Document, tmp_path: Path) -> None:
    small = replace(document, name="page", blocks=(), sources=(), listed=())
    paths = files.write([small, replace(small, name="brief")], tmp_path / "new", ("html", "pdf", "docx"))
    names = [f"{length}.{kind}" for length in ("page", "brief") for kind in ("html", "pdf", "docx")]
    assert [path.name for path in paths] == names
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(names)
    assert paths[0].read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert paths[1].read_bytes().startswith(b"%PDF")
    assert paths[2].read_bytes().startswith(b"PK")


def test_no_part_of_a_drawing_has_a_role_of_its_own(page: str) -> None:
    """The whole is one picture with one text (axe: svg-img-alt)."""
    drawn = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    assert drawn
    for one in drawn:
        assert one.count(" role=") == 1 and one.startswith('<svg role="img" aria-label="')
        assert "aria-roledescription" not in one


def test_data_that_a_spreadsheet_would_take_for_a_formula_is_text() -> None:
    assert csv_text(("a",), [["=1+1"], ["@x"], [-2.5], ["plain"]]).splitlines() == [
        "a",
        "'=1+1",
        "'@x",
        "-2.5",
        "plain",
    ]


def test_a_reference_manager_finds_title_author_and_date_in_the_page(page):
    """As Zotero and Google Scholar read them."""
    names = ("citation_title", "citation_author", "citation_publication_date")
    assert all(re.search(rf'<meta name="{name}" content="[^"]+">', page) for name in names)


def test_the_record_has_a_line_for_each_part(document: Document, tmp_path: Path) -> None:
    told = {"b": {"y": [1, {"z": 2}], "x": "€"}, "a": [3, None], "c": "one", "d": [], "e": {}}
    files.write([document], tmp_path, ["html"], lambda: told)
    written = (tmp_path / files.RECORD_FILE).read_text(encoding="utf-8")
    assert json.loads(written) == told
    assert written.splitlines() == [
        "{", '"a": [', "3,", "null", "],", '"b": {', '"x": "€",', '"y": [1, {"z": 2}]', "},", '"c": "one",',
        '"d": [', "", "],", '"e": {', "", "}", "}",
    ]  # fmt: skip
