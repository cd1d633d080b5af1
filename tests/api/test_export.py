"""A run opened from its folder is the run, and its export says itself what it holds."""

import csv
import io
import json
import re
import zipfile
from functools import cache
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pytest
import yaml
from openpyxl import load_workbook
from pyarrow import parquet

import deterrence as dt
from deterrence.api.export import MEASURES, export_run
from deterrence.conventional.codes import NOT_NATO
from deterrence.errors import InputError
from deterrence.evidence.bibliography import read_bibliography

OWN = {"source": "mine_2026", "title": "Yearbook", "publisher": "An institute", "date": "2026-03", "class": "expert"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    scenario = dt.load(
        changes={
            "nuclear.france.boats_in_service": {
                "value": 4, "rationale": "=As now.", "sources": [{"source": "mine_2026", "locator": "p. 7"}],
            },
        },
        sources=[OWN],
        horizon=(2035, 2036), assumption_sets=["reference"], structures=["aids_net"],
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("small")
    return dt.run(scenario, futures=20, seed=3, folder=folder), folder


@pytest.fixture(scope="module")
def exported(small, tmp_path_factory):
    """The folder of an export in a form, written when a test first asks for it; no test changes it."""

    @cache
    def folder(form):
        place = tmp_path_factory.mktemp(form) / "out"
        export_run(small[0], form, place)
        return place

    return folder


def told(caught):
    return [problem.what for problem in caught.value.problems]


def test_a_run_opened_from_its_folder_is_the_run(small):
    run, folder = small
    again = dt.open_run(folder)
    assert again.record == run.record
    assert again.scenario.changes == run.scenario.changes
    np.testing.assert_array_equal(again.outcome("arrivals").values, run.outcome("arrivals").values)


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_every_form_holds_the_same_numbers_with_units_and_meanings(small, exported, form):
    run, _ = small
    rows = read(exported(form), form, "arrivals")
    expected = {
        (row["force"], row["posture"], row["exposure"], row["defence"], row["year"]): row["p50"]
        for row in run.outcome("arrivals").select(policy="reference").bands().rows()
    }
    found = {
        (row["force"], row["posture"], row["exposure"], row["defence"], int(row["year"])): float(row["p50"])
        for row in rows
        if row["outcome"] == "arrivals"
    }
    assert found == pytest.approx(expected, rel=1e-15 if form == "xlsx" else 0, abs=0)  # a sheet keeps 16 digits
    columns = {(row["table"], row["column"]): row for row in read(exported(form), form, "columns")}
    assert columns["arrivals", "outcome: arrivals"]["unit"] == "warheads"
    assert "France" in columns["arrivals", "force"]["meaning"]
    assert len(read(exported(form), form, "verdicts")) == len(run.verdicts())


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_shares_say_in_every_row_whose_they_are_not(exported, form):
    """Law C13, and law C2: what nobody asks for has no gap, so that its cells are blank and no 0."""
    for table in ("fair_share", "apportioned"):
        rows = read(exported(form), form, table)
        assert rows
        assert {row["note"] for row in rows} == {NOT_NATO}
    gaps = read(exported(form), form, "gap")
    assert "note" not in gaps[0]
    flags = {
        tuple(row[name] for name in ("year", "american", "kind", "holdings_reading", "unit_reading", "code")): row[
            "p50"
        ]
        for row in gaps
        if row["outcome"] == "has_no_public_requirement"
    }
    missing = {
        tuple(row[name] for name in ("year", "american", "kind", "holdings_reading", "unit_reading", "code")): row
        for row in gaps
        if row["outcome"] == "gap"
    }
    assert {float(one) for one in flags.values()} == {0, 1}
    for place, flag in flags.items():
        assert all((missing[place][name] in (None, "")) == bool(float(flag)) for name in MEASURES)


def test_a_workbook_holds_no_clock(small, exported, tmp_path):
    """Law 6: the same run, the same bytes, on another day too."""
    export_run(small[0], "xlsx", tmp_path / "again")
    made = [(folder / "results.xlsx").read_bytes() for folder in (exported("xlsx"), tmp_path / "again")]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", book.read("docProps/core.xml").decode())
    assert dates
    assert {date[:10] for date in dates} == {"1980-01-01"}


def read(folder: Path, form, table):
    if form == "csv":
        return list(csv.DictReader(io.StringIO((folder / "tables" / f"{table}.csv").read_text(encoding="utf-8"))))
    if form == "parquet":
        return parquet.read_table(folder / "tables" / f"{table}.parquet").to_pylist()
    book = load_workbook(folder / "results.xlsx", read_only=True)
    head, *rows = book[table].iter_rows(values_only=True)
    book.close()
    return [dict(zip_longest(head, row)) for row in rows]  # blank cells at the end of a row are not in the file


def test_the_folder_says_what_it_holds_how_to_cite_it_and_on_what_it_rests(small, exported):
    run, folder = small
    out = exported("csv")
    assert run.record.dataset_digest[:12] in (out / "README.md").read_text(encoding="utf-8")
    cited = yaml.safe_load((out / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["license"], cited["identifiers"][0]["value"]) == ("Apache-2.0", run.record.identity)
    assert "Apache License, Version 2.0" in (out / "LICENSE.txt").read_text(encoding="utf-8")
    assert (out / "scenario.yaml").read_bytes() == (folder / "scenario.yaml").read_bytes()
    assert json.loads((out / "run_record.json").read_text(encoding="utf-8"))["seed"] == 3
    assert {one["source"] for one in read_bibliography(out / "sources.bib")} <= run.scenario.dataset.sources.keys()


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_every_form_says_what_was_changed_why_and_from_which_source(exported, form):
    """A workbook goes on alone, without the folder. A reason is never run as a formula."""
    (change,) = read(exported(form), form, "changes")
    assert (change["id"], change["value"], change["unit"]) == ("nuclear.france.boats_in_service", "4", "boats")
    assert change["sources"] == "mine_2026, p. 7"
    assert change["reason"] == ("=As now." if form == "parquet" else "'=As now.")
    sources = {row["id"]: row for row in read(exported(form), form, "sources")}
    assert (sources["mine_2026"]["title"], sources["mine_2026"]["publisher"]) == ("Yearbook", "An institute")
    assert [name for name, row in sources.items() if int(row["is_own"])] == ["mine_2026"]
    assert len(sources) > 1


def test_parquet_carries_unit_meaning_and_version(exported):
    schema = parquet.read_schema(exported("parquet") / "tables" / "arrivals.parquet")
    assert schema.metadata[b"deterrence:version"] == dt.__version__.encode()
    assert schema.field("p50").metadata[b"meaning"] == b"quantile 0.5 over the futures"


def test_a_folder_in_use_no_run_an_unfinished_one_and_one_of_other_code_are_named(small, tmp_path):
    run, folder = small
    with pytest.raises(InputError) as caught:
        export_run(run, "csv", folder)
    assert told(caught) == ["is not empty"]
    for what, record in {
        "holds no run": None,
        "holds a run that is not finished": run.record.as_dict(),
        "holds a run that this version does not make (another code)": {**run.ensemble.described(), "code_digest": "0"},
        "is no run record": {"futures_of_cells": {}},
    }.items():
        place = tmp_path / what.split()[2]
        place.mkdir(exist_ok=True)
        (place / "scenario.yaml").write_bytes((folder / "scenario.yaml").read_bytes())
        if record is not None:
            (place / "run_record.json").write_text(json.dumps(record), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            dt.open_run(place)
        assert told(caught) == [what]


def test_the_brief_of_python_leaves_the_record_of_the_command(small, tmp_path):
    run, folder = small
    run.brief(tmp_path / "brief", length="page", formats=["html"])
    for name in ("run_record.json", "scenario.yaml"):
        assert (tmp_path / "brief" / name).read_bytes() == (folder / name).read_bytes()
    other = dt.run(run.scenario, futures=20, seed=4)
    with pytest.raises(InputError, match="holds another run"):
        other.brief(tmp_path / "brief")
