"""Parts on disk: one Parquet file per table, cell and block, written whole or not at all, read by DuckDB."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

_TEMPORARY = ".partial-"
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
    """Write columns of equal length as Parquet: to a temporary file, synchronised, then renamed.

    Args:
        path: The part.
        columns: Column -> values.
        constants: Column -> one text for every row.
        names: Column of codes -> the text of each code; kept out of the arrays, where text is slow.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{path.name}")
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
        target = _text(str(temporary))
        connection.execute(
            f"COPY (SELECT {', '.join(chosen)} FROM part) TO {target} (FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        connection.unregister("part")
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(path)


def _text(value: str) -> str:
    """A text literal of SQL."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


def sweep_partial(folder: Path) -> None:
    """Remove what a killed run left half written."""
    for stray in folder.glob(f"{_TEMPORARY}*"):
        stray.unlink(missing_ok=True)


def part_name(table: str, assumption_set: str, structure: str, block: int) -> str:
    """File name of a part."""
    name = f"{table}-{assumption_set}-{structure}-{block:05d}.parquet"
    if not _NAME.fullmatch(name):
        raise ValueError(f"a part cannot be named {name!r}")
    return name


EVERY = "every"
"""Structure of the parts of a table that is the same in every structure and stored once for each set."""


class Parts:
    """The parts of one run: tables over cells and blocks.

    Args:
        folder: Where they lie.
        names: Their file names, in the order of cells and blocks.
        structures: Structures of the run.
        shared: Tables that are stored once for every structure; in a query they stand under each.
    """

    def __init__(
        self, folder: Path, names: Sequence[str], structures: Sequence[str] = (), shared: frozenset[str] = frozenset()
    ) -> None:
        self.folder = folder
        self.names = tuple(names)
        self.structures = tuple(structures)
        self.shared = shared

    def paths(self, table: str, cell: tuple[str, str] | None = None) -> list[str]:
        """Parts of a table, of one cell or of all, in the order of cells and blocks."""
        structure = None if cell is None else EVERY if table in self.shared else cell[1]
        start = f"{table}-" if cell is None else f"{table}-{cell[0]}-{structure}-"
        return [str(self.folder / name) for name in self.names if name.startswith(start)]

    def query(self, sql: str, cell: tuple[str, str] | None = None, **tables: str) -> dict[str, NDArray[Any]]:
        """Run SQL in which each keyword names a view over the parts of a table, of one cell or of all."""
        connection = connect()
        for view, table in tables.items():
            parts = connection.read_parquet(self.paths(table, cell))
            if table in self.shared:
                under = ", ".join(map(_text, self.structures if cell is None else cell[1:]))
                parts = parts.project(f"* EXCLUDE (structure), unnest([{under}]) AS structure")
            parts.create_view(view, replace=True)
        fetched = connection.execute(sql).fetchnumpy()
        return {name: np.ma.getdata(values) for name, values in fetched.items()}
