"""Every figure of a page can be taken away, in every kind of file, and says of which state it speaks."""

import io
import zipfile

import pytest

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


def test_the_raid_in_every_assumption_set_is_what_each_set_gives_alone(client):
    state = {"force": "united_kingdom", "futures": 40, "seed": 2, "changes": {SEES: {"value": 0.5}}}
    answer = client.post("/api/v1/readings?futures=40", json=state).json()
    assert len(answer["readings"]) == len(client.get("/api/v1/about").json()["assumption_sets"])
    for row in answer["readings"]:
        alone = client.post("/api/v1/live?futures=40", json={**state, "assumption_set": row["assumption_set"]}).json()
        assert row["numbers"] == alone["numbers"]
        assert row["claims"] == [claim for claim in alone["claims"] if claim["is_spoken_of"]]
