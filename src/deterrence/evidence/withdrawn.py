"""Ids of quantities that the dataset held once, each with what stands for it now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import deterrence
from deterrence.evidence.document import Document, read_document
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.source import Text

FILE: Final = "withdrawn.yaml"


class Withdrawn(Strict):
    """Some quantities that are gone, and what to write instead."""

    now: Text
    quantities: tuple[Text, ...]


def read_withdrawn(document: Document) -> tuple[Withdrawn, ...]:
    """The entries of a file.

    Raises:
        InputError: A field is wrong.
    """
    return tuple(parse_fields(Withdrawn, document, tree, (name,)) for name, tree in document.tree.items())


@cache
def withdrawn() -> Mapping[str, str]:
    """What to write in place of each quantity that is gone, by id."""
    entries = read_withdrawn(read_document(Path(deterrence.__file__).parent / "dataset" / FILE))
    return {identity: entry.now for entry in entries for identity in entry.quantities}
