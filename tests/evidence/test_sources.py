"""Sources: one entry for a publication, and what could not be opened or bears a title of ours is printed."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import Dataset, load_dataset
from deterrence.evidence.source import Prompt, SourceRecord
from deterrence.workbook.rows import source_rows


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The reference dataset as it ships."""
    return load_dataset()


def _plain(text: str) -> str:
    """Letters and digits alone, without what stands in brackets at the end, so that two spellings of one title meet."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\([^)]*\)$", "", text).lower())


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_no_publication_has_two_entries(dataset: Dataset) -> None:
    originals = [source.original for source in dataset.sources.values()]
    assert _twice([original.address for original in originals if original.address]) == []
    assert _twice([_plain(f"{original.title} {original.publisher} {original.date}") for original in originals]) == []


def test_no_entry_hides_a_title_of_ours_in_its_text(dataset: Dataset) -> None:
    texts = {name: f"{s.original.address_note} {s.note}" for name, s in dataset.sources.items()}
    told = [name for name, text in texts.items() if "title is ours" in text]
    assert not told, f"{', '.join(told)}: write `title_is_ours: true` where the source is written, and not in its text"


def _record(**parts: object) -> SourceRecord:
    original = {"title": "Report", "publisher": "Ministry", "date": "2025", "address": "https://example.org/report"}
    return SourceRecord.model_validate(
        {"original": original, "class": "official", "licence": "may_be_cited", "seen": True, **parts}
    )


@pytest.mark.parametrize(
    ("parts", "remarks"),
    [
        ({}, ""),
        ({"seen": False}, "Could not be opened"),
        ({"read_as": {"title": "Copy", "publisher": "Paper"}}, "Read as another passes it on, not in the original"),
        (
            {
                "original": {
                    "title": "Speech", "title_is_ours": True, "publisher": "Presidency", "date": "2026",
                    "address": None, "address_note": "the page was not seen",
                },
                "seen": False, "note": "Quoted alike in two files.",
            },
            "The title is ours. Could not be opened. The page was not seen. Quoted alike in two files",
        ),
    ],
)  # fmt: skip
def test_what_a_reader_must_know_of_a_source_is_said(parts: dict[str, object], remarks: str) -> None:
    assert _record(**parts).remarks == remarks


def test_the_workbook_says_what_could_not_be_opened(dataset: Dataset) -> None:
    rows = {row["id"]: row for row in source_rows(dataset)}
    unopened = [name for name, source in dataset.sources.items() if not source.seen]
    assert unopened
    assert all("Could not be opened" in str(rows[name]["remarks"]) for name in unopened)


def test_a_language_that_there_is_not_is_refused() -> None:
    """A code of ISO 639-1: `ge` is no language of the list, and a name is no code."""
    for code in ("ge", "French", ""):
        with pytest.raises(ValueError, match="no such language"):
            _record(language=code)
    assert _record(language="fr").remarks == "In French"
    assert _record(language=None).remarks == ""


def test_a_bad_language_of_the_dataset_is_a_named_problem(tmp_path: Path) -> None:
    root = shutil.copytree(Path(__file__).parent / "tiny_dataset", tmp_path / "dataset")
    (root / "sources" / "new.yaml").write_text(
        'new_report:\n  original: {title: T, publisher: P, date: "2026", address: "https://x.org"}\n'
        "  class: expert\n  licence: may_be_cited\n  seen: true\n  language: xx\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"new_report\.language: no such language \(xx\): write a code of ISO 639-1"):
        load_dataset(root)


def test_every_sentence_quoted_in_another_language_has_its_translation(dataset: Dataset) -> None:
    """Of a source that was read in another language, and of any script but Latin; no translation is of no quote."""
    quoted = {(prompt.source, prompt.sentence) for prompt in _prompts(dataset)}
    told = {(name, one.sentence) for name, source in dataset.sources.items() for one in source.translations}
    foreign = {
        (name, sentence)
        for name, sentence in quoted
        if dataset.sources[name].language != "en" or any("Ͱ" <= sign < "‐" or sign > "⿿" for sign in sentence)
    }
    assert foreign
    assert foreign - told == set()
    assert told - quoted == set()
    assert all(one.language != "en" and one.english for s in dataset.sources.values() for one in s.translations)


def _prompts(found: object) -> Iterator[Prompt]:
    """Every quoted sentence of a dataset."""
    if isinstance(found, Prompt):
        yield found
    elif isinstance(found, Mapping):
        for one in found.values():
            yield from _prompts(one)
    elif isinstance(found, tuple | list):
        for one in found:
            yield from _prompts(one)
    elif is_dataclass(found):
        for field in fields(found):
            yield from _prompts(getattr(found, field.name))
