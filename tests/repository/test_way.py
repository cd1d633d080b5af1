"""What CONTRIBUTING.md and docs/figures.md show of a component, a figure and a section works as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from deterrence.component import Component
from deterrence.system.loop import run
from deterrence.system.order import order_of

ROOT = Path(__file__).parents[2]
FILE = "src/deterrence/missile_defence/example.py"
LAW = "deterrence.missile_defence.replacement"
FIGURE = """
from typing import Final
from deterrence.chapter import Section
from deterrence.charts.description import Measure
from deterrence.pictures import intervals_of
"""


def shown(page: str, heading: str) -> str:
    """The code under a heading of a page."""
    section = (ROOT / page).read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dedent("".join(re.findall(r"^(?:    .*\n|\n(?=    ))+", section, flags=re.MULTILINE))).strip() + "\n"


COMPONENT = shown("CONTRIBUTING.md", "How a component is written")
PICTURE = shown("docs/figures.md", "A figure of one outcome")
SECTION = shown("docs/figures.md", "A section")


@pytest.fixture
def component(monkeypatch: pytest.MonkeyPatch) -> Component:
    """The component with a law of its own: what is owned by what is made, with all of the output and half of it."""
    law: Any = ModuleType(LAW)
    law.years_to_replace = lambda owned, made: np.stack([owned / made, 2 * owned / made], axis=1)
    monkeypatch.setitem(sys.modules, LAW, law)
    found: dict[str, Any] = {"__name__": "replacement"}
    exec(COMPONENT, found)
    return found["COMPONENT"]


def test_the_component_gives_its_outcome(component: Component) -> None:
    """60 rounds at 20 a year are three years, and six with half of the output."""
    owned, made = component.quantities
    draws = {owned: np.array([60.0, 10.0]), made: np.array([20.0, 10.0])}
    found = run(order_of((component,)), draws, np.array([2025, 2026]), "aids_net")
    assert found.values["replacement_years"].tolist() == [[3.0, 6.0], [1.0, 2.0]]


def test_the_figure_and_the_section_are_made_of_it(component: Component) -> None:
    replacement: Any = ModuleType("replacement")
    replacement.COMPONENT = component
    found: dict[str, Any] = {"replacement": replacement}
    exec(f"{FIGURE}{PICTURE}section = {SECTION}", found)
    section = found["section"]
    assert (section.part, section.title) == ("balance", "How fast interceptors are made again")
    assert section.pictures[0].outcomes == section.outcomes == ("replacement_years",)
    assert section.pages == {"missile_defence_replacement": "replacement"}


@pytest.mark.parametrize("code", [COMPONENT, PICTURE, SECTION], ids=["component", "figure", "section"])
@pytest.mark.parametrize(
    "command", [("format", "--diff"), ("check", "--ignore=F821,B018,I001,D100,INP001")], ids=" ".join
)
def test_ruff_takes_it_as_it_stands(code: str, command: tuple[str, ...]) -> None:
    """Names of another block are not known in this one; all other rules hold."""
    ruff = shutil.which("ruff", path=Path(sys.executable).parent) or "ruff"
    told = subprocess.run(
        [ruff, *command, "--config", str(ROOT / "pyproject.toml"), "--stdin-filename", FILE, "-"],
        input=code, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
