"""Text of a cell: what Excel would read as a code, and what XML cannot hold, is written as Excel writes it."""

from __future__ import annotations

import re

MOST_CHARACTERS = 32_767  # of a cell in Excel, counted in UTF-16

# A literal _x0041_ would be read as the letter A: its underscore is written as a code itself.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WRITTEN = re.compile(r"_x(00[01][0-9A-Fa-f]|[Dd][89A-Fa-f][0-9A-Fa-f]{2}|[Ff]{3}[EFef]|005[Ff])_")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encoded(text: str) -> str:
    """Text as it stands in the file of a sheet."""
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _CODE.sub("_x005F_", text))


def decoded(text: str) -> str:
    """Text as it was before `encoded`, whichever program has saved it since."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


def is_too_long(text: str) -> bool:
    """Whether a cell of Excel cannot hold the text."""
    return len(encoded(text).encode("utf-16-le", "surrogatepass")) > 2 * MOST_CHARACTERS


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula when it is edited."""
    return text.startswith(_BEGINS_FORMULA)
