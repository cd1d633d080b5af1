"""The font of a page has the tables of the file, to the byte."""

import struct
import zlib

from deterrence.brief.woff import woff
from deterrence.charts.font import FONT_DIRECTORY


def test_every_table_is_that_of_the_font_and_the_whole_is_smaller():
    font = (FONT_DIRECTORY / "FiraSans-Regular.ttf").read_bytes()
    packed = woff(font)
    signature, flavour, total, count, _, size = struct.unpack_from(">4sIIHHI", packed)
    assert (signature, flavour, total, size) == (b"wOFF", 0x00010000, len(packed), (len(font) + 3) // 4 * 4)
    for place in range(count):
        tag, start, stored, length, checksum = struct.unpack_from(">4sIIII", packed, 44 + 20 * place)
        own_tag, own_checksum, offset, own_length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        table = packed[start : start + stored]
        assert (tag, checksum, length) == (own_tag, own_checksum, own_length)
        assert (zlib.decompress(table) if stored < length else table) == font[offset : offset + length]
        assert start % 4 == 0
    assert len(packed) < 0.7 * len(font)
