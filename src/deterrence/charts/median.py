"""A median that still knows its futures, so that a difference can be taken in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deterrence.arrays import AnyArray


class Median(float):
    """The median of what some futures give, and what each of them gives."""

    futures: AnyArray

    def __new__(cls, median: float, futures: AnyArray) -> Median:
        """The number `median`, of `futures` [future]."""
        made = super().__new__(cls, median)
        made.futures = futures
        return made


def bare(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose numbers know their futures no more: what is drawn and kept needs none."""
    return {name: float(value) if type(value) is Median else value for name, value in row.items()}
