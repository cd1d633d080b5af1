"""The main tasks of each view, done in a real browser as a reader would do them."""

import re
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from playwright.sync_api import expect

from deterrence.api import limits
from deterrence.claims.reference import unchanged_reference
from deterrence.evidence.dataset import load_dataset
from web.browser import CHROMIUM, PATIENCE, served
from web.jobs.polling import wait_until
from web.test_balance import BY_PAGE, DIAL

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

LIVE = ("/?futures=40", "/balance?futures=40", "/conventional?futures=40")
VIEWS = (
    *LIVE, "/claims", "/inputs", "/scenarios", "/compare", "/brief", "/models/nuclear",
)  # fmt: skip
DRAWN = (*LIVE, "/compare")
WIDTHS = (390, 820, 1400)
DRAWINGS = "Number(document.documentElement.dataset.drawn ?? 0)"
SEES = "missile_defence.sensor.sees_probability"
TUBES = "nuclear.united_kingdom.warheads_per_missile"
STOCK = "nuclear.france.stockpile"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(tmp_path_factory.mktemp("workspace")) as link:
        yield link.rstrip("/")


def is_error(message):
    """A console error; that a refused change was answered with 422 is what the page then explains."""
    return message.type == "error" and "status of 422" not in message.text


@pytest.fixture
def page(new_page, address):
    """A page that tells of everything that a policy refused, a script lost, or another host was asked for."""
    found = new_page()
    wrong = []
    found.on("console", lambda message: wrong.append(message.text) if is_error(message) else None)
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    yield found
    found.close()
    assert wrong == []


def drawn(page):
    """Wait until what is shown is the state, with nothing on its way, so that whatever comes later was asked later."""
    expect(page.locator("#results[data-at-rest]")).to_have_count(1)


@contextmanager
def redrawn(page):
    """Wait until what is done within, on a page at rest, is drawn and at rest."""
    before = page.evaluate(DRAWINGS)
    yield
    page.wait_for_function(f"before => {DRAWINGS} > before", arg=before)
    drawn(page)


def scripted(page):
    """Wait until a page that a script has gone to listens; what it shows is there before."""
    page.wait_for_load_state("load")


def opened_again(page):
    """The link of a page, opened beside it and at rest."""
    found = page.context.new_page()
    found.goto(page.evaluate("location.href"))
    drawn(found)
    return found


def is_said_in_link(page, text, is_so=True):
    """Wait until the link of a page holds a text, or holds it no more."""
    found = expect(page)
    (found.to_have_url if is_so else found.not_to_have_url)(re.compile(re.escape(text)))


def numbers(page):
    return [page.locator(f"[data-number='{name}']").inner_text() for name in
            ("arrivals_with", "arrivals_without", "erosion_same_forces")]  # fmt: skip


def put(page, identity, value):
    """Move a slider as a hand does."""
    slider = page.locator(f"[data-lever='{identity}'] input[type=range]")
    with redrawn(page):
        slider.fill(str(value))


def test_a_lever_moves_numbers_figures_and_verdicts_and_its_link_shows_the_same_again(page, address):
    page.goto(f"{address}/?set=strong_capital_defence&force=united_kingdom")
    drawn(page)
    before, claim = numbers(page), page.locator("#verdicts .share").first.inner_text()
    drawing = page.locator("#raid-erosion svg").inner_html()
    put(page, SEES, 0.2)
    erosion = [int(shown[2].rstrip("%")) for shown in (before, numbers(page))]
    assert erosion[1] < erosion[0] / 2, "a defence that sees a raid in five erodes less than half of one that sees most"
    assert page.locator("#verdicts .share").first.inner_text() != claim
    assert page.locator("#raid-erosion svg").inner_html() != drawing
    again = opened_again(page)
    assert numbers(again) == numbers(page)
    with redrawn(page):
        page.get_by_role("button", name="Reset all levers").click()
    assert numbers(page) == before


