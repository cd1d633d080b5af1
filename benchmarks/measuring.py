"""Time and memory of a call in this process, and of a command with all of its processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ROOT

_SECONDS_BETWEEN_LOOKS = 0.05
_PAGE_BYTES = resource.getpagesize()
_MEGABYTE = 1e6
_WAITS_FOR_ALL = """
import contextlib, ctypes, os, subprocess, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: what a command leaves behind is waited for here
code = subprocess.call([sys.executable, *sys.argv[1:]])
with contextlib.suppress(ChildProcessError):
    while True:
        os.wait()
sys.exit(code)
"""
"""Runs a Python command; its time of the processor is that of all its processes, workers of other parents too."""
_LARGEST_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in kilobytes elsewhere


@dataclass(frozen=True)
class Used:
    """What a call or a command used. Memory is the most that its processes held together, shared pages in each."""

    wall_seconds: float
    processor_seconds: float
    peak_megabytes: float = 0.0
    printed: str = ""


def call(function: Callable[[], object]) -> Used:
    """A call in this process, warm if it was made before."""
    wall, processor = time.perf_counter(), time.process_time()
    function()
    return Used(time.perf_counter() - wall, time.process_time() - processor)


def command(arguments: list[str], checkout: Path = ROOT, environment: Mapping[str, str] | None = None) -> Used:
    """A Python command of a checkout, as `["-m", "deterrence.cli", "--help"]`, with the processes that it starts.

    Raises:
        RuntimeError: It failed; its last words.
    """
    full = {**os.environ, "PYTHONPATH": str(checkout / "src"), **(environment or {})}
    full.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as wrong:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", _WAITS_FOR_ALL, *arguments], stdout=out, stderr=wrong, env=full
        )
        ended, most = threading.Event(), [0.0]
        looking = threading.Thread(target=_look, args=(process.pid, ended, most))
        looking.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        looking.join()
        out.seek(0)
        wrong.seek(0)
        if process.returncode:
            said = wrong.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
            raise RuntimeError(f"exit code {process.returncode}: {said[-1]}")
        largest = usage.ru_maxrss * _LARGEST_UNIT / _MEGABYTE
        return Used(wall, usage.ru_utime + usage.ru_stime, max(most[0], largest), out.read().decode())


def _look(process: int, ended: threading.Event, most: list[float]) -> None:
    """Keep the most memory that a process and its descendants are seen to hold at one time."""
    while not ended.wait(_SECONDS_BETWEEN_LOOKS):
        most[0] = max(most[0], sum(_resident_bytes(one) for one in _with_descendants(process)) / _MEGABYTE)


def _with_descendants(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:  # it ended meanwhile
            continue
        for child in found:
            yield from _with_descendants(int(child))


def _resident_bytes(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError):  # it ended meanwhile
        return 0


def stored_bytes(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
