"""Twenty readers who slide at once: no error, and how long each waits, beside another checkout in the same minutes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import ROOT, machine
from benchmarks.rows import Row, Settings

TITLE = "Twenty readers at once"
WORDS = (
    "Each of twenty readers moves a lever, waits for what `api/v1/live` answers with 150 futures, and moves on; one "
    "in four looks at explicit decoys. Rounds of the two checkouts alternate, each with its own server and workspace."
)
SEES = "missile_defence.sensor.sees_probability"
READERS, MOVES, ROUNDS = 20, 15, 3
ENTRY = "from deterrence.cli import main; main()"
PATIENCE_SECONDS = 300.0


def rows(settings: Settings) -> list[Row]:
    """Errors, median and 95th percentile of ours, and of the other checkout where one is named."""
    checkouts = {"ours": ROOT, **({machine.commit(settings.against): settings.against} if settings.against else {})}
    times: dict[str, list[float]] = {name: [] for name in checkouts}
    errors = dict.fromkeys(checkouts, 0)
    for _ in range(1 if settings.is_quick else ROUNDS):
        for name, checkout in checkouts.items():
            with tempfile.TemporaryDirectory() as folder, _served(checkout, Path(folder)) as address:
                for structure in ("aids_net", "explicit_decoys"):
                    _ask(address, structure, 0.5)  # compiles the models, once a version
                found, wrong = _slide(address)
            times[name] += found
            errors[name] += wrong
    return [row for name in checkouts for row in _rows(name, times[name], errors[name])]


def _rows(name: str, times: list[float], errors: int) -> list[Row]:
    late = sorted(times)[min(int(0.95 * len(times)), len(times) - 1)]
    return [
        Row(name, "requests without an answer", errors, "requests"),
        Row(name, f"lever to answer, median of {len(times)}", statistics.median(times), "milliseconds"),
        Row(name, "lever to answer, 95th percentile", late, "milliseconds"),
    ]


@contextmanager
def _served(checkout: Path, workspace: Path) -> Iterator[str]:
    """The address of a server of a checkout."""
    command = [sys.executable, "-c", ENTRY, "serve", "--port", "0", "--workspace", str(workspace)]
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=workspace) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip().rstrip("/")
        finally:
            server.terminate()


def _ask(address: str, structure: str, value: float) -> None:
    state = {"structure": structure, "changes": {SEES: {"value": value}}}
    data = json.dumps(state).encode()
    request = urllib.request.Request(f"{address}/api/v1/live?futures=150", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        answer.read()


def _slide(address: str) -> tuple[list[float], int]:
    """How long each move took, in milliseconds, and how many requests failed."""
    times: list[float] = []
    wrong: list[OSError] = []

    def read(reader: int) -> None:
        for move in range(MOVES):
            started = time.perf_counter()
            try:
                _ask(address, "explicit_decoys" if reader % 4 == 0 else "aids_net", 0.05 * (1 + (reader + move) % 19))
            except OSError as error:
                wrong.append(error)
            times.append(1000 * (time.perf_counter() - started))

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(wrong)