def test_an_exposure_is_chosen_by_its_label_or_as_a_pair_and_its_link_shows_the_same_again(page, address):
    """Nothing is lost under none; spread is all into defended regions, three quarters of it to the capital."""
    page.goto(f"{address}/?set=strong_capital_defence&force=united_kingdom")
    drawn(page)
    choice, pair = page.locator("select[name='exposure']"), page.locator("#pair")
    expect(pair).to_be_hidden()
    with redrawn(page):
        choice.select_option("none")
    arrive, undefended, erosion = numbers(page)
    assert (arrive, erosion) == (undefended, "0%")
    expect(page.locator("#verdicts .share").first).to_have_text("speaks of another posture or exposure")
    with redrawn(page):
        choice.select_option("spread")
    spread = numbers(page)
    with redrawn(page):
        choice.select_option("asked")
    expect(pair).to_be_visible()
    with redrawn(page):
        page.locator("input[name='capital_share']").fill("0.75")
    expect(page.locator("#pair-said")).to_have_text("1 and 0.75")
    assert numbers(page) == spread
    again = opened_again(page)
    assert numbers(again) == spread
    expect(again.locator("#pair")).to_be_visible()
    expect(again.locator("#pair-said")).to_have_text("1 and 0.75")


def test_the_stored_verdicts_are_hidden_while_a_lever_is_moved(page, address):
    """They are those of the reference (law 46); what is stale is not there at all (tests/claims/test_reference.py)."""
    page.goto(f"{address}/")
    drawn(page)
    section = page.locator("#headlines")
    if unchanged_reference(limits.USUAL_FUTURES, 1) is None:
        expect(section).to_have_count(0)
        return
    expect(section).to_be_visible()
    assert page.locator(".answer + p + noscript + .workbench").count() == 1, "the answer stands before the levers"
    levers = page.locator(".workbench")
    top = "levers => levers.getBoundingClientRect().top + scrollY"
    before = levers.evaluate(top)
    put(page, SEES, 0.2)
    expect(section).to_be_hidden()
    expect(page.locator("#elsewhere")).to_be_visible()
    assert levers.evaluate(top) == before, "nothing moves away under the hand at a lever"
    with redrawn(page):
        page.get_by_role("button", name="Reset all levers").click()
    expect(section).to_be_visible()


def test_undo_takes_back_one_action_and_a_range_of_the_readers_own_is_put_back(page, address):
    """A range set elsewhere shows as a range; moving its lever puts it aside with its reason (F24)."""
    value = quote('{"low": 0.2, "central": 0.5, "high": 0.8}')
    own = f"c.{SEES}={value}&r.{SEES}=a+report"
    page.goto(f"{address}/?{own}")
    drawn(page)
    lever = page.locator(f"[data-lever='{SEES}']")
    expect(lever.locator("output")).to_have_text("0.20 to 0.80")
    expect(lever.locator("[data-reason]")).to_have_value("a report")
    with redrawn(page):
        lever.locator("input[type=range]").fill("0.3")
    expect(lever.locator("output")).to_have_text("0.30")
    expect(lever.locator("[data-reason]")).to_have_value("a report")
    with redrawn(page):
        lever.locator("[data-reset]").click()
    expect(lever.locator("output")).to_have_text("0.20 to 0.80")
    for shown in ("0.30", "0.20 to 0.80"):
        with redrawn(page):
            page.get_by_role("button", name="Undo").click()
        expect(lever.locator("output")).to_have_text(shown)


def test_a_reset_asks_before_it_drops_what_no_lever_of_the_page_made(page, address):
    """Edits of Inputs and of a workbook outlive the levers (F25)."""
    other = "nuclear.theatre.france.new_nonstrategic_weapons"
    page.goto(f"{address}/?c.{SEES}=0.5&c.{other}=40")
    drawn(page)
    page.get_by_role("button", name="Reset all levers").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("What shall be reset?")
    with redrawn(page):
        question.get_by_role("button", name="The levers of this page").click()
    is_said_in_link(page, other)
    is_said_in_link(page, SEES, is_so=False)


