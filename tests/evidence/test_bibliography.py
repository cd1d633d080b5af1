# ruff: noqa: E501  (whole messages stand on one line)
"""Sources as BibTeX and CSL-JSON: what goes out comes back, and a damaged or foreign file is named."""

import json
from dataclasses import replace as replaced

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.errors import InputError
from deterrence.evidence.bibliography import TEXTS, read_bibliography
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.own_source import OwnSource, as_written

ADDRESS = "write one that begins with https:// or http://, or a doi as 10.1000/182, or leave it out"
ENDS = {"bibtex": ".bib", "csl-json": ".json"}
texts = st.text(
    st.characters(
        min_codepoint=32,
        max_codepoint=0x2FF,
        exclude_categories=["Cc", "Zs", "Zl", "Zp"],
        exclude_characters="\N{MODIFIER LETTER CIRCUMFLEX ACCENT}\N{SMALL TILDE}",
    ),
    min_size=1,
    max_size=40,
)


def problems(path):
    with pytest.raises(InputError) as caught:
        read_bibliography(path)
    return [str(replaced(problem, file=path.name)) for problem in caught.value.problems]


@pytest.mark.parametrize("form", TEXTS)
def test_every_source_of_the_dataset_comes_back_as_it_was(form, tmp_path):
    sources = load_dataset().sources
    path = tmp_path / f"all{ENDS[form]}"
    path.write_text(TEXTS[form](sources), encoding="utf-8")
    found = {entry["source"]: entry for entry in read_bibliography(path)}
    assert found == {name: as_written(name, source) for name, source in sources.items()}


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize(
    "title", ["50% of {A} & #1 \\ $x$ ~ ^ _low_", 'He said "no"', "Où? Größe – Ö", "@misc{x,", "a -- b ``c''"]
)
def test_a_title_with_signs_of_latex_comes_back(form, title, tmp_path):
    own = OwnSource(source="x", title=title, publisher=title, date="2026", author=title, note=title)
    path = tmp_path / f"x{ENDS[form]}"
    path.write_text(TEXTS[form]({"x": own.record()}), encoding="utf-8")
    found = read_bibliography(path)[0]
    if form == "csl-json" or "--" not in title:
        assert found == as_written("x", own.record())


@given(texts)
def test_any_word_comes_back_through_bibtex(word):
    import tempfile
    from pathlib import Path

    own = OwnSource(source="x", title=word, publisher="P", date="2026")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.bib"
        path.write_text(TEXTS["bibtex"]({"x": own.record()}), encoding="utf-8")
        if "''" not in word and "``" not in word and "--" not in word and "!`" not in word and "?`" not in word:
            assert read_bibliography(path)[0]["title"] == word


def test_the_language_of_what_was_read_is_told_in_both_forms():
    """As biblatex names it, and as CSL does; that of a reader's own source is not known."""
    french = next(source for source in load_dataset().sources.values() if source.language == "fr")
    assert "langid = {french}" in TEXTS["bibtex"]({"it": french})
    assert json.loads(TEXTS["csl-json"]({"it": french}))[0]["language"] == "fr"
    own = {"own": french.model_copy(update={"language": None})}
    assert "langid" not in TEXTS["bibtex"](own)
    assert "language" not in json.loads(TEXTS["csl-json"](own))[0]


