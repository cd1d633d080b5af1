"""What leaves the workbench says what it is: inside the picture and in the metadata of each file."""

import csv
import io
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest

from deterrence.charts.takeaway import Frame, csv_file, framed, png_file, svg_file
from deterrence.second_strike.chapter import raid_arrivals

ROWS = [
    {"defence": name, "year": year, "p05": 1.0, "p25": 2.0, "p50": 3.0, "p75": 4.0, "p95": 5.0}
    for name in ("with", "without", "reference")
    for year in (2025, 2036)
]
FIGURE = raid_arrivals(ROWS, 20)
FRAME = Frame("Set A & B, <b>60</b> futures. Nothing changed.", "deterrence 1, dataset abc", "http://here/?a=1&b=2")
SAID = (FIGURE.title, FRAME.speaks_of, FRAME.source)


def test_the_drawing_holds_title_reading_state_and_source():
    spec = framed(FIGURE, FRAME)
    drawn = " ".join([*spec["title"]["text"], *spec["vconcat"][0]["title"]["text"]])
    for text in (*SAID, FIGURE.reading):
        assert text in drawn


def test_an_svg_holds_the_same_as_dublin_core_and_no_markup_of_it_is_read():
    root = ET.fromstring(svg_file(FIGURE, FRAME))
    said = {node.tag.rpartition("}")[2]: node.text for node in root.iter() if "purl.org/dc" in node.tag}
    assert (said["title"], said["subject"], said["source"], said["identifier"]) == (*SAID, FRAME.link)
    assert root.find("{http://www.w3.org/2000/svg}title").text == FIGURE.title


def chunks(png):
    """Chunks of a PNG, each checked by its sum (PNG specification, 5.3)."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        yield kind.decode(), body
        at += 12 + length


def test_a_png_holds_the_same_as_international_text():
    found = list(chunks(png_file(FIGURE, FRAME)))
    assert (found[0][0], found[-1][0]) == ("IHDR", "IEND")
    texts = dict(body.split(b"\0\0\0\0\0") for kind, body in found if kind == "iTXt")
    assert [texts[key].decode() for key in (b"Title", b"Subject", b"Source")] == list(SAID)


def test_a_csv_says_the_same_above_its_head_and_keeps_full_precision():
    lines = list(csv.reader(io.StringIO(csv_file(FIGURE, FRAME).decode())))
    said = {key: text for key, text in (line for line in lines if line[0].startswith("# "))}
    assert (said["# Title"], said["# Subject"], said["# Source"]) == SAID
    table = [line for line in lines if not line[0].startswith("# ")]
    assert table[0] == list(FIGURE.columns)
    assert len(table) == 1 + len(FIGURE.rows)


@pytest.mark.parametrize("make", [svg_file, png_file, csv_file])
def test_the_same_figure_gives_the_same_bytes(make):
    assert make(FIGURE, FRAME) == make(FIGURE, FRAME)
