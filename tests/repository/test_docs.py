"""What a page of the documentation names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "deterrence"
PAGES = sorted((ROOT / "docs").glob("*.md")) + sorted((ROOT / "docs" / "models").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_exists(page):
    """By its path from the package or the repository; by its name alone beside one that was named so."""
    named = re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8"))
    missing = [
        name
        for name in named
        if not any((above / name).is_file() for above in (PACKAGE, ROOT))
        and ("/" in name or not any(PACKAGE.rglob(name)))
    ]
    assert not missing, f"docs: {page.name} names {', '.join(missing)}: name the file as it is"
