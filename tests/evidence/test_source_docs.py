"""The page on the dataset names every field, class and licence of a source, and its examples are read."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import get_args

import pytest
import yaml

from deterrence.evidence.document import document_of
from deterrence.evidence.fields import names_of, parse_fields
from deterrence.evidence.own_source import DatasetSource
from deterrence.evidence.source import Licence, Original, SourceClass, SourceRecord

PAGE = (Path(__file__).parents[2] / "docs" / "dataset.md").read_text(encoding="utf-8")
SECTION = re.split(r"^## ", PAGE.partition("## How a source is written\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
EXAMPLES = [yaml.safe_load(dedent(block)) for block in re.findall(r"(?:^    .+\n)+", SECTION, flags=re.MULTILINE)]


@pytest.mark.parametrize(
    "name", sorted({*names_of(SourceRecord), *names_of(Original), *get_args(SourceClass), *get_args(Licence)})
)
def test_every_field_class_and_licence_is_named(name: str) -> None:
    assert f"`{name}`" in SECTION or f"`{name}: " in SECTION, f"docs/dataset.md, How a source is written: add {name}"


def test_the_examples_are_read() -> None:
    (identity, entry), (key, (own,)) = (next(iter(example.items())) for example in EXAMPLES)
    source = parse_fields(SourceRecord, document_of({identity: entry}, "docs"), entry, (identity,))
    assert source.remarks.startswith("Read as another passes it on")
    assert parse_fields(DatasetSource, document_of({key: [own]}, "docs"), own, (key, 0)).source == identity
