"""An outcome of a run: its name, unit, axes and meaning, and the page that holds its equation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One outcome.

    Args:
        name: Its name, unique over the registry.
        unit: Unit of its values.
        table: The stored table.
        axes: Key columns of that table, in order.
        meaning: What it says, in a sentence.
        page: The page of the docs that holds its equation.
        void: The flag of the same table that is true where the outcome says nothing; empty where there is none.
        is_snapshot: Whether only the claim's year is stored.
    """

    name: str
    unit: str
    table: str
    axes: tuple[str, ...]
    meaning: str
    page: str
    void: str = ""
    is_snapshot: bool = False
