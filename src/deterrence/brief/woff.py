"""A font as a page carries it: WOFF 1.0, the tables of a TrueType font each compressed by itself."""

from __future__ import annotations

import struct
import zlib
from typing import Final

_HEADER: Final = 44
_ENTRY: Final = 20
_VERSION: Final = (1, 0)
_LEVEL: Final = 9


def woff(font: bytes) -> bytes:
    """A TrueType font as WOFF (W3C recommendation of 2012); what does not shrink stays as it is."""
    flavour, count = struct.unpack_from(">IH", font)
    entries, body = [], b""
    for place in range(count):
        tag, checksum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        table = font[offset : offset + length]
        packed = zlib.compress(table, _LEVEL)
        stored = packed if len(packed) < length else table
        start = _HEADER + _ENTRY * count + len(body)
        entries.append(struct.pack(">4sIIII", tag, start, len(stored), length, checksum))
        body += stored + bytes(-len(stored) % 4)
    unpacked = 12 + 16 * count + sum((struct.unpack(">4sIIII", one)[3] + 3) // 4 * 4 for one in entries)
    total = _HEADER + _ENTRY * count + len(body)
    header = struct.pack(">4sIIHHIHH", b"wOFF", flavour, total, count, 0, unpacked, *_VERSION)
    return header + bytes(_HEADER - len(header)) + b"".join(entries) + body
