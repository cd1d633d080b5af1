"""The tasks of docs/guides/first-hour.md that have a table, a form or a list, done at three widths, light and dark.

What concerns the levers is done in test_browser.
"""

import json
import re
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from deterrence.evidence.dataset import load_dataset
from deterrence.web.code import PAGES
from deterrence.web.state import State
from web.browser import CHROMIUM, PATIENCE
from web.jobs.polling import wait_until
from web.test_browser import drawn, scripted
from web.test_own_claims import CLAIM, with_proposition

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

LOOKS = ((390, "light"), (768, "dark"), (1280, "light"))
LATE = {"conventional": -2}
"""Place in the contents of a section below most figures, where that is not the last."""


@pytest.fixture(scope="module")
def address(client):
    return str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def context(browser, address):
    found = browser.new_context(base_url=address)
    found.set_default_timeout(PATIENCE)
    yield found
    found.close()


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(new_page, request):
    """A page of one width and colour; no script is lost on it."""
    width, scheme = request.param
    found = new_page()
    found.set_viewport_size({"width": width, "height": 900})
    found.emulate_media(color_scheme=scheme)
    wrong = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    yield found
    found.close()
    assert wrong == []


def is_fit(page):
    """Nothing lies beside the page, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def opened(page, path):
    page.goto(path)
    page.wait_for_load_state("load")


def test_claims_are_filtered_and_one_is_opened_by_keyboard_and_found_again(page):
    opened(page, "/claims?seed=5")
    count = page.locator("#count")
    every = int(page.locator(".answers .count").first.inner_text())
    expect(count).to_have_text(f"{every} of {every} readings")
    page.get_by_role("radio", name=re.compile("^settled by construction")).check()
    few = int(page.locator(".answers label", has_text="by construction").locator(".count").inner_text())
    expect(count).to_have_text(f"{few} of {every} readings")
    page.get_by_label("Search").fill("theatre")
    expect(count).not_to_have_text(f"{few} of {every} readings")
    shown = page.locator("#register tr.reading:visible")
    assert 0 < shown.count() < few
    row = shown.first.get_by_role("button")
    row.focus()
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("aria-expanded", "true")
    card = page.locator("#register .opened:visible .claim-card")
    expect(card).to_contain_text("Sources")
    is_fit(page)
    told = card.inner_text()
    page.reload()
    expect(card).to_contain_text("Sources")
    assert card.inner_text() == told
    expect(page.get_by_label("Search")).to_have_value("theatre")
    page.locator("#register .reading:visible button[aria-expanded=true]").click()
    expect(card).to_have_count(0)


def fill(page, **values):
    for name, value in values.items():
        page.locator(f"#own-{name}").fill(value)


def test_britain_and_the_uk_find_the_united_kingdom_and_not_ukraine(page):
    opened(page, "/claims")
    shown = page.locator("#register tr.reading:visible")
    for said in ("UK A07", "Britain A07"):
        page.get_by_label("Search").fill(said)
        expect(page.locator("#register tbody:visible")).to_have_count(1)
        expect(shown.filter(has_text="the United Kingdom").first).to_be_visible()
    page.get_by_label("Search").fill("UK Ukraine")
    expect(shown).to_have_count(0)
    opened(page, "/inputs")
    page.get_by_label("Search").fill("uk stockpile")
    expect(page.locator("[id='nuclear.united_kingdom.stockpile']")).to_be_visible()
    expect(page.locator("[id='nuclear.france.stockpile']")).to_be_hidden()


def test_a_claim_of_ones_own_is_found_an_outcome_refused_in_words_and_added(page):
    opened(page, "/claims")
    page.get_by_role("link", name="Ask a claim of your own").click()
    fill(page, statement=CLAIM["statement"] + " Defences erode; the erosion of the same forces is meant.")
    page.get_by_role("button", name="Find what could answer it").click()
    page.get_by_role("button", name="Ask erosion same forces").click()
    expect(page.locator("#own-meaning")).to_contain_text("same forces")
    expect(page.locator("#own-outcome")).to_be_in_viewport()
    for name, said in (("[data-axis=force]", "france"), ("[data-axis=year]", "2036"), ("#own-threshold", "0.2")):
        expect(page.locator(name)).to_have_value(said)
    page.get_by_role("button", name="Add the claim").click()
    problems = page.locator("#own-problems")
    for label in ("A short title: is missing", "Twin: is missing", "posture: is missing", "Place in it: is missing"):
        expect(problems).to_contain_text(label)
    for word in ("claims.", "proposition", "readings", "`", "sources."):
        expect(problems).not_to_contain_text(word)
    expect(page.locator("[data-path=asserted_by] .wrong")).to_contain_text("missing")
    is_fit(page)
    page.reload()
    expect(page.locator("#own-outcome")).to_have_value("erosion_same_forces")
    said = CLAIM["readings"][0]["proposition"]
    for axis, label in said["at"].items():
        page.locator(f"[data-axis={axis}]").select_option(str(label))
    source = CLAIM["sources"][0]
    fill(
        page, title=CLAIM["title"], asserted_by=CLAIM["asserted_by"], threshold="a fifth",
        reason=said["threshold"]["rationale"], reading=CLAIM["readings"][0]["statement"], twin=CLAIM["twin"],
        limits=CLAIM["limits"][0], source=source["source"], place=CLAIM["origin"]["place"],
        source_title=source["title"], source_publisher=source["publisher"], source_date=source["date"],
    )  # fmt: skip
    page.get_by_role("button", name="Add the claim").click()
    expect(page.locator("[data-path='readings.0.proposition.threshold.value'] .wrong")).to_contain_text("number")
    expect(problems).not_to_contain_text("Other thresholds")
    fill(page, threshold="0.2", source_date="spring")
    page.get_by_role("button", name="Add the claim").click()
    expect(problems).to_have_text(re.compile(r"^Date: not a date \(spring\): write a year, a month or a day, as 2026"))
    expect(page.locator("[data-path='readings.0.proposition.threshold.value'] .wrong")).to_have_count(0)
    fill(page, source_date=source["date"])
    page.get_by_role("button", name="Add the claim").click()
    own = page.locator("#own")
    expect(own).to_contain_text(CLAIM["title"])
    page.wait_for_load_state("load")  # the page is another one, and its scripts still move what stands on it
    with page.expect_download() as download:
        own.get_by_role("link", name="Claim file").click()
    written = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert written["readings"][0]["proposition"] == said
    assert written["sources"] == CLAIM["sources"]
    is_fit(page)
    scripted(page)
    own.get_by_role("button", name="Change").click()
    expect(page.locator("#own-threshold")).to_have_value("0.2")
    own.get_by_role("button", name="Remove").click()
    expect(own).to_have_count(0)


def test_a_sentence_that_a_link_brings_stays_on_every_page(page):
    query = State(claims=(CLAIM,)).query(load_dataset())
    opened(page, f"/brief?{query}")
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.locator("#own")).to_contain_text(CLAIM["title"])


def test_changing_a_claim_keeps_what_the_form_does_not_show(page):
    """Some labels of an axis, a second reading, a source beside that of the origin, a threshold with a source."""
    cited = {"source": CLAIM["origin"]["source"], "locator": "p. 3"}
    one = with_proposition(threshold={**CLAIM["readings"][0]["proposition"]["threshold"], "source": cited},
                           at={"posture": "day_to_day", "year": 2036, "exposure": "all"},
                           each={"force": ["france", "both"]})  # fmt: skip
    second = {"id": "later", "statement": "Later.", "state": "not_testable", "why": "No year is named."}
    claim = {**one, "says_could": True, "readings": [*one["readings"], second],
             "sources": [{**CLAIM["sources"][0], "source": "another"}, *CLAIM["sources"]]}  # fmt: skip
    opened(page, f"/claims?{State(claims=(claim,)).query(load_dataset())}")
    page.locator("#own").get_by_role("button", name="Change").click()
    expect(page.locator("[data-axis=force]")).to_have_value("*")
    fill(page, title="Another title")
    page.get_by_role("button", name="Add the claim").click()
    expect(page.locator("#own")).to_contain_text("Another title")
    scripted(page)
    (kept,) = json.loads(page.locator("#state-data").text_content())["claims"]
    by_id = {source["source"]: source for source in kept["sources"]}
    assert by_id == {source["source"]: source for source in claim["sources"]}
    assert {**kept, "title": "", "sources": []} == {**claim, "title": "", "sources": []}


def test_the_raid_of_a_force_stands_in_every_set_and_is_taken_away(page):
    opened(page, "/?futures=40")
    page.locator("select[name=force]").select_option("united_kingdom")
    expect(page.locator("a[href*='/tables/readings.csv'][href*='force=united_kingdom']")).to_be_visible()
    drawn(page)
    expect(page.locator("#readings tbody tr")).to_have_count(len(load_dataset().assumption_sets))
    is_fit(page)


@pytest.mark.parametrize("place", PAGES)
def test_the_contents_lead_to_each_section_which_stays_in_view_while_the_figures_above_it_come(page, place):
    held = []
    page.route("**/api/v1/balance?*", lambda route: held.append(route))
    opened(page, f"/{place}?futures=40")
    links = page.get_by_role("navigation", name="On this page").get_by_role("link")
    link = links.nth(LATE.get(place, -1))
    target = link.get_attribute("href")
    link.click()
    before = page.locator("#results").evaluate("element => element.scrollHeight")
    wait_until(lambda: held, "what the page asks for", partial(page.wait_for_timeout, 20))
    page.unroute("**/api/v1/balance?*")  # sends on what was held
    every = page.locator("#results figure")
    expect(page.locator("#results figure:visible")).to_have_count(every.count())
    drawn(page)
    assert page.locator("#results").evaluate("element => element.scrollHeight") > before + 900
    expect(page.locator(f"[id='{target.removeprefix('#')}']")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"{target}$"))
    sections = page.locator("#results section[aria-labelledby]")
    assert links.count() == sections.count() > 5
    for position in range(links.count()):
        target = links.nth(position).get_attribute("href").removeprefix("#")
        assert page.locator(f"[id='{target}']").inner_text() == links.nth(position).inner_text()
    links.last.click()
    expect(page.locator("#limits-title")).to_be_in_viewport()
    is_fit(page)


def test_the_brief_offers_a_workbook_and_a_loopback_link_is_called_one(page, client):
    """Earlier work stands in its table too, which scrolls by itself where it is wide."""
    job = client.post("/api/v1/jobs", json={"kind": "run", "state": {}, "futures": 20}).json()["id"]
    client.post(f"/api/v1/jobs/{job}/cancel")
    wait_until(lambda: client.get(f"/api/v1/jobs/{job}").json()["status"] in ("cancelled", "finished"), "its end")
    opened(page, "/brief")
    expect(page.locator(f"[data-delete-job='{job}']")).to_have_count(1)
    expect(page.get_by_role("button", name="Make a workbook of the results")).to_be_enabled()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#share-note")).to_contain_text("opens on this machine only")
    page.get_by_role("button", name="Copy as Python or command").click()
    expect(page.get_by_role("dialog")).to_contain_text("deterrence brief")
    is_fit(page)


def test_a_table_without_a_file_of_its_own_is_taken_away_as_it_is_shown(page):
    opened(page, "/compare?futures=40")
    buttons = page.locator("main button", has_text=re.compile("^CSV of the table"))
    assert buttons.count() == page.locator("main table").count() > 1
    with page.expect_download() as download:
        buttons.first.click()
    table = page.locator("main table").first
    text = download.value.path().read_text(encoding="utf-8")
    assert table.locator("caption").inner_text() in text
    assert table.locator("tbody td").first.inner_text() in text
    is_fit(page)
