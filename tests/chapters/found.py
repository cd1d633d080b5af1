"""What draws figures, wherever it stands: a figure that no chapter has is found all the same."""

import importlib
import inspect
from functools import partial
from pathlib import Path
from typing import Any

import deterrence
from deterrence.chapter import Draw
from deterrence.charts.intervals import intervals
from deterrence.system.chapters import CHAPTERS

PACKAGE = Path(deterrence.__file__).parent


def drawings() -> dict[tuple[str, str], Draw]:
    """Every public function outside the forms that returns a figure, by module and name."""
    found: dict[tuple[str, str], Draw] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE)
        if where.parts[0] == "charts" or "-> FigureResult" not in path.read_text(encoding="utf-8"):
            continue
        name = ".".join(("deterrence", *where.with_suffix("").parts)).removesuffix(".__init__")
        module = importlib.import_module(name)
        for own, function in inspect.getmembers(module, inspect.isfunction):
            returned = inspect.signature(function).return_annotation
            if function.__module__ == name and returned == "FigureResult" and not own.startswith("_"):
                found[name, own] = function
    return found


def of_one_outcome() -> list[Any]:
    """Pictures that `pictures.intervals_of` makes: no function of their own draws them, and their rows are known."""
    every = [picture for chapter in CHAPTERS for section in chapter.sections for picture in section.pictures]
    return [one for one in every if isinstance(one.draw, partial) and one.draw.func is intervals]
