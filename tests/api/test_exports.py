import ast
import subprocess
import sys
from pathlib import Path

import pytest

import deterrence

HEAVY = ("numpy", "scipy", "numba", "pydantic", "yaml", "duckdb", "altair", "vl_convert", "typst", "pandas", "rich")


@pytest.mark.parametrize("module", ["deterrence", "deterrence.cli"])
def test_the_import_alone_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & set(HEAVY)
    assert module != "deterrence" or "typer" not in loaded


def test_every_name_is_typed_and_is_what_the_type_says():
    """A type checker reads the .pyi; it must give the same objects from the same modules."""
    tree = ast.parse(Path(deterrence.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imported = {alias.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom)
                for alias in node.names}  # fmt: skip
    assert {*imported, "__version__"} == set(deterrence.__all__) <= set(dir(deterrence))
    for name, module in imported.items():
        assert getattr(deterrence, name).__module__ == module


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'deterrence' has no attribute 'laod'"):
        deterrence.laod  # noqa: B018
