"""Stored verdicts of the full reference run, for who asks for nothing else: never used where anything differs (law 46).

Written by `scripts/refresh_reference.py` alone. Reading them imports no model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import deterrence
from deterrence.claims.text import counts_text
from deterrence.digest import dataset_digest, files_digest

if TYPE_CHECKING:
    from deterrence.scenario.scenario import Scenario

PACKAGE: Final = Path(deterrence.__file__).parent
STORED: Final = PACKAGE / "claims" / "reference.json"
SEED: Final = 1
LEAST_BLOCKS: Final = 2
"""Blocks that every cell of the stored run has at least."""
SHOWS_ONLY: Final = ("brief", "charts", "cli", "web")
"""Rooms that show verdicts and give none: a change there leaves the stored ones as they are."""


@dataclass(frozen=True)
class StoredReference:
    """The verdicts of a reference run.

    `futures` are those of each cell, `headline_futures` those in which the headline is known (law 44).
    `asked` is what was asked for, as `asked` gives it; `register` lists every claim with the state of its readings, as
    `register.register_rows` gives it. `verdicts` are those of `summary.verdict_dict`, each with what the test of its
    proposition found under `refusal` (law RP1); `marked` holds the same of propositions that are marked and not judged.
    """

    digest: str
    asked: Mapping[str, Any]
    futures: Mapping[tuple[str, str], int]
    headline_futures: Mapping[tuple[str, str], int]
    register: Sequence[Mapping[str, Any]]
    marked: Sequence[Mapping[str, Any]]
    verdicts: Sequence[Mapping[str, Any]]

    @property
    def titles(self) -> Mapping[str, str]:
        """Titles of the claims by id."""
        return {str(row["claim"]): str(row["title"]) for row in self.register}

    @property
    def tested(self) -> Mapping[tuple[str, str, str], Mapping[str, Any]]:
        """What the test of each proposition found, by claim, reading and subject."""
        return {
            (row["claim"], row["reading"], row["subject"]): row["refusal"]
            for row in (*self.verdicts, *self.marked)
            if "refusal" in row
        }

    @property
    def seed(self) -> int:
        """Seed of the draws."""
        return int(self.asked["seed"])

    @property
    def described(self) -> str:
        """Futures and seed in words."""
        return f"{counts_text(self.futures, self.headline_futures)}, seed {self.seed}"


def reference_digest(root: Path = PACKAGE, dataset: str | None = None) -> str:
    """SHA-256 over all that a verdict rests on: the package's Python outside the rooms that only show, and the dataset.

    Args:
        root: Folder of the package.
        dataset: Digest of the dataset; that of the folder `dataset` of the package if left out.
    """
    code = [path for path in root.rglob("*.py") if path.relative_to(root).parts[0] not in SHOWS_ONLY]
    parts = files_digest(root, code), dataset or dataset_digest(root / "dataset")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def asked(
    scenario: Scenario, futures: int, seed: int, without: Sequence[str] = (), with_: Sequence[str] = ()
) -> dict[str, Any]:
    """All that makes one run another than the reference, JSON-ready."""
    return {
        "scenario": scenario.digest,
        "assumption_sets": list(scenario.assumption_sets),
        "structures": list(scenario.structures),
        "years": [scenario.years[0], scenario.years[-1]],
        "changes": sorted(scenario.changes),
        "policies": sorted(scenario.policies),
        "without": list(without),
        "with": list(with_),
        "futures": futures,
        "seed": seed,
    }


def stored_reference(
    scenario: Scenario, futures: int, seed: int, without: Sequence[str] = (), with_: Sequence[str] = ()
) -> StoredReference | None:
    """The stored verdicts, where they are those of this scenario, these options, this code and this dataset."""
    stored = read_stored(STORED)
    if stored is None or stored.asked != asked(scenario, futures, seed, without, with_):
        return None
    return stored if stored.digest == reference_digest(dataset=scenario.dataset.digest) else None


def unchanged_reference(futures: int, seed: int) -> StoredReference | None:
    """The stored verdicts, for who asks for the reference that ships with the package: its dataset is not loaded."""
    stored = read_stored(STORED)
    if stored is None or (stored.asked["futures"], stored.asked["seed"]) != (futures, seed):
        return None
    return stored if stored.digest == reference_digest() else None


def stored_text(stored: StoredReference) -> str:
    """The file's text: one claim and one verdict a line, so that a change can be read line by line."""
    head = {
        "digest": stored.digest,
        "asked": stored.asked,
        "futures": [[*cell, count] for cell, count in stored.futures.items()],
        "headline_futures": [[*cell, count] for cell, count in stored.headline_futures.items()],
    }
    lines = [f"{json.dumps(key)}: {_line(value)}," for key, value in head.items()]
    parts = {"register": stored.register, "marked": stored.marked, "verdicts": stored.verdicts}
    lists = ",\n".join(f'"{name}": [\n' + ",\n".join(map(_line, rows)) + "\n]" for name, rows in parts.items())
    return "\n".join(["{", *lines, lists, "}", ""])


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def read_stored(path: Path) -> StoredReference | None:
    """What a file holds; None where there is none, or where it is not what the script wrote."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        for key in ("futures", "headline_futures"):
            found[key] = {(name, structure): count for name, structure, count in found[key]}
        return StoredReference(**found)
    except (OSError, ValueError, KeyError, TypeError):
        return None
