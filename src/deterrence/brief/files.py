"""The files of a brief, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Literal, get_args

from deterrence.brief import html, pdf
from deterrence.brief.document import Document
from deterrence.brief.drawings import HERE, Drawings
from deterrence.brief.numbering import prepare
from deterrence.brief.record import RECORD_FILE
from deterrence.brief.references import Tree
from deterrence.chapter import LENGTHS
from deterrence.exploration.store import write_bytes

Format = Literal["html", "pdf", "docx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
USUAL_FORMATS: Final[tuple[Format, ...]] = ("html", "pdf")
_SET_AT_ONCE: Final = 2
"""Files: the typesetter holds no lock, so the brief is set while the annex still is."""


def _docx(prepared: Tree) -> bytes:
    from deterrence.brief import word  # what it needs takes time to load, and is seldom asked for

    return word.render(prepared)


_WRITERS: Final[Mapping[Format, Callable[[Tree], bytes]]] = {
    "html": lambda prepared: html.render(prepared).encode(),
    "docx": _docx,
}


def write(
    documents: Iterable[Document],
    directory: Path,
    formats: Sequence[Format],
    record: Callable[[], Mapping[str, Any]] | None = None,
    drawn: Drawings = HERE,
) -> tuple[Path, ...]:
    """Write each document in each format to `directory`; all are made before the first is put in place.

    The typesetter works beside this thread: while it sets one document, the next is composed, and all else is written.
    """
    trees: dict[str, Tree] = {}
    being_set: dict[str, Future[bytes]] = {}
    with ThreadPoolExecutor(_SET_AT_ONCE) as beside:
        for document in documents:
            trees[document.name] = prepare(document, drawn)
            if "pdf" in formats:
                being_set[document.name] = beside.submit(pdf.begun(trees[document.name]))
        others = {kind: writer for kind, writer in _WRITERS.items() if kind in formats}
        made = {(name, kind): writer(tree) for kind, writer in others.items() for name, tree in trees.items()}
        told = None if record is None else record()
    made |= {(name, "pdf"): future.result() for name, future in being_set.items()}
    contents = {f"{name}.{kind}": made[name, kind] for name in LENGTHS if name in trees for kind in formats}
    if told is not None:
        contents[RECORD_FILE] = _by_line(told).encode()
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_bytes(directory / name, content)
    return tuple(directory / name for name in contents if name != RECORD_FILE)


def _by_line(told: Mapping[str, Any]) -> str:
    """JSON with a line for each part of an entry: to be compared, and written far more quickly than indented."""
    return _inside("{", (f"{_json(name)}: {_parts(told[name])}" for name in sorted(told)), "}") + "\n"


def _parts(entry: Any) -> str:
    if isinstance(entry, Mapping):
        return _inside("{", (f"{_json(name)}: {_json(entry[name])}" for name in sorted(entry)), "}")
    return _inside("[", map(_json, entry), "]") if isinstance(entry, (list, tuple)) else _json(entry)


def _inside(opening: str, lines: Iterable[str], closing: str) -> str:
    return f"{opening}\n" + ",\n".join(lines) + f"\n{closing}"


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
