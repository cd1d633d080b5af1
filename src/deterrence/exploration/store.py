"""Parts on disk: one Parquet file per table, cell and block, written whole or not at all.

Beside each part lies its digest, as `sha256sum --check` reads it. A part is read only while it has the bytes written.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import chain
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType

import numpy as np
import pyarrow
from pyarrow import parquet

from deterrence.arrays import AnyArray
from deterrence.errors import DeterrenceError, cannot_write

TEMPORARY = ".partial-"  # begins the name of what may be swept
DIGEST = ".sha256"
_SHOWN_PARTS = 3
_LOG = logging.getLogger(__name__)
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def write_part(
    path: Path,
    columns: Mapping[str, AnyArray],
    constants: Mapping[str, str],
    names: Mapping[str, Sequence[str]] = MappingProxyType({}),
    about: Mapping[str, str] = MappingProxyType({}),
    meanings: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> None:
    """Write columns of equal length as Parquet, and the digest of the file, which comes to stand first.

    Args:
        path: The part.
        columns: Column -> values.
        constants: Column -> one text for every row.
        names: Column of codes -> the text of each code.
        about: What the schema says of the whole table.
        meanings: Column -> what the schema says of it, such as its unit.

    Raises:
        DeterrenceError: The file cannot be written.
    """
    rows = len(next(iter(columns.values())))
    of_constants = {name: _named(np.zeros(rows, dtype=np.int8), [value]) for name, value in constants.items()}
    of_columns = {
        name: _named(values, names[name]) if name in names else _array(values) for name, values in columns.items()
    }
    table = pyarrow.table({**of_constants, **of_columns})
    # Nothing is missing in any column; that a value could be would take a third more time to write.
    told = [field.with_metadata(meanings.get(field.name)).with_nullable(False) for field in table.schema]
    table = pyarrow.Table.from_arrays(table.columns, schema=pyarrow.schema(told, metadata=about or None))
    # Numbers with many values are larger and slower with a dictionary, and one would be tried for each column.
    coded = [field.name for field in table.schema if not pyarrow.types.is_floating(field.type)]
    # Nothing is synchronised: what a power cut loses does not match its digest, and is computed anew.
    with _replacement(path, is_synchronised=False) as temporary:
        # LZ4 takes a quarter less time to write than ZSTD and a third less to read, for a sixth more bytes.
        parquet.write_table(table, temporary, compression="lz4", write_statistics=False, use_dictionary=coded)
        with _replacement(_digest_file(path), is_synchronised=False) as digest:
            digest.write_text(_digest_line(temporary, path.name), encoding="utf-8")


def _named(codes: AnyArray, names: Sequence[str]) -> pyarrow.Array:
    """Texts given by their codes; no text is written more than once."""
    texts = [name.encode() for name in names]
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    named = pyarrow.StringArray.from_buffers(len(texts), pyarrow.py_buffer(ends), pyarrow.py_buffer(b"".join(texts)))
    return pyarrow.DictionaryArray.from_arrays(_array(codes), named)


def _array(values: AnyArray) -> pyarrow.Array:
    """Numbers or flags as they lie in memory; `pyarrow.array` loads pandas, where it is installed, to look at them."""
    stored = np.packbits(values, bitorder="little") if values.dtype == np.bool_ else np.ascontiguousarray(values)
    kind = pyarrow.from_numpy_dtype(values.dtype)
    return pyarrow.Array.from_buffers(kind, values.size, [None, pyarrow.py_buffer(stored)])


def write_arrays(path: Path, arrays: Mapping[str, AnyArray]) -> None:
    """Write arrays by name, and the digest of the file, which comes to stand first; not at all where nobody can.

    What cannot be kept is only computed again another time: a run is read in folders that cannot be written.
    """
    with suppress(DeterrenceError), _replacement(path) as temporary:
        with temporary.open("wb") as handle:
            np.savez(handle, **arrays)  # type: ignore[arg-type]
        write_text(_digest_file(path), _digest_line(temporary, path.name))


def read_arrays(path: Path) -> dict[str, AnyArray]:
    """Arrays by name, as they were written."""
    with np.load(path, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        DeterrenceError: The file cannot be written.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        DeterrenceError: The file cannot be written.
    """
    with _replacement(path) as temporary:
        temporary.write_bytes(content)


def is_whole(part: Path) -> bool:
    """Whether a part is there and has the bytes that were written; looked at once in a process, unless it changes."""
    try:
        found = part.stat()
        return _has_its_digest(part, found.st_ino, found.st_size, found.st_mtime_ns)
    except OSError:  # it or its digest is not there, or the disk cannot read it
        return False


@cache
def _has_its_digest(part: Path, *_: int) -> bool:
    return _digest_file(part).read_bytes() == _digest_line(part, part.name).encode()


def say_what_is_damaged(parts: Iterable[Path]) -> None:
    """Say in one line which of the parts are there, but not as they were written."""
    damaged = [part.name for part in parts if part.exists() and not is_whole(part)]
    if damaged:
        shown = ", ".join(damaged[:_SHOWN_PARTS]) + (", ..." if len(damaged) > _SHOWN_PARTS else "")
        one, many = "1 stored part does not match its digest and is", "stored parts do not match their digests and are"
        found = one if len(damaged) == 1 else f"{len(damaged)} {many}"
        _LOG.warning("%s computed anew: %s", found, shown)


def _digest_file(part: Path) -> Path:
    return part.with_name(f"{part.name}{DIGEST}")


def _digest_line(file: Path, name: str) -> str:
    with file.open("rb") as handle:
        return f"{hashlib.file_digest(handle, 'sha256').hexdigest()}  {name}\n"


@contextmanager
def _replacement(path: Path, is_synchronised: bool = True) -> Iterator[Path]:
    """A temporary file for the block to write: then synchronised and put in the place of `path`, or removed."""
    temporary = path.with_name(f"{TEMPORARY}{token_hex(8)}-{path.name}")  # others write the same file
    try:
        yield temporary
        if is_synchronised:
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def writing(folder: Path, *others: Path) -> Iterator[None]:
    """A folder that this process and its workers write to: made if missing, and swept of what was left half written.

    So are `others`, files elsewhere that only who writes here writes. More may write there at the same time, to the
    same end; only who is alone there sweeps.

    Raises:
        DeterrenceError: The folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise cannot_write(error.filename or folder, error) from error
    try:
        _sweep_if_alone(lock, folder, others)
        with suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield
    finally:
        _sweep_if_alone(lock, folder, others)
        os.close(lock)


def _sweep_if_alone(lock: int, folder: Path, others: Iterable[Path]) -> None:
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        beside = (path.parent.glob(f"{TEMPORARY}*-{path.name}") for path in others)
        for stray in chain(folder.glob(f"{TEMPORARY}*"), *beside):
            stray.unlink(missing_ok=True)


def part_name(table: str, assumption_set: str, structure: str, block: int) -> str:
    """File name of a part."""
    name = f"{table}-{assumption_set}-{structure}-{block:05d}.parquet"
    if not _NAME.fullmatch(name):
        raise ValueError(f"a part cannot be named {name!r}")
    return name
