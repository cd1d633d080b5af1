"""Sources written in the file that cites them: a scenario, a claim, quantities of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field

from deterrence.errors import InputError, Problem
from deterrence.evidence.document import Document
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.source import (
    ENGLISH,
    UNCLASSED,
    Address,
    Date,
    Language,
    Original,
    Relay,
    SourceClass,
    SourceRecord,
    Text,
)

KEY: Final = "sources"
WRITE: Final = "{source: id, title: ..., publisher: ..., date: 2026, address: ...}"
ADD: Final = f"add {WRITE} to `sources` of this file"
NO_ADDRESS: Final = "no address was given"

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+/-]*")


def _is_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("not of the right form: write letters, digits and any of _.:+/- without spaces")
    return text


SourceId = Annotated[str, Field(max_length=200), AfterValidator(_is_id)]


def _year_as_text(written: object) -> object:
    return str(written) if isinstance(written, int) and not isinstance(written, bool) else written


OwnDate = Annotated[Date, BeforeValidator(_year_as_text)]


class OwnSource(Strict):
    """One source as the file that cites it writes it.

    `access` is the date on which it was read; `seen` is false where it could not be, and then no value is reported on
    it. Without `class` it is `unclassed`, and is printed so.
    """

    source: SourceId
    title: Text
    publisher: Text
    date: OwnDate
    address: Address | None = None
    author: str = ""
    source_class: SourceClass = Field(UNCLASSED, alias="class")
    access: OwnDate | None = None
    seen: bool = True
    note: str = ""

    def record(self) -> SourceRecord:
        """The same as the dataset holds a source."""
        original = Original(
            title=self.title,
            publisher=self.publisher,
            date=self.date,
            address=self.address,
            author=self.author,
            address_note="" if self.address else NO_ADDRESS,
        )
        fields = {"class": self.source_class, "licence": "may_be_cited", "seen": self.seen, "note": self.note}
        return SourceRecord.model_validate({"original": original, "access": self.access, "language": None, **fields})


class DatasetSource(OwnSource):
    """One source as a claim or a file of quantities of the dataset writes it: its class is said, and a relay named.

    `in_part` is true where only a part of it was read, `title_is_ours` where it bears no title or none was seen;
    `address_note` says why there is no address.
    """

    source_class: SourceClass = Field(alias="class")
    read_as: Relay | None = None
    language: Language | None = ENGLISH
    in_part: bool = False
    title_is_ours: bool = False
    address_note: str = ""

    def record(self) -> SourceRecord:
        """As that of the user's own, with the relay, the language and how much was read."""
        own = super().record()
        said = {"title_is_ours": self.title_is_ours, "address_note": self.address_note or own.original.address_note}
        more = {"read_as": self.read_as, "language": self.language, "in_part": self.in_part}
        return own.model_copy(update={"original": own.original.model_copy(update=said), **more})


def as_written(identity: str, source: SourceRecord) -> dict[str, Any]:
    """A source as a file writes one of the user's own; what has its usual value is left out."""
    original = source.original
    found: dict[str, Any] = {
        "source": identity,
        "title": original.title,
        "author": original.author,
        "publisher": original.publisher,
        "date": original.date,
        "address": original.address,
        "class": source.source_class if source.source_class != UNCLASSED else "",
        "access": source.access,
        "note": source.note,
    }
    return {key: value for key, value in found.items() if value} | ({} if source.seen else {"seen": False})


def has_own_sources(document: Document) -> bool:
    """Whether a file holds sources of its own; those of a file that is itself a quantity are what it cites."""
    return isinstance(document.tree, dict) and KEY in document.tree and not {"unit", "value"} & document.tree.keys()


def without_sources(document: Document) -> Document:
    """The document without the sources of its own, for who reads the rest."""
    if not has_own_sources(document):
        return document
    return replace(document, tree={key: part for key, part in document.tree.items() if key != KEY})


def source_problems(document: Document, record: type[OwnSource] = OwnSource) -> Iterator[Problem]:
    """What is wrong with the fields of a document's own sources."""
    written = document.tree.get(KEY, []) if isinstance(document.tree, dict) else []
    if not isinstance(written, list):
        yield document.problem((KEY,), "not a list", "write a list: - {source: id, title: ...}", written)
        return
    for position, entry in enumerate(written):
        try:
            parse_fields(record, document, entry, (KEY, position))
        except InputError as error:
            yield from error.problems


def read_own_sources(
    document: Document, known: Mapping[str, SourceRecord], record: type[OwnSource] = OwnSource
) -> tuple[dict[str, SourceRecord], set[str], list[Problem]]:
    """Sources of a document by id, ids of those that are wrong, and ids that are taken or written twice.

    What is wrong with the fields of one is reported by who reads the whole document.

    Args:
        document: A file that may hold sources, or what stands for one.
        known: Sources that stand elsewhere.
        record: The form of each.
    """
    written = document.tree.get(KEY) if isinstance(document.tree, dict) else None
    found: dict[str, SourceRecord] = {}
    wrong: set[str] = set()
    problems: list[Problem] = []
    for position, entry in enumerate(written if isinstance(written, list) else ()):
        try:
            own = parse_fields(record, document, entry, (KEY, position))
        except InputError:
            wrong |= {str(entry["source"])} if isinstance(entry, dict) and "source" in entry else set()
            continue
        problems += _taken(document, position, own.source, known, found)
        found[own.source] = own.record()
    return found, wrong, problems


def _taken(
    document: Document, position: int, name: str, known: Mapping[str, SourceRecord], found: Mapping[str, SourceRecord]
) -> Iterator[Problem]:
    path = (KEY, position, "source")
    if name in known:
        fix = f"cite that one without writing it here ({known[name].original.title}), or choose another id"
        yield document.problem(path, "an id of the dataset's", fix, name)
    elif name in found:
        yield document.problem(path, "the same id twice", "keep one of them, or choose another id", name)
