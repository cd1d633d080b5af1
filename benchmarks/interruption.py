"""Time from Ctrl-C to the end of the command."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import ROOT
from benchmarks.rows import Row, Settings

TITLE = "Interruption"
WORDS = (
    "From Ctrl-C to the end of the command, the longest of several rounds: while blocks are computed, with one and "
    "two workers, and while the brief's figures are drawn. The first round of each run compiles, so that compilation "
    "is met as well."
)

_ENTRY = (  # a shell's background job is started deaf to Ctrl-C
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from deterrence.cli import main; main()"
)
BAR_SECONDS = 2.0
BEGUN = {"run": "run_record.json", "brief": "timings.json"}  # the file that shows the work to be interrupted


def seconds_to_end(command: str, workers: int, wait: float, cache: Path | None) -> tuple[float, str]:
    """Seconds from the signal to the end, and the line that was said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment |= {} if cache is None else {"NUMBA_CACHE_DIR": str(cache)}
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["-c", _ENTRY, command, "--assumption-set", "reference", "--workers", str(workers)]
        arguments += ["--futures", "100" if command == "run" else "20", "--output", folder]
        arguments += [] if command == "run" else ["--structure", "aids_net"]
        with subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            start_new_session=True, env=environment,
        ) as process:  # fmt: skip
            while not any(Path(folder).rglob(BEGUN[command])) and process.poll() is None:
                time.sleep(0.02)
            time.sleep(wait)
            start = time.perf_counter()
            os.killpg(process.pid, signal.SIGINT)
            process.wait()
            elapsed = time.perf_counter() - start
            assert process.stderr is not None
            return elapsed, f"exit code {process.returncode}: {process.stderr.read().strip().replace(folder, 'FOLDER')}"


def rows(settings: Settings) -> list[Row]:
    """The longest of the rounds, and how the command ended."""
    rounds = 1 if settings.is_quick else 5
    moments = random.Random(1)
    found = []
    for command, workers in (("run", 1), ("run", 2), ("brief", 1)):
        with tempfile.TemporaryDirectory() as cache:
            ended = [
                seconds_to_end(command, workers, moments.uniform(0, 6), Path(cache) if command == "run" else None)
                for _ in range(rounds)
            ]
        lines = ", ".join(sorted({line.partition(": interrupted")[0].replace("\n", " ") for _, line in ended}))
        what, longest = f"`{command}`, workers {workers}", max(seconds for seconds, _ in ended)
        found.append(Row(what, f"longest of {rounds}; ended with {lines}", longest, "seconds", BAR_SECONDS))
    return found
