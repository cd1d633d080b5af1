"""The full coupled system: futures a second with all that is stored, and memory as futures grow."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import Used, command, stored_bytes
from benchmarks.rows import Row, Settings

TITLE = "The whole system"
WORDS = (
    "`deterrence run` of one cell: all domains, 16 years, the reference and every policy, all default outcomes "
    "stored, two workers. The sustained rate is that of the futures which a longer run adds to a shorter one, so that "
    "starting is left out."
)


def rows(settings: Settings) -> list[Row]:
    """For two structures, the dear one with fewer futures."""
    few = 500 if settings.is_quick else 1_000
    return [
        *_rows_of("aids_net", few, few * (2 if settings.is_quick else 10)),
        *_rows_of("explicit_decoys", few, few * (2 if settings.is_quick else 4)),
    ]


def _rows_of(structure: str, few: int, many: int) -> list[Row]:
    _run(structure, 20)  # compiles
    (short, _), (long, stored) = _run(structure, few), _run(structure, many)
    rate = (many - few) / (long.wall_seconds - short.wall_seconds)
    processor = 1000 * (long.processor_seconds - short.processor_seconds) / (many - few)
    return [
        Row(f"{structure}", f"sustained, from {few:,} to {many:,} futures", rate, "futures a second", 500.0),
        Row(f"{structure}", "of the processor, each future more", processor, "milliseconds"),
        Row(f"{structure}", "stored a future", stored / many / 1000, "kilobytes"),
        Row(f"{structure}", f"memory at most with {many:,} futures", long.peak_megabytes, "megabytes",
            peer=f"with {few:,}", peer_value=short.peak_megabytes),
    ]  # fmt: skip


def _run(structure: str, futures: int) -> tuple[Used, int]:
    """What a run used, and the bytes that it stored."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["-m", "deterrence.cli", "run", "--assumption-set", "reference", "--structure", structure]
        used = command([*arguments, "--workers", "2", "--futures", str(futures), "--output", folder])
        return used, stored_bytes(Path(folder))
