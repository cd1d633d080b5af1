"""The ladder on inputs of a user: the hand-worked case, and every mistake by its whole message."""

import copy
import json
from pathlib import Path

import pytest
from numpy.testing import assert_allclose
from typer.testing import CliRunner

from deterrence.cli.app import app
from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.system.models import MODELS

CASE = Path(__file__).parents[1] / "cases" / "ladder.json"


def run(tree, folder):
    path = folder / "case.json"
    path.write_text(json.dumps(tree))
    model = MODELS["ladder"]
    return model.function(parse_fields(model.inputs, read_document(path)))


@pytest.fixture
def tree():
    return copy.deepcopy(json.loads(CASE.read_text()))


def test_three_rungs_by_hand(tree, tmp_path):
    """Same case as tests/nuclear/test_theatre.py: .32, .9, 0 with all; without A only B's 1.5 missiles of 5."""
    found = run(tree, tmp_path)
    assert_allclose(list(found["rung_coverage"]["all"].values()), [0.32, 0.9, 0])
    assert_allclose(list(found["usable_weapons"]["without A"].values()), [0, 1.5, 0])
    assert_allclose(list(found["ladder_coverage"].values()), [1.22 / 3, 0.3 / 3])
    assert_allclose(list(found["coverage_gap"].values()), [0, 0.92 / 3])
    assert_allclose(list(found["rungs_led_share"].values()), [0, 2 / 3])


def test_weights_change_only_the_mean(tree, tmp_path):
    tree["weights"] = {"bombs": 2, "missiles": 1, "ships": 1}
    found = run(tree, tmp_path)
    assert_allclose(found["ladder_coverage"]["all"], (2 * 0.32 + 0.9) / 4)
    assert_allclose(found["rung_coverage"]["all"]["missiles"], 0.9)


def _without_members(tree):
    tree["coalitions"]["nobody"] = []


def _negative(tree):
    tree["holdings"][0]["weapons"] = -1


def _more_certified_than_owned(tree):
    tree["holdings"][0]["systems_owned"] = 3


def _more_deployed_than_owned(tree):
    tree["stockpiles"]["A"] = 49


def _stranger(tree):
    tree["coalitions"]["all"] = ["A", "C"]


def _misspelt_rung(tree):
    tree["holdings"][1]["rung"] = "misiles"


def _two_at_once(tree):
    tree["against"] = "al"
    tree["weights"] = {"ships": 0}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without_members, "coalition without members (nobody): name at least one member"),
        (_negative, "holdings.0.weapons: below 0 (-1): write a number of at least 0"),
        (
            _more_certified_than_owned,
            "holdings.0: more systems certified (4) than owned (3): lower systems or raise systems_owned",
        ),
        (
            _more_deployed_than_owned,
            "more weapons deployed by A (50) than owned (49): lower its holdings or raise stockpiles.A",
        ),
        (_stranger, "member of all without a holding (C): write one of A, B, H"),
        (_misspelt_rung, "holding on no such rung (misiles): did you mean missiles?"),
        (
            _two_at_once,
            "against no such coalition (al); weights sum to 0: "
            "did you mean all?; give at least one rung a weight above 0",
        ),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else None,
)
def test_a_mistake_is_named_with_its_remedy(tree, tmp_path, spoil, message):
    spoil(tree)
    with pytest.raises(InputError) as error:
        run(tree, tmp_path)
    assert str(error.value).endswith(message)


def test_the_command_line_runs_it():
    done = CliRunner().invoke(app, ["model", "ladder", "--inputs", str(CASE), "--json"])
    assert done.exit_code == 0, done.output
    assert_allclose(json.loads(done.output)["ladder_coverage"]["all"], 1.22 / 3)
