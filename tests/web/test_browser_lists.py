"""Lists that a filter empties, and files that cannot be read, say what is wrong and how to go on."""

import re

import pytest
from playwright.sync_api import expect

from deterrence.evidence.dataset import load_dataset
from web.browser import CHROMIUM
from web.test_browser import address, is_said_in_link, page  # noqa: F401

# ruff: noqa: F811  (fixtures of the other file)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def test_where_a_filter_hides_every_row_the_page_says_what_hides_them_and_shows_them_again(page, address):
    page.goto(f"{address}/claims?find=zebra")
    hint = page.locator("#nothing")
    answer = page.locator("[name='show']").nth(1)
    answer.check()
    words = re.sub(r"\s*\d+$", "", answer.locator("..").inner_text().strip())
    expect(hint).to_contain_text(f"none fits the answer “{words}”, and the search for “zebra”")
    hint.get_by_role("button", name="Show all again").click()
    expect(hint).to_be_hidden()
    expect(page.locator("tr.reading:visible").first).to_be_visible()
    is_said_in_link(page, "zebra", is_so=False)
    page.goto(f"{address}/inputs")
    expect(hint).to_be_hidden()
    page.get_by_label("Search").fill("zebra")
    page.get_by_label("Grade of the value").select_option("judged")
    page.get_by_label("changed only").check()
    expect(hint).to_contain_text("none fits the search for “zebra”, and the grade “judged”, and “changed only”")
    hint.get_by_role("button", name="Show all again").click()
    expect(hint).to_be_hidden()
    total = len(load_dataset().quantities)
    expect(page.locator("#count")).to_have_text(f"{total} of {total} quantities")


def test_a_damaged_workbook_is_named_by_the_name_of_its_file(page, address, tmp_path):
    damaged = tmp_path / "Größen & mehr.xlsx"
    damaged.write_bytes(b"no workbook")
    page.goto(f"{address}/inputs")
    page.locator("#workbook").set_input_files(damaged)
    expect(page.locator("#workbook-problems")).to_contain_text("Größen & mehr.xlsx")
