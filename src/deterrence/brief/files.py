"""Both files of a brief, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from deterrence.brief import html, pdf
from deterrence.brief.document import Document
from deterrence.brief.numbering import prepare


def write(document: Document, directory: Path) -> tuple[Path, Path]:
    """Write brief.html and brief.pdf to `directory`; both are made before the first is put in place."""
    prepared = prepare(document)
    contents = {"brief.html": html.render(prepared).encode(), "brief.pdf": pdf.render(prepared)}
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        _replace(directory / name, content)
    return directory / "brief.html", directory / "brief.pdf"


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
