"""What draws figures, wherever it stands: a figure that no chapter has is found all the same."""

import importlib
import inspect
from pathlib import Path

import deterrence
from deterrence.chapter import Draw

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
