"""The wider balance over REST: the figures of a state, its problems in the one error shape."""

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest

from deterrence.chapter import BALANCE, pages, sections
from deterrence.charts import rendering
from deterrence.charts.theme import NARROW
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from deterrence.web.live import balance_chapters, on_page

CHAPTERS = balance_chapters(load_scenario(None, load_dataset()))
NAMES = [picture.name for section in sections(CHAPTERS, BALANCE) for picture in section.pictures]
BY_PAGE = {
    page: [picture.name for section in sections(on_page(CHAPTERS, page), BALANCE) for picture in section.pictures]
    for page in pages(CHAPTERS)
}
DIAL = "conventional.united_states.overall_dial"
WEAPONS = "nuclear.theatre.france.new_nonstrategic_weapons"


def asked(client, part, page="balance", figures="", **body):
    address = f"/api/v1/balance?futures=20&year=2036&part={part}&page={page}&figures={figures}"
    return client.post(address, json={"seed": 2, **body})


def test_every_figure_stands_on_one_page():
    assert sorted(name for names in BY_PAGE.values() for name in names) == sorted(NAMES)
    assert {"gap-map", "brigade-closure", "shares-by-key", "ally-matrix", "bill-lines"} <= set(BY_PAGE["conventional"])


@pytest.mark.parametrize("page", BY_PAGE)
def test_both_parts_together_are_every_figure_of_a_page(client, page):
    found = [figure for part in ("profiles", "further") for figure in asked(client, part, page).json()["figures"]]
    assert {figure["id"] for figure in found} == set(BY_PAGE[page])
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


def test_only_the_figures_that_are_in_view_are_made(client):
    """Whatever part they are of, in the order of the page."""
    figures = asked(client, "profiles", figures="options,ladder").json()["figures"]
    assert {figure["id"] for figure in figures} == {"ladder", "options"}


def test_the_american_dial_moves_the_gaps_and_not_what_allies_hold(client):
    def tables(**body):
        figures = asked(client, "profiles", "conventional", "gap-map,brigade-closure,ally-matrix", **body).json()
        return {figure["id"]: figure["rows"] for figure in figures["figures"]}

    whole, none = (tables(changes={DIAL: {"value": value, "rationale": ""}}) for value in (1, 0))
    assert whole["ally-matrix"] == none["ally-matrix"]
    assert {row[1] for row in none["gap-map"]} - {row[1] for row in whole["gap-map"]} == {
        "Dial: NATO 1",
        "Dial: NATO 2",
        "Dial: US gone",
    }
    lines = [{row[1] for row in rows["brigade-closure"]} for rows in (whole, none)]
    assert lines[1] - lines[0] == {"what the dials leave"}
    gone, dialled = (
        [row[2:] for row in none["brigade-closure"] if row[1] == said]
        for said in ("without American forces", "what the dials leave")
    )
    assert gone == dialled


def test_the_dial_may_follow_a_path_and_every_path_of_the_dataset_is_offered(client):
    """Law C10: linear between dated points."""
    page = client.get("/conventional")
    for year in (2027, 2030, 2035):
        assert f"American forces gone by {year}" in page.text
    path = {"dated": {"2026": 1, "2030": 0}, "rule": "linear"}
    answer = asked(client, "profiles", "conventional", "gap-map", changes={DIAL: {"value": path, "rationale": "a try"}})
    dial = next(lever for lever in answer.json()["levers"] if lever["id"] == DIAL)
    assert answer.status_code == 200 and dial["is_changed"] and dial["value"] == 0


@pytest.mark.parametrize("page", BY_PAGE)
def test_a_lever_moves_no_figure_that_does_not_read_it(client, page):
    """A page leaves such figures as they are: each is drawn with every lever at its end that it is said not to read."""
    text = client.get(f"/{page}").text
    levers = asked(client, "profiles", page, BY_PAGE[page][0]).json()["levers"]
    for name, read in re.findall(r'data-figure="([^"]+)" data-reads="([^"]*)"', text):
        others = {one["id"]: one for one in levers if one["id"] not in read.split()}
        changes = {
            one: {"value": lever["high"], "rationale": ""} for one, lever in others.items() if not lever["knots"]
        }
        before, after = (
            asked(client, "profiles", page, name, changes=each).json()["figures"] for each in ({}, changes)
        )
        assert before == after, name


def test_a_page_has_the_levers_of_its_chapters(client):
    groups = {
        page: {lever["group"] for lever in asked(client, "profiles", page, "").json()["levers"]} for page in BY_PAGE
    }
    assert "american" in groups["conventional"]
    assert not groups["conventional"] & groups["balance"]


def test_what_an_option_adds_is_one_link_away_where_its_levers_stand(client):
    """Hosting moves levers of the balance and no figure of its options: the claim that asks about it is named."""
    text = unescape(client.get("/balance").text)
    (link,) = re.findall(r'<a [^>]*href="(/claims\?[^"]+)">Polish hosting</a> \(A02\)', text)
    found = unescape(client.get(link).text)
    assert 'value="Polish hosting"' in found
    assert "Polish hosting" in re.sub(r'value="[^"]*"', "", found)
    assert "Polish hosting" not in client.get("/conventional").text


@pytest.mark.parametrize("query", ["year=2050", "part=all", "futures=0", "page=nothing", "figures=nothing"])
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
    for page in BY_PAGE:
        assert client.get(f"/{page}?year=2030").status_code == 200
