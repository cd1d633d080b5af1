"""Text for a terminal: lines that are too long for it are wrapped under their own beginning."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from typing import Final

_STEP: Final = 2
_NARROWEST: Final = 20


def show(text: str) -> None:
    """Print a text, wrapped to the terminal; as it is where standard output is none, unless COLUMNS says how wide."""
    width = _width()
    print(text if width is None else wrapped(text, width))


def wrapped(text: str, width: int) -> str:
    """A text of which no line is longer than a terminal is wide, unless by one word.

    >>> print(wrapped("  one two three four five six seven", 20))
      one two three four
        five six seven
    """
    return "\n".join(_wrapped_line(line, max(width, _NARROWEST)) for line in text.split("\n"))


def _wrapped_line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = " " * min(len(line) - len(line.lstrip()), width // 2)
    wrapper = textwrap.TextWrapper(
        width, initial_indent=indent, subsequent_indent=indent + " " * _STEP, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(wrapper.wrap(line.strip()))


def _width() -> int | None:
    if os.environ.get("COLUMNS", "").isdecimal() or sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return None
