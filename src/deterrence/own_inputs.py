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
