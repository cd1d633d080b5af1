"""What moved since an earlier brief, and why; without one there is no such section (F15)."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from deterrence.brief.contents import documents
from deterrence.brief.document import BulletList, Heading, Table, plain
from deterrence.brief.findings import Findings
from deterrence.brief.numbering import prepare
from deterrence.brief.record import RECORD_FILE, SCHEMA, record_of
from deterrence.brief.since import Changes, changes_blocks, read_record
from deterrence.errors import InputError

INPUT = "missile_defence.sensor.sees_probability"


@pytest.fixture(scope="module")
def record(findings: Findings) -> dict[str, Any]:
    return json.loads(json.dumps(record_of(findings)))


def told(record: dict[str, Any], findings: Findings) -> str:
    """The whole section of the annex as words."""
    blocks = [
        Heading(1, "Before", "before"), *changes_blocks(Changes(record, findings), is_short=False)
    ]  # fmt: skip
    (document,) = documents(findings, ("page",))
    from dataclasses import replace

    tree = prepare(replace(document, name="annex", blocks=tuple(blocks), listed=()))
    return json.dumps(tree, ensure_ascii=False)


def test_nothing_is_said_to_have_moved_since_the_same_brief(record: dict[str, Any], findings: Findings) -> None:
    assert "Nothing moved: the same inputs, sources, code and verdicts." in told(record, findings)


def test_without_an_earlier_brief_there_is_no_such_section(lengths: dict[str, Any]) -> None:
    for tree in lengths.values():
        assert "changes-section" not in {block.get("id") for block in tree["blocks"]}


def test_an_input_that_moved_is_named_with_what_it_was(record: dict[str, Any], findings: Findings) -> None:
    """And it is why a verdict on what reads it moved."""
    old = copy.deepcopy(record)
    old["inputs"]["reference"][INPUT] |= {"value": "0.123", "sources": []}
    key = next(key for key in old["verdicts"] if key.startswith("A07/half_lost/both"))
    old["verdicts"][key] |= {"words": "about even", "interval": [0.5, 0.5]}
    changes = Changes(old, findings)
    assert list(changes.inputs()) == [INPUT]
    tables = [block for block in changes_blocks(changes, is_short=False) if isinstance(block, Table)]
    verdicts, inputs = tables
    assert [plain(row[1]) for row in verdicts.rows] == ["50% about even"]  # type: ignore[arg-type]
    assert "chance that the defence sees the raid" in plain(verdicts.rows[0][3])  # type: ignore[arg-type]
    assert plain(inputs.rows[0][2]).startswith("0.123, ")  # type: ignore[arg-type]
    assert len(inputs.rows) == 1


def test_the_brief_shows_verdicts_whose_words_moved_and_counts_the_rest(
    record: dict[str, Any], findings: Findings
) -> None:
    old = copy.deepcopy(record)
    for key in old["verdicts"]:
        old["verdicts"][key] |= {"interval": [0.123, 0.124]}
    first, *_ = old["verdicts"]
    old["verdicts"][first] |= {"words": "about even"}
    blocks = list(changes_blocks(Changes(old, findings), is_short=True))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert len(table.rows) == 1
    (lines,) = [block for block in blocks if isinstance(block, BulletList)]
    assert f"{len(findings.verdicts)} moved, 1 in words" in plain(lines.items[-1])


def test_code_seed_and_sources_are_reasons_too(record: dict[str, Any], findings: Findings) -> None:
    old = copy.deepcopy(record)
    old["run"] |= {"code_digest": "another", "seed": 99}
    gone = old["sources"].popitem()[0]
    old["sources"]["nobody_knows"] = {"title": "<script>Gone</script>", "publisher": "P", "date": "2020"}
    said = told(old, findings)
    assert "seed: 99 before, 3 now; other code" in said
    assert "Sources added: " in said and "Sources dropped: " in said
    assert "<script>Gone</script>" in said  # as text: the writers escape it
    assert gone in record["sources"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, f"holds no {RECORD_FILE}"),
        ("{", "cannot be read as the record of a brief"),
        ("[]", f"another schema than {SCHEMA}"),
        ('{"schema": 99}', f"another schema than {SCHEMA}"),
        ('{"schema": true}', f"another schema than {SCHEMA}"),
        (f'{{"schema": {SCHEMA}, "run": []}}', "lacks a part of the record of a brief"),
    ],
)
def test_a_folder_without_a_record_that_can_be_read_is_refused(
    content: str | None, problem: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / RECORD_FILE).write_text(content)
    with pytest.raises(InputError, match=problem):
        read_record(tmp_path)


def test_a_record_is_read_as_it_was_written(record: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / RECORD_FILE).write_text(json.dumps(record))
    assert read_record(tmp_path) == record
