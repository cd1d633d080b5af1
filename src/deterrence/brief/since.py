"""What moved since an earlier brief, and why: inputs, sources, code, verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deterrence.brief.document import Block, BulletList, Chip, Cite, Column, Content, Heading, Paragraph, Table, Text
from deterrence.brief.figured import shares
from deterrence.brief.findings import Findings, tone
from deterrence.brief.record import RECORD_FILE, SCHEMA, record_of
from deterrence.brief.scorecard import asked_of
from deterrence.brief.style import GRADES
from deterrence.charts.numbers import listed
from deterrence.claims import phia
from deterrence.claims.verdict import Verdict
from deterrence.errors import InputError, Problem
from deterrence.exploration.description import plain_text
from deterrence.system.registry import inputs_of
from deterrence.traced import Number

_OPTION: Final = "--since"
_MOST_REASONS: Final = 3
_MOST_SHOWN: Final = 5
"""Verdicts that the brief has room for: of those whose words moved, the first."""
_FIELDS: Final = {
    "package_version": "version of the package",
    "seed": "seed",
    "futures_per_cell": "futures of a cell",
    "first_year": "first year",
    "last_year": "last year",
    "assumption_sets": "readings of the evidence",
    "structures": "structures of the model",
    "options": "options",
}
_PARTS: Final = ("run", "inputs", "sources", "verdicts")


def read_record(folder: Path) -> dict[str, Any]:
    """The record of an earlier brief.

    Raises:
        InputError: There is no such folder, no record in it, or one that this version cannot read.
    """
    path = folder / RECORD_FILE
    again = "write that brief again with this version"
    if not folder.is_dir():
        _refuse(folder, "no such folder", "name the folder of an earlier brief")
    if not path.is_file():
        _refuse(folder, f"holds no {RECORD_FILE}", "name a folder that `deterrence brief --output` wrote")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        _refuse(path, "cannot be read as the record of a brief", again)
    schema = record.get("schema") if isinstance(record, dict) else None
    if schema != SCHEMA or isinstance(schema, bool):
        raise InputError([Problem(_OPTION, str(path), f"another schema than {SCHEMA}", again, schema)])
    if not all(isinstance(record.get(part), dict) for part in _PARTS):
        _refuse(path, "lacks a part of the record of a brief", again)
    return dict(record)


def _refuse(path: Path, what: str, fix: str) -> None:
    raise InputError([Problem(_OPTION, str(path), what, fix, has_value=False)])


@dataclass(frozen=True)
class Changes:
    """What differs between the record of an earlier brief and the findings of this one."""

    old: Mapping[str, Any]
    findings: Findings

    @property
    def new(self) -> dict[str, Any]:
        """The record of this one."""
        return record_of(self.findings)

    def inputs(self) -> dict[str, dict[str, tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]]:
        """Inputs that moved, each with its sets and what it was and is there; one that was not there was nothing."""
        moved: dict[str, dict[str, tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]] = {}
        for name, inputs in self.new["inputs"].items():
            before = self.old["inputs"].get(name)
            if isinstance(before, dict):
                for identity in sorted({*inputs, *before}):
                    was, now = before.get(identity), inputs.get(identity)
                    if was != now:
                        moved.setdefault(identity, {})[name] = (was, now)
        return moved

    def run(self) -> list[str]:
        """What ran otherwise, in words."""
        was, now = self.old["run"], self.new["run"]
        said = [
            f"{words}: {plain_text(was.get(name))} before, {plain_text(now[name])} now"
            for name, words in _FIELDS.items()
            if was.get(name) != now[name]
        ]
        return [*said, *(["other code"] if self.is_other_code else [])]

    @property
    def is_other_code(self) -> bool:
        """Whether the models or what judges them may have changed."""
        return bool(self.old["run"].get("code_digest") != self.new["run"]["code_digest"])

    def verdicts(self) -> Iterator[tuple[Verdict, Mapping[str, Any] | None]]:
        """Verdicts whose words or shares are others than before, with what they were."""
        now = self.new["verdicts"]
        for verdict, key in zip(self.findings.verdicts, now, strict=True):
            was = self.old["verdicts"].get(key)
            if was is None or any(was.get(name) != now[key][name] for name in ("words", "interval", "confidence")):
                yield verdict, was

    def why(self, verdict: Verdict, moved: Mapping[str, Any]) -> str:
        """Why a verdict moved: inputs that it reads, or else what ran otherwise."""
        names = self.findings.names
        read = [names[i] for i in inputs_of(verdict.proposition.outcome) if i in moved]
        if read:
            more = len(read) - _MOST_REASONS
            return listed(read[:_MOST_REASONS] + ([f"{more} more"] if more > 0 else []))
        return "; ".join(self.run()) or "the question itself"


def changes_blocks(changes: Changes, *, is_short: bool) -> Iterator[Block]:
    """What moved, and why; the brief has the verdicts, the annex everything."""
    moved, verdicts = changes.inputs(), list(changes.verdicts())
    yield Heading(1, "Changes since the last brief", "changes-section")
    if not (moved or verdicts or changes.run() or _sources(changes)):
        yield Paragraph("Nothing moved: the same inputs, sources, code and verdicts.")
        return
    yield BulletList((*_lines(changes, moved), *_count(verdicts)))
    shown = [pair for pair in verdicts if _has_other_words(*pair)][:_MOST_SHOWN] if is_short else verdicts
    if shown:
        yield _verdict_table(changes, shown, moved)
    if moved and not is_short:
        yield _input_table(changes, moved)


def _count(verdicts: Sequence[tuple[Verdict, Mapping[str, Any] | None]]) -> Iterator[Content]:
    """How many verdicts moved, and how many of them in words."""
    if verdicts:
        worded = sum(_has_other_words(*pair) for pair in verdicts)
        count, of_words = (
            Number(str(number), "register", {}, what, number, "register")
            for number, what in ((len(verdicts), "verdicts.moved"), (worded, "verdicts.moved_in_words"))
        )
        yield Text("Verdicts: ", "strong"), count, " moved, ", of_words, " in words. The annex has them all."


def _has_other_words(verdict: Verdict, was: Mapping[str, Any] | None) -> bool:
    return was is None or was.get("words") != verdict.words


def _lines(changes: Changes, moved: Mapping[str, Any]) -> Iterator[Content]:
    names = changes.findings.names
    if run := changes.run():
        yield Text("What ran: ", "strong"), f"{'; '.join(run)}."
    if moved:
        shown = [names.get(identity, identity) for identity in list(moved)[:_MOST_REASONS]]
        more = len(moved) - len(shown)
        yield Text("Inputs: ", "strong"), f"{listed(shown + ([f'{more} more'] if more > 0 else []))}."
    added, dropped = _sources(changes) or ([], [])
    if added:
        yield (Text("Sources added: ", "strong"), *(Cite(name) for name in added))
    if dropped:
        yield Text("Sources dropped: ", "strong"), f"{listed(dropped)}."


def _sources(changes: Changes) -> tuple[list[str], list[str]] | None:
    """Ids of the sources that came, titles of those that went."""
    was, now = changes.old["sources"], changes.new["sources"]
    added, dropped = [n for n in now if n not in was], [str(was[n].get("title", n)) for n in was if n not in now]
    return (added, dropped) if added or dropped else None


def _verdict_table(
    changes: Changes, verdicts: list[tuple[Verdict, Mapping[str, Any] | None]], moved: Mapping[str, Any]
) -> Table:
    return Table(
        "changed-verdicts",
        "Verdicts that moved",
        (Column("Claim"), Column("Before"), Column("Now"), Column("Because of")),
        tuple(
            (
                (Text(f"{verdict.claim.id} ", "strong"), asked_of(verdict)),
                _was(was),
                (*shares(verdict), " ", Chip(verdict.words, tone(verdict))),
                changes.why(verdict, moved) if was is not None else "a question not asked before",
            )
            for verdict, was in verdicts
        ),
    )


def _was(was: Mapping[str, Any] | None) -> str:
    return "not asked" if was is None else f"{phia.interval_text(*was['interval'])} {was['words']}"


def _input_table(changes: Changes, moved: Mapping[str, Mapping[str, Any]]) -> Table:
    names = changes.findings.names
    rows: list[tuple[Content, ...]] = [
        (names.get(identity, identity), name, _stated(was), (_stated(now), *_cited(now)))
        for identity, by_set in moved.items()
        for name, (was, now) in by_set.items()
    ]
    return Table(
        "changed-inputs",
        "Inputs that moved",
        (Column("Input"), Column("Reading"), Column("Before"), Column("Now, and where it was read")),
        tuple(rows),
    )


def _cited(one: Mapping[str, Any] | None) -> list[Cite]:
    return [Cite(source) for source in (one or {}).get("sources", ())]


def _stated(one: Mapping[str, Any] | None) -> str:
    return "none" if one is None else f"{one['value']}, {GRADES.get(one['grade'], one['grade'])}"
