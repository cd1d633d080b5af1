from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.missile_defence.own_inputs.raid import Inputs
from deterrence.system.models import MODELS

CASES = Path(__file__).parents[1] / "cases"
MODEL = MODELS["raid"]


def inputs(**changes):
    one = {
        "days": 3,
        "classes": ({"name": "m", "objects_per_raid": 2, "served_by": ("p",)},),
        "pools": ({"name": "p", "ready_rounds": 3, "kill_probability": {"m": 1.0}},),
    }
    return Inputs(**{**one, **changes})


def test_the_case_on_file_gives_the_published_leak_and_a_ledger_by_hand():
    result = MODEL.function(parse_fields(MODEL.inputs, read_document(CASES / "raid.yaml")))
    assert result["raid_days"] == [1, 6, 11]
    assert_allclose(result["leaked_of_raid"]["fast"], [9.06, 40, 40])
    # Five of ten slow objects meet the lower pool: 8 rounds and 3 reloads are 5, 5 and 1 shots.
    assert_allclose(result["leaked_of_raid"]["slow"], [5, 5, 9])
    assert_allclose(result["rounds_left_after_raid"]["lower"], [6, 1, 0])
    assert_allclose(result["leakage_share_of_raid"], [14.06 / 50, 45 / 50, 49 / 50])
    assert result["days_sustained"] == 5


def test_a_raid_without_a_shield_leaks():
    one = {"name": "m", "objects_per_raid": 4, "served_by": ()}
    result = MODEL.function(inputs(classes=(one,), pools=()))
    assert result["leakage_share_by_class"] == {"m": 1.0}
    assert result["days_sustained"] == 0


def test_every_number_out_of_range_is_named_at_once():
    with pytest.raises(InputError) as caught:
        parse_fields(MODEL.inputs, read_document(CASES / "bad" / "model_raid.yaml"))
    wrong = {problem.path: problem.what for problem in caught.value.problems}
    assert wrong["classes.0.objects_per_raid"] == "below 0"
    assert wrong["pools.0.ready_rounds"] == "below 0"
    assert wrong["pools.0.kill_probability.fast"] == "above 1"
    assert len(wrong) == 4


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"classes": ()}, "no class of objects comes"),
        ({"pools": ()}, "m is served by p, which is no pool: write one of none"),
        (
            {"pools": ({"name": "p", "ready_rounds": 3, "kill_probability": {"n": 1.0}},)},
            "p serves m without a kill probability against it",
        ),
        (
            {"classes": ({"name": "m", "objects_per_raid": 2, "served_by": ("p", "p")},)},
            "m is served twice by one pool",
        ),
        ({"classes": ({"name": "m", "objects_per_raid": 2, "served_by": ()},) * 2}, "two classes named m"),
        (
            {
                "classes": ({"name": "m", "objects_per_raid": 900, "served_by": ("p",)},),
                "pools": ({"name": "p", "ready_rounds": 3, "looks": 2, "kill_probability": {"m": 1.0}},),
            },
            "p looks twice at 900 objects: set looks to 1",
        ),
    ],
)
def test_inputs_that_do_not_fit_each_other_are_named(changes, message):
    with pytest.raises(ValueError, match=message):
        inputs(**changes)
