"""The register in the brief: every claim, judged or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deterrence.brief.document import Column, Content, Span, Table, Text
from deterrence.claims.claim import Claim
from deterrence.claims.register import register_rows


def register_table(claims: Sequence[Claim], years: Sequence[int]) -> Table:
    """Every claim of the register, with what becomes of its readings on a horizon."""
    rows = register_rows(claims, years)
    return Table(
        "register-table",
        "Every claim of the register, and what becomes of its readings",
        (Column("Claim"), Column("What becomes of it")),
        tuple(((Text(f"{row['claim']} ", "strong"), row["title"]), _becomes(row["readings"])) for row in rows),
    )


def _becomes(readings: Sequence[Mapping[str, Any]]) -> Content:
    """How many readings are judged, and of each other one what it says, its state and why."""
    judged = sum(reading["why"] is None for reading in readings)
    said: list[Span] = [f"Judged by the futures: {judged} of {len(readings)} readings. "] if judged else []
    for reading in readings:
        if reading["why"] is not None:
            said += [f"{reading['statement']} ", Text(_sentence(reading["in_words"]), "strong"), f" {reading['why']} "]
    return tuple(said)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
