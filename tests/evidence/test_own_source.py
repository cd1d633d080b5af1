# ruff: noqa: E501  (whole messages stand on one line)
"""Sources of a scenario's own: usable by its changes, refused where an id is taken, and never of the dataset."""

import logging
import shutil
from pathlib import Path

import pytest

import deterrence as dt
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset, reference_root
from deterrence.evidence.document import document_of
from deterrence.evidence.own_source import OwnSource, as_written
from deterrence.evidence.source import UNCLASSED
from deterrence.scenario.overlay import scenario_of

TINY = Path(__file__).parent / "tiny_dataset"
DATASET = load_dataset(TINY)
OWN = {"source": "my_sipri_2026", "title": "Yearbook", "publisher": "SIPRI", "date": 2026, "address": "https://x.org/y"}
BOATS = "nuclear.force.boats"


def scenario(sources, cites="my_sipri_2026"):
    change = {"value": 3, "sources": [{"source": cites, "locator": "p. 7"}]}
    return scenario_of(document_of({"version": 1, "sources": sources, "changes": {BOATS: change}}, "s.yaml"), DATASET)


def problems(sources, cites="my_sipri_2026"):
    with pytest.raises(InputError) as caught:
        scenario(sources, cites)
    return str(caught.value).splitlines()


def test_a_source_of_the_scenario_s_own_can_be_cited_and_makes_the_change_reported():
    found = scenario([OWN])
    assert found.changes[BOATS].grade == "reported"
    source = found.dataset.sources["my_sipri_2026"]
    assert (source.original.title, source.original.date, source.source_class) == ("Yearbook", "2026", UNCLASSED)
    assert found.sources == {"my_sipri_2026": source}
    assert found.dataset.digest == DATASET.digest


def test_a_source_that_is_cited_without_a_place_in_it_leaves_the_change_judged():
    """As in the dataset, every source of which a value has its place (law 28): nobody could look it up."""
    change = {"value": 3, "sources": [{"source": OWN["source"]}]}
    found = {}
    for name, more in {"alone": {}, "method": {"method": "counted"}, "said": {"grade": "judged"}}.items():
        tree = {"version": 1, "sources": [OWN], "changes": {BOATS: {**change, **more}}}
        basis = scenario_of(document_of(tree, "s.yaml"), DATASET).changes[BOATS]
        found[name] = basis.grade, basis.range_grade
    assert found == {"alone": ("judged",) * 2, "method": ("estimated",) * 2, "said": ("judged",) * 2}
    bases = [basis for one in load_dataset().quantities.values() for basis in (one.basis, *one.variants.values())]
    assert all(cited.locator for basis in bases for cited in basis.sources)


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("https://x.org/a?b=1#c", "https://x.org/a?b=1#c"),
        ("http://x.org", "http://x.org"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
    ],
)
def test_an_address_is_one_that_a_browser_opens_or_a_doi(written, held):
    assert scenario([{**OWN, "address": written}]).sources[OWN["source"]].original.address == held


@pytest.mark.parametrize(
    "written", ["not a url", "www.x.org/y", "https://", "https:// x.org", "ftp://x.org/y", "10.1000"]
)
def test_what_is_no_address_is_refused_with_what_to_write(written):
    assert problems([{**OWN, "address": written}]) == [
        f"s.yaml: sources.0.address: not an address ({written}): write one that begins with https:// or http://, "
        "or a doi as 10.1000/182, or leave it out"
    ]


def test_the_dataset_itself_is_left_alone():
    scenario([OWN])
    assert "my_sipri_2026" not in DATASET.sources


def test_a_file_with_sources_reads_as_one_written_in_python(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "version: 1\nsources:\n  - {source: my_sipri_2026, title: Yearbook, publisher: SIPRI, date: 2026, address: 'https://x.org/y'}\n"
        "changes:\n  nuclear.france.boats_in_service:\n    value: 4\n    sources: [{source: my_sipri_2026}]\n",
        encoding="utf-8",
    )
    change = {"nuclear.france.boats_in_service": {"value": 4, "sources": [{"source": "my_sipri_2026"}]}}
    assert dt.load(file).changes == dt.load(changes=change, sources=[OWN]).changes


