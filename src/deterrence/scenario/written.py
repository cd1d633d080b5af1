"""A scenario as YAML text that reads back to the same data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from deterrence.scenario.scenario import Scenario

_KEY = re.compile(r"[a-z][a-z0-9_.]*|\d{4}")


class _Quoted(str):
    """Text in quotes, whatever it looks like: one reader's word is another's number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """The safe dumper, with quoted texts."""


_Dumper.add_representer(
    _Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')
)


def yaml_text(tree: Mapping[str, Any], comments: Iterable[str]) -> str:
    """A scenario file, with comments of one line each before it."""
    written = yaml.dump(
        _written(tree), Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=2**31
    )
    return "".join(f"# {' '.join(comment.split())}\n" for comment in comments) + written


def as_run(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a file that asks for the same again, with sets, structures and years written out."""
    tree = dict(scenario.written)
    head: dict[str, Any] = {key: tree.pop(key) for key in ("version", "title") if key in tree}
    return {
        "version": 1,
        **head,
        **tree,
        "assumption_sets": list(scenario.assumption_sets),
        "structures": list(scenario.structures),
        "horizon": {"first": scenario.years[0], "last": scenario.years[-1]},
    }


def _written(tree: Any) -> Any:
    if isinstance(tree, Mapping):
        return {_key(key): _written(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_written(value) for value in tree]
    return _Quoted(tree) if isinstance(tree, str) else tree


def _key(key: str) -> int | str:
    """Names as they are, years as numbers, all else in quotes."""
    if not _KEY.fullmatch(key):
        return _Quoted(key)
    return int(key) if key.isdecimal() else key
