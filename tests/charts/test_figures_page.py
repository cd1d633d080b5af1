"""The page on forms of figures lists every form as its file describes it, and its example runs."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import deterrence
from deterrence.charts.result import FigureResult

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
CHARTS = Path(deterrence.__file__).parent / "charts"
GROUND = ("description", "difference")
"""What completes the figures of all forms or takes one from another, and is none."""


def forms() -> list[tuple[str, str, str]]:
    """Of each form: its function, what its file says that it shows, and what its description says of its rows."""
    found = []
    for path in sorted(CHARTS.glob("*.py")):
        module = importlib.import_module(f"deterrence.charts.{path.stem}")
        own: list[Any] = [one for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__]
        draws = [one.__name__ for one in own if inspect.isfunction(one) and _returns_a_figure(one)]
        if path.stem in GROUND or not draws:
            continue
        said = {str(one.__name__): str(inspect.getdoc(one)) for one in own if inspect.isclass(one)}
        (described,) = (name for name, words in said.items() if words.startswith("One figure of this form"))
        rows = " ".join(said[described].partition("Its rows ")[2].split())
        names = f"`{path.stem}.{draws[0]}`, `{described}`"
        found.append((names, str(module.__doc__).strip(), rows))
    return found


def _returns_a_figure(function: Any) -> bool:
    return bool(inspect.signature(function).return_annotation == "FigureResult")


@pytest.mark.parametrize(("name", "shows", "rows"), forms())
def test_every_form_has_its_line(name: str, shows: str, rows: str) -> None:
    line = f"| {name} | {shows} | {rows} |"
    assert line in PAGE.splitlines(), f"docs/figures.md, table of forms: the line must be\n{line}"


def test_no_line_is_of_a_form_that_is_gone() -> None:
    assert len(re.findall(r"^\| `\w+\.\w+`, ", PAGE, flags=re.MULTILINE)) == len(forms())


def test_the_example_makes_a_figure() -> None:
    (example,) = re.findall(r"((?:^    .*\n|^\n(?=    ))+)(?=\n*## A figure of one outcome)", PAGE, flags=re.MULTILINE)
    made: dict[str, Any] = {}
    exec(dedent(example), made)
    assert isinstance(made["figure"], FigureResult)
    assert len(made["figure"].rows) == 2