def test_a_lever_moves_the_reading_looked_at_where_they_differ_and_says_so_where_all_now_share_it(page, address):
    """Nothing that they differ on is taken away unasked (F23), and nothing that they agree on is set apart."""
    page.goto(f"{address}/")
    drawn(page)
    put(page, SEES, 0.6)
    is_said_in_link(page, f"s.{SEES}=reference")
    put(page, TUBES, 3)
    is_said_in_link(page, f"c.{TUBES}=")
    is_said_in_link(page, f"s.{TUBES}", is_so=False)
    expect(page.locator("#flattened")).to_be_hidden()
    page.get_by_label("their disagreement is gone").check()
    put(page, SEES, 0.5)
    is_said_in_link(page, f"s.{SEES}", is_so=False)
    expect(page.locator("#flattened")).to_contain_text("disagreement is gone")
    expect(page.locator("#readings tbody tr")).to_have_count(len(load_dataset().assumption_sets))


def test_a_page_is_saved_as_one_file_that_opens_without_the_server(page, address, tmp_path):
    """All changes stand in it, those of other pages too, with reasons; one without is said to have none."""
    page.goto(f"{address}/?c.{SEES}=0.5&c.{STOCK}=230&r.{STOCK}=a+count+of+May")
    drawn(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as one file").click()
    expect(page.locator("#share-bare")).to_contain_text("chance that the defence sees the raid")
    download.value.save_as(tmp_path / "page.html")
    alone = page.context.new_page()
    asked = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto((tmp_path / "page.html").as_uri())
    expect(alone.locator("h1")).to_be_visible()
    assert alone.locator("figure svg").count() == 2
    assert numbers(page)[0] in alone.inner_text("#numbers")
    changed = alone.locator("main li")
    expect(changed.filter(has_text="a count of May")).to_have_count(1)
    expect(changed.filter(has_text="no reason given")).to_have_count(1)
    assert len(asked) == 1
    assert "Move a lever" not in alone.inner_text("main")
    code = alone.locator("main > details").last
    expect(code).to_contain_text("The same numbers on another machine")
    expect(code.locator("pre").first).to_be_hidden()


def test_a_lever_works_by_keyboard(page, address):
    page.goto(address)
    drawn(page)
    slider = page.get_by_label("Chance that the defence sees the raid")
    slider.focus()
    with redrawn(page):
        page.keyboard.press("ArrowLeft")
    is_said_in_link(page, f"c.{SEES}=0.85")
    page.locator(f"[data-reset='{SEES}']").focus()
    with redrawn(page):
        page.keyboard.press("Enter")
    is_said_in_link(page, SEES, is_so=False)


def test_a_number_leads_to_its_equation_and_inputs(page, address):
    page.goto(address)
    drawn(page)
    page.locator("[data-number='erosion_same_forces']").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("law")
    panel.get_by_role("heading").first.click()
    expect(panel).to_be_visible()
    page.mouse.click(5, 5)
    expect(panel).to_be_hidden()
    page.locator("[data-number='erosion_same_forces']").click()
    panel.get_by_role("link", name="nuclear").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"{address}/models/nuclear?")))
    expect(page.locator("h1").first).to_be_visible()


def test_a_lever_leads_to_where_its_number_comes_from(page, address):
    page.goto(f"{address}/?futures=40&c.{SEES}=0.5")
    drawn(page)
    page.get_by_role("link", name="where from Chance that the defence sees the raid").click()
    row = page.locator(f"[id='{SEES}']")
    expect(row).to_have_attribute("open", "")
    expect(row).to_contain_text(load_dataset().quantities[SEES].basis.rationale)
    is_said_in_link(page, f"c.{SEES}=0.5")


def test_levers_stay_beside_the_figures_and_a_sign_of_work_stands_where_the_reader_is(page, address):
    page.goto(f"{address}/conventional?futures=40")
    drawn(page)
    page.get_by_role("link", name="Does it hold?").click()
    expect(page.get_by_label("Assumption set")).to_be_in_viewport()
    held = []
    page.route("**/api/v1/balance?*", lambda route: held.append(route))
    page.get_by_label("Swing that a second theatre takes").fill("0.5")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    bar = page.locator("#status").evaluate(
        "line => { const { position, top } = getComputedStyle(line, '::before'); return [position, top]; }"
    )
    assert bar == ["fixed", "0px"]
    page.unroute("**/api/v1/balance?*")  # sends on what was held
    drawn(page)


