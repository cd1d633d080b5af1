"""One reading or all, own sources, slips, named scenarios and Compare, done in a real browser."""

import json
import re
from functools import partial
from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from deterrence.evidence.dataset import load_dataset
from web.browser import CHROMIUM
from web.jobs.polling import wait_until
from web.test_browser import (  # noqa: F401
    SEES,
    STOCK,
    WIDTHS,
    address,
    drawn,
    is_said_in_link,
    page,
    put,
    redrawn,
    scripted,
)  # fmt: skip

# ruff: noqa: F811  (fixtures of the other file)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
SYSTEMS = "missile_defence.s500.systems_delivered"


def readings(page):
    return {row.split("\t")[0]: row for row in page.locator("#readings tbody").inner_text().splitlines()}


def test_a_lever_moves_the_reading_looked_at_alone_and_undo_takes_it_back(page, address):
    page.goto(f"{address}/?set=strong_capital_defence&force=united_kingdom")
    drawn(page)
    expect(page.locator("#readings tbody tr")).to_have_count(len(load_dataset().assumption_sets))
    before = readings(page)
    looked_at = page.locator("#readings tr[data-looked-at]")
    was = looked_at.inner_text()
    page.get_by_label("strong capital defence alone", exact=True).check()
    put(page, SEES, 0.2)
    expect(looked_at).not_to_have_text(re.compile(re.escape(was.split("\t")[1])))
    after = readings(page)
    assert {name for name in before if before[name] != after[name]} == {"strong capital defence"}
    lever = page.locator(f"[data-lever='{SEES}']")
    expect(lever).to_contain_text("Moved in strong capital defence alone.")
    expect(page.locator("#flattened")).to_be_hidden()
    page.get_by_label("their disagreement is gone").check()
    put(page, SEES, 0.3)
    expect(page.locator("#flattened")).to_contain_text("disagreement is gone")
    with redrawn(page):
        page.get_by_role("button", name="Undo").click()
    expect(lever.locator("output")).to_have_text("0.20")
    expect(page.locator("#flattened")).to_be_hidden()


def test_a_dated_lever_keeps_its_earlier_dates_and_a_count_of_deliveries_never_falls(page, address):
    """Systems delivered: 0 in 2025, 1 in 2026 in the reference; moved to 8, then to 0."""
    page.goto(address)
    drawn(page)
    for value, before in ((8, 1), (0, 0)):
        put(page, SYSTEMS, value)
        moved = dict(parse_qsl(page.evaluate("location.search.slice(1)")))[f"c.{SYSTEMS}"]
        assert json.loads(moved) == {"dated": {"2025": 0, "2026": before, "2035": value}, "rule": "linear"}


def test_undo_takes_back_a_choice_too(page, address):
    page.goto(address)
    drawn(page)
    with redrawn(page):
        page.locator("select[name='posture']").select_option("generated")
    with redrawn(page):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator("select[name='posture']")).to_have_value("day_to_day")
    is_said_in_link(page, "posture=day_to_day")


def test_a_source_of_ones_own_stands_for_a_reason_and_a_slip_is_told(page, address):
    page.goto(f"{address}/inputs#{STOCK}")
    row = page.locator(f"[id='{STOCK}']")
    expect(row.locator("form.edit")).to_be_visible()
    page.get_by_text("Add a source of your own").click()
    form = page.get_by_role("form", name="A source of your own")
    for name, text in (("Publisher", "An institute"), ("Title", "Yearbook"), ("Called", "two words")):
        form.get_by_label(name, exact=True).fill(text)
    add = form.get_by_role("button", name="Add the source")
    add.click()
    expect(form.get_by_role("alert")).to_contain_text("Date: is missing: write a year, a month or a day")
    form.get_by_label("Date", exact=True).fill("2026")
    add.click()
    expect(form.get_by_role("alert")).to_contain_text("Called: not of the right form (two words): write a short name")
    form.get_by_label("Called", exact=True).fill("an_institute_2026_yearbook")
    form.get_by_role("button", name="Add the source").click()
    changed = page.get_by_role("region", name="Changed from the reference")
    expect(changed).to_contain_text("an_institute_2026_yearbook")
    row.locator("[name=kind]").select_option("three")
    for name in ("low", "central", "high"):
        row.get_by_label(name, exact=True).fill("4309")
    row.get_by_label("Source that states it").fill("an_institute_2026_yearbook")
    row.get_by_label("Counts in").select_option("strong_capital_defence")
    row.get_by_role("button", name=re.compile("^Set")).click()
    expect(changed).to_contain_text("in strong capital defence alone")
    expect(changed).to_contain_text("A slip? about 12.7 times the reference's")
    expect(row).to_contain_text("A slip?")
    page.get_by_role("button", name="Undo").click()
    expect(changed).to_contain_text("Nothing: this is the reference.")
    page.get_by_role("button", name="Undo").click()
    expect(changed).not_to_contain_text("an_institute_2026_yearbook")


