"""Where this user's computer keeps what is made once and used in every later run."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path | None:
    """A folder for what bears this name, or None where none can be written: then nothing is kept.

    It lies in `NUMBA_CACHE_DIR` where that is set, in the user's own folder of caches otherwise.
    """
    base = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "deterrence" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
