import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from web.browser import CHROMIUM, FLAGS, PATIENCE, served
from web.jobs.polling import PATIENCE_SECONDS

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="session")
def client(tmp_path_factory):
    with (
        served(tmp_path_factory.mktemp("workspace")) as address,
        httpx.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False) as client,
    ):
        yield client
