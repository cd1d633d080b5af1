"""Parts on disk: one Parquet file per table, cell and block, written whole or not at all, read by DuckDB.

Beside each part lies its digest, as `sha256sum --check` reads it. A part is read only while it has the bytes written.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from deterrence.errors import DeterrenceError, MachineError, cannot_write
from deterrence.results import Cell

_TEMPORARY = ".partial-"
_SHOWN_PARTS = 3
_LOG = logging.getLogger(__name__)
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


@cache
def connect() -> duckdb.DuckDBPyConnection:
    """The process's one connection, on one thread: sums are taken in a fixed order, so bytes repeat (law 6)."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    # A Jupyter without ipywidgets has no bar, and there DuckDB refuses even to turn it off.
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(True,)]:
        connection.execute("SET enable_progress_bar = false")
    return connection


def write_part(
    path: Path,
    columns: Mapping[str, NDArray[Any]],
    constants: Mapping[str, str],
    names: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> None:
    """Write columns of equal length as Parquet, and the digest of the file, which comes to stand first.

    Args:
        path: The part.
        columns: Column -> values.
        constants: Column -> one text for every row.
        names: Column of codes -> the text of each code; kept out of the arrays, where text is slow.

    Raises:
        DeterrenceError: The file cannot be written.
    """
    chosen = [f"{_text(value)} AS {name}" for name, value in constants.items()]
    for column in columns:
        if column in names:
            texts = ", ".join(_text(value) for value in names[column])
            chosen.append(f'[{texts}]["{column}" + 1] AS "{column}"')
        else:
            chosen.append(f'"{column}"')
    connection = connect()
    connection.register("part", dict(columns))
    try:
        with _replacement(path) as temporary:
            target = _text(str(temporary))
            connection.execute(
                f"COPY (SELECT {', '.join(chosen)} FROM part) TO {target} (FORMAT parquet, COMPRESSION zstd)"
            )
            # Not synchronised: a digest that a power cut loses is a part computed anew, and there is one a part.
            with _replacement(_digest_file(path), is_synchronised=False) as digest:
                digest.write_text(_digest_line(temporary, path.name), encoding="utf-8")
    finally:
        connection.unregister("part")


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays by name, and the digest of the file, which comes to stand first; not at all where nobody can.

    What cannot be kept is only computed again another time: a run is read in folders that cannot be written.
    """
    with suppress(DeterrenceError), _replacement(path) as temporary:
        with temporary.open("wb") as handle:
            np.savez(handle, **arrays)  # type: ignore[arg-type]
        write_text(_digest_file(path), _digest_line(temporary, path.name))


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Arrays by name, as they were written."""
    with np.load(path, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        DeterrenceError: The file cannot be written.
    """
    with _replacement(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


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
    return part.with_name(f"{part.name}.sha256")


def _digest_line(file: Path, name: str) -> str:
    with file.open("rb") as handle:
        return f"{hashlib.file_digest(handle, 'sha256').hexdigest()}  {name}\n"


@contextmanager
def _replacement(path: Path, is_synchronised: bool = True) -> Iterator[Path]:
    """A temporary file for the block to write: then synchronised and put in the place of `path`, or removed."""
    temporary = path.with_name(f"{_TEMPORARY}{token_hex(8)}-{path.name}")  # others write the same file
    try:
        yield temporary
        if is_synchronised:
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    except duckdb.IOException as error:
        raise cannot_write(path, _system_error(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _system_error(error: duckdb.IOException) -> Exception:
    """What the system said, which DuckDB passes on as text alone."""
    found = [code for code in errno.errorcode if os.strerror(code) in str(error)]
    return OSError(found[0], os.strerror(found[0])) if found else error


def _text(value: str) -> str:
    """A text literal of SQL."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A folder that this process and its workers write to: made if missing, and swept of what was left half written.

    Others may write there at the same time, to the same end; only who is alone there sweeps.

    Raises:
        DeterrenceError: The folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise cannot_write(error.filename or folder, error) from error
    try:
        _sweep_if_alone(folder, lock)
        with suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield
    finally:
        _sweep_if_alone(folder, lock)
        os.close(lock)


def _sweep_if_alone(folder: Path, lock: int) -> None:
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for stray in folder.glob(f"{_TEMPORARY}*"):
            stray.unlink(missing_ok=True)


def part_name(table: str, assumption_set: str, structure: str, block: int) -> str:
    """File name of a part."""
    name = f"{table}-{assumption_set}-{structure}-{block:05d}.parquet"
    if not _NAME.fullmatch(name):
        raise ValueError(f"a part cannot be named {name!r}")
    return name


class Parts:
    """The parts of one run: tables over cells and blocks.

    Args:
        folder: Where they lie.
        names: Their file names by table and by the cell that holds them, in the order of blocks.
        holders: Table -> cell -> the cell that holds its numbers, for every cell of the run in order.
    """

    def __init__(
        self,
        folder: Path,
        names: Mapping[tuple[str, Cell], Sequence[str]],
        holders: Mapping[str, Mapping[Cell, Cell]],
    ) -> None:
        self.folder = folder
        self._names = names
        self._holders = holders

    @property
    def names(self) -> tuple[str, ...]:
        """File names of all parts."""
        return tuple(name for names in self._names.values() for name in names)

    def paths(self, table: str, cell: Cell | None = None) -> list[str]:
        """Parts of a table, of one cell or of all, in the order of cells and blocks."""
        holders = self._holders[table]
        chosen = dict.fromkeys(holders.values()) if cell is None else [holders[cell]]
        return [str(self.folder / name) for holder in chosen for name in self._names[table, holder]]

    def query(self, sql: str, cell: Cell | None = None, **tables: str) -> dict[str, NDArray[Any]]:
        """Run SQL in which each keyword names a view over the parts of a table, of one cell or of all.

        Raises:
            MachineError: A part is not what was written any more.
        """
        connection = connect()
        for view, table in tables.items():
            connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {self._rows(table, cell)}")
        return _fetched(connection.execute(sql))

    def columns(self, columns: str, table: str, cell: Cell, where: str = "TRUE") -> dict[str, NDArray[Any]]:
        """Columns of a table of one cell, as SQL, in the order of the rows; a view takes longer than most reads.

        Raises:
            MachineError: A part is not what was written any more.
        """
        return _fetched(connect().execute(f"SELECT {columns} FROM ({self._rows(table, cell)}) WHERE {where}"))

    def _rows(self, table: str, cell: Cell | None) -> str:
        """SQL of the rows of a table; what one cell holds for several stands under each of them."""
        shown = self._holders[table] if cell is None else {cell: self._holders[table][cell]}
        if all(one == holder for one, holder in shown.items()):
            return f"SELECT * FROM {_parts(self.paths(table, cell))}"
        rows = []
        for holder in dict.fromkeys(shown.values()):
            cells = ", ".join(
                f"{{'assumption_set': {_text(name)}, 'structure': {_text(form)}}}"
                for (name, form), held_by in shown.items()
                if held_by == holder
            )
            parts = _parts([str(self.folder / name) for name in self._names[table, holder]])
            apart = f"SELECT * EXCLUDE (assumption_set, structure), unnest([{cells}]) AS cell FROM {parts}"
            named = "* EXCLUDE (cell), cell.assumption_set AS assumption_set, cell.structure AS structure"
            rows.append(f"SELECT {named} FROM ({apart})")
        return " UNION ALL ".join(rows)


def _parts(paths: Sequence[str]) -> str:
    """SQL that names parts, each as it was written."""
    for path in paths:
        if not is_whole(Path(path)):
            remedy = "run the same again: it is computed anew"
            raise MachineError(f"{path}: is not the part that was written any more: {remedy}")
    return f"read_parquet([{', '.join(map(_text, paths))}])"


def _fetched(found: duckdb.DuckDBPyConnection) -> dict[str, NDArray[Any]]:
    return {name: np.ma.getdata(values) for name, values in found.fetchnumpy().items()}
