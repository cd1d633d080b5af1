"""What a page of the documentation names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "deterrence"
PAGES = sorted((ROOT / "docs").glob("*.md")) + sorted((ROOT / "docs" / "models").glob("*.md"))


def test_every_fragment_of_the_changelog_has_a_number_and_a_kind():
    head = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("one file a change: ")[2].partition("\n\n")[0]
    kinds = re.findall(r"`(\w+)`", head)
    wrong = [
        path.name
        for path in sorted((ROOT / "changelog.d").glob("*"))
        if not re.fullmatch(rf"\d{{4}}\.({'|'.join(kinds)})\.md", path.name)
    ]
    assert not wrong, f"changelog.d: {', '.join(wrong)}: name it NNNN.kind.md, of the kinds that CHANGELOG.md lists"


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
