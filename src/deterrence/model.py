"""A registered model that a user can run on inputs of their own: what is said of it, and where it is.

Naming it loads nothing, so that lists and helps are quick; its code is loaded when its inputs or function are used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class Model:
    """One registered model.

    Args:
        name: As the command line names it.
        summary: What it answers, in a sentence.
        lineage: What it is after.
        page: The page of the docs that holds its equation.
        module: The module that holds its `Inputs` and its `results`.
        note: What must be read with its results; empty where nothing has to be.
    """

    name: str
    summary: str
    lineage: str
    page: str
    module: str
    note: str = ""

    @property
    def inputs(self) -> type[BaseModel]:
        """The form of its inputs."""
        found: type[BaseModel] = import_module(self.module).Inputs
        return found

    @property
    def function(self) -> Callable[[Any], dict[str, Any]]:
        """What it does with them."""
        found: Callable[[Any], dict[str, Any]] = import_module(self.module).results
        return found
