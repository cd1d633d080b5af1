"""Memory that the server has freed goes to whichever thread asks next, or back to the system."""

from __future__ import annotations

import ctypes
from typing import Final

_ARENA_MAX: Final = -8
"""Name of the setting in the C library of GNU (mallopt)."""
_HEAPS: Final = 2


def share_heaps() -> bool:
    """Let all threads share two heaps; whether that could be asked for.

    Of its own accord that library makes a heap for every thread that answers a reader, and keeps what is freed in each:
    of 1,260 MB after a Compare of 27 figures 727 were free. Other libraries have no such setting.
    """
    return bool(_asked("mallopt", _ARENA_MAX, _HEAPS))


def give_back() -> None:
    """Give what is free back to the system: after work that seldom comes, as what comes next asks for it again."""
    _asked("malloc_trim", 0)


def _asked(name: str, *arguments: int) -> int:
    try:
        return int(getattr(ctypes.CDLL("libc.so.6"), name)(*arguments))
    except (OSError, AttributeError):
        return 0
