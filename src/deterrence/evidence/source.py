"""Sources: who published a figure first, where it was read, and what kind of source that is."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from deterrence.evidence.fields import Strict

SourceClass = Literal["official", "expert", "press", "relay", "crowd", "unclassed"]
UNCLASSED: Final = "unclassed"
"""Of a source of the user's own of which no class is said; the dataset holds none."""
Licence = Literal["may_be_cited", "may_be_redistributed"]

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def _is_date(text: str) -> str:
    parts = _DATE.fullmatch(text)
    if parts is None:
        raise ValueError("not a date: write YYYY, YYYY-MM or YYYY-MM-DD in quotes")
    year, month, day = (int(part or 1) for part in parts.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year out of range: write a year from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise ValueError("no day of the calendar: write YYYY, YYYY-MM or YYYY-MM-DD in quotes") from None
    return text


Text = Annotated[str, Field(min_length=1)]
Date = Annotated[str, AfterValidator(_is_date)]


class Original(Strict):
    """The first publication; `title_is_ours` where it bears none, or its title was not seen."""

    title: Text
    title_is_ours: bool = False
    publisher: Text
    date: Date
    address: str | None
    author: str = ""
    address_note: str = ""

    @model_validator(mode="after")
    def _has_address(self) -> Self:
        if not self.address and not self.address_note:
            raise ValueError("no address: add address, or address_note that says why there is none")
        return self


class Relay(Strict):
    """Where it was read, if that was not the original."""

    title: Text
    publisher: Text
    address: str | None = None


class SourceRecord(Strict):
    """One source as written in `dataset/sources/`: one entry for a publication, whatever was read of it where.

    `seen` is false where what is cited could be read neither on the page nor in a copy that quotes it as a whole: then
    no value is reported on it. `access` is the date on which it was read, where that was noted.
    """

    original: Original
    read_as: Relay | None = None
    source_class: SourceClass = Field(alias="class")
    licence: Licence
    seen: bool
    note: str = ""
    access: Date | None = None

    @property
    def remarks(self) -> str:
        """What is said beside the citation wherever it is printed: a title of ours, what was not opened, the note."""
        relayed = "read in a relay, not in the original" if self.read_as else ""
        said = (
            "the title is ours" if self.original.title_is_ours else "",
            relayed if self.seen else "could not be opened",
            f"read on {self.access}" if self.access else "",
            "" if self.original.address else self.original.address_note,
            self.note.rstrip(". "),
        )
        return ". ".join(text[0].upper() + text[1:] for text in said if text)


class SourceReference(Strict):
    """A citation of a source, with the place in it."""

    source: Text
    locator: str = ""


class Prompt(Strict):
    """The sentence of a source that prompted a judged number."""

    source: Text
    sentence: Text
