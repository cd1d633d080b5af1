"""A registered model that a user can run on inputs of their own, and the strict form of such inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


class StrictInputs(BaseModel):
    """An unknown key, a wrong type or a number out of range is an error with its line."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Model:
    """One registered model: name, inputs, result, lineage and the page that holds its equation."""

    name: str
    summary: str
    inputs: type[BaseModel]
    function: Callable[[Any], dict[str, Any]]
    lineage: str
    page: str
