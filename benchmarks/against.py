"""The same commands of another checkout, run in the same minutes: time, memory, bytes."""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from benchmarks import ROOT, machine
from benchmarks.measuring import Used, command, stored_bytes
from benchmarks.rows import Row, Settings

TITLE = "Against an earlier checkout"
WORDS = (
    "The same command of both checkouts, one after the other, each with its own source on the path and the libraries "
    "named above. Cold: an empty compile cache. The exact table is what computes the chances of every count, for all "
    "years of one block."
)

STRUCTURES = ("aids_net", "explicit_decoys", "independent_sensors")
_TABLE = Path(__file__).with_name("exact_table.py")


def rows(settings: Settings) -> list[Row]:
    """Briefs, then exact tables; one row that says so where no checkout is named."""
    if settings.against is None:
        return [Row("brief, exact table", "not measured", None, "", note="no checkout named (`--against CHECKOUT`)")]
    peer = machine.commit(settings.against)
    futures, rounds = (20, 1) if settings.is_quick else (200, 3)
    ours, theirs = (_briefs(checkout, futures, rounds) for checkout in (ROOT, settings.against))
    found = []
    for which in ("cold", "warm"):
        what, one, other = f"brief of {15 * futures:,} futures, {which}", ours[which], theirs[which]
        found += _compared(what, peer, one, other)
        found.append(_row(what, "memory at most", "megabytes", peer, one.peak_megabytes, other.peak_megabytes))
    stored = (ours["stored"].peak_megabytes, theirs["stored"].peak_megabytes)
    found.append(_row(f"brief of {15 * futures:,} futures", "written to the folder", "megabytes", peer, *stored))
    block = 50 if settings.is_quick else 250
    for structure in STRUCTURES:
        one, other = (_exact(checkout, structure, block, rounds) for checkout in (ROOT, settings.against))
        found += _compared(f"exact table of {block} futures, `{structure}`", peer, one, other)
    return found


def _row(what: str, measures: str, unit: str, peer: str, one: float, other: float) -> Row:
    return Row(what, measures, one, unit, peer=peer, peer_value=other)


def _compared(what: str, peer: str, one: Used, other: Used) -> list[Row]:
    return [
        _row(what, "on the clock", "seconds", peer, one.wall_seconds, other.wall_seconds),
        _row(what, "of the processor", "seconds", peer, one.processor_seconds, other.processor_seconds),
    ]


def _briefs(checkout: Path, futures: int, rounds: int) -> dict[str, Used]:
    """Cold once, then warm; `stored` holds in its megabytes what one folder took."""
    with tempfile.TemporaryDirectory() as folder:
        cache = {"NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
        arguments = ["-m", "deterrence.cli", "brief", "--futures", str(futures), "--output"]
        cold = command([*arguments, str(Path(folder) / "cold")], checkout, cache)
        warm = [command([*arguments, str(Path(folder) / f"warm{one}")], checkout, cache) for one in range(rounds)]
        stored = stored_bytes(Path(folder) / "warm0") / 1e6
        middle = sorted(warm, key=lambda used: used.processor_seconds)[rounds // 2]
        return {"cold": cold, "warm": middle, "stored": Used(0.0, 0.0, stored)}


def _exact(checkout: Path, structure: str, futures: int, rounds: int) -> Used:
    found = [json.loads(command([str(_TABLE), structure, str(futures)], checkout).printed) for _ in range(rounds)]
    return Used(*(statistics.median(one[clock] for one in found) for clock in ("wall", "processor")))
