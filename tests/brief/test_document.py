from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deterrence.brief.document import Cite, Cited, Column, Document, Heading, Paragraph, Reference, Source, Table
from deterrence.brief.html import render
from deterrence.brief.numbering import DocumentError, prepare
from deterrence.brief.references import Tree
from deterrence.brief.style import DARK, LIGHT, TONES, number, printable
from deterrence.traced import Number

EMPTY = Document("brief", "Title", "", "Evidence up to January 2026", date(2026, 1, 1), (), ())
SOURCES = tuple(Source(name, name.upper(), "Press", "2026", "press") for name in ("a", "b", "c"))


def test_a_source_has_the_number_of_its_place_whatever_cites_it_first() -> None:
    """One number in all lengths; what a document does not list is cited all the same, and leads to the annex."""
    blocks = (Paragraph((Cite("c"), Cite("a"))), Paragraph((Cite("c"), Cite("a", "p. 2"), Cite("c"), Cite("b"))))
    tree = prepare(replace(EMPTY, blocks=blocks, sources=SOURCES, listed=("a", "c")))
    assert [(source["number"], source["text"]) for source in tree["sources"]] == [
        (1, "A. Press. 2026."),
        (3, "C. Press. 2026."),
    ]
    assert tree["sources"][1]["citations"] == ["cite-3-1", "cite-3-2", "cite-3-3"]
    assert tree["source_count"] == "2 sources: 2 press."
    cited = tree["blocks"][-1] if tree["blocks"] else tree["lead"][-1]
    assert [span["text"] for span in cited["content"]] == ["[3]", "[1, p. 2]", "[3]", "[2]"]
    assert 'href="annex.html#source-2"' in render(tree)


def test_sources_of_a_figure_stand_in_ranges() -> None:
    many = tuple(Source(f"s{place}", f"S{place}", "Press", "2026", "press") for place in range(1, 9))
    block = Paragraph((Cited(("s8", "s1", "s3", "s2", "s5", "s6")),))
    (said,) = prepare(replace(EMPTY, blocks=(block,), sources=many))["lead"]
    assert "".join(span["text"] for span in said["content"]) == "Sources: 1 to 3, 5, 6, 8."
    assert {span["kind"] for span in said["content"]} == {"text"}  # a page by itself has no list to lead to


def test_numbers_bear_their_ids_in_print_where_the_document_says_so() -> None:
    number = Number("12%", "erosion_same_forces", {"force": "both"}, "p50", 0.12)
    table = Table("t", "T", (Column("A"), Column("B")), (("row", number), ("none", "x")))
    blocks = (Paragraph(("It is ", number, ".")), table)
    first, second = prepare(replace(EMPTY, blocks=blocks, has_codes=True))["lead"]
    assert [span["text"] for span in first["content"]] == ["It is ", "12%", ".", " erosion_same_forces"]
    assert [column["name"] for column in second["columns"]] == ["A", "B", "Code"]
    assert [row[2][0]["text"] for row in second["rows"]] == ["erosion_same_forces", ""]
    assert len(prepare(replace(EMPTY, blocks=blocks))["lead"][1]["columns"]) == 2


def test_what_could_not_be_opened_is_printed_beside_the_source() -> None:
    source = replace(SOURCES[0], remarks="The title is ours. Could not be opened")
    blocks = (Paragraph((Cite("a"),)),)
    text = render(prepare(replace(EMPTY, blocks=blocks, sources=(source,), listed=("a",))))
    assert "The title is ours. Could not be opened." in text


def test_figures_and_tables_are_numbered_in_order(prepared: Tree) -> None:
    for kind, last in (("figure", 6), ("table", 3)):
        blocks = [block["number"] for block in (*prepared["lead"], *prepared["blocks"]) if block["kind"] == kind]
        assert blocks == list(range(1, last + 1))


def test_every_defect_is_named_at_once() -> None:
    blocks = (
        Heading(2, "Too deep", "twice"),
        Heading(1, "Again", "twice"),
        Heading(1, "Odd", "no spaces"),
        Paragraph((Cite("nobody"), Reference("nowhere", "there"))),
        Table("ragged", "Ragged", (Column("One"), Column("Two")), (("only one",),)),
    )
    with pytest.raises(DocumentError) as caught:
        prepare(replace(EMPTY, blocks=blocks))
    assert str(caught.value).splitlines() == [
        "heading 'Too deep' skips a level: 0 is followed by 2",
        "id 'twice' is used twice",
        "id 'no spaces' must begin with a letter and hold letters, digits, - and _ only",
        "source 'nobody' is cited and not in the document's sources",
        "table ragged, row 0: 1 cells under 2 columns",
        "a link leads to 'nowhere', which is no id of the document",
    ]


def test_a_year_is_not_grouped_and_a_minus_is_a_minus() -> None:
    values = (2036, 9999, 10000, -5, 0, 0.0, 0.25, -0.25, 0.0001, -0.0001, 1.5, 31.456, 120.4, 12345.6, None)
    shown = "2036 9999 10,000 −5 0 0 0.250 −0.250 <0.001 >−0.001 1.50 31.5 120 12,346 –"
    assert [number(value) for value in values] == shown.split()


def test_signs_that_no_page_can_show_are_spelled_out() -> None:
    assert printable("a\x00b\x1b\u202ec\nd\ud800") == "a\\u0000b\\u001b\\u202ec d\\ud800"


def _contrast(one: str, two: str) -> float:
    """Ratio of WCAG 2.2, from its definition of relative luminance."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_words_stand_out_from_their_ground(palette: dict[str, str], ink: str, ground: str) -> None:
    assert _contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("tone", TONES)
def test_verdicts_stand_out_from_their_ground(tone: str) -> None:
    assert _contrast(TONES[tone]["words"], TONES[tone]["ground"]) >= 4.5