def test_a_value_and_the_source_that_states_it_are_written_in_one_step(page, address):
    """A reason is asked for; one undo takes both back."""
    page.goto(f"{address}/inputs#{STOCK}")
    row = page.locator(f"[id='{STOCK}']")
    row.get_by_text("Describe a source that is not in the list").click()
    row.locator("[name=kind]").select_option("three")
    for name in ("low", "central", "high"):
        row.get_by_label(name, exact=True).fill("310")
    row.get_by_label("Title", exact=True).fill("Yearbook")
    row.get_by_label("Date", exact=True).fill("spring")
    put_in = row.get_by_role("button", name=re.compile("^Set"))
    put_in.click()
    alert = row.get_by_role("alert")
    for label in ("Why: is missing", "Publisher: is missing"):
        expect(alert).to_contain_text(label)
    row.get_by_label("Publisher", exact=True).fill("An institute")
    row.get_by_label("Why", exact=True).fill("It counts what the treaty counts.")
    put_in.click()
    expect(alert).to_have_text(re.compile("^Date: .*write a year, a month or a day"))
    row.get_by_label("Date", exact=True).fill("2026-03")
    row.locator("[name=own_class]").select_option("expert")
    row.get_by_label("Read on", exact=True).fill("2026-04-01")
    row.get_by_label("Address", exact=True).fill("https://example.org/yearbook")
    row.get_by_label("Page or section in it", exact=True).fill("table 3")
    put_in.click()
    changed = page.get_by_role("region", name="Changed from the reference")
    expect(changed).to_contain_text("source: an_institute_2026_yearbook, table 3")
    expect(changed).to_contain_text("(expert; read on 2026-04-01)")
    expect(row).to_contain_text("Yours: 310")
    said = dict(parse_qsl(page.evaluate("location.search.slice(1)")))
    assert said[f"r.{STOCK}"] == "It counts what the treaty counts."
    (source,) = json.loads(said["sources"])
    assert source == {
        "source": "an_institute_2026_yearbook", "title": "Yearbook", "publisher": "An institute", "date": "2026-03",
        "address": "https://example.org/yearbook", "class": "expert", "access": "2026-04-01",
    }  # fmt: skip
    page.get_by_role("button", name="Undo").click()
    expect(changed).to_contain_text("Nothing: this is the reference.")
    expect(changed).not_to_contain_text("an_institute_2026_yearbook")


def test_an_input_is_set_at_two_years_and_the_link_shows_both_again(page, address):
    """What the models take no path of offers no years; the same year twice is told and nothing is set."""
    identity = "nuclear.two_peer.reserve_against_china"
    page.goto(f"{address}/inputs#{SEES}")
    expect(page.locator(f"[id='{SEES}'] [name=kind] option")).to_have_count(2)
    page.goto(f"{address}/inputs?futures=20#{identity}")
    row = page.locator(f"[id='{identity}']")
    row.locator("[name=kind]").select_option("low, central, high at years")
    row.get_by_role("button", name="Add a year").click()
    lines = row.locator("[data-date]")
    for place, numbers in enumerate((("2026", "100", "200", "300"), ("2026", "200", "400", "700"))):
        for box, number in zip(lines.nth(place).locator("input").all(), numbers, strict=True):
            box.fill(number)
    row.get_by_label("Why", exact=True).fill("counted twice")
    submit = row.get_by_role("button", name=re.compile("^Set"))
    submit.click()
    expect(row.get_by_role("alert")).to_contain_text("the year 2026 twice")
    lines.nth(1).locator("input").first.fill("2070")
    submit.click()
    expect(row.get_by_role("alert")).to_contain_text("a year that is never computed")
    lines.nth(1).locator("input").first.fill("2030")
    submit.click()
    dated = {"2026": {"low": 100, "central": 200, "high": 300}, "2030": {"low": 200, "central": 400, "high": 700}}
    value = quote_plus(json.dumps({"dated": dated, "rule": "linear"}, separators=(",", ":")))
    is_said_in_link(page, f"c.{identity}={value}")
    page.reload()
    expect(lines).to_have_count(2)
    assert [box.input_value() for box in lines.nth(1).locator("input").all()] == ["2030", "200", "400", "700"]
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    is_said_in_link(page, f"c.{identity}={value}")


