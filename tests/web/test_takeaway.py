"""Every figure of a page can be taken away, in every kind of file, and says of which state it speaks."""

import io
import zipfile

import pytest

from deterrence.system.registry import OUTCOMES
from web.test_balance import NAMES

RAID = ("raid-arrivals", "raid-erosion")
FEW = "futures=20&seed=2"
SEES = "missile_defence.sensor.sees_probability"


@pytest.mark.parametrize("name", [*RAID, *NAMES])
def test_every_figure_is_there_as_csv_with_its_state(client, name):
    answer = client.get(f"/figures/{name}.csv?{FEW}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert "20 futures, seed 2" in answer.text
    assert "Nothing changed." in answer.text


def test_a_change_and_its_reason_stand_in_the_file(client):
    answer = client.get(f"/figures/raid-erosion.svg?{FEW}&c.{SEES}=0.5&r.{SEES}=a+report+of+May")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "0.5 (a report of May)" in answer.text


def test_a_source_of_ones_own_stands_in_the_file_and_a_range_in_words(client):
    source = {"source": "mine_2026", "title": "A count", "publisher": "An institute", "date": "2026-03"}
    change = {
        "value": {"low": 0.4, "central": 0.5, "high": 0.6},
        "sources": [{"source": "mine_2026", "locator": "p. 3"}],
    }
    body = {"changes": {SEES: change}, "sources": [source]}
    query = client.post("/api/v1/check", json={**body, "futures": 20, "seed": 2}).json()["query"]
    text = client.get(f"/figures/raid-erosion.csv?{query}").text
    assert "0.5 (0.4 to 0.6)" in text
    assert "An institute, A count, 2026-03" in text


def test_an_archive_holds_picture_data_and_how_to_make_them_again(client):
    answer = client.get(f"/figures/ladder.zip?{FEW}&year=2030")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert set(archive.namelist()) == {"ladder.svg", "ladder.png", "ladder.csv", "ladder.xlsx", "README.txt"}
        assert "2030" in archive.read("ladder.csv").decode()


@pytest.mark.parametrize("path", ["nothing.svg", "ladder.gif"])
def test_what_is_not_there_is_said_with_what_is(client, path):
    answer = client.get(f"/figures/{path}?{FEW}")
    assert answer.status_code == 404
    assert "there are" in answer.text


@pytest.mark.parametrize("view", ["overview", "balance", "conventional", "claims", "inputs", "brief"])
def test_every_page_gives_its_state_as_code(client, view):
    code = client.post(f"/api/v1/code?view={view}", json={"changes": {SEES: {"value": 0.5}}}).json()
    assert code["command"].startswith("deterrence ")
    assert f"{SEES}=0.5" in code["command"]
    assert f"'{SEES}': 0.5" in code["python"]
    compile(code["python"], view, "exec")


def test_python_keeps_reasons_and_sources_and_the_brief_marks_what_has_none(client):
    source = {"source": "mine_2026", "title": "A count", "publisher": "An institute", "date": "2026"}
    changes = {
        SEES: {"value": 0.5, "rationale": "A report of May."},
        "nuclear.france.stockpile": {"value": 280, "sources": [{"source": "mine_2026", "locator": "p. 3"}]},
        "nuclear.united_kingdom.stockpile": {"value": 230},
    }
    body = {"changes": changes, "sources": [source]}
    python = client.post("/api/v1/code?view=brief", json=body).json()["python"]
    called = {}
    code = python.replace("run = ", "raise SystemExit\nrun = ")
    with pytest.raises(SystemExit):
        exec(compile(code, "page", "exec"), called)
    given = called["scenario"].changes
    assert given[SEES].rationale == "A report of May."
    assert [one.source for one in given["nuclear.france.stockpile"].sources] == ["mine_2026"]
    state = client.post("/api/v1/check", json=body).json()["state"]["changes"]
    assert state["nuclear.united_kingdom.stockpile"]["rationale"] == "set on the page, no reason given"
    assert state["nuclear.france.stockpile"]["rationale"] == "set on the page"


def test_code_tells_every_change_with_reason_and_sources_and_where_none_is_given(client):
    source = {"source": "mine_2026", "title": "A count", "publisher": "An institute", "date": "2026-03",
              "address": "https://example.org/count"}  # fmt: skip
    boats = "nuclear.united_kingdom.boats_at_sea_day_to_day"
    changes = {
        SEES: {"value": 0.5, "sources": [{"source": "mine_2026", "locator": "p. 3"}]},
        boats: {"value": 2, "assumption_sets": ["few_interceptors"]},
    }
    told = client.post("/api/v1/code?view=overview", json={"changes": changes, "sources": [source]}).json()["changes"]
    said = {one["name"]: one for one in told}
    sees = said["chance that the defence sees the raid"]
    assert sees["words"].endswith("0.5 (An institute, A count, 2026-03, p. 3, https://example.org/count)")
    (other,) = [one for one in told if one is not sees]
    assert other["words"].endswith("2 (no reason given), in few interceptors alone")
    assert (sees["is_bare"], other["is_bare"]) == (False, True)
    assert client.post("/api/v1/code", json={}).json()["changes"] == []


@pytest.mark.parametrize("page", ["nuclear", "missile_defence"])
def test_the_page_of_a_model_gives_its_first_outcome_as_code(client, page):
    assert 'id="show-code"' in client.get(f"/models/{page}?{FEW}").text
    code = client.post(f"/api/v1/code?view=models/{page}", json={"changes": {SEES: {"value": 0.5}}}).json()
    outcome = code["command"].split()[2]
    assert OUTCOMES[outcome].page == f"models/{page}.md"
    assert f'run.outcome("{outcome}")' in code["python"]


def test_a_page_without_an_outcome_offers_no_code(client):
    assert 'id="show-code"' not in client.get("/models/laws").text


def test_the_raid_in_every_assumption_set_is_what_each_set_gives_alone(client):
    state = {"force": "united_kingdom", "futures": 40, "seed": 2, "changes": {SEES: {"value": 0.5}}}
    answer = client.post("/api/v1/readings?futures=40", json=state).json()
    assert len(answer["readings"]) == len(client.get("/api/v1/about").json()["assumption_sets"])
    for row in answer["readings"]:
        alone = client.post("/api/v1/live?futures=40", json={**state, "assumption_set": row["assumption_set"]}).json()
        assert row["numbers"] == alone["numbers"]
        assert row["claims"] == [claim for claim in alone["claims"] if claim["is_spoken_of"]]


@pytest.mark.parametrize("kind", ["svg", "png", "csv", "xlsx"])
def test_the_figure_of_states_side_by_side_says_each_of_them(client, kind):
    states = [f"force={force}&futures=20&c.{SEES}=0.5&r.{SEES}=a+report" for force in ("france", "united_kingdom")]
    answer = client.get(f"/compare/figure.{kind}", params={"s": states})
    assert answer.status_code == 200
    assert f"compare.{kind}" in answer.headers["content-disposition"]
    if kind == "csv":
        assert "A: France, without warning" in answer.text
        assert "B: the United Kingdom, without warning" in answer.text
        assert answer.text.count("(a report)") == 2


def test_a_figure_of_states_has_no_other_kind_of_file(client):
    assert client.get("/compare/figure.gif").status_code == 404
