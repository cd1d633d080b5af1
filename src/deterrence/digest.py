"""Digests of files: what says that a result was made with this very code and this very dataset (law 23)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def files_digest(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over files, by their path under a root; works without version control."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def dataset_digest(root: Path) -> str:
    """SHA-256 over the files of a dataset."""
    return files_digest(root, [*root.rglob("*.yaml"), *root.rglob("*.csv")])