def test_what_others_write_as_bibtex_is_read(tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(
        "@string{rusi = {RUSI}}\n@comment{ignored}\n"
        "@techreport{kaushal:2026, title={The {A-235} \\& Europe's ``challenge''}, author={Kaushal, S. and M{\\\"u}ller, J.},\n"
        "  institution=rusi, year=2026, month=feb, url={https://x.org/a_b~c%20}, urldate={2026-03-01}}\n"
        "@article{b, title = {B}, journal = {A Review}, year = 2025, doi = {10.1/x_y}}\n",
        encoding="utf-8",
    )
    first, second = read_bibliography(path)
    assert first == {
        "source": "kaushal:2026", "title": "The A-235 & Europe's “challenge”", "author": "S. Kaushal; J. Müller", "publisher": "RUSI",
        "date": "2026-02", "address": "https://x.org/a_b~c%20", "access": "2026-03-01",
    }  # fmt: skip
    assert second == {
        "source": "b",
        "title": "B",
        "publisher": "A Review",
        "date": "2025",
        "address": "https://doi.org/10.1/x_y",
    }


@pytest.mark.parametrize(
    ("written", "date"),
    [("year=2026, month=March, day=4", "2026-03-04"), ("year=2026, month=11", "2026-11"), ("date={2026-03-14}", "2026-03-14")],
)  # fmt: skip
def test_a_date_is_kept_as_far_as_it_is_said(tmp_path, written, date):
    path = tmp_path / "refs.bib"
    path.write_text(
        f"@misc{{a, title={{T}}, publisher={{P}}, {written}, urldate={{2026-04-01T10:00}}}}", encoding="utf-8"
    )
    (found,) = read_bibliography(path)
    assert (found["date"], found["access"]) == (date, "2026-04-01")


def test_what_zotero_writes_as_csl_is_read(tmp_path):
    item = {
        "id": "http://zotero.org/users/1/items/ABC", "type": "report", "title": "T", "container-title": "A Review",
        "author": [{"family": "Kaushal", "given": "S."}, {"literal": "An office"}], "issued": {"date-parts": [["2026", 2, "3"]]},
        "accessed": {"date-parts": [["2026", 3, 1]]}, "URL": "https://x.org",
    }  # fmt: skip
    path = tmp_path / "refs.json"
    path.write_text(json.dumps([item]), encoding="utf-8")
    assert read_bibliography(path) == [
        {"source": item["id"], "title": "T", "author": "S. Kaushal; An office", "publisher": "A Review", "date": "2026-02-03",
         "address": "https://x.org", "access": "2026-03-01"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.bib", b"@misc{a, title={T}, year=2026}\n", ["a.bib:1: a.publisher: missing: add publisher (or institution, organization, school, journaltitle, journal, howpublished)"]),
        ("a.bib", b"\n@misc{a, title={T}, publisher={P}}\n", ["a.bib:2: a.date: missing: add date"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=soon}\n", ["a.bib:1: a.date: not a date (soon): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026}\n@misc{a, title={U}, publisher={P}, year=2026}\n", ["a.bib:2: the same key twice (@misc{a, title={U}, publisher={P}, year=2026}): keep one of them, or rename it"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026}\n@book{b, title={unclosed\n", ["a.bib:2: an entry that cannot be read (@book{b, title={unclosed): correct its braces and commas"]),
        ("a.bib", b"version: 1\n", ["a.bib: holds no entry: name a bibtex file"]),
        ("a.bib", b"PK\x03\x04\x00", ["a.bib:1: holds a NUL byte: save it as plain UTF-8 text"]),
        ("a.bib", b"@misc{a, title={\xe9}}", ["a.bib:1: is not UTF-8: byte 0xe9: save it as UTF-8 text"]),
        ("a.json", b"[{]", ["a.json:1: not valid JSON: correct the syntax at this line"]),
        ("a.json", b"[1, 2]", ["a.json: not a list of items ([1, 2]): write [{\"id\": ..., \"title\": ..., \"issued\": ...}]"]),
        ("a.json", b'[{"id": "a", "title": "T", "publisher": "P", "issued": {"raw": "soon"}}]', ["a.json: a.date: not a date (soon): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.json", b'[{"title": "T", "publisher": "P", "issued": "2026"}]', ["a.json: .source: not of the right form (): write letters, digits and any of _.:+/- without spaces"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026, month={3-4}}\n", ["a.bib:1: a.date: not a date (2026-3-4): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026, month=spring}\n", ["a.bib:1: a.date: not a date (2026-spring): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026, day=5}\n", ["a.bib:1: a.date: not a date (2026-??-05): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026, urldate={1 March}}\n", ["a.bib:1: a.access: not a date (1 March): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.bib", b"@misc{a, title={T}, publisher={P}, year=2026, url={at the library}}\n", [f"a.bib:1: a.address: not an address (at the library): {ADDRESS}"]),
        ("a.json", b'[{"id": "a", "title": "T", "publisher": "P", "issued": {"date-parts": [[2026, 3, 1], [2026, 3, 5]]}}]', ["a.json: a.date: not a date (2026-03-01/2026-03-05): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
        ("a.ris", b"TY  - RPRT\n", ["a.ris: of no known ending (.ris): name a file that ends in .bib or .json, or add --format"]),
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_file_is_named(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    assert problems(path) == said
