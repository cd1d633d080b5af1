"""F20: a link of another dataset loses nothing: what has a place is applied, what has none is told."""

import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.web.state import state_of_query

DATASET = load_dataset()
STOCK = "nuclear.france.stockpile"
LINK = [
    ("dataset", "deadbeefdead"), ("set", "central"), ("structure", "aids_net"),
    ("c.missile_defence.sensor.see_probability", "0.9"), (f"c.{STOCK}", "300"), (f"r.{STOCK}", "A count."),
]  # fmt: skip


def test_the_valid_change_is_applied_and_the_other_told_with_the_nearest_name():
    state = state_of_query(LINK, DATASET)
    assert state.changes == {STOCK: {"value": 300, "rationale": "A count."}}
    assert state.assumption_set == "reference"
    assert state.left_out == (
        "assumption set central: called reference now",
        "missile_defence.sensor.see_probability = 0.9: no such quantity: did you mean "
        "missile_defence.sensor.sees_probability?",
    )


def test_a_set_that_is_gone_and_a_value_that_is_now_too_great_are_told_too():
    pairs = [("dataset", "deadbeefdead"), ("set", "nobody"), ("c.missile_defence.sensor.sees_probability", "2")]
    state = state_of_query(pairs, DATASET)
    assert (state.changes, state.assumption_set) == ({}, "reference")
    assert state.left_out[0] == "assumption set nobody: there is none of this name now; the usual one is shown"
    assert state.left_out[1].startswith("missile_defence.sensor.sees_probability = 2: above 1")


@pytest.mark.parametrize("dataset", [[], [("dataset", DATASET.digest[:12])]])
def test_a_link_of_this_dataset_is_refused_as_before(dataset):
    with pytest.raises(InputError):
        state_of_query([*dataset, *LINK[1:]], DATASET)


def test_a_link_of_this_dataset_leaves_nothing_out():
    assert state_of_query([("dataset", DATASET.digest[:12]), (f"c.{STOCK}", "300")], DATASET).left_out == ()


def test_what_cannot_be_read_at_all_is_still_refused():
    with pytest.raises(InputError, match="not a value"):
        state_of_query([("dataset", "deadbeefdead"), (f"c.{STOCK}", "{")], DATASET)
