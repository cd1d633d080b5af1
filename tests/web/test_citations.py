"""No citation has a stray sign: every source of the dataset in every form in which one is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Final

import pytest

from deterrence.brief.document import Document
from deterrence.brief.document import Source as Printed
from deterrence.brief.references import References
from deterrence.brief.sources import _source as printed
from deterrence.evidence.bibliography import _bibtex_fields as bibtex_fields
from deterrence.evidence.bibliography import _csl_item as csl_item
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.source import SourceRecord, SourceReference
from deterrence.scenario.overlay import load_scenario
from deterrence.system.explain import source_dict
from deterrence.web.changes import change_said
from deterrence.web.views.page import _ENVIRONMENT as TEMPLATES

STRAY: Final = re.compile(
    r"\s[,;.:)](?!\.\.)"  # a space before a sign
    r"|[,;:(]\s*[,;.:)]"  # two signs that end or part
    r"|\.\s*[;:]|\.\.(?!\.)"  # a full stop that does not end
    r"|\(\s|\(\)"
)
DATASET: Final = load_dataset()
ENDED: Final = SourceReference(source=next(iter(DATASET.sources)), locator="p. 4.")


def masked(text: str, source: SourceRecord) -> str:
    """The text with each field of the source as a word: what is inside one is its own."""
    fields = [*source.original.model_dump().values(), *(source.read_as.model_dump().values() if source.read_as else ())]
    words = [one for one in fields if isinstance(one, str) and one]
    words += [source.note, source.note.rstrip(". ")]
    for one in sorted(filter(None, words), key=len, reverse=True):
        for said in (one, one[0].upper() + one[1:]):
            text = text.replace(said, "Word")
    return text


def cited_on_the_page(name: str, locator: str) -> str:
    module = TEMPLATES.get_template("cited.html").module
    shown = str(module.cited(source_dict(name, locator, DATASET.sources[name]), "Made in"))  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", shown))).strip()


def in_the_brief(source: Printed) -> str:
    document = Document("annex", "", "", "", None, (), (source,), (source.id,))  # type: ignore[arg-type]
    (tree,) = References(document).sources()
    told = [tree["text"], tree["class"], tree["access"], tree["address"]]
    told += [f"Read as: {tree['read_as']} {tree['read_address']}"] if tree["read_as"] else []
    told += [f"Note: {tree['remarks']}."] if tree["remarks"] else []
    return " ".join(filter(None, told))


def forms(name: str) -> Iterator[tuple[str, str]]:
    """A source in each form that a page, a brief or a bibliography has for it."""
    source = DATASET.sources[name]
    yield "page", cited_on_the_page(name, "p. 4")
    yield "page, without a place", cited_on_the_page(name, "")
    yield "brief", in_the_brief(printed(name, source))
    yield from (("bibtex " + key, text) for key, text in bibtex_fields(source) if key in ("note", "annotation"))
    item = csl_item(name, source)
    yield from (("csl " + key, item[key]) for key in ("note", "annote") if key in item)


@pytest.mark.parametrize("form", ["page", "page, without a place", "brief", "bibtex", "csl"])
def test_no_source_of_the_dataset_is_cited_with_a_stray_sign(form: str) -> None:
    """As `2012, p. 4. ; read as relayed by`."""
    told = {
        name: masked(text, source)
        for name, source in DATASET.sources.items()
        for of, text in forms(name)
        if of.partition(" ")[0] == form or of == form
    }
    assert told
    assert {name: text for name, text in told.items() if STRAY.search(text)} == {}


def test_what_ends_with_a_full_stop_of_its_own_gets_no_other_sign_behind_it() -> None:
    """A place, a reason or a note that its writer ended: in a citation, in a change that is told, in remarks."""
    name = ENDED.source
    assert not STRAY.search(masked(cited_on_the_page(name, ENDED.locator), DATASET.sources[name]))
    scenario = load_scenario(None, DATASET)
    identity = "missile_defence.sensor.sees_probability"
    basis = replace(DATASET.quantities[identity].basis, rationale="Read there.", sources=(ENDED,))
    said = change_said(replace(scenario, changes={identity: basis}), identity)
    assert not STRAY.search(masked(said, DATASET.sources[name]))
    noted = DATASET.sources[name].model_copy(update={"note": "Read twice. "})
    assert noted.remarks.endswith("Read twice")
