"""A scenario file that says what it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deterrence import __version__
from deterrence.errors import shorten
from deterrence.scenario.written import yaml_text


def overlay_text(tree: Mapping[str, Any], origin: str, notes: Iterable[str] = ()) -> str:
    """A scenario file, with a first line that says what it was read from.

    Args:
        tree: The scenario as plain data.
        origin: Name of the file that it was read from.
        notes: What is to be told beside it, as comments.
    """
    return yaml_text(tree, (f"Read from {shorten(origin)} by deterrence {__version__}.", *notes))
