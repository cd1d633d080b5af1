"""A scenario as YAML text that reads back to the same data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from deterrence import __version__
from deterrence.errors import shorten

_KEY = re.compile(r"[a-z][a-z0-9_.]*|\d{4}")


class _Quoted(str):
    """Text in quotes, whatever it looks like: one reader's word is another's number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """The safe dumper, with quoted texts."""


_Dumper.add_representer(
    _Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')
)


def overlay_text(tree: Mapping[str, Any], origin: str, notes: Iterable[str] = ()) -> str:
    """A scenario file, with a first line that says what it was read from.

    Args:
        tree: The scenario as plain data.
        origin: Name of the file that it was read from.
        notes: What is to be told beside it, as comments.
    """
    written = yaml.dump(
        _written(tree), Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=2**31
    )
    said = "".join(f"# {' '.join(note.split())}\n" for note in notes)
    return f"# Read from {shorten(origin)} by deterrence {__version__}.\n{said}{written}"


def _written(tree: Any) -> Any:
    if isinstance(tree, Mapping):
        return {_key(key): _written(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_written(value) for value in tree]
    return _Quoted(tree) if isinstance(tree, str) else tree


def _key(key: str) -> int | str:
    """Names as they are, years as numbers, all else in quotes."""
    if not _KEY.fullmatch(key):
        return _Quoted(key)
    return int(key) if key.isdecimal() else key