def test_two_inputs_set_one_right_after_the_other_are_both_kept(page, address):
    """The second is sent while the answer to the first is still on its way."""
    page.goto(f"{address}/inputs")
    for identity in (SEES, STOCK):
        row = page.locator(f"[id='{identity}']")
        row.locator("summary").click()
        row.locator("[name=kind]").select_option("json")
        row.get_by_label("Value as JSON").fill("0.5" if identity == SEES else "300")
        row.get_by_label("Why", exact=True).fill(f"a try of {identity}")
    held = []
    page.route("**/api/v1/check", lambda route: held.append(route))
    for identity in (SEES, STOCK):
        page.locator(f"[id='{identity}']").get_by_role("button", name=re.compile("^Set")).click()
    wait_until(lambda: held, "what the page asks for", partial(page.wait_for_timeout, 20))
    page.unroute("**/api/v1/check")  # sends on what was held
    changed = page.get_by_role("region", name="Changed from the reference")
    for identity in (SEES, STOCK):
        expect(changed).to_contain_text(f"a try of {identity}")


def test_a_scenario_is_saved_opened_compared_deleted_and_brought_back(page, address):
    own = f"force=united_kingdom&futures=20&c.{SEES}=0.2"
    page.goto(f"{address}/scenarios?{own}")
    name = page.get_by_label("Name", exact=True)
    name.fill("Blind")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Why chance that the defence sees the raid is changed")
    page.get_by_label("why", exact=True).fill("a test")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(re.escape(f"r.{SEES}=a+test")))
    card = page.get_by_role("region", name="Blind")
    expect(card).to_contain_text("Not judged yet.")
    scripted(page)
    name.fill("blind")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("is taken, by Blind")
    card.get_by_label("compare").check()
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page.get_by_role("heading", name="B: Blind")).to_be_visible()
    expect(page.get_by_role("region", name="Numbers of each state")).to_contain_text("points")
    page.go_back()
    card.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(card).to_be_visible()
    card.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    scripted(page)
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    card.get_by_role("link", name="Open").click()
    drawn(page)
    is_said_in_link(page, f"c.{SEES}=0.2")


@pytest.mark.parametrize("leave", ["Save as a scenario", "Keep for comparison", "Inputs"])
def test_what_was_moved_last_goes_along_to_the_page_that_is_gone_to_before_the_answer(page, address, leave):
    page.goto(f"{address}/?futures=40")
    drawn(page)
    held = []
    page.route("**/api/v1/live?*", lambda route: held.append(route))
    page.locator(f"[data-lever='{SEES}'] input[type=range]").fill("0.2")
    wait_until(lambda: held, "what the page asks for", partial(page.wait_for_timeout, 20))
    page.get_by_text(leave, exact=True).first.click()
    page.unroute("**/api/v1/live?*")  # sends on what was held
    expect(page).to_have_url(re.compile(r"/(scenarios|compare|inputs)\?"))
    is_said_in_link(page, quote(f"c.{SEES}=0.2", safe="") if leave == "Keep for comparison" else f"c.{SEES}=0.2")


def test_a_reason_is_kept_where_a_link_is_clicked_right_after_it_is_written(page, address):
    page.goto(f"{address}/?futures=40&c.{SEES}=0.2")
    drawn(page)
    page.locator(f"[data-lever='{SEES}'] [data-reason]").fill("seen it fail")
    page.get_by_role("link", name="Save as a scenario").click()
    is_said_in_link(page, f"r.{SEES}=seen+it+fail")
    expect(page.get_by_role("region", name="Save what you look at")).to_contain_text("seen it fail")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_compare_fits_every_width_and_is_accessible(new_page, address, scheme):
    query = "&".join(f"s={quote(f'force={force}&futures=20')}" for force in ("france", "united_kingdom"))
    page = new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(f"{address}/compare?{query}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for chart in page.locator(".chart:visible").all():
            assert chart.evaluate("box => box.scrollWidth <= box.clientWidth"), "the whole chart is seen"
    assert Axe().run(page).violations_count == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_differences_elsewhere_come_as_a_reader_reaches_them_and_fit_a_telephone(new_page, address, scheme):
    query = "&".join(f"s={quote(state)}" for state in ("futures=20", f"futures=20&c.{SEES}=0.2"))
    page = new_page()
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/compare?{query}")
    boxes = page.locator("[data-difference]")
    assert boxes.count() > 1
    for box in boxes.all():
        box.scroll_into_view_if_needed()
        expect(box.locator("[data-waits]")).to_have_count(0)
    charts = page.locator("[data-difference] .chart:visible")
    assert charts.count() > 0
    for chart in charts.all():
        assert chart.evaluate("box => box.scrollWidth <= box.clientWidth"), "the whole chart is seen"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page).violations_count == 0
