"""What the conventional domain says in the brief and on the page."""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter
from deterrence.conventional.chapter import gap, reconstitution

CHAPTER: Final = Chapter(
    "conventional",
    (*gap.SECTIONS, *reconstitution.SECTIONS),
    groups={"american": "American forces", "growth": "European growth"},
    moved=gap.MOVED,
)
