"""The document model of a brief. It says what is written; how it looks is for the writers alone.

Text is data everywhere: nothing in it is ever read as markup. Ids are unique in the document and hold
letters, digits, `-` and `_`. `numbering.prepare` numbers figures, tables and sources in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from deterrence.charts.result import FigureResult
from deterrence.charts.theme import NARROW, Chart, spec_of, unchecked
from deterrence.traced import Number

Tone: TypeAlias = Literal["holds", "fails", "depends", "untestable", "neutral"]
SourceClass: TypeAlias = Literal["official", "expert", "press", "relay", "crowd", "unclassed"]


@dataclass(frozen=True)
class Text:
    """A run of words in one style."""

    text: str
    style: Literal["plain", "strong", "emphasis", "code"] = "plain"


@dataclass(frozen=True)
class Cite:
    """A citation; shown as the number of the source, with the place in it."""

    source_id: str
    locator: str = ""


@dataclass(frozen=True)
class Reference:
    """A link to a heading, figure or table of the same document."""

    target: str
    text: str


@dataclass(frozen=True)
class Chip:
    """A verdict in a few words, set off by a frame; the words alone carry the meaning."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True)
class Cited:
    """The sources of a figure or row, in order and in ranges: `Sources: 1 to 4, 9.`; without words in a column."""

    source_ids: tuple[str, ...]
    words: str = "Sources: "


@dataclass(frozen=True)
class Quote:
    """The words of a source as they stand there; where that is not in English, their language and what they say."""

    text: str
    language: str = ""
    english: str = ""


Span: TypeAlias = str | Text | Cite | Cited | Reference | Chip | Number | Quote
Content: TypeAlias = Span | Sequence[Span]
Cell: TypeAlias = Content | int | float | None


def spans_of(content: Content) -> list[Span]:
    """Content as a list of spans."""
    is_one = isinstance(content, str | Text | Cite | Cited | Reference | Chip | Number | Quote)
    return [content] if is_one else list(content)  # type: ignore[list-item, arg-type]


def plain(content: Content) -> str:
    """Content as words alone, citations left out."""
    spans = (span for span in spans_of(content) if not isinstance(span, Cite | Cited))
    return "".join(span if isinstance(span, str) else span.text for span in spans)


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section of the brief."""

    level: Literal[1, 2, 3]
    text: str
    id: str
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    content: Content


@dataclass(frozen=True)
class BulletList:
    """A list, numbered where the order matters."""

    items: tuple[Content, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class DefinitionList:
    """Terms with what is said of them."""

    items: tuple[tuple[Content, Content], ...]


@dataclass(frozen=True)
class Column:
    """Head of a column; its width follows from what its cells hold."""

    name: str
    alignment: Literal["left", "right", "centre"] = "left"


@dataclass(frozen=True)
class Table:
    """A table with one head. The first column names the row."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Content = ()
    no_data: str = "No data."


@dataclass(frozen=True)
class Figure:
    """A figure with the words that replace it and the table of its data.

    `told` is its title with its numbers apart. `draw_narrow` makes what draws it for a telephone, which only a page
    shows; `outcomes` names the outcomes and studies that it was made of.
    """

    id: str
    title: str
    caption: Content
    chart_spec: Mapping[str, Any]
    alternative_text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    draw_narrow: Callable[[], Mapping[str, Any]] = field(compare=False, repr=False)
    outcomes: tuple[str, ...] = ()
    told: Content = ()

    @classmethod
    def of(
        cls, result: FigureResult, caption: Content = (), outcomes: tuple[str, ...] = (), told: Content = ()
    ) -> Figure:
        """The figure made by a figure module: how to read it, then what else the caption says."""
        said = spans_of(caption)
        return cls(
            id=result.id,
            title=result.title,
            caption=(result.reading, " ", *said) if said else (result.reading,),
            chart_spec=_specification(lambda: result.chart),
            alternative_text=result.alternative_text,
            columns=result.columns,
            rows=result.rows,
            draw_narrow=lambda: _specification(lambda: result.draw(NARROW)),
            outcomes=outcomes,
            told=told or (result.title,),
        )

    @cached_property
    def narrow_spec(self) -> Mapping[str, Any]:
        """What draws it for a telephone."""
        return self.draw_narrow()


def _specification(draw: Callable[[], Chart]) -> Mapping[str, Any]:
    with unchecked():
        return spec_of(draw())


@dataclass(frozen=True)
class Callout:
    """A framed passage. An `answer` before the first heading opens the brief, above the contents."""

    kind: Literal["answer", "note", "warning"]
    title: str
    blocks: tuple[Paragraph | BulletList | DefinitionList, ...]


Block: TypeAlias = Heading | Paragraph | BulletList | DefinitionList | Table | Figure | Callout


@dataclass(frozen=True)
class Relay:
    """Where a source was read if not in the original."""

    title: str
    publisher: str
    address: str = ""


@dataclass(frozen=True)
class Source:
    """A source that may be cited.

    `source_class` is that of what was read, `access` how it was read and may be passed on, `remarks` what is said of it
    in print.
    """

    id: str
    title: str
    publisher: str
    date: str
    source_class: SourceClass
    author: str = ""
    address: str = ""
    read_as: Relay | None = None
    access: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Document:
    """One length of the brief.

    Args:
        name: File name without its ending.
        title: The question.
        subtitle: What is said under it; may be empty.
        evidence: Up to when the evidence reaches, in words.
        dated: The same as a date, for the files' own records.
        blocks: The text.
        sources: Every source that may be cited, in the order of their numbers, which all lengths share.
        listed: Ids of the sources that stand in its list; the others stand in the annex.
        sources_note: What is said above that list.
        run_record: What makes the run again; no section where it is empty.
        marking: Above the title and in the running header of the PDF.
        has_contents: Whether a table of contents stands before the text.
        has_codes: Whether each number's id stands beside it in print, as in the annex.
    """

    name: str
    title: str
    subtitle: str
    evidence: str
    dated: date
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    listed: tuple[str, ...] = ()
    sources_note: str = ""
    run_record: tuple[tuple[str, str], ...] = ()
    marking: str = ""
    has_contents: bool = False
    has_codes: bool = False
    language: str = "en-GB"
