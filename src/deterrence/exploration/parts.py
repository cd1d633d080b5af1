"""Reading the parts of a run: columns of one cell as arrays, or SQL over the tables of all cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow
from pyarrow import parquet

from deterrence.arrays import AnyArray
from deterrence.errors import MachineError
from deterrence.exploration import store
from deterrence.exploration.stored_names import policies_of
from deterrence.results import Cell

if TYPE_CHECKING:
    import duckdb


@cache
def connect() -> duckdb.DuckDBPyConnection:
    """The process's one connection, on one thread: sums are taken in a fixed order, so bytes repeat (law 6)."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    # A Jupyter without ipywidgets has no bar, and there DuckDB refuses even to turn it off.
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(True,)]:
        connection.execute("SET enable_progress_bar = false")
    return connection


class Parts:
    """The parts of one run: tables over cells and blocks.

    Args:
        folder: Where they lie.
        names: Table -> cell -> the file names of its parts in the order of blocks; cells may share parts.
    """

    def __init__(self, folder: Path, names: Mapping[str, Mapping[Cell, tuple[str, ...]]]) -> None:
        self.folder = folder
        self.elsewhere = folder  # where parts lie that could not be written to the folder
        self._names = names

    def paths(self, table: str, cell: Cell | None = None) -> list[str]:
        """Parts of a table, of one cell or of all, in the order of cells and blocks."""
        chosen = self._names[table].values() if cell is None else [self._names[table][cell]]
        return [str(self._path(name)) for name in dict.fromkeys(name for names in chosen for name in names)]

    def is_whole(self, name: str) -> bool:
        """Whether a part is there and has the bytes that were written."""
        return store.is_whole(self._path(name))

    def _path(self, name: str) -> Path:
        return next((path for path in (self.folder / name, self.elsewhere / name) if path.exists()), self.folder / name)

    def query(self, sql: str, cell: Cell | None = None, **tables: str) -> dict[str, AnyArray]:
        """Run SQL in which each keyword names a view over the parts of a table, of one cell or of all.

        Raises:
            MachineError: A part is not what was written any more.
        """
        connection = connect()
        for view, table in tables.items():
            self._view(table, cell).create_view(view, replace=True)
        fetched = connection.execute(sql).fetchnumpy()
        return {name: np.ma.getdata(values) for name, values in fetched.items()}

    def columns(self, names: Sequence[str], table: str, cell: Cell) -> dict[str, AnyArray]:
        """Columns of a table in one cell, all if none is named, in the order of blocks and rows.

        Raises:
            MachineError: A part is not what was written any more.
        """
        joined = pyarrow.concat_tables(self._each(names, table, cell))
        return {name: _values(joined.column(name)) for name in joined.column_names}

    def blocks(self, name: str, table: str, cell: Cell) -> Iterator[AnyArray]:
        """One column, block by block: a run can hold more than memory does."""
        return (_values(part.column(name)) for part in self._each((name,), table, cell))

    def coded(
        self, axes: Sequence[str], name: str, table: str, cell: Cell
    ) -> Iterator[tuple[AnyArray, dict[str, tuple[AnyArray, list[Any]]]]]:
        """One column block by block, and for each of its axes the code of every row, and the value of each code."""
        for part in self._each((*axes, name), table, cell):
            coded = {axis: part.column(axis).combine_chunks().dictionary_encode() for axis in axes}
            told = {axis: (_values(column.indices), column.dictionary.to_pylist()) for axis, column in coded.items()}
            yield _values(part.column(name)), told

    def _each(self, names: Sequence[str], table: str, cell: Cell) -> Iterator[pyarrow.Table]:
        for path in self._whole(self.paths(table, cell)):
            yield parquet.ParquetFile(path).read(columns=list(names) or None, use_threads=False)

    def _view(self, table: str, cell: Cell | None) -> duckdb.DuckDBPyRelation:
        """The rows of a table; what one cell holds for several stands under each of them."""
        beside = self._names.get(policies_of(table), {})
        every = {one: (*own, *beside.get(one, ())) for one, own in self._names[table].items()}
        shown = every if cell is None else {cell: every[cell]}
        sharing: dict[tuple[str, ...], list[Cell]] = {}
        for one, names in shown.items():
            sharing.setdefault(names, []).append(one)
        relations = []
        for names, cells in sharing.items():
            rows = self._read([str(self._path(name)) for name in names])
            listed = ", ".join(
                f"{{'assumption_set': {_text(name)}, 'structure': {_text(form)}}}" for name, form in cells
            )
            apart = rows.project(f"* EXCLUDE (assumption_set, structure), unnest([{listed}]) AS cell")
            named = "* EXCLUDE (cell), cell.assumption_set AS assumption_set, cell.structure AS structure"
            relations.append(apart.project(named))
        return reduce(lambda one, other: one.union(other), relations)

    def _read(self, paths: Sequence[str]) -> duckdb.DuckDBPyRelation:
        return connect().read_parquet(self._whole(paths))

    def _whole(self, paths: Sequence[str]) -> list[str]:
        """The same paths, of which each is the part that was written."""
        for path in paths:
            if not store.is_whole(Path(path)):
                remedy = "run the same again: it is computed anew"
                raise MachineError(f"{path}: is not the part that was written any more: {remedy}")
        return list(paths)


def _values(column: pyarrow.Array | pyarrow.ChunkedArray) -> AnyArray:
    """A column as an array. What has no gaps is taken as it lies in memory: PyArrow would load pandas for it."""
    chunks = column.chunks if isinstance(column, pyarrow.ChunkedArray) else [column]
    parts = [_as_they_lie(chunk) for chunk in chunks]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _as_they_lie(chunk: pyarrow.Array) -> AnyArray:
    kind, start, end = chunk.type, chunk.offset, chunk.offset + len(chunk)
    if pyarrow.types.is_dictionary(kind) and not chunk.null_count:
        return np.array(chunk.dictionary.to_pylist(), dtype=object)[_as_they_lie(chunk.indices)]
    if chunk.null_count or not (pyarrow.types.is_primitive(kind) and len(chunk)):
        found: AnyArray = chunk.to_numpy(zero_copy_only=False)
        return found
    if pyarrow.types.is_boolean(kind):
        bits = np.frombuffer(chunk.buffers()[1], np.uint8)
        return np.unpackbits(bits, bitorder="little")[start:end].astype(np.bool_)
    return np.frombuffer(chunk.buffers()[1], kind.to_pandas_dtype())[start:end]


def _text(value: str) -> str:
    """A text literal of SQL."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
