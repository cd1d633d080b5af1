"""What every command waits for: the command line, the models, the dataset."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.measuring import command
from benchmarks.rows import Row, Settings

TITLE = "Start"
WORDS = "Each value is the median of fresh processes with warm disk and compile caches."

_TIMED = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
_LOAD = "import pathlib; from deterrence.evidence.dataset import load_dataset; load_dataset(pathlib.Path({!r}))"
_QUANTITIES = 5_000
_COPIED = "nuclear/china.yaml"


def rows(settings: Settings) -> list[Row]:
    """Help, import, dataset."""
    rounds = 3 if settings.is_quick else 9
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "dataset"
        count = _grown(root)
        load = _LOAD.format(str(root))
        return [
            Row("`deterrence --help`", "from start to end", _median(["-m", "deterrence.cli", "--help"], rounds),
                "seconds", 0.2),
            Row("import of the models", "`import deterrence.system.registry`, in the process",
                _printed("import deterrence.system.registry", rounds), "seconds", 0.25),
            Row(f"dataset of {count:,} quantities", "read and checked, import included", _printed(load, rounds),
                "seconds", 0.6),
        ]  # fmt: skip


def _median(arguments: list[str], rounds: int) -> float:
    return statistics.median(command(arguments).wall_seconds for _ in range(rounds))


def _printed(statement: str, rounds: int) -> float:
    """Seconds of a statement in a fresh process, as that process prints them."""
    return statistics.median(float(command(["-c", _TIMED.format(statement)]).printed) for _ in range(rounds))


def _grown(root: Path) -> int:
    """The dataset that ships, with one of its files copied until there are so many quantities; their number."""
    from deterrence.evidence.dataset import load_dataset, reference_root

    dataset = load_dataset()
    shutil.copytree(reference_root(), root)
    stem = _COPIED.removesuffix(".yaml").replace("/", ".")
    each = sum(name.startswith(f"{stem}.") for name in dataset.quantities)
    copies = -(-(_QUANTITIES - len(dataset.quantities)) // each)
    for copy in range(copies):
        shutil.copy(root / _COPIED, root / _COPIED.replace(".yaml", f"_{copy}.yaml"))
    return len(dataset.quantities) + copies * each
