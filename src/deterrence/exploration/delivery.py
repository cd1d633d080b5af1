"""Parts come to stand in the run's folder, whether or not the worker that makes them sees it (law 43)."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TypeVar

from deterrence.exploration import store
from deterrence.exploration.executor import Each

T = TypeVar("T")
R = TypeVar("R")


def delivered(each: Each, run_task: Callable[..., R], tasks: Sequence[T] | deque[T], folder: Path) -> Iterator[R]:
    """Do every task so that its files lie in a folder; gives what each task gives, once its files are there.

    Args:
        each: What does tasks.
        run_task: Called with a task and, as `folder`, where to write. May be called twice where a worker is lost.
        tasks: What to do; those of a deque are taken out of it, and it may grow meanwhile.
        folder: Where the files come to stand; a folder that is being written to (`store.writing`).

    Raises:
        DeterrenceError: The folder cannot be written.
    """
    probe = folder.absolute() / f"{store.TEMPORARY}{token_hex(16)}-probe"  # a name that no other folder has
    store.write_bytes(probe, b"")
    try:
        for done, files in each(partial(_made, run_task=run_task, probe=probe), tasks):
            # Digests first, as a worker would write them: a part without its digest is damaged, not missing.
            for name in sorted(files, key=lambda name: not name.endswith(store.DIGEST)):
                store.write_bytes(folder / name, files[name])
            yield done
    finally:
        probe.unlink(missing_ok=True)


def _made(task: T, run_task: Callable[..., R], probe: Path) -> tuple[R, Mapping[str, bytes]]:
    """Do a task; its files as bytes by name where this worker does not see the folder, or cannot write there."""
    if os.access(probe, os.F_OK) and os.access(probe.parent, os.W_OK):
        return run_task(task, folder=probe.parent), {}
    with TemporaryDirectory(prefix="deterrence-") as own:
        done = run_task(task, folder=Path(own))
        return done, {path.name: path.read_bytes() for path in Path(own).iterdir()}
