import httpx
import pytest

from web.browser import served
from web.jobs.polling import PATIENCE_SECONDS


@pytest.fixture(scope="session")
def client(tmp_path_factory):
    with (
        served(tmp_path_factory.mktemp("workspace")) as address,
        httpx.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False) as client,
    ):
        yield client
