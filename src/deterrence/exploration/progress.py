"""A progress line on standard error: futures done, rate, time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from deterrence.exploration.size import megabytes
from deterrence.exploration.work import Progress


@contextmanager
def progress_line() -> Iterator[Callable[[Progress], None]]:
    """A line that lasts as long as the block; call what it gives with each report of an ensemble."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"))
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("futures", total=None, rate="compiling")

        def report(progress: Progress) -> None:
            rate = "compiling"
            if progress.seconds_left is not None:
                rate = f"{progress.futures_per_second:,.0f} futures/s, {progress.seconds_left:,.0f} s left"
            words = f"futures (up to {megabytes(progress.bytes_to_store)} to store)"
            bar.update(task, description=words, total=progress.all_futures, completed=progress.done_futures, rate=rate)

        yield report
