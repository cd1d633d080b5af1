"""The wider balance over REST: the figures of a state, its problems in the one error shape."""

import xml.etree.ElementTree as ET

import pytest

from deterrence.chapter import BALANCE, sections
from deterrence.charts import rendering
from deterrence.charts.theme import NARROW
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from deterrence.web.live import balance_chapters

CHAPTERS = balance_chapters(load_scenario(None, load_dataset()))
NAMES = [picture.name for section in sections(CHAPTERS, BALANCE) for picture in section.pictures]
WEAPONS = "nuclear.theatre.france.new_nonstrategic_weapons"


def asked(client, part, **body):
    return client.post(f"/api/v1/balance?futures=20&year=2036&part={part}", json={"seed": 2, **body})


def test_both_parts_together_are_every_figure_of_the_balance(client):
    found = [figure for part in ("profiles", "further") for figure in asked(client, part).json()["figures"]]
    assert {figure["id"] for figure in found} == set(NAMES)
    for figure in found:
        assert figure["title"] and figure["alternative_text"] and figure["reading"]
        assert all(len(row) == len(figure["columns"]) for row in figure["rows"])
        assert figure["spec"]["$schema"].startswith("https://vega.github.io/schema/vega-lite")


def test_drawings_for_a_telephone_are_as_narrow(client):
    answer = client.post("/api/v1/balance?futures=20&year=2036&part=profiles&narrow=true", json={"seed": 2})
    for figure in answer.json()["figures"]:
        drawn = ET.fromstring(rendering.svg(figure["spec"], figure["id"]))
        assert float(drawn.attrib["width"]) <= NARROW, figure["id"]


def test_a_page_has_the_colours_of_dark_drawings(client):
    answer = client.get("/static/charts.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "prefers-color-scheme: dark" in answer.text and '.chart svg [fill="#1f2933"]' in answer.text


def test_a_lever_moves_the_rung_that_it_speaks_of_and_no_other(client):
    """New French weapons are on the ground rung (docs/models/nuclear_theatre.md)."""
    changed = {WEAPONS: {"value": 80, "rationale": ""}}
    tables = [asked(client, "profiles", changes=changes).json()["figures"][0] for changes in ({}, changed)]
    assert tables[0]["id"] == "ladder"
    differing = {old[0] for old, new in zip(tables[0]["rows"], tables[1]["rows"], strict=True) if old != new}
    assert differing == {"Ground launched missile"}


@pytest.mark.parametrize("query", ["year=2050", "part=all", "futures=0"])
def test_what_cannot_be_shown_is_refused_by_name(client, query):
    answer = client.post(f"/api/v1/balance?{query}", json={})
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["error"]["problems"][0]["path"]


def test_a_year_for_which_nothing_was_asked_has_a_figure_that_says_so(client):
    answer = client.post("/api/v1/balance?futures=20&year=2025&part=further", json={})
    assert answer.status_code == 200
    required = next(figure for figure in answer.json()["figures"] if figure["id"] == "required")
    assert required["alternative_text"] == "No data: the needed interceptors were not computed for 2025."


def test_a_page_of_a_year_that_is_not_shown_says_which_are(client):
    answer = client.get("/balance?year=2031")
    assert answer.status_code == 422
    assert "2026, 2030, 2036, 2040" in answer.text
    assert client.get("/balance?year=2030").status_code == 200
