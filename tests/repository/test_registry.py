from pathlib import Path

import pytest

from deterrence.system.models import MODELS
from deterrence.system.registry import OUTCOMES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_every_outcome_is_documented_on_its_page(name):
    """An undocumented outcome fails: its page names it."""
    page = ROOT / "docs" / OUTCOMES[name].page
    assert f"`{name}`" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_registered_model_is_documented_on_its_page(name):
    assert f"`{name}`" in (ROOT / MODELS[name].page).read_text(encoding="utf-8")
