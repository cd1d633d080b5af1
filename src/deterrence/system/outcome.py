"""An outcome of a run: its name, unit, axes and meaning, and the page that holds its equation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One outcome. `table` is the stored table, `axes` its key columns in order."""

    name: str
    unit: str
    table: str
    axes: tuple[str, ...]
    meaning: str
    page: str
