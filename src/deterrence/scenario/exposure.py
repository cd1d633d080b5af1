"""Reading the pair of an exposure, which a scenario asks for."""

from __future__ import annotations

from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.document import Document, Path_
from deterrence.exposure import PAIRS, Exposure

KEY = "exposure"
_FIX = (
    "write two shares from 0 to 1, that sent into a defended region and that of it sent to the capital region, as "
    f"[0.6, 0.9]; the labels {', '.join(PAIRS)} are always computed"
)


def read_exposure(document: Document) -> tuple[Exposure | None, list[Problem]]:
    """The pair that a scenario asks for, if any, and what is wrong with it."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    if tree.get(KEY) is None:
        return None, []
    try:
        return pair_of(tree[KEY], document, (KEY,)), []
    except InputError as error:
        return None, list(error.problems)


def pair_of(written: Any, document: Document, path: Path_ = ()) -> Exposure:
    """A pair as it is written: two shares.

    Raises:
        InputError: It is none.
    """
    if isinstance(written, str) and written in PAIRS:
        raise InputError([document.problem(path, "a label, and no pair", _FIX, written)])
    if not (isinstance(written, list | tuple) and len(written) == 2 and all(map(_is_share, written))):
        what = "unknown exposure" if isinstance(written, str) else "not a pair of shares"
        raise InputError([document.problem(path, what, _FIX, written)])
    return Exposure(*(float(share) for share in written))


def _is_share(part: Any) -> bool:
    return isinstance(part, int | float) and not isinstance(part, bool) and 0 <= part <= 1