def test_a_state_is_copied_as_python_and_as_a_command(page, address):
    page.goto(f"{address}/?c.{SEES}=0.5")
    drawn(page)
    page.get_by_role("button", name="Copy as Python or command").click()
    expect(page.get_by_role("dialog")).to_contain_text(f"--change {SEES}=0.5")
    expect(page.get_by_role("dialog")).to_contain_text("import deterrence as dt")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_lever_of_the_balance_moves_the_ladder_and_every_figure_is_drawn(page, address):
    page.goto(f"{address}/balance?futures=60")
    drawn(page)
    figures = page.locator("figure.figure")
    expect(figures.locator("svg").first).to_be_visible()
    assert figures.count() == figures.locator("visible=true >> .chart svg").count() == len(BY_PAGE["balance"])
    before = page.locator("#figure-ladder .chart").get_attribute("aria-label")
    with redrawn(page):
        page.locator('[data-lever="nuclear.theatre.france.new_nonstrategic_weapons"] input[type=range]').press("End")
    expect(page.locator("#figure-ladder .chart")).not_to_have_attribute("aria-label", before)
    is_said_in_link(page, "c.nuclear.theatre.france.new_nonstrategic_weapons")
    page.locator("#figure-ladder summary").click()
    expect(page.locator("#figure-ladder tbody tr").first).to_be_visible()
    page.get_by_role("button", name="ladder coverage").click()
    expect(page.locator("#panel")).to_contain_text("Mean coverage of the rungs")


def test_bombs_without_aircraft_move_nothing_and_say_so_and_with_them_stand_beside_the_unchanged(page, address):
    page.goto(f"{address}/balance?futures=40")
    drawn(page)
    put(page, "nuclear.theatre.poland.hosted_weapons", 20)
    expect(page.locator("#unmoved")).to_be_visible()
    warned = page.locator('[data-lever="nuclear.theatre.poland.hosted_weapons"] [data-slip-said]')
    expect(warned).to_contain_text("“Polish aircraft for American bombs”")
    drawn(page)
    put(page, "nuclear.theatre.poland.dual_capable_aircraft", 20)
    expect(warned).to_be_hidden()
    expect(page.locator("#unmoved")).to_be_hidden()
    ladder = page.locator("#figure-ladder")
    ladder.get_by_text("beside the same with nothing changed").click()
    row = ladder.get_by_role("row").filter(has_text="Air gravity bomb").filter(has_text="NATO").first
    expect(row).to_contain_text("unchanged:")


@pytest.mark.parametrize("place", ["", "balance"])
def test_a_window_made_narrow_has_its_figures_drawn_anew(page, address, place):
    page.goto(f"{address}/{place}?futures=40")
    drawn(page)
    first = page.locator("figure .chart").first
    expect(first.locator("svg")).to_be_visible()
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    expect(first).to_have_attribute("data-narrow", "")
    drawn(page)
    assert first.evaluate("chart => chart.scrollWidth <= chart.clientWidth"), "the whole chart is seen"


def test_a_section_that_waits_for_its_figures_says_so(page, address):
    held = []
    page.route("**/api/v1/balance?*", lambda route: held.append(route))
    page.goto(f"{address}/balance?futures=40")
    section = page.locator("section", has=page.locator("#figure-ladder"))
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    said = "element => getComputedStyle(element, '::after').content"
    assert "being drawn" in section.evaluate(said)
    page.unroute("**/api/v1/balance?*")  # sends on what was held
    drawn(page)
    assert section.evaluate(said) == "none"


LOW = 40
BOX_OF_A_LOW_FIGURE = f"""chart => {{
  const drawing = chart.querySelector("svg");
  drawing.style.height = "{LOW}px";
  const height = chart.clientHeight;
  drawing.style.height = "";
  return height;
}}"""
"""How high the box of a drawn figure is while its drawing is `LOW` pixels high: no empty space is kept below it."""


