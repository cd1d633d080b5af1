"""The state file of a workspace, its schema, and the lock that only one worker can hold."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from deterrence.errors import MachineError, unusable

STATE_FILE, LOCK_FILE = "state.sqlite", "worker.lock"
SCHEMA_VERSION = 1
_BUSY_SECONDS = 10.0
_SCHEMA = (
    """CREATE TABLE jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        scenario TEXT NOT NULL,
        futures INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        status TEXT NOT NULL DEFAULT 'queued'
            CHECK (status IN ('queued', 'running', 'finished', 'failed', 'cancelled')),
        done_futures INTEGER NOT NULL DEFAULT 0,
        all_futures INTEGER NOT NULL,
        futures_per_second REAL NOT NULL DEFAULT 0,
        seconds_left REAL,
        message TEXT NOT NULL DEFAULT '',
        error TEXT NOT NULL DEFAULT '',
        created TEXT NOT NULL,
        started TEXT NOT NULL DEFAULT '',
        ended TEXT NOT NULL DEFAULT '',
        run TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        is_cancel_asked INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE TABLE datasets (digest TEXT PRIMARY KEY, quantities TEXT NOT NULL)",
)


class StateError(MachineError):
    """The state file of a workspace cannot be used now: locked, gone or damaged. No folder of a run is touched."""


def prepare(workspace: Path) -> None:
    """Make the folder and the state file, or check that they can be used.

    Args:
        workspace: An absolute path.

    Raises:
        InputError: The workspace is a file or cannot be written, or its state file is no state file, or is newer.
    """
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        (workspace / LOCK_FILE).touch()
    except OSError as error:
        what, fix = f"cannot be a workspace: {error.strerror}", "name a folder that can be written"
        raise unusable(workspace, what, fix) from None
    file = workspace / STATE_FILE
    try:
        with _connected(file.as_uri()) as connection, _transaction(connection):
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for statement in _SCHEMA if version == 0 else ():
                connection.execute(statement)
            if version <= SCHEMA_VERSION:  # written even if it is the same: a file that cannot be written shows now
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except sqlite3.Error as error:
        fix = "name another workspace, or free this one"
        raise unusable(file, f"cannot be used as the state of a workspace: {error}", fix) from None
    if version > SCHEMA_VERSION:
        fix = "update the package, or name another workspace"
        raise unusable(file, f"was written by a newer version of deterrence (schema {version})", fix)


@contextmanager
def opened(workspace: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the state file for the length of the block, in one transaction; the file is not made anew.

    All are short, so they may as well wait for each other; a journal that is there only while something is written
    leaves an idle server's disk alone, and the state is one file.

    Raises:
        StateError: It is locked for long, gone or damaged.
    """
    address = f"{(workspace / STATE_FILE).as_uri()}?mode=rw"
    try:
        with _connected(address) as connection, _transaction(connection):
            yield connection
    except sqlite3.Error as error:
        raise StateError(
            f"the list of jobs cannot be read or written now ({error}): ask again in a minute; if it stays so, stop "
            f"the server, put {STATE_FILE} back into the workspace or move it away, and start again. Folders of runs "
            "are kept"
        ) from error


@contextmanager
def _connected(address: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(address, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; no other writer comes between what is read in it and what is written."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled it back already
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def worker_lock(workspace: Path, waits: bool) -> Iterator[bool]:
    """Hold the lock of the one process that works; gives whether it is held.

    The system frees it when its holder ends in any way: a job that is running while the lock is free has no worker.
    """
    with (workspace / LOCK_FILE).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
