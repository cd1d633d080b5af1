"""A named scenario as its file holds it."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from deterrence.errors import InputError, Problem, refuse

VERSION: Final = 1
MOST_BYTES: Final = 2_000_000
LONGEST_NAME: Final = 80
IDENTIFIER: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_TEXTS: Final = ("name", "saved", "dataset", "package")
_OF_JUDGEMENT: Final = {"dataset": str, "package": str, "run": str, "futures": str, "rows": list}
_OF_ROW: Final = ("claim", "reading", "subject", "where", "statement", "verdict")
_DIGEST_SHOWN: Final = 12


@dataclass(frozen=True)
class Judgement:
    """Verdicts of a scenario under one dataset and code.

    `futures` says in words how many, `run` names the run; `rows` are one for each claim, reading and subject, with
    `claim`, `reading`, `subject`, `where`, `statement`, `verdict` and `interval`.
    """

    dataset: str
    package: str
    run: str
    futures: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Saved:
    """A named scenario: what the page shows, as REST takes it, and the dataset and version under which it was saved."""

    id: str
    name: str
    saved: str
    dataset: str
    package: str
    state: Mapping[str, Any]
    judgements: tuple[Judgement, ...] = field(default=())

    def as_file(self) -> str:
        """The text of its file."""
        tree = {
            "version": VERSION,
            **{name: getattr(self, name) for name in _TEXTS},
            "state": self.state,
            "judgements": [vars(one) for one in self.judgements],
        }
        return json.dumps(tree, allow_nan=False, ensure_ascii=False, indent=1)


def identifier_of(name: str) -> str:
    """The id under which a name is kept: its letters and digits, else a digest of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return words or hashlib.sha256(name.encode()).hexdigest()[:_DIGEST_SHOWN]


def name_problems(name: str) -> Iterator[Problem]:
    """What is wrong with a name."""
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        fix = f"write 1 to {LONGEST_NAME} letters, digits and signs on one line"
        yield Problem("scenario", "name", "not a name", fix, name)


def read_saved(path: Path) -> Saved:
    """A scenario from its file.

    Raises:
        InputError: What is wrong with the file; it is left as it is.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _wrong(path, "", f"over {MOST_BYTES:,} bytes", "save the scenario anew under another name")
        tree = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
    except (OSError, ValueError, RecursionError) as error:
        what = "cannot be read" if isinstance(error, OSError) else "not a saved scenario: damaged or cut off"
        raise _wrong(path, "", what, "put back a copy of the file, or delete it") from None
    refuse(list(_problems(path, tree)))
    judgements = tuple(Judgement(**{key: one[key] for key in _OF_JUDGEMENT}) for one in tree["judgements"])
    name, saved, dataset, package = (tree[text] for text in _TEXTS)
    return Saved(path.stem, name, saved, dataset, package, tree["state"], judgements)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _problems(path: Path, tree: Any) -> Iterator[Problem]:
    if not isinstance(tree, dict):
        yield _problem(path, "", "not a mapping", "put back a copy of the file, or delete it", tree)
        return
    if tree.get("version") != VERSION:
        fix = f"open it with the version that wrote it; this one reads {VERSION}"
        yield _problem(path, "version", "of another version", fix, tree.get("version"))
    for name in _TEXTS:
        if not isinstance(tree.get(name), str):
            yield _problem(path, name, "not text", "write text in quotes", tree.get(name))
    if not isinstance(tree.get("state"), dict):
        yield _problem(path, "state", "not a mapping", "write what REST takes as a state", tree.get("state"))
    judgements = tree.get("judgements")
    if not isinstance(judgements, list) or not all(map(_is_judgement, judgements)):
        yield _problem(path, "judgements", "not verdicts as they are kept", "write [] and judge anew", judgements)


def _is_judgement(one: Any) -> bool:
    if not isinstance(one, dict) or not all(isinstance(one.get(key), kind) for key, kind in _OF_JUDGEMENT.items()):
        return False
    return all(map(_is_row, one["rows"]))


def _is_row(row: Any) -> bool:
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in _OF_ROW):
        return False
    ends = row.get("interval")
    return isinstance(ends, list) and len(ends) == 2 and all(isinstance(end, int | float) for end in ends)


def _problem(path: Path, at: str, what: str, fix: str, value: object) -> Problem:
    return Problem(f"scenarios/{path.name}", at, what, fix, value)


def _wrong(path: Path, at: str, what: str, fix: str) -> InputError:
    return InputError([Problem(f"scenarios/{path.name}", at, what, fix, has_value=False)])
