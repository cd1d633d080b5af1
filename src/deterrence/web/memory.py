"""Memory that the server has freed goes back to the system, or to whichever thread asks next."""

from __future__ import annotations

import ctypes
from typing import Final

_ARENA_MAX: Final = -8
_TRIM_THRESHOLD: Final = -1
"""Names of the two settings in the C library of GNU (mallopt)."""
_ARENAS: Final = 2
_KEPT_BYTES: Final = 2**20


def give_back() -> bool:
    """Keep two heaps for all threads, and no more than a mebibyte free at the end of each.

    Of its own accord that library makes a heap for every thread that answers a reader, and keeps what is freed in each:
    of 1,260 MB after a Compare of 27 figures 727 were free. Other libraries have no such settings: nothing is done.
    """
    try:
        library = ctypes.CDLL("libc.so.6")
        settings = ((_ARENA_MAX, _ARENAS), (_TRIM_THRESHOLD, _KEPT_BYTES))
        return all(library.mallopt(name, value) for name, value in settings)
    except (OSError, AttributeError):
        return False
