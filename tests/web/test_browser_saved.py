"""A page that is saved as one file holds all of it, what is drawn or asked for late too."""

import re
from functools import partial
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from deterrence.evidence.dataset import load_dataset
from web.browser import CHROMIUM
from web.jobs.polling import wait_until
from web.test_browser import SEES, address, page  # noqa: F401

# ruff: noqa: F811  (fixtures of the other file)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def saved(page, path):
    """A page as it is saved, opened without the server."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as one file").click()
    download.value.save_as(path)
    alone = page.context.new_page()
    alone.goto(path.as_uri())
    return alone


def test_a_saved_comparison_holds_every_figure_those_too_that_nobody_scrolled_to(page, address, tmp_path):
    """They are drawn as a reader reaches them; in a file nothing can be asked for any more."""
    states = ("futures=20", f"futures=20&c.{SEES}=0.2")
    page.goto(f"{address}/compare?{'&'.join(f's={quote(one)}' for one in states)}")
    expect(page.locator("[data-difference] [data-waits]:visible")).to_have_count(0)
    boxes = page.locator("[data-difference]").count()
    alone = saved(page, tmp_path / "compare.html")
    assert alone.locator("[data-difference]").count() == boxes > 1
    assert alone.locator("[data-difference] [data-waits]").count() == 0
    drawings = alone.locator("[data-difference] .chart svg")
    assert drawings.count() == page.locator("[data-difference] .chart svg").count() > 0
    for one in alone.locator("[data-difference]").all():
        assert one.inner_text().strip(), "a figure, or that nothing differs"


def test_a_saved_page_holds_what_comes_after_what_is_seen_first(page, address, tmp_path):
    """The readings come behind the numbers of the overview, and what an input rests on when its line is opened."""
    held = []
    page.route("**/api/v1/readings*", lambda route: held.append(route))
    page.goto(f"{address}/?futures=40")
    wait_until(lambda: held, "what comes last", partial(page.wait_for_timeout, 20))
    save = page.get_by_role("button", name=re.compile("Save as one file|Waiting for"))
    with page.expect_download() as download:
        save.click()
        expect(save).to_have_text("Waiting for what is being drawn …")
        page.unroute("**/api/v1/readings*")  # sends on what was held
    expect(save).to_have_text("Save as one file")
    download.value.save_as(tmp_path / "overview.html")
    alone = page.context.new_page()
    alone.goto((tmp_path / "overview.html").as_uri())
    expect(alone.locator("#readings tbody tr")).to_have_count(len(load_dataset().assumption_sets))
    page.goto(f"{address}/inputs")
    alone = saved(page, tmp_path / "lines.html")
    expect(alone.get_by_text("Asking …")).to_have_count(0)
    expect(alone.locator(".quantity")).to_have_count(len(load_dataset().quantities))
    expect(alone.locator("details.quantity")).to_have_count(0)
    page.get_by_label("Search").fill("sees the raid")
    alone = saved(page, tmp_path / "inputs.html")
    rationale = load_dataset().quantities[SEES].basis.rationale
    expect(alone.locator(f"[id='{SEES}'] > div")).to_contain_text(rationale)
