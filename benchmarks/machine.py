"""The machine and the versions that a report was measured with."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

from benchmarks import ROOT

_LIBRARIES = ("numpy", "scipy", "numba", "duckdb", "pydantic", "altair", "vl-convert-python", "typst")
_PEERS = ("ema_workbench", "pandas", "playwright")


def described() -> dict[str, str]:
    """Machine and versions by name."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": platform.system(),
        "Python": platform.python_version(),
        **{name: version for name in (*_LIBRARIES, *_PEERS) if (version := _version(name))},
    }


def begun() -> str:
    """When, on which commit and under which load something is begun, in a sentence."""
    date = datetime.datetime.now(datetime.UTC).strftime("%d %B %Y").lstrip("0")
    return f"Begun on {date} at commit {commit(ROOT)}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."


def commit(checkout: Path) -> str:
    """The commit of a checkout, with a word where files differ from it."""
    try:
        done = subprocess.run(
            ["git", "-C", str(checkout), "describe", "--always", "--dirty= with changes"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _processor() -> str:
    """The model's name where the system tells, and the architecture."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor() or 'unknown'} ({platform.machine()})"


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
