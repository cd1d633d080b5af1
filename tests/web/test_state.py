from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from deterrence.system.year import FORCES, POSTURES
from deterrence.web.levers import lever_change, levers_of
from deterrence.web.state import ON_PAGE, State, state_of, state_of_query

DATASET = load_dataset()
SEES, DECOYS = "missile_defence.sensor.sees_probability", "missile_defence.penetration_aids.discrimination"
SYSTEMS = "missile_defence.s500.systems_delivered"

shares = st.floats(0, 1)
values = st.one_of(shares, st.lists(shares, min_size=3, max_size=3).map(
    lambda three: dict(zip(("low", "central", "high"), sorted(three), strict=True))))  # fmt: skip
reasons = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40).map(lambda t: f"r{t}")
changes = st.dictionaries(st.sampled_from([SEES, DECOYS]), st.builds(
    lambda value, rationale: {"value": value, "rationale": rationale}, values, st.just(ON_PAGE) | reasons))  # fmt: skip


def problems(query):
    with pytest.raises(InputError) as caught:
        state_of_query(parse_qsl(query, keep_blank_values=True), DATASET)
    return [str(problem) for problem in caught.value.problems]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(DATASET.assumption_sets)), st.sampled_from(sorted(DATASET.structures)),
    st.sampled_from(FORCES), st.sampled_from(POSTURES), st.integers(20, 5000), st.integers(0, 2**63 - 1), changes,
)  # fmt: skip
def test_a_link_holds_the_whole_state(assumption_set, structure, force, posture, futures, seed, changed):
    state = State(assumption_set, structure, force, posture, futures, seed, changed, DATASET.digest[:12])
    assert state_of_query(parse_qsl(state.query(DATASET), keep_blank_values=True), DATASET) == state


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("force=frnce", ["link: force: no such choice (frnce): did you mean france?"]),
        ("frce=both", ["link: frce: unknown key (frce): did you mean force?"]),
        ("force=both&force=both", ["link: force: written twice (both): write it once"]),
        ("seed=-1&futures=9", ["link: futures: out of range (9): write a whole number from 20 to 5000",
                               "link: seed: out of range (-1): write a whole number from 0 to 9223372036854775807"]),
        (f"c.{SEES}=x", [f"link: c.{SEES}: not a value (x): write a number or {{low, central, high}} as JSON"]),
        (f"c.{SEES}=1.5", [f"link: changes.{SEES}.value: above 1, the bound of probability (1.5): "
                           "write a number of at most 1"]),
    ],
)  # fmt: skip
def test_a_broken_link_says_what_to_write(query, expected):
    assert problems(query) == expected


@pytest.mark.parametrize("text", ["null", "[]", "true", "{}", "1e999", "NaN", "-Infinity", '"x"', "[" * 60 + "]" * 60,
                                  '{"dated":{}}', '{"low":1}', "1" * 400])  # fmt: skip
def test_no_json_ends_otherwise_than_in_a_named_problem(text):
    assert problems(f"c.{SEES}={text}")


def test_an_unknown_quantity_is_refused_with_the_nearest_name():
    assert (
        "did you mean missile_defence.sensor.sees_probability?"
        in problems("c.missile_defence.sensor.sees_probabilty=1")[0]
    )


def test_a_change_of_the_other_structure_stays_in_the_link_without_effect():
    state = state_of({"changes": {DECOYS: {"value": 0.5}}}, DATASET)
    assert state.structure == "aids_net"
    assert DECOYS in state.query(DATASET)
    assert state.scenario_in_view(DATASET).changes == {}


@pytest.mark.parametrize("structure", sorted(DATASET.structures))
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_end_of_every_slider_is_a_scenario_and_shows_again_where_it_was_put(structure, end):
    reference = load_scenario(None, DATASET)
    state = State(structure=structure)
    for lever in levers_of(state, state.scenario_in_view(DATASET), reference):
        assert not lever.is_changed
        moved = state_of(
            {"structure": structure, "changes": {lever.id: {"value": lever_change(lever, getattr(lever, end))}}},
            DATASET,
        )
        again = {one.id: one for one in levers_of(moved, moved.scenario_in_view(DATASET), reference)}[lever.id]
        assert (again.value, again.is_changed) == (getattr(lever, end), True)


def test_levers_of_the_other_force_do_not_show():
    state = State(force="france")
    found = {lever.id for lever in levers_of(state, state.scenario_in_view(DATASET), load_scenario(None, DATASET))}
    assert "nuclear.france.warheads_per_missile" in found
    assert not [identity for identity in found if identity.startswith("nuclear.united_kingdom.")]
