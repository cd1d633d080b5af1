"""The document model of a brief. It says what is written; how it looks is for the writers alone.

Text is data everywhere: nothing in it is ever read as markup. Ids are unique in the document and hold
letters, digits, `-` and `_`. `numbering.prepare` numbers figures, tables and sources in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from deterrence.charts.result import FigureResult

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


Span: TypeAlias = str | Text | Cite | Reference | Chip
Content: TypeAlias = Span | Sequence[Span]
Cell: TypeAlias = Content | int | float | None


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section of the brief."""

    level: Literal[1, 2, 3]
    text: str
    id: str


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
    """A figure with the words that replace it and the table of its data."""

    id: str
    title: str
    caption: Content
    chart_spec: Mapping[str, Any]
    alternative_text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]

    @classmethod
    def of(cls, result: FigureResult, caption: Content = ()) -> Figure:
        """The figure made by a figure module; how to read it follows what the caption says."""
        said = [caption] if isinstance(caption, str | Text | Cite | Reference | Chip) else list(caption)
        return cls(
            id=result.id,
            title=result.title,
            caption=(*said, " ", result.reading) if said else (result.reading,),
            chart_spec=result.chart.to_dict(validate=False),  # the figures' own tests validate
            alternative_text=result.alternative_text,
            columns=result.columns,
            rows=result.rows,
        )


@dataclass(frozen=True)
class Callout:
    """A framed passage. A `bottom_line` before the first heading opens the brief, above the contents."""

    kind: Literal["bottom_line", "note", "warning"]
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
    """A source that may be cited; `source_class` is that of what was read, `remarks` what is said of it in print."""

    id: str
    title: str
    publisher: str
    date: str
    source_class: SourceClass
    author: str = ""
    address: str = ""
    read_as: Relay | None = None
    remarks: str = ""


@dataclass(frozen=True)
class Document:
    """A whole brief. Sources that nothing cites are left out of the list."""

    title: str
    subtitle: str
    updated: date
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    run_record: tuple[tuple[str, str], ...]
    marking: str = ""
    """Above the title and in the running header of the PDF, for example "Unclassified, open sources"."""
    language: str = "en-GB"
