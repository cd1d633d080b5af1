"""A source of the reader's own goes from the page to workbook, name, link and code and comes back whole."""

import io
import shutil
import subprocess
from urllib.parse import parse_qsl

import numpy as np
import pytest
from openpyxl import load_workbook

import deterrence as dt
from deterrence.api.sources import used_sources, with_sources
from deterrence.evidence.bibliography import TEXTS, read_bibliography
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import scenario_of
from deterrence.web.code import SCENARIO_FILE, as_command, as_python
from deterrence.web.state import state_of_query

KILLS, STOCK = "missile_defence.s500.kill_probability_net_of_aids", "nuclear.france.stockpile"
TUBES = "nuclear.united_kingdom.warheads_per_missile"
EXCEL = "xlsx:Calc MS Excel 2007 XML"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN = {
    "source": "my_yearbook_2026", "title": "Yearbook “2026”: what & why; 1,5 %", "publisher": "An institute, Łódź",
    "date": "2026-03-01", "address": "https://example.org/y?a=1&b=2", "author": "Doe, Jane", "class": "expert",
    "access": "2026-04-01", "note": "first edition",
}  # fmt: skip
SAID = {
    "futures": 20,
    "sources": [OWN],
    "changes": {
        KILLS: {
            "value": {"low": 0.4, "central": 0.5, "high": 0.6},
            "rationale": 'It counts what was seen; ‘a’ "b"',
            "assumption_sets": ["reference", "few_interceptors"],
            "sources": [{"source": OWN["source"], "locator": "p. 7, table 2"}],
        },
        STOCK: {
            "value": {"dated": {"2026": 290, "2030": {"low": 290, "central": 300, "high": 320}}, "rule": "step"},
            "sources": [{"source": OWN["source"], "locator": "p. 9"}],
        },
        TUBES: {"value": 3, "sources": [{"source": OWN["source"]}]},  # no place in it: judged (law 28)
    },
}


@pytest.fixture(scope="module")
def state(client):
    """The state as the page holds it, and its link."""
    answer = client.post("/api/v1/check", json=SAID).json()
    return answer["state"], answer["query"]


def put(client, query, content):
    return client.put(f"/api/v1/ledger?{query}", content=content, headers={"Content-Type": TYPE}).json()


def with_central(content, number):
    """The workbook, another central value typed into it."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Quantities"]
    head = {cell.value: place for place, cell in enumerate(sheet[1])}
    (row,) = (row for row in sheet.iter_rows(min_row=2) if row[head["id"]].value == KILLS)
    row[head["central"]].value = number
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_it_comes_back_from_the_workbook_untouched_and_changed(client, state):
    whole, query = state
    content = client.get(f"/api/v1/ledger?{query}").content
    for link in (query, "futures=20"):
        answer = put(client, link, content)
        assert answer["left_out"] == []
        assert answer["state"] == whole
    changed = put(client, query, with_central(content, 0.55))["state"]
    assert changed["changes"][KILLS] == {
        **whole["changes"][KILLS], "value": {"low": 0.4, "central": 0.55, "high": 0.6},
    }  # fmt: skip
    assert changed["sources"] == whole["sources"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_comes_back_from_the_workbook_as_libreoffice_saves_it(client, state, tmp_path):
    """As a sheet of OpenDocument, and as Excel's again."""
    whole, query = state
    (tmp_path / "ledger.xlsx").write_bytes(with_central(client.get(f"/api/v1/ledger?{query}").content, 0.5))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    for before, form, folder in (("ledger.xlsx", "ods", tmp_path), ("ledger.ods", EXCEL, tmp_path / "saved")):
        command = ["soffice", home, "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run([*command, str(tmp_path / before)], check=True, capture_output=True)
    assert put(client, query, (tmp_path / "saved" / "ledger.xlsx").read_bytes())["state"] == whole


@pytest.mark.parametrize(("form", "name"), [("bibtex", "sources.bib"), ("csl-json", "sources.json")])
def test_it_comes_back_from_a_bibliography_and_its_changes_are_the_same(form, name, tmp_path):
    """Every field of the source, and every field of each change that cites it."""
    dataset = load_dataset()
    scenario = scenario_of(document_of({"version": 1, "sources": [OWN], "changes": SAID["changes"]}, "s"), dataset)
    path = tmp_path / name
    path.write_text(TEXTS[form](used_sources(scenario)), encoding="utf-8")
    tree, ours = with_sources(read_bibliography(path), None, dataset, name)
    assert tree["sources"] == [OWN]
    assert set(ours) == used_sources(scenario).keys() - {OWN["source"]}
    again = scenario_of(document_of({**tree, "changes": SAID["changes"]}, "s"), dataset)
    assert (again.sources, again.changes) == (scenario.sources, scenario.changes)
    assert [again.changes[one].grade for one in (KILLS, STOCK, TUBES)] == ["reported", "reported", "judged"]


def test_it_comes_back_from_a_link_and_from_a_name(client, state):
    whole, query = state
    dataset = load_dataset()
    assert state_of_query(parse_qsl(query, keep_blank_values=True), dataset).as_dict() == whole
    saved = client.post("/api/v1/scenarios", json={"name": "With a yearbook", "state": whole}).json()
    try:
        assert client.get(f"/api/v1/scenarios/{saved['id']}").json()["state"] == whole
        assert OWN["source"] in client.get("/scenarios").text
    finally:
        client.delete(f"/api/v1/scenarios/{saved['id']}")


@pytest.mark.parametrize("view", ["overview", "balance", "claims", "brief"])
def test_the_copied_command_and_the_copied_python_take_it_along(state, view, tmp_path):
    """Both ask for the same changes with the same reasons and sources, or those of them that count where one looks."""
    dataset = load_dataset()
    here = state_of_query(parse_qsl(state[1]), dataset)
    written, command = as_command(here, dataset, view).splitlines()
    subprocess.run(["/bin/sh", "-c", written], cwd=tmp_path, check=True)
    assert f"--scenario {SCENARIO_FILE}" in command
    scope = {}
    load = as_python(here, dataset, view).partition("run = ")[0]
    exec(load, scope)
    for found in (dt.load(tmp_path / SCENARIO_FILE), scope["scenario"]):
        assert {name: change.sources for name, change in found.changes.items()} == {
            name: change.sources for name, change in here.scenario_in_view(dataset).changes.items()
        }
        assert found.changes[KILLS].rationale == SAID["changes"][KILLS]["rationale"]
        assert found.sources[OWN["source"]].original.title == OWN["title"]
        assert np.isclose(found.changes[KILLS].distribution.central, 0.5)


def test_a_number_says_that_it_rests_on_the_readers_own_source(client, state):
    """Asked for what it rests on, it failed: only the sources of the dataset were known."""
    _, query = state
    answer = client.get(f"/why/outcome/arrivals?{query}")
    assert answer.status_code == 200
    assert "sources: expert" in answer.text
