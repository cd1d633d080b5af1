"""A workbook as bytes, the same ones for the same workbook."""

from __future__ import annotations

import datetime
import io
import zipfile

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from deterrence import __version__
from deterrence.archive import FIRST_DATE, without_clock


def packed(book: Workbook, title: str) -> bytes:
    """The bytes of a workbook, without the times at which its parts were made."""
    book.properties.creator = f"deterrence {__version__}"
    book.properties.title = title
    book.properties.created = book.properties.modified = datetime.datetime(*FIRST_DATE)
    written = io.BytesIO()
    # The writer itself, since saving the book would stamp the time.
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    return without_clock(written.getvalue())
