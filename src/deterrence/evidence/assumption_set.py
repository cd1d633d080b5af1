"""Assumption sets assert something and choose variants for it; structures are rival forms of the model."""

from __future__ import annotations

from pydantic import Field

from deterrence.evidence.fields import Strict
from deterrence.evidence.source import Prompt, Text


class Assertion(Strict):
    """What a set asserts, in a sentence of plain words, and the sentence of a source that it is argued from (law 2)."""

    says: Text
    argued_from: Prompt


class SetChange(Strict):
    """An assumption set's choice for one quantity, and for which of its assertions it is made."""

    variant: Text
    assertion: Text


class AssumptionSet(Strict):
    """A named choice of one variant per quantity; what it leaves out stays at the reference.

    Each change is made for one of its assertions, and each assertion changes something (law RS3). Sets stand in the
    order of `place`, those of one place by name. Who asks for the name that a set bore before is told the new one.
    """

    name: Text
    title: Text
    description: Text
    source: str | None = None
    formerly: Text | None = None
    place: int = 0
    assertions: dict[str, Assertion] = Field(default_factory=dict)
    changes: dict[str, SetChange] = Field(default_factory=dict)

    def assertion_of(self, identity: str) -> Assertion | None:
        """The assertion for which it changes a quantity; None where it leaves it alone."""
        change = self.changes.get(identity)
        return self.assertions[change.assertion] if change else None

    @property
    def cited(self) -> set[str]:
        """Every source that it names."""
        return {one.argued_from.source for one in self.assertions.values()} | ({self.source} if self.source else set())


class StructureRecord(Strict):
    """A rival form of the model."""

    title: Text
    description: Text
