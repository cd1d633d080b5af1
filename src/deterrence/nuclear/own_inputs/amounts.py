"""Amounts of weapons as a user writes them, and what is owned."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

# A limit of the tool, so that a mistyped number answers at once.
MOST_GROUPS, MOST_COUNT = 20, 1_000_000

Amount = Annotated[float, Field(ge=0, le=MOST_COUNT)]
Positive = Annotated[float, Field(gt=0, le=MOST_COUNT)]


def require_owned(deployed: float, owned: float | None) -> None:
    """No more is deployed than owned.

    Raises:
        ValueError: More is.
    """
    if owned is not None and deployed > owned:
        raise ValueError(
            f"more warheads deployed ({deployed:g}) than owned ({owned:g}): lower the groups or raise what is owned"
        )
