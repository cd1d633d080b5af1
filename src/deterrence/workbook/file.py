"""Files written whole or not at all; none is overwritten unasked."""

from __future__ import annotations

import os
from pathlib import Path

from deterrence.errors import unusable


def refuse_existing(path: Path, force: bool) -> None:
    """Refuse to write over what may hold an analyst's work.

    Raises:
        InputError: The path is a folder, or a file and `force` is not given.
    """
    if path.is_dir():
        raise unusable(path, "is a folder, not a file", "name a file")
    if path.exists() and not force:
        raise unusable(path, "exists", "name another file, or add --force to write over it")


def write_file(path: Path, content: bytes) -> None:
    """Write to a temporary file beside it, synchronise, rename.

    Raises:
        InputError: The file cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(path, f"cannot be written: {error.strerror}", "name a file in a folder of yours") from None
