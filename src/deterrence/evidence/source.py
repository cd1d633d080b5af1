"""Sources: who published a figure first, where it was read, and what kind of source that is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from deterrence.evidence.fields import Strict
from deterrence.units import suggestion

SourceClass = Literal["official", "expert", "press", "relay", "crowd", "unclassed"]
UNCLASSED: Final = "unclassed"
"""Of a source of the user's own of which no class is said; the dataset holds none."""
Licence = Literal["may_be_cited", "may_be_redistributed"]

LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "it": "Italian", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""Languages of what is read, by the code of ISO 639-1."""
ENGLISH: Final = "en"

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+\S*")
_DOI: Final = re.compile(r"(?:doi:\s*)?(10\.[\d.]+/\S+)", re.IGNORECASE)


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


def _is_language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {suggestion(code, LANGUAGES, 'write a code of ISO 639-1, as en or fr')}")
    return code


def _web_address(text: str) -> str:
    """An address that a browser opens; a doi becomes one."""
    if (doi := _DOI.fullmatch(text)) is not None:
        return f"https://doi.org/{doi[1]}"
    if not _ADDRESS.fullmatch(text):
        raise ValueError(
            "not an address: write one that begins with https:// or http://, or a doi as 10.1000/182, or leave it out"
        )
    return text


Text = Annotated[str, Field(min_length=1)]
Address = Annotated[Text, AfterValidator(_web_address)]
Language = Annotated[str, AfterValidator(_is_language)]
Date = Annotated[str, AfterValidator(_is_date)]


class Original(Strict):
    """The first publication; `title_is_ours` where it bears none, or its title was not seen."""

    title: Text
    title_is_ours: bool = False
    publisher: Text
    date: Date
    address: Address | None
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
    address: Address | None = None


class Translation(Strict):
    """A sentence that is quoted from a source in another language than English, and what it says: ours."""

    sentence: Text
    language: Language
    english: Text


class SourceRecord(Strict):
    """One source as written in `dataset/sources/`: one entry for a publication, whatever was read of it where.

    `seen` is false where what is cited could be read neither on the page nor in a copy that quotes it as a whole: then
    no value is reported on it. `in_part` is true where only a part of it was read. `access` is the date on which it was
    read, where that was noted. `language` is that of what was read, none where that is not said.
    """

    original: Original
    read_as: Relay | None = None
    source_class: SourceClass = Field(alias="class")
    licence: Licence
    seen: bool
    in_part: bool = False
    language: Language | None = ENGLISH
    translations: tuple[Translation, ...] = ()
    note: str = ""
    access: Date | None = None

    @property
    def remarks(self) -> str:
        """What is said beside the citation wherever it is printed: a title of ours, what was not opened, the note."""
        relayed = "read as another passes it on, not in the original" if self.read_as else ""
        said = (
            "the title is ours" if self.original.title_is_ours else "",
            relayed if self.seen else "could not be opened",
            "read in part" if self.in_part else "",
            f"in {LANGUAGES[self.language]}" if self.language not in (None, ENGLISH) else "",
            f"read on {self.access}" if self.access else "",
            "" if self.original.address else self.original.address_note,
            self.note,
        )
        return ". ".join(text[0].upper() + text[1:].rstrip(". ") for text in said if text)

    def translation(self, sentence: str) -> Translation | None:
        """What a sentence that is quoted from it says in English; none where it stands in English."""
        return next((one for one in self.translations if one.sentence == sentence), None)

    def english(self, sentence: str) -> str:
        """What that sentence says in English, in our words; nothing where it stands in English."""
        found = self.translation(sentence)
        return found.english if found else ""


class SourceReference(Strict):
    """A citation of a source, with the place in it: without one it names the source and not where that states it."""

    source: Text
    locator: str = ""


class Prompt(Strict):
    """The sentence of a source that prompted a judged number."""

    source: Text
    sentence: Text
