"""Parts of a Word document that its library has no name for: fields, bookmarks, repeated heads, fixed bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from deterrence.archive import without_clock
from deterrence.brief.references import Tree
from deterrence.brief.style import LIGHT

NUMBER, CODE, SOURCE, NOTE = "Brief Number", "Brief Code", "Brief Source", "Brief Note"
"""Styles of the document's own: numbers of the run, ids, an entry of the list of sources, small print."""
_FONT: Final = "Arial"
"""It, or one of the same measures, is on every machine: what has none of these takes a wider one, and more pages."""
_SIZE, _SOURCE_SIZE, _NOTE_SIZE, _CAPTION_SIZE, TABLE_SIZE = 9.5, 8.5, 7.5, 9.0, 8.0
_TITLE_SIZE, _HEADINGS = 18.0, ((1, 13.0), (2, 11.0), (3, 10.0))
_RULE: Final = LIGHT["rule"].removeprefix("#")


def colour(text: str) -> RGBColor:
    """A colour of the page."""
    return RGBColor.from_string(text.removeprefix("#").upper())


def new_document(prepared: Tree) -> Document:
    """An empty document with page, styles, running head and foot, and its record of itself."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(20), Mm(18)
    _set_styles(document, str(prepared["language"]))
    head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
    head.style = foot.style = document.styles[NOTE]
    head.add_run(prepared["marking"])
    foot.add_run(f"{prepared['title']} {prepared['evidence']}. ")
    field(foot, "PAGE", "1")
    core = document.core_properties
    core.title, core.subject, core.author = prepared["title"], prepared["subtitle"], "deterrence"
    core.comments, core.keywords, core.last_modified_by = prepared["evidence"], "", "deterrence"
    core.language, core.revision = str(prepared["language"]), 1
    core.created = core.modified = datetime.fromisoformat(prepared["date"]).replace(tzinfo=UTC)
    return document


def _set_styles(document: Document, language: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = _FONT, Pt(_SIZE), colour(LIGHT["ink"])
    normal.paragraph_format.space_after = Pt(6)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    normal.element.get_or_add_rPr().append(tag)
    named: Any = document.styles
    for name, size in (("Title", _TITLE_SIZE), *((f"Heading {level}", size) for level, size in _HEADINGS)):
        style = named[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), True
        style.font.color.rgb = colour(LIGHT["ink"])
        for borders in style.element.findall(f".//{qn('w:pBdr')}"):
            borders.getparent().remove(borders)
        fonts = style.element.rPr.rFonts
        for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[theme]
    named["Caption"].font.color.rgb = colour(LIGHT["ink"])
    named["Caption"].font.size = Pt(_CAPTION_SIZE)
    named["Caption"].paragraph_format.keep_with_next = True
    for name in (NUMBER, CODE):
        named.add_style(name, WD_STYLE_TYPE.CHARACTER)
    for name, size in ((SOURCE, _SOURCE_SIZE), (NOTE, _NOTE_SIZE)):
        style = named.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(size)
    named[NOTE].font.color.rgb = named[CODE].font.color.rgb = colour(LIGHT["quiet"])
    named[CODE].font.size = Pt(7.5)


def field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """A field with the result that stands until it is updated, so that a list of figures can be made."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            paragraph.add_run()._r.append(text)
        if kind == "separate":
            paragraph.add_run(result)


class Bookmarks:
    """Places that a link leads to; their numbers are counted within the document."""

    def __init__(self) -> None:
        self._count = 0

    def put(self, paragraph: Paragraph, name: str) -> None:
        """A bookmark at the start of a paragraph."""
        self._count += 1
        for kind in ("End", "Start"):
            mark = OxmlElement(f"w:bookmark{kind}")
            mark.set(qn("w:id"), str(self._count))
            if kind == "Start":
                mark.set(qn("w:name"), bookmark_name(name))
            paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, mark)


def bookmark_name(name: str) -> str:
    """An id as a bookmark may be called."""
    return name.replace("-", "_")[:40]


def linked(paragraph: Paragraph, text: str, target: str) -> Run:
    """Words that lead to a bookmark of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark_name(target))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def _properties(row: Any) -> BaseOxmlElement:
    return row._tr.get_or_add_trPr()  # type: ignore[no-any-return]


def ruled(table: Table) -> None:
    """Thin rules between rows; heads that are repeated, rows that stay whole, and a first column that names the row."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    table._tbl.tblPr.append(borders)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
        table._tbl.tblPr.append(look)
    for place, row in enumerate(table.rows):
        _properties(row).append(OxmlElement("w:cantSplit"))
        if place == 0:
            _properties(row).append(OxmlElement("w:tblHeader"))


def described(run: Run, text: str, title: str) -> None:
    """The words that replace the picture of a run."""
    for shown in run._r.iter(qn("wp:docPr")):
        shown.set("descr", text)
        shown.set("title", title)


def whole(document: Document) -> bytes:
    """The file; the same bytes for the same document, since nothing in its archive bears a time of writing."""
    written = io.BytesIO()
    document.save(written)
    return without_clock(written.getvalue())
