"""Changes as options of a command: ID=VALUE or ID@SET,SET=VALUE, the value written as in a scenario file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from deterrence.errors import InputError, Problem

SAID: Final = "set on the command line"
"""The rationale of a change that comes without one."""
_EXAMPLE: Final = "write ID=VALUE, for example missile_defence.sensor.sees_probability=0.9"


def read_changes(options: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
    """Changes by quantity id, their values read as a scenario file's are; and what is wrong with their writing."""
    from deterrence.evidence.document import read_text

    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for option in options:
        name, _, text = (part.strip() for part in option.partition("="))
        identity, at, sets = (part.strip() for part in name.partition("@"))
        if not (identity and text):
            problems.append(Problem("--change", "", "not a change", _EXAMPLE, option))
            continue
        if identity in found:
            problems.append(Problem("--change", identity, "changed twice", "change it once", text))
            continue
        try:
            document = read_text(text, SAID)
        except InputError as error:
            problems += _at(identity, error.problems)
            continue
        problems += _at(identity, document.problems)
        if not document.problems:
            named = [each.strip() for each in sets.split(",") if each.strip()]
            change = {"value": document.tree, "rationale": SAID, "assumption_sets": named}
            found[identity] = change if at else document.tree
    return found, problems


def _at(identity: str, problems: Sequence[Problem]) -> list[Problem]:
    """Problems of a value's text, at the change that it is."""
    paths = [".".join(filter(None, ("changes", identity, "value", problem.path))) for problem in problems]
    return [replace(problem, path=path, line=None) for problem, path in zip(problems, paths, strict=True)]
