from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.axes import FORCES, POSTURES
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.web.levers import levers_of
from deterrence.web.state import BARE, State, state_of, state_of_query
from web.moved import lever_change

DATASET = load_dataset()
SEES, DECOYS = "missile_defence.sensor.sees_probability", "missile_defence.penetration_aids.discrimination"
SYSTEMS = "missile_defence.s500.systems_delivered"

shares = st.floats(0, 1)


def ordered(*names):
    return st.lists(shares, min_size=len(names), max_size=len(names)).map(
        lambda found: dict(zip(names, sorted(found), strict=True))
    )


def has_central_inside(three):
    """The form of a triple (law RD3)."""
    return three["low"] < three["central"] < three["high"]


counts = st.integers(0, 500)
values = st.one_of(
    shares,
    ordered("low", "central", "high").filter(has_central_inside),
    shares.map(lambda share: {"family": "point", "value": share}),
    st.builds(
        lambda chance, rest: {"mixture": {"at": 0, "chance": chance, "else": rest}},
        shares,
        ordered("low", "central", "high").filter(has_central_inside),
    ),
    ordered("low", "high").map(lambda two: {"family": "uniform", **two}),
    st.builds(lambda good, bad: {"family": "beta", "successes": good, "failures": bad}, counts, counts),
)
paths = st.builds(
    lambda early, late, rule: {"dated": {"2025": min(early, late), "2035": max(early, late)}, "rule": rule},
    st.integers(0, 10), st.integers(0, 10), st.sampled_from(["linear", "step"]),
)  # fmt: skip
reasons = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40).map(lambda t: f"r{t}")
changes = st.dictionaries(st.sampled_from([SEES, DECOYS]), st.builds(
    lambda value, rationale: {"value": value, "rationale": rationale}, values, st.just(BARE) | reasons))  # fmt: skip
dated_changes = st.fixed_dictionaries({}, optional={SYSTEMS: st.builds(
    lambda value: {"value": value, "rationale": BARE}, paths)})  # fmt: skip
exposures = st.sampled_from(["none", "half", "spread", "all"]) | st.builds("{},{}".format, shares, shares)
old_datasets = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def problems(query):
    with pytest.raises(InputError) as caught:
        state_of_query(parse_qsl(query, keep_blank_values=True), DATASET)
    return [str(problem) for problem in caught.value.problems]


@given(
    st.sampled_from(sorted(DATASET.assumption_sets)), st.sampled_from(sorted(DATASET.structures)),
    st.sampled_from(FORCES), st.sampled_from(POSTURES), exposures, st.integers(20, 5000), st.integers(0, 2**63 - 1),
    changes, dated_changes,
)  # fmt: skip
def test_a_link_holds_the_whole_state(
    assumption_set, structure, force, posture, exposure, futures, seed, changed, dated
):
    changed = changed | dated
    state = State(assumption_set, structure, force, posture, exposure, futures, seed, changed, DATASET.digest[:12])
    assert state_of_query(parse_qsl(state.query(DATASET), keep_blank_values=True), DATASET) == state
    assert state_of(state.as_dict(), DATASET) == replace(state, dataset="")


@given(old_datasets)
def test_a_link_may_name_any_dataset(name):
    assert state_of_query([("dataset", name)], DATASET) == State(dataset=name)


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


def test_a_link_that_is_broken_in_many_ways_has_every_problem_named_once():
    found = problems(
        f"frce=both&posture=day&posture=day_to_dy&set=centrl&structure=aids&futures=1e3&seed={10**20}"
        f"&c.{SEES}={{&c.{SYSTEMS}=11.5&c.no.such=1&r.{DECOYS}=why"
    )
    assert [problem.split(": ")[1] for problem in found] == [
        "frce", "posture", f"c.{SEES}", "assumption_set", "structure", "posture", "futures", "seed",
        f"changes.{DECOYS}", f"changes.{SYSTEMS}.value", "changes.no.such",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["null", "[]", "true", "{}", "1e999", "NaN", "-Infinity", '"x"', "[" * 60 + "]" * 60,
                                  "[" * 100_000, '{"dated":{}}', '{"dated":[],"rule":{}}', '{"low":1}', "1" * 400,
                                  "1" * 5_000, '{"family":[]}', '{"family":{}}', '"\\ud800"', '{"\\ud800":1}',
                                  '{"dated":{"2027":{"family":[]}},"rule":"step"}', ""])  # fmt: skip
