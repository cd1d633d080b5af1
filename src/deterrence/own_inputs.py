"""The strict form of what a user writes for a model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Probability = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


class StrictInputs(BaseModel):
    """An unknown key, a wrong type or a number out of range is an error with its line."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


LEAST_ABOVE_0, MOST_NUMBER = 1e-9, 1e12
"""Limits of the tool, so that no sum overflows and no share is rounded away."""


def number_problem(number: float, *, is_above: bool = False) -> str:
    """What is wrong with a number that must be at least 0, or above it; empty where nothing is."""
    if number < 0:
        return "below 0: write a number of at least 0"
    if is_above and number < LEAST_ABOVE_0:
        return f"not above 0: write a number of at least {LEAST_ABOVE_0:g}, or leave it out"
    return f"above {MOST_NUMBER:g}: write less, or another unit" if number > MOST_NUMBER else ""


def refuse(title: str, problems: Iterable[tuple[tuple[str | int, ...], str, object]]) -> None:
    """Refuse inputs with every problem at its place: where, `what is wrong: what to write instead`, and the value.

    Raises:
        ValidationError: There is one.
    """
    lines = [
        InitErrorDetails(type=PydanticCustomError("value_error", "{text}", {"text": text}), loc=where, input=value)
        for where, text, value in problems
    ]
    if lines:
        raise ValidationError.from_exception_data(title, lines)
