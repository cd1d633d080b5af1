from pathlib import Path

import pytest

from deterrence.system.models import MODELS
from deterrence.system.options import OPTION_OUTCOMES
from deterrence.system.registry import STUDIES

ROOT = Path(__file__).parents[2]


def assert_named(name, page):
    path = ROOT / "docs" / page
    assert path.is_file(), f"{name} names the page docs/{page}: write it"
    assert f"`{name}`" in path.read_text(encoding="utf-8"), f"docs/{page}: name `{name}` and give its equation"


@pytest.mark.parametrize("outcome", OPTION_OUTCOMES, ids=lambda outcome: outcome.name)
def test_cost_and_date_of_options_are_documented_on_their_page(outcome):
    """Those of components are tested with the rest of their contract."""
    assert_named(outcome.name, outcome.page)


@pytest.mark.parametrize("name", sorted(STUDIES))
def test_every_study_and_its_outcomes_are_documented_on_their_page(name):
    for outcome in STUDIES[name].outcomes:
        assert_named(name, outcome.page)
        assert_named(outcome.name, outcome.page)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_registered_model_is_documented_on_its_page(name):
    assert_named(name, MODELS[name].page)