def test_no_json_ends_otherwise_than_in_a_named_problem(text):
    assert problems(f"c.{SEES}={text}")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["low", "central", "high", "family", "value", "dated", "rule", "2027"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(anything)
def test_any_value_is_a_state_or_a_named_problem(value):
    try:
        state = state_of({"changes": {SEES: {"value": value}}}, DATASET)
    except InputError as error:
        assert error.problems
    else:
        assert state.scenario_in_view(DATASET).changes


@pytest.mark.parametrize(
    ("exposure", "label", "pair"),
    [
        ("all", "all", None),
        ("half", "half", None),
        ("none", "asked", (0, 1)),
        ("spread", "asked", (1, 0.75)),
        ("0.6,0.9", "asked", (0.6, 0.9)),
    ],
)
def test_what_is_not_computed_in_every_year_is_looked_at_as_the_pair_that_is_asked_for(exposure, label, pair):
    """Laws RE2 and RE5: half and all stand in every year, and so does what is asked for; the others are pairs."""
    state = state_of({"exposure": exposure}, DATASET)
    assert (state.view().exposure, state.view().pair) == (label, pair)
    assert state.scenario_in_view(DATASET).exposure == pair


def test_only_a_pair_of_one_s_own_makes_another_run():
    """What is asked of every label is answered by one run: the labels are no part of its scenario."""
    asked = {name: state_of({"exposure": name}, DATASET).tree() for name in ("none", "half", "spread", "all")}
    assert all(tree == State().tree() for tree in asked.values())
    assert state_of({"exposure": "0.6,0.9"}, DATASET).tree() == {"version": 1, "changes": {}, "exposure": [0.6, 0.9]}


@pytest.mark.parametrize(
    "exposure", ["most", "asked", "", "0.6", "0.6,0.9,0", "0.6;0.9", "1.1,0.5", "-0.1,0.5", "0.5,nan", "a,b"]
)
def test_a_pair_that_is_none_is_refused_with_what_to_write(exposure):
    said = f"link: exposure: no such exposure ({exposure}): write one of none, half, spread, all, or two shares from "
    found = problems(f"exposure={exposure}")
    assert len(found) == 1
    assert found[0] == f"{said}0 to 1, as 0.6,0.9" or (not exposure and found[0].startswith("link: exposure: "))


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
    assert set(scenario_of(document_of(state.tree(), "link"), DATASET).changes) == {DECOYS}


@pytest.mark.parametrize("structure", sorted(DATASET.structures))
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_end_of_every_slider_is_a_scenario_and_shows_again_where_it_was_put(structure, end):
    reference = load_scenario(None, DATASET)
    state = State(structure=structure)
    for lever in levers_of(state, state.scenario_in_view(DATASET), reference):
        assert (lever.is_changed, lever.value) == (False, lever.reference[1])
        moved = state_of(
            {"structure": structure, "changes": {lever.id: {"value": lever_change(lever, getattr(lever, end))}}},
            DATASET,
        )
        again = {one.id: one for one in levers_of(moved, moved.scenario_in_view(DATASET), reference)}[lever.id]
        assert (again.value, again.is_changed) == (getattr(lever, end), True)


def test_a_dated_lever_tells_the_page_its_earlier_dates():
    reference = load_scenario(None, DATASET)
    lever = {lever.id: lever for lever in levers_of(State(), reference, reference)}[SYSTEMS]
    assert (lever.knots, lever.year, lever.rule) == (((2025, 0.0), (2026, 1.0)), 2035, "linear")


def test_a_slider_beyond_its_bound_is_a_problem_that_names_the_bound():
    boats = "nuclear.france.boats_at_sea_day_to_day"
    assert "write a number from 0 to 3" in "".join(problems(f"c.{boats}=4"))


def test_levers_of_the_other_force_do_not_show():
    state = State(force="france")
    found = {lever.id for lever in levers_of(state, state.scenario_in_view(DATASET), load_scenario(None, DATASET))}
    assert "nuclear.france.warheads_per_missile" in found
    assert not [identity for identity in found if identity.startswith("nuclear.united_kingdom.")]
