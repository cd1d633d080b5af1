"""A figure to take away: what it says, of what and from where stand inside the picture and in its metadata."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Final

from deterrence.charts import rendering, theme
from deterrence.charts.result import FigureResult

_OF_THE_WHOLE: Final[tuple[str, ...]] = (
    "$schema",
    "config",
    "datasets",
    "background",
    "padding",
    "autosize",
    "usermeta",
)
_TITLE_CHARACTERS, _SMALL_CHARACTERS = 78, 118  # a line of each size is about as wide as a page
_FORMULA: Final = ("=", "+", "-", "@", "\t")
_PNG_HEAD: Final = 33  # signature and header chunk of a PNG


@dataclass(frozen=True)
class Frame:
    """What is said around a figure.

    Args:
        speaks_of: Of which state it speaks.
        source: What made it: name, version, digests.
        link: Where the same state is shown again.
    """

    speaks_of: str
    source: str
    link: str

    def said_of(self, figure: FigureResult) -> dict[str, str]:
        """What is said of a figure, by name, as its files hold it."""
        return {
            "Title": figure.title,
            "Description": f"{figure.alternative_text} {figure.reading}",
            "Subject": self.speaks_of,
            "Source": self.source,
            "Comment": self.link,
        }


def framed(figure: FigureResult, frame: Frame) -> dict[str, Any]:
    """The chart as a spec with its title above, and below it how to read it, of what it speaks and its source."""
    inner = figure.chart.to_dict()
    whole = {key: inner.pop(key) for key in _OF_THE_WHOLE if key in inner}
    below = [line for text in (figure.reading, frame.speaks_of, frame.source) for line in wrap(text, _SMALL_CHARACTERS)]
    small = {"anchor": "start", "frame": "group", "fontSize": 10, "fontWeight": "normal", "color": theme.QUIET_INK}
    inner["title"] = {"text": below, "orient": "bottom", "offset": 12, "lineHeight": 13, **small}
    title = {"text": wrap(figure.title, _TITLE_CHARACTERS), "anchor": "start", "fontSize": 14, "color": theme.INK}
    return {**whole, "title": {**title, "offset": 10}, "vconcat": [inner]}


def svg_file(figure: FigureResult, frame: Frame) -> bytes:
    """The framed figure as SVG; title, description and metadata (Dublin Core) are in it."""
    drawn = rendering.svg(framed(figure, frame), figure.id)
    names = {"Title": "title", "Description": "description", "Subject": "subject", "Source": "source",
             "Comment": "identifier"}  # fmt: skip
    said = frame.said_of(figure)
    entries = "".join(f"<dc:{names[key]}>{escape(text)}</dc:{names[key]}>" for key, text in said.items())
    head = (
        f"<title>{escape(figure.title)}</title><desc>{escape(figure.alternative_text)}</desc>"
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>{entries}</rdf:Description></rdf:RDF></metadata>'
    )
    at = drawn.index(">", drawn.index("<svg")) + 1
    return (drawn[:at] + head + drawn[at:]).encode()


def png_file(figure: FigureResult, frame: Frame) -> bytes:
    """The framed figure as PNG on white, two pixels for each of the drawing; what is said of it stands in its text."""
    drawn = rendering.png(framed(figure, frame), scale=2)
    return (
        drawn[:_PNG_HEAD] + b"".join(_text_chunk(*said) for said in frame.said_of(figure).items()) + drawn[_PNG_HEAD:]
    )


def _text_chunk(key: str, text: str) -> bytes:
    """A chunk of international text (PNG specification, 11.3.4.5), not compressed."""
    body = b"iTXt" + key.encode() + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def csv_file(figure: FigureResult, frame: Frame) -> bytes:
    """Full-precision numbers under what is said of them."""
    return csv_text(figure.columns, figure.rows, frame.said_of(figure)).encode()


def csv_text(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], said: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A table as CSV under what is said of it; a text that a spreadsheet would take for a formula is quoted as text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([f"# {key}", text] for key, text in said.items())
    writer.writerow(columns)
    writer.writerows([no_formula(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def no_formula(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, as text; anything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


FILES: Final[Mapping[str, Any]] = {"svg": svg_file, "png": png_file, "csv": csv_file}
"""What makes the file of each kind."""
MEDIA: Final[Mapping[str, str]] = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}
