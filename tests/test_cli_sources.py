"""Own evidence on the command line: tables and bibliographies in, the sources of a run out."""

import json

from command import deterrence

BOATS = "nuclear.france.boats_in_service"
BIB = "@misc{mine, title = {Yearbook}, publisher = {SIPRI}, year = 2026, url = {https://x.org}}\n"


def test_a_table_with_a_bibliography_becomes_a_scenario_that_cites_it(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "facts.csv").write_text(f"id,central,source,locator\n{BOATS},3,mine,p. 7\n", encoding="utf-8")
    done = deterrence("ledger", "import", "facts.csv", "--bibliography", "refs.bib", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["changed"]) == (0, [BOATS])
    again = deterrence("sources", "export", "--scenario", "overlay.yaml", "--format", "csl-json", cwd=tmp_path)
    assert "mine" in [item["id"] for item in json.loads(again.stdout)]


def test_undeclared_signs_and_foreign_options_are_named_and_nothing_is_written(tmp_path):
    (tmp_path / "facts.csv").write_text(f"id;central;rationale\n{BOATS};3,0;r\n", encoding="utf-8")
    done = deterrence("ledger", "import", "facts.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "facts.csv:2: central: a comma, which may be a decimal sign or part thousands (3,0): add"
    )
    done = deterrence("ledger", "import", "a.xlsx", "--decimal", ",", cwd=tmp_path)
    assert done.stderr.startswith("a.xlsx: --decimal: says nothing of a workbook: leave it out")
    done = deterrence(
        "ledger", "import", "facts.csv", "--decimal", ";", "--delimiter", "x", "--column", "a=b", cwd=tmp_path
    )
    assert [line.partition(" (")[0] for line in done.stderr.splitlines()] == [
        "--delimiter: no delimiter", "--decimal: no decimal sign", "--column: no field and heading"
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]


def test_the_sources_of_a_run_go_out_and_come_back_as_the_dataset_s(tmp_path):
    done = deterrence("sources", "export", "all.bib", "--everything", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = deterrence("sources", "import", "all.bib", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2, "all.bib: the dataset holds all of its entries already: name one that holds others\n"
    )  # fmt: skip
    with (tmp_path / "all.bib").open("a", encoding="utf-8") as file:
        file.write(BIB)
    done = deterrence("sources", "import", "all.bib", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["added"] == ["mine"]
    assert deterrence("check", "sources.yaml", cwd=tmp_path).returncode == 0


def test_a_bibliography_joins_a_scenario_and_leaves_its_file_alone(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    before = f"version: 1\ntitle: T\nchanges:\n  {BOATS}: {{value: 3, rationale: r}}\n"
    (tmp_path / "mine.yaml").write_text(before, encoding="utf-8")
    done = deterrence("sources", "import", "refs.bib", "--scenario", "mine.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == before
    written = (tmp_path / "sources.yaml").read_text(encoding="utf-8")
    assert 'title: "T"' in written and 'source: "mine"' in written and BOATS in written