def test_the_american_dial_moves_the_gaps_over_a_path_and_back(page, address):
    page.goto(f"{address}/conventional?futures=60")
    drawn(page)
    figures = page.locator("figure.figure")
    assert figures.count() == figures.locator("visible=true >> .chart svg").count() == len(BY_PAGE["conventional"])
    assert figures.locator("visible=true >> .chart").first.evaluate(BOX_OF_A_LOW_FIGURE) < 2 * LOW
    gaps = page.locator("#figure-gap-map .chart")
    before = gaps.get_attribute("aria-label")
    with redrawn(page):
        page.locator(f"[data-path='{DIAL}']").select_option(label="American forces gone by 2030")
    is_said_in_link(page, f"c.{DIAL}=%7B%22dated")
    expect(gaps).not_to_have_attribute("aria-label", before)
    with redrawn(page):
        page.locator(f'[data-lever="{DIAL}"] input[type=range]').press("End")
    expect(page.locator(f"[data-path='{DIAL}']")).to_have_value("")
    expect(gaps).to_have_attribute("aria-label", before)


def test_a_figure_is_downloaded_with_its_data(page, address):
    page.goto(address)
    drawn(page)
    page.locator("#figure-raid-arrivals summary").click()
    expect(page.locator("[data-table='raid-arrivals'] tbody tr")).to_have_count(48)
    held = []
    page.route("**/figures/*", lambda route: held.append(route))
    with page.expect_download() as download:
        link = page.locator("[data-download='raid-arrivals.zip']")
        link.click()
        expect(link).to_have_attribute("aria-busy", "true")
        page.unroute("**/figures/*")  # sends on what was held
    expect(link).not_to_have_attribute("aria-busy", "true")
    assert download.value.suggested_filename == "raid-arrivals.zip"


def test_two_kept_states_stand_side_by_side(page, address):
    page.goto(address)
    drawn(page)
    page.get_by_role("button", name="Keep for comparison").click()
    expect(page).to_have_url(re.compile("/compare"))  # or the next address would come in the midst of this one
    scripted(page)
    page.goto(f"{address}/?c.{SEES}=0.5")
    drawn(page)
    page.get_by_role("button", name="Keep for comparison").click()
    expect(page.get_by_role("region", name="Table of what differs")).to_contain_text(
        "chance that the defence sees the raid"
    )
    expect(page.get_by_role("columnheader", name="B less A")).to_be_visible()
    arrivals = page.get_by_role("figure", name="Median number of warheads")
    arrivals.get_by_text("Data table and download").click()
    with page.expect_download() as download:
        arrivals.get_by_role("link", name="SVG of").click()
    assert "A: both together" in download.value.path().read_text(encoding="utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as one file").click()
    told = download.value.path().read_text(encoding="utf-8")
    assert "B: chance that the defence sees the raid 0.5 (no reason given)" in told
    page.get_by_role("button", name="Copy as Python or command of B").click()
    expect(page.get_by_role("dialog")).to_contain_text(f"--change {SEES}=0.5")
    expect(page.get_by_role("dialog")).to_contain_text("No reason is given for chance that the defence sees the raid")


def test_work_that_has_ended_is_deleted_once_that_is_confirmed(page, address):
    body = {"kind": "run", "state": {"seed": 77}, "futures": 20}
    link = f"{address}/api/v1/jobs"
    job = page.request.post(link, data=body).json()["id"]
    page.request.post(f"{link}/{job}/cancel", data={})
    wait_until(lambda: page.request.get(f"{link}/{job}").json()["ended"], "the end of the job")
    page.goto(f"{address}/brief")
    delete = page.locator(f"[data-delete-job='{job}']")
    question = page.get_by_role("dialog")
    for answer, left in (("Keep it", 1), ("Delete", 0)):
        delete.click()
        question.get_by_role("button", name=answer, exact=True).click()
        expect(question).to_have_count(0)
        expect(delete).to_have_count(left)
    assert page.request.get(f"{link}/{job}").status == 404


