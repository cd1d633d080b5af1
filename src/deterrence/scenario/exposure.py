"""Reading the pair of an exposure, which a scenario asks for."""

from __future__ import annotations

from typing import Any

from deterrence.errors import Problem
from deterrence.evidence.document import Document
from deterrence.exposure import PAIRS, Exposure

KEY = "exposure"
_FIX = (
    "write two shares from 0 to 1, that sent into a defended region and that of it sent to the capital region, as "
    f"[0.6, 0.9] (on the command line 0.6,0.9); the labels {', '.join(PAIRS)} are always computed"
)


def read_exposure(document: Document) -> tuple[Exposure | None, list[Problem]]:
    """The pair that a scenario asks for, if any, and what is wrong with it."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    written = tree.get(KEY)
    pair = shares_of(written)
    if written is None or pair is not None:
        return pair, []
    what = "not a pair of shares"
    if isinstance(written, str):
        what = "a label, and no pair" if written in PAIRS else "unknown exposure"
    return None, [document.problem((KEY,), what, _FIX, written)]


def shares_of(written: Any) -> Exposure | None:
    """Two shares, where that is what is written."""
    if isinstance(written, list | tuple) and len(written) == 2 and all(map(_is_share, written)):
        return Exposure(*(float(share) for share in written))
    return None


def numbers_of(text: str) -> list[float] | str:
    """Numbers with commas between them, as a list; any other text as it is, for who reads it to refuse."""
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        return text


def _is_share(part: Any) -> bool:
    return isinstance(part, int | float) and not isinstance(part, bool) and 0 <= part <= 1
