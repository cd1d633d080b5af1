"""Compare: what one state gives less another, in the same futures, with unit and sign; claims that change side."""

import re
from html import unescape
from itertools import product
from urllib.parse import urlencode

import numpy as np
import pytest

from deterrence.axes import CLAIM_YEAR
from deterrence.charts.numbers import in_per_cent
from deterrence.evidence.dataset import load_dataset
from deterrence.web.differences import Looked, claim_difference, difference, points, signed
from deterrence.web.raid import LiveOutcomes
from deterrence.web.state import State

M = "\N{MINUS SIGN}"
SEES = "missile_defence.sensor.sees_probability"


def looked(arrive, erosion, **state):
    """Outcomes of one year, by hand."""
    values = [np.array(each, dtype=float)[:, None] for each in (arrive, arrive, erosion)]
    outcomes = LiveOutcomes((CLAIM_YEAR,), *values, np.zeros((len(arrive), 1), dtype=bool))
    return Looked(State(futures=len(arrive), **state), outcomes, ())


ONE = looked([30.0, 40.0, 50.0], [0.1, 0.2, 0.3])
OTHER = looked([10.0, 20.0, 30.0], [0.6, 0.7, 0.8])


def test_a_difference_is_taken_in_each_future():
    """By hand: 20 in every future, though the states spread over 20 warheads each."""
    assert difference("arrivals_with", ONE, OTHER) == "+20 warheads (+20 to +20)"
    assert difference("arrivals_with", OTHER, ONE) == f"{M}20 warheads ({M}20 to {M}20)"
    assert difference("erosion_same_forces", ONE, OTHER) == f"{M}50 points ({M}50 to {M}50)"


def test_a_state_less_itself_is_none():
    assert difference("arrivals_with", ONE, ONE) == "none"


def test_where_the_futures_are_others_it_is_that_of_the_medians_and_said_to_be_so():
    other = looked([25.0, 35.0, 45.0], [0.6, 0.7, 0.8], seed=2)
    assert difference("arrivals_with", ONE, other) == "+5 warheads (of the medians: other futures)"


def test_a_difference_that_is_not_taken_in_each_future_is_that_of_what_is_printed_beside_it():
    """1.4 and 5.6 are printed 1 and 6: the reader finds 5 between them, and not the 4 of all digits."""
    one, other = looked([10.4], [0.014]), looked([15.6], [0.056], seed=2)
    assert difference("arrivals_with", other, one) == "+6 warheads (of the medians: other futures)"
    assert difference("erosion_same_forces", other, one) == "+5 points (of the medians: other futures)"
    ends = {"under 1": 0, "over 99": 100}
    for share, less in product((0.004, 0.014, 0.056, 0.5, 0.995, 0.997), repeat=2):
        more, few = (ends[text] if (text := in_per_cent(each)) in ends else int(text) for each in (share, less))
        told = claim_difference({"share": share}, {"share": less}).partition(" point")[0]
        assert told.replace(M, "-") in (f"{more - few:+d}", "under 1", "0")
        assert (told in ("under 1", "0")) is (more == few)


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0 points"), (0.012, "+1 point"), (-0.3, f"{M}30 points"), (0.001, "under 1 point")]
)
def test_points_of_a_per_cent(value, said):
    assert points(value) == said


def test_a_sign_stands_before_what_is_not_none():
    assert [signed(value) for value in (2.0, -2.0, 0.1)] == ["+2", f"{M}2", "0"]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (0.9, 0.2, "+70 points: changes side, true in more than half of the futures"),
        (0.2, 0.9, f"{M}70 points: changes side, true in at most half of the futures"),
        (0.9, 0.8, "+10 points"),
        (0.5, 0.6, f"{M}10 points: changes side, true in at most half of the futures"),
    ],
)
def test_a_claim_that_changes_side_is_said_to(one, other, said):
    assert claim_difference({"share": one}, {"share": other}) == said


def titles(client, query):
    text = unescape(client.get(f"/compare?{query}").text)
    return re.findall(r'<h2 id="state-[ABC]">([ABC]: [^<]+)</h2>', text)


def test_one_state_stands_beside_its_set_unchanged_and_the_reference_which_is_always_the_reference(client):
    changed = urlencode({"set": "strong_capital_defence", "futures": 20, f"c.{SEES}": 0.2})
    assert titles(client, changed) == [
        "A: the reference", "B: this assumption set, nothing changed", "C: this state",
    ]  # fmt: skip
    unchanged = urlencode({"set": "strong_capital_defence", "futures": 20})
    assert titles(client, unchanged) == ["A: the reference", "B: this assumption set, nothing changed"]
    assert titles(client, "futures=20") == ["A: the reference"]
    of_reference = urlencode({"futures": 20, f"c.{SEES}": 0.2})
    assert titles(client, of_reference) == ["A: the reference", "B: this state"]


def test_every_other_reading_is_one_link_away(client):
    text = unescape(client.get("/compare?futures=20").text)
    links = re.findall(r'<a href="(/compare\?s=[^"]+)">', text)
    assert len(links) == len(load_dataset().assumption_sets) - 1
    one, other = titles(client, links[0].partition("?")[2])
    assert one == "A: reference, nothing changed"
    assert (
        other.removeprefix("B: ").removesuffix(", nothing changed").replace(" ", "_") in load_dataset().assumption_sets
    )
