"""Whether a file may be opened at all: its size, what it would unpack to, and that it is a plain workbook."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from deterrence.errors import InputError, Problem

MOST_BYTES = 5_000_000
MOST_UNPACKED_BYTES = 50_000_000
MOST_ENTRIES = 2_000
MOST_TAGS = 500_000  # of one part: a row of millions of cells would take gigabytes to read

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # encrypted workbooks and those of before 2007
_CONTENT_TYPES, _MACROS, _BINARY = "[Content_Types].xml", "vbaProject.bin", "xl/workbook.bin"
_ENCRYPTED = 0x1
_MARKUP = (".xml", ".rels", ".vml")


def checked_bytes(source: bytes | Path, name: str) -> bytes:
    """The bytes of a plain workbook of a bearable size.

    Raises:
        InputError: One problem, alone: what keeps the file from being opened.
    """
    raw = source if isinstance(source, bytes) else _read(source, name)
    if len(raw) > MOST_BYTES:
        raise alone(name, f"is too large: {len(raw):,} bytes", f"keep it under {MOST_BYTES:,} bytes")
    if raw.startswith(_OLE):
        raise alone(name, "is encrypted, or of Excel before 2007", "save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_archive(archive, name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise alone(name, "is not an Excel workbook", "save it as .xlsx") from None
    return raw


def alone(name: str, what: str, fix: str, path: str = "") -> InputError:
    """The one problem that keeps a file from being read."""
    return InputError([Problem(name, path, what, fix, has_value=False)])


def _read(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise alone(name, "is a folder, not a file", "name an Excel workbook")
    try:
        with path.open("rb") as file:
            # One byte more than allowed tells a file that is too large from one that just fits.
            raw, size = file.read(MOST_BYTES + 1), path.stat().st_size
    except (OSError, ValueError) as error:
        what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise alone(name, what, "name an existing, readable file") from None
    if len(raw) > MOST_BYTES:
        raise alone(name, f"is too large: {size:,} bytes", f"keep it under {MOST_BYTES:,} bytes")
    return raw


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise alone(name, f"holds {len(entries):,} parts", f"keep it under {MOST_ENTRIES:,}: copy the sheets anew")
    if unpacked > MOST_UNPACKED_BYTES:
        fix = f"keep it under {MOST_UNPACKED_BYTES:,}: remove what is not of the export"
        raise alone(name, f"unpacks to {unpacked:,} bytes", fix)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise alone(name, "is encrypted", "save it as .xlsx without a password")
    names = {entry.filename for entry in entries}
    if any(part.rpartition("/")[2].lower() == _MACROS.lower() for part in names):
        raise alone(name, "holds macros", "save it as .xlsx, without macros")
    if _CONTENT_TYPES not in names or _BINARY in names:
        raise alone(name, "is not an Excel workbook", "save it as .xlsx")
    if b"macroEnabled" in archive.read(_CONTENT_TYPES):
        raise alone(name, "holds macros", "save it as .xlsx, without macros")
    _check_markup(archive, sorted(names), name)


def _check_markup(archive: zipfile.ZipFile, parts: list[str], name: str) -> None:
    for part in parts:
        if part.lower().endswith(_MARKUP):
            content = archive.read(part)
            # A declaration can expand without end; a NUL byte means an encoding that would hide one.
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
                raise alone(name, f"the part {part} is no plain XML of a workbook", "save it anew as .xlsx")
            if content.count(b"<") > MOST_TAGS:
                raise alone(name, f"the part {part} is too large", "keep data of your own in another workbook")
