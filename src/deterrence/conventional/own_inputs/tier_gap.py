"""The gap by readiness tier, on inputs of a user."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from deterrence.conventional import gap
from deterrence.own_inputs import StrictInputs, number_problem, refuse

# A limit of the tool, so that a mistyped file answers at once.
_MOST_TIERS = 100

Tiers = Annotated[tuple[float, ...], Field(min_length=1, max_length=_MOST_TIERS)]
Found = Iterator[tuple[tuple[str | int, ...], str, object]]


class Inputs(StrictInputs):
    """What each tier adds to a requirement and to what is ready, fastest first."""

    requirement: Tiers
    holdings: Tiers

    @model_validator(mode="after")
    def _possible(self) -> Self:
        refuse("tier-gap", self._problems())
        return self

    def _problems(self) -> Found:
        if len(self.holdings) != len(self.requirement):
            text = f"{len(self.holdings)} tiers of holdings for {len(self.requirement)} of the requirement"
            yield ("holdings",), f"{text}: write {len(self.requirement)}", None
        for name, tiers in (("requirement", self.requirement), ("holdings", self.holdings)):
            for place, units in enumerate(tiers):
                if wrong := number_problem(units):
                    yield (name, place), wrong, units


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    return {
        "gap": gap.tier_gap(inputs.requirement, inputs.holdings).tolist(),
        "gap_without_netting": float(gap.gap_without_netting(inputs.requirement, inputs.holdings)),
    }
