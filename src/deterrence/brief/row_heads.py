"""Heads of rows in a tagged PDF: the typesetter tags heads of columns alone, and each row is named by its first cell.

The file gets an incremental update (ISO 32000-1, 7.5.6): the first cell of each row of a table's body becomes a head
of its row, and nothing else is written anew.
"""

from __future__ import annotations

import re
from typing import Final

_ELEMENT: Final = re.compile(rb"(?<=\n)(\d+) 0 obj\n(<</Type/StructElem.*?)\nendobj", re.DOTALL)
_KIND: Final = re.compile(rb"/S/(\w+)")
_PARENT: Final = re.compile(rb"/P (\d+) 0 R")
_FIRST_KID: Final = re.compile(rb"/K\[(\d+) 0 R")
_TRAILER: Final = re.compile(rb"trailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\s*$", re.DOTALL)


def with_row_heads(pdf: bytes) -> bytes:
    """A PDF whose table rows have heads; one of another make is given back as it is."""
    trailer = _TRAILER.search(pdf)
    elements = {int(found[1]): found[2] for found in _ELEMENT.finditer(pdf)}
    heads = {number: _as_head(elements[number]) for number in _first_cells(elements)}
    if trailer is None or not heads:
        return pdf
    body, places = bytearray(pdf.rstrip() + b"\n"), {}
    for number, element in sorted(heads.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, element)
    start = len(body)
    body += b"xref\n"
    for number, place in places.items():
        body += b"%d 1\n%010d 00000 n\r\n" % (number, place)
    body += b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], start)
    return bytes(body)


def _first_cells(elements: dict[int, bytes]) -> list[int]:
    """Numbers of the cells that stand first in a row of a table's body."""
    found = []
    for element in elements.values():
        kid, parent = _FIRST_KID.search(element), _PARENT.search(element)
        if _kind(element) != b"TR" or kid is None or parent is None:
            continue
        is_head = _kind(elements.get(int(parent[1]), b"")) == b"THead"
        if not is_head and _kind(elements.get(int(kid[1]), b"")) == b"TD":
            found.append(int(kid[1]))
    return found


def _kind(element: bytes) -> bytes:
    found = _KIND.search(element)
    return found[1] if found else b""


def _as_head(cell: bytes) -> bytes:
    head = cell.replace(b"/S/TD", b"/S/TH", 1)
    if b"/O/Table" in head:
        return head.replace(b"/O/Table", b"/O/Table/Scope/Row", 1)
    if b"/A[" in head:
        return head.replace(b"/A[", b"/A[<</O/Table/Scope/Row>>", 1)
    return head.replace(b"/K", b"/A<</O/Table/Scope/Row>>/K", 1) if b"/A" not in head else head
