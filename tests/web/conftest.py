import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from web.browser import CHROMIUM, FLAGS, PATIENCE, served
from web.jobs.polling import PATIENCE_SECONDS

expect.set_options(timeout=PATIENCE)
TOGETHER = ("--process-per-site", "--in-process-gpu")
"""One process draws all pages of a context, and has their scripts compiled already."""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *TOGETHER], timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="module")
def context(browser):
    """Where all pages of a file are opened; what one of them keeps (sessionStorage) no other sees."""
    found = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    found.set_default_timeout(PATIENCE)
    yield found
    found.close()


@pytest.fixture(scope="module")
def always_open(context, address):
    """A page as long as any other: the process that draws goes on, with all scripts compiled."""
    found = context.new_page()
    found.goto(f"{address}/static/icon.svg")
    return found


@pytest.fixture
def new_page(context, always_open):
    """Opens pages; after the test all are closed, those too that the test opened beside them."""
    yield context.new_page
    for page in context.pages:
        if page != always_open:
            page.close()


@pytest.fixture(scope="session")
def client(tmp_path_factory):
    with (
        served(tmp_path_factory.mktemp("workspace")) as address,
        httpx.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False) as client,
    ):
        yield client
