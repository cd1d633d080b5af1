"""Sources: who published a figure first, where it was read, and what kind of source that is."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SourceClass = Literal["official", "expert", "press", "relay", "crowd"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Original(_Strict):
    """The first publication."""

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    address: str | None
    author: str = ""
    address_note: str = ""


class Relay(_Strict):
    """Where it was read, if that was not the original."""

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    address: str | None = None


class SourceRecord(_Strict):
    """One source as written in `dataset/sources/`."""

    original: Original
    read_as: Relay | None = None
    source_class: SourceClass = Field(alias="class")
    licence: Literal["may_be_cited", "may_be_redistributed"]
    seen: bool
    note: str = ""


class SourceReference(_Strict):
    """A citation of a source, with the place in it."""

    source: str
    locator: str = ""


class Prompt(_Strict):
    """The sentence of a source that prompted a judged number."""

    source: str
    sentence: str = Field(min_length=1)
