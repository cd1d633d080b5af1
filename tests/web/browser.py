"""A served workbench and a real browser, for tests and benchmarks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from web.jobs.polling import PATIENCE_SECONDS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PATIENCE = 1000 * PATIENCE_SECONDS  # as Playwright counts
ENTRY = "from deterrence.cli import main; main()"


@contextmanager
def served(workspace: Path, *options: str) -> Iterator[str]:
    """The address of a server on a free port; it is ended afterwards."""
    command = [sys.executable, "-c", ENTRY, "serve", "--port", "0", "--workspace", str(workspace), *options]
    source = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)
        server.stdout.close()