def test_sources_of_code_join_those_of_the_file(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("version: 1\nsources: [{source: a, title: A, publisher: P, date: 2025}]\n", encoding="utf-8")
    assert set(dt.load(file, sources=[OWN]).sources) == {"a", "my_sipri_2026"}


def test_what_is_written_reads_back():
    full = OwnSource.model_validate(
        {
            **OWN,
            "date": "2026-03",
            "class": "expert",
            "access": "2026-04-01",
            "author": "A. N.",
            "note": "Table 7.",
            "seen": False,
        }
    )
    again = OwnSource.model_validate(as_written("my_sipri_2026", full.record()))
    assert again == full
    assert "Read on 2026-04-01" in full.record().remarks


@pytest.mark.parametrize(
    ("sources", "cites", "said"),
    [
        ([{**OWN, "source": "essay"}], "essay", ["s.yaml: sources.0.source: an id of the dataset's (essay): cite that one without writing it here (An essay), or choose another id"]),
        ([OWN, OWN], "my_sipri_2026", ["s.yaml: sources.1.source: the same id twice (my_sipri_2026): keep one of them, or choose another id"]),
        ([OWN], "my_sipri_2062", ["s.yaml: changes.nuclear.force.boats.sources: no such source (my_sipri_2062): did you mean my_sipri_2026? if not, add {source: id, title: ..., publisher: ..., date: 2026, address: ...} to `sources` of this file"]),
        ([{**OWN, "publisher": ""}], "my_sipri_2026", ["s.yaml: sources.0.publisher: empty text (): write it out"]),
        ([{k: v for k, v in OWN.items() if k != "title"}], "my_sipri_2026", ["s.yaml: sources.0.title: missing: add title"]),
        ([{**OWN, "date": "spring"}], "my_sipri_2026", ["s.yaml: sources.0.date: not a date (spring): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ([{**OWN, "class": "officail"}], "my_sipri_2026", ["s.yaml: sources.0.class: not one of the allowed words (officail): did you mean official?"]),
        ([{**OWN, "source": "a b"}], "essay", ["s.yaml: sources.0.source: not of the right form (a b): write letters, digits and any of _.:+/- without spaces"]),
        ({"my": OWN}, "essay", ["s.yaml: sources: not a list ({'my': {'source': 'my_sipri_2026', 'title': 'Yearbook', 'publisher': 'SIPRI', '…): write a list: [first, second]"]),
        ([{**OWN, "seen": False}], "my_sipri_2026", ["s.yaml: changes.nuclear.force.boats.sources: a reported value rests on a page not seen (my_sipri_2026): read the page, or grade the value judged or estimated"]),
    ],
)  # fmt: skip
def test_a_bad_source_is_one_named_problem(sources, cites, said):
    assert problems(sources, cites) == said


def test_a_source_of_the_dataset_that_nothing_cites_is_a_warning_and_no_more(tmp_path, caplog):
    root = shutil.copytree(TINY, tmp_path / "dataset")
    (root / "sources" / "new.yaml").write_text(
        'new_report:\n  original: {title: T, publisher: P, date: "2026", address: "https://x.org"}\n'
        "  class: expert\n  licence: may_be_cited\n  seen: true\n",
        encoding="utf-8",
    )
    with caplog.at_level(logging.WARNING):
        found = load_dataset(root)
    assert "new_report" in found.sources
    assert [m.partition("sources/")[2] for m in caplog.messages] == [
        "new.yaml:1: new_report: nothing cites it: cite or remove it"
    ]


def test_of_our_own_sources_every_one_is_cited_and_has_a_class(caplog):
    with caplog.at_level(logging.WARNING):
        found = load_dataset(reference_root())
    assert caplog.messages == []
    assert [name for name, source in found.sources.items() if source.source_class == UNCLASSED] == []
    assert load_dataset().digest == found.digest
