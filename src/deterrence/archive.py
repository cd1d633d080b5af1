"""Archives that hold no clock: the same files, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

FIRST_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive can hold."""


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by name, compressed, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def without_clock(archive: bytes) -> bytes:
    """The same archive without the times at which its parts were made: of a workbook, or of a Word file."""
    with zipfile.ZipFile(io.BytesIO(archive)) as made:
        return archive_of({name: made.read(name) for name in made.namelist()})