def test_an_input_is_changed_with_a_reason_checked_and_reset(page, address):
    page.goto(f"{address}/inputs")
    page.get_by_label("Search").fill("sees the raid")
    expect(page.locator("#count")).to_contain_text(f"of {len(load_dataset().quantities)} quantities")
    row = page.locator(f"[id='{SEES}']")
    row.locator("summary").click()
    row.get_by_label("high", exact=True).fill("0.1")
    row.get_by_role("button", name="Set").click()
    reason = row.get_by_label("Why", exact=True)
    assert reason.evaluate("field => field.validity.valueMissing"), "a change without a reason is not sent (F26)"
    reason.fill("a try")
    row.get_by_role("button", name="Set").click()
    expect(row.get_by_role("alert")).to_contain_text("out of order")
    for name, value in (("low", "0.2"), ("central", "0.3"), ("high", "0.4"), ("Why", "Radars are few.")):
        row.get_by_label(name, exact=True).fill(value)
    row.get_by_role("button", name="Set").click()
    changed = page.get_by_role("region", name="Changed from the reference")
    expect(changed).to_contain_text("Radars are few.")
    changed.get_by_role("button", name="Reset all").click()
    expect(changed).to_contain_text("Nothing: this is the reference.")


def test_a_broken_link_says_what_to_write(page, address):
    response = page.request.get(f"{address}/?force=frnce", timeout=PATIENCE)
    assert response.status == 422
    assert "did you mean france?" in response.text()


CONTRAST = {**DEFAULT_OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL_BUT_CONTRAST = {**DEFAULT_OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
KINDS_OF_ROWS = """rows => new Set(rows.map(row =>
  [row, ...row.querySelectorAll("*")].map(part => `${part.tagName}.${part.className}`).join()
)).size"""


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_every_width_and_is_accessible_in_light_and_dark(new_page, address, view):
    page = new_page()
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(address + view)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if view in DRAWN and width == WIDTHS[1]:  # a chart is drawn for a narrow or a wide page that it finds
            page.reload()
        if view in LIVE:
            drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "it scrolls sideways"
    assert urlsplit(page.url).path == urlsplit(view).path
    has_many_rows = view == "/inputs"
    found = Axe().run(page, options=ALL_BUT_CONTRAST if has_many_rows else DEFAULT_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    if has_many_rows:  # all coloured alike, so that a few of them show the colours of all
        assert page.locator("details.quantity").evaluate_all(KINDS_OF_ROWS) == 1
        page.get_by_label("Search").fill("boats")
        found = Axe().run(page, options=CONTRAST)
        assert found.response["passes"]
        assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")  # the same page in other colours
    found = Axe().run(page, options={**DEFAULT_OPTIONS, "runOnly": {"type": "tag", "values": ["cat.color"]}})
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()


def test_an_input_is_set_in_one_family_and_another_and_reset(page, address):
    identity = "nuclear.france.refit_phase_share"
    page.goto(f"{address}/inputs#{identity}")
    row = page.locator(f"[id='{identity}']")
    value = row.get_by_label("Value as JSON")
    expect(value).to_have_value(re.compile("uniform"))
    value.fill('{"family": "uniform", "low": 0.2, "high": 0.3}')
    row.get_by_label("Why", exact=True).fill("another range")
    row.get_by_role("button", name=re.compile("^Set")).click()
    expect(row.locator("summary")).to_contain_text("0.25 (0.2 to 0.3, uniform)")
    row.locator("[name=kind]").select_option("low, central, high")
    for name, number in (("low", "0.1"), ("central", "0.2"), ("high", "0.4")):
        row.get_by_label(name, exact=True).fill(number)
    row.get_by_role("button", name=re.compile("^Set")).click()
    expect(row.locator("summary")).to_contain_text("0.2 (0.1 to 0.4)")
    page.get_by_role("region", name="Changed").get_by_role("button", name="reset").first.click()
    expect(page.get_by_text("Nothing: this is the reference.")).to_be_visible()
