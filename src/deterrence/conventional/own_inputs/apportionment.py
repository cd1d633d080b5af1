"""Shares of one requirement by the closed form, on inputs of a user."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator

from deterrence.conventional import apportionment
from deterrence.own_inputs import StrictInputs, number_problem, refuse

# A limit of the tool, so that a mistyped file answers at once.
_MOST_ALLIES = 1_000

Numbers = Annotated[tuple[float, ...], Field(min_length=1, max_length=_MOST_ALLIES)]
Found = Iterator[tuple[tuple[str | int, ...], str, object]]


class Inputs(StrictInputs):
    """A requirement, and the weight and bounds of each ally, in one order."""

    weights: Numbers
    requirement: float
    lower: Numbers | None = None
    upper: Numbers

    @model_validator(mode="after")
    def _possible(self) -> Self:
        refuse("apportionment", self._problems())
        return self

    def _problems(self) -> Found:
        if wrong := number_problem(self.requirement):
            yield ("requirement",), wrong, self.requirement
        for place, weight in enumerate(self.weights):
            if wrong := number_problem(weight, is_above=True):
                yield ("weights", place), wrong, weight
        for name, bounds in (("lower", self.lower), ("upper", self.upper)):
            if bounds is not None and len(bounds) != len(self.weights):
                fix = f"write {len(self.weights)}, one for each weight"
                yield (name,), f"{len(bounds)} bounds for {len(self.weights)} weights: {fix}", None
            for place, bound in enumerate(bounds or ()):
                if wrong := number_problem(bound):
                    yield (name, place), wrong, bound
        for place, (least, most) in enumerate(zip(self.lower or (), self.upper, strict=False)):
            if most < least:
                yield ("upper", place), f"below its lower bound {least:g}: raise it, or lower the lower bound", most


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name. Not NATO's algorithm, which is not public."""
    lower = inputs.lower or (0.0,) * len(inputs.weights)
    shares, multiplier = apportionment.apportioned(inputs.requirement, inputs.weights, lower, inputs.upper)
    return {
        "shares": shares.tolist(),
        "unmet": max(inputs.requirement - sum(inputs.upper), 0.0),
        "multiplier": None if np.isnan(multiplier) else float(multiplier),
    }
