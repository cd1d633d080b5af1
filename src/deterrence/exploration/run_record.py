"""What a result must carry to be made again: digests, seed, options, library versions (law 23)."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.exploration.store import write_text
from deterrence.scenario.precedence import counted_in
from deterrence.scenario.scenario import Scenario

_LIBRARIES = (
    "numpy",
    "scipy",
    "numba",
    "pydantic",
    "duckdb",
    "pyarrow",
    "altair",
    "vl-convert-python",
    "mini-racer",
    "typst",
)


@dataclass(frozen=True)
class RunRecord:
    """The record beside every result. Holds nothing that changes between two runs of the same thing (law 6)."""

    package_version: str
    code_digest: str
    dataset_digest: str
    scenario_digest: str
    seed: int
    futures_per_cell: int
    block_size: int
    first_year: int
    last_year: int
    assumption_sets: tuple[str, ...]
    structures: tuple[str, ...]
    policy: str
    options: Mapping[str, object]
    libraries: Mapping[str, str]

    def as_dict(self) -> dict[str, object]:
        """The record as JSON-ready data."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @property
    def identity(self) -> str:
        """SHA-256 over the record; equal records mean equal bytes of every part."""
        text = json.dumps(self.as_dict(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def what_made_it(scenario: Scenario) -> dict[str, object]:
    """What the file of a scenario calls it, and each change with its reason; what it does not say is left out."""
    changes = {
        identity: f"{value_text(distribution_dict(basis.distribution))}: {_why(basis)}"
        for identity, basis in scenario.changes.items()
    }
    said = {"title": scenario.title, "changes": changes}
    return {name: value for name, value in said.items() if value}


def _why(basis: Basis) -> str:
    sources = ", ".join(reference.source for reference in basis.sources)
    said = [part for part in (counted_in(basis), basis.rationale, basis.method, sources) if part]
    return "; ".join((*(part.rstrip(". ") for part in said[:-1]), *said[-1:]))


@cache
def library_versions() -> Mapping[str, str]:
    """Versions of the libraries that a result depends on, and of Python."""
    versions = {name: metadata.version(name) for name in _LIBRARIES}
    return {"python": platform.python_version(), **versions}


def write_json(path: Path, data: Mapping[str, object]) -> None:
    """Write data whole or not at all; what stands there already is left alone.

    Raises:
        DeterrenceError: The file cannot be written.
    """
    text = json.dumps(data, indent=2, sort_keys=True) + "\n"
    if not path.is_file() or path.read_bytes() != text.encode():
        write_text(path, text)
