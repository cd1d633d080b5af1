"""Time from Ctrl-C to the end of the command, measured. Run: python benchmarks/interruption.py [ROUNDS]

The command is interrupted while blocks are computed, with one and two workers, and while the brief's figures are drawn.
A fresh compile cache in each round, so that compilation is met as well.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR_SECONDS = 2.0
BEGUN = {"run": "run_record.json", "brief": "timings.json"}  # the file that shows the work to be interrupted


def seconds_to_end(command: str, workers: int, wait: float, cache: Path | None) -> tuple[float, str]:
    """Seconds from the signal to the end, and the line that was said."""
    environment = {**os.environ, **({} if cache is None else {"NUMBA_CACHE_DIR": str(cache)})}
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["-m", "deterrence.cli", command, "--assumption-set", "central", "--workers", str(workers)]
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


def main() -> None:
    """A row for each case: the longest of the rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    moments = random.Random(1)
    print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for command, workers in (("run", 1), ("run", 2), ("brief", 1)):
        with tempfile.TemporaryDirectory() as cache:
            found = [
                seconds_to_end(command, workers, moments.uniform(0, 6), Path(cache) if command == "run" else None)
                for _ in range(rounds)
            ]
        longest = max(seconds for seconds, _ in found)
        print(f"{command}, workers {workers}: at most {longest:.2f} s of {rounds} rounds (bar {BAR_SECONDS})")
        for line in sorted({line for _, line in found}):
            print(f"    {line}")


if __name__ == "__main__":
    main()
