"""Sources in the file of the dataset that cites them, as those of `dataset/sources/` are: one entry for an id."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deterrence.api.check import check_file
from deterrence.claims.claim import read_claim
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset, reference_root
from deterrence.evidence.document import read_document

Write = Callable[..., Path]
TINY = Path(__file__).parent / "tiny_dataset"
ENTRY = (
    "{source: new_report, title: Report, publisher: Institute, date: 2026, address: 'https://x.org/r', class: expert}"
)
FORCE = Path("nuclear/force.yaml")


@pytest.fixture
def dataset(tmp_path: Path) -> Write:
    """A dataset of which the file of boats cites a source that stands at its own foot."""

    def written(*entries: str) -> Path:
        root = tmp_path / "dataset"
        shutil.copytree(TINY, root)
        text = (root / FORCE).read_text(encoding="utf-8").replace("source: white_paper", "source: new_report", 1)
        lines = "".join(f"  - {entry}\n" for entry in entries)
        (root / FORCE).write_text(f"{text}sources:\n{lines}", encoding="utf-8")
        return root

    return written


def test_of_a_source_in_such_a_file_it_is_said_that_it_was_read_in_part(dataset: Write) -> None:
    found = load_dataset(dataset(ENTRY.replace("class:", "in_part: true, class:"))).sources["new_report"]
    assert found.in_part


def test_of_a_source_in_such_a_file_it_is_said_that_its_title_is_ours_and_why_there_is_no_address(
    dataset: Write,
) -> None:
    more = ENTRY.replace("class:", "title_is_ours: true, address_note: taken down, class:")
    found = load_dataset(dataset(more)).sources["new_report"].original
    assert (found.title, found.title_is_ours) == ("Report", True)
    assert (found.address, found.address_note) == ("https://x.org/r", "taken down")


def test_a_source_in_the_file_of_a_quantity_is_one_of_the_dataset(dataset: Write) -> None:
    root = dataset(ENTRY.replace("class:", "read_as: {title: Copy, publisher: Paper}, class:"))
    found = load_dataset(root)
    source = found.sources["new_report"]
    assert (source.source_class, source.language, source.original.date) == ("expert", "en", "2026")
    assert source.remarks == "Read as another passes it on, not in the original"
    assert found.quantities["nuclear.force.boats"].basis.sources[0].source == "new_report"
    assert found.quantities.keys() == load_dataset(TINY).quantities.keys()
    assert check_file(root / FORCE) == "dataset"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((ENTRY.replace(", class: expert", ""),), "sources.0.class: missing: add class"),
        ((ENTRY, ENTRY), "sources.1.source: the same id twice (new_report)"),
        ((ENTRY, ENTRY.replace("new_report", "essay")), "sources.1.source: an id of the dataset's (essay)"),
    ],
)
def test_what_is_wrong_with_it_is_said_at_its_line(dataset: Write, entries: tuple[str, ...], said: str) -> None:
    root = dataset(*entries)
    line = len((root / FORCE).read_text(encoding="utf-8").splitlines())
    with pytest.raises(InputError) as caught:
        load_dataset(root)
    assert f"{root / FORCE}:{line}: {said}" in str(caught.value)


def test_a_file_that_stands_alone_may_hold_them_too(dataset: Write, tmp_path: Path) -> None:
    """`deterrence check` of quantities outside a dataset, which are held against the one that ships."""
    alone = tmp_path / "alone.yaml"
    boats = (dataset(ENTRY) / FORCE).read_text(encoding="utf-8").partition("  lever:")[0]
    alone.write_text(f"{boats}sources: [{ENTRY}]\n", encoding="utf-8")
    assert check_file(alone) == "dataset"
    alone.write_text(boats, encoding="utf-8")
    with pytest.raises(InputError, match="no such source"):
        check_file(alone)


def test_a_claim_of_the_register_holds_the_source_that_makes_it(dataset: Write) -> None:
    root = dataset(ENTRY)
    text = (reference_root() / "claims" / "B11.yaml").read_text(encoding="utf-8")
    text = text.replace("source: mattelaer_2025_transatlantic_outlook", "source: of_the_claim")
    (root / "claims").mkdir()
    claim = root / "claims" / "B11.yaml"
    claim.write_text(f"{text}sources: [{ENTRY.replace('new_report', 'of_the_claim')}]\n", encoding="utf-8")
    sources = load_dataset(root).sources
    assert sources["of_the_claim"].original.publisher == "Institute"
    assert read_claim(read_document(claim), sources).origin.source == "of_the_claim"
    assert check_file(claim) == "claim"
