"""The name of the file that holds the data behind a figure."""

from __future__ import annotations

from typing import Any


def csv_name(figure: dict[str, Any]) -> str:
    """File name of the data of a figure."""
    return f"figure-{figure['number']}-{figure['id']}.csv"
