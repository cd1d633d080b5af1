"""What is told of a quantity in force: where its number is from, and on whose words it rests."""

import deterrence as dt
from deterrence.system.explain import explanation

KILL = "missile_defence.s500.kill_probability_net_of_aids"
SET = "strong_capital_defence"


def test_what_a_set_is_argued_from_is_told_of_its_own_number_alone():
    """A number of the reader's own lies on top of the set's; the sentence behind the set's is no reason of it."""
    own = explanation(dt.load(changes={KILL: 0.35}), KILL)["in_force"][SET]
    assert (own["origin"], own["assertion"], own["sentence"]) == ("overlay", None, None)
    told = explanation(dt.load(), KILL)["in_force"][SET]
    assert told["assertion"] == "One shot of either layer kills with even odds."
    assert told["sentence"].startswith("even with a very modest SSPK")
