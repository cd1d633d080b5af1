"""Assumption sets choose one variant per quantity; structures are rival forms of the model."""

from __future__ import annotations

from pydantic import Field

from deterrence.evidence.fields import Strict
from deterrence.evidence.source import Text


class SetChange(Strict):
    """An assumption set's choice for one quantity, with the sentence of its source that it rests on (law 2)."""

    variant: Text
    sentence: Text


class AssumptionSet(Strict):
    """A named choice of one variant per quantity; what it leaves out stays at the reference.

    Sets stand in the order of `place`, those of one place by name. Who asks for the name that a set bore before is told
    the new one.
    """

    name: Text
    title: Text
    description: Text
    source: str | None = None
    formerly: Text | None = None
    place: int = 0
    changes: dict[str, SetChange] = Field(default_factory=dict)


class StructureRecord(Strict):
    """A rival form of the model."""

    title: Text
    description: Text
