# ruff: noqa: E501  (whole messages stand on one line)
"""A change that names assumption sets counts in these alone (law 3); everywhere else all is as without it."""

import json
from pathlib import Path

import numpy as np
import pytest

from deterrence.cli.changes import read_changes
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point
from deterrence.evidence.document import document_of
from deterrence.exploration.futures import Futures
from deterrence.exploration.run_record import what_made_it
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.resolve import masked, resolve
from deterrence.scenario.slips import slips
from deterrence.system.explain import explanation

TINY = load_dataset(Path(__file__).parents[1] / "evidence" / "tiny_dataset")
KILL, BOATS = "defence.pool.kill_probability_net_of_aids", "nuclear.force.boats"
WHY = {"value": 0.9, "rationale": "What if."}


def scenario(changes, **keys):
    return scenario_of(document_of({"version": 1, **keys, "changes": changes}, "s.yaml"), TINY)


def message(changes, **keys):
    with pytest.raises(InputError) as caught:
        scenario(changes, **keys)
    return str(caught.value).splitlines()


def test_it_counts_in_the_sets_that_it_names_and_in_no_other():
    found = scenario({KILL: {**WHY, "assumption_sets": ["essay"]}})
    essay, reference = resolve(found, "essay")[KILL], resolve(found, "reference")[KILL]
    assert (essay.basis.distribution, essay.origin) == (Point(0.9), "overlay")
    assert reference == resolve(load_scenario(None, TINY), "reference")[KILL]
    both = scenario({KILL: {**WHY, "assumption_sets": ["essay", "reference"]}})
    assert [resolve(both, name)[KILL].basis.distribution for name in ("essay", "reference")] == [Point(0.9)] * 2


def test_the_draws_of_every_other_set_are_the_same_to_the_bit_and_those_of_its_own_as_if_it_counted_in_all():
    plain, alone, everywhere = (scenario(c) for c in ({}, {KILL: {**WHY, "assumption_sets": ["essay"]}}, {KILL: WHY}))
    draws = {
        (at, name): Futures(of, name, "aids_net", 7, 0, 50).draws([KILL, BOATS])
        for at, of in (("plain", plain), ("alone", alone), ("everywhere", everywhere))
        for name in ("reference", "essay")
    }
    for quantity in (KILL, BOATS):
        assert draws["alone", "reference"][quantity].tobytes() == draws["plain", "reference"][quantity].tobytes()
        assert draws["alone", "essay"][quantity].tobytes() == draws["everywhere", "essay"][quantity].tobytes()
    assert np.all(draws["alone", "essay"][KILL] == 0.9)


def test_only_the_change_of_a_set_that_it_names_masks_what_the_set_changes_law_3():
    assert masked(scenario({KILL: {**WHY, "assumption_sets": ["essay"]}})) == (("essay", KILL),)
    assert masked(scenario({KILL: {**WHY, "assumption_sets": ["reference"]}})) == ()


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        (["esay"], [f"s.yaml: changes.{KILL}.assumption_sets.0: unknown assumption set (esay): did you mean essay?"]),
        (["essay", "essay"], [f"s.yaml: changes.{KILL}.assumption_sets.1: the same assumption set twice (essay): name it once"]),
        ("essay", [f"s.yaml: changes.{KILL}.assumption_sets: not a list (essay): write a list: [first, second]"]),
    ],
)  # fmt: skip
def test_a_set_that_is_wrong_is_a_named_error(sets, expected):
    assert message({KILL: {**WHY, "assumption_sets": sets}}) == expected


def test_an_empty_list_of_sets_is_a_named_error():
    (found,) = message({KILL: {**WHY, "assumption_sets": []}})
    assert found.startswith(f"s.yaml: changes.{KILL}.assumption_sets: no entries: write at least 1")


def test_a_change_of_a_set_that_is_not_run_changes_nothing_and_is_refused_law_28():
    found = message({KILL: {**WHY, "assumption_sets": ["essay"]}}, assumption_sets=["reference"])
    assert found == [
        f"s.yaml: changes.{KILL}: changes nothing: it counts only in the assumption set essay: remove it, or add essay to assumption_sets"
    ]


def test_where_it_counts_is_told_by_notebook_record_and_explanation():
    found = scenario({KILL: {**WHY, "assumption_sets": ["essay"]}})
    assert "in essay alone; What if." in found._repr_html_()
    assert "in essay alone" in json.dumps(what_made_it(found))
    told = explanation(found, KILL)["in_force"]
    assert (told["essay"]["origin"], told["reference"]["origin"]) == ("overlay, in essay alone", "reference")


def test_no_set_is_named_in_a_policy():
    """A policy lies on top of every set (law 3); its changes name none."""
    from deterrence.evidence.change import ChangeRecord

    assert "assumption_sets" not in ChangeRecord.model_fields


def test_an_option_of_the_command_names_sets_after_an_at_sign():
    found, problems = read_changes([f"{KILL}@essay,reference=0.9", f"{BOATS}=3"])
    assert problems == []
    assert found[KILL] == {
        "value": 0.9,
        "rationale": "set on the command line",
        "assumption_sets": ["essay", "reference"],
    }
    assert found[BOATS] == 3
    assert "no entries: write at least 1" in message(read_changes([f"{KILL}@=0.9"])[0])[0]


def test_a_slip_is_told_of_a_change_of_one_set():
    told = slips(scenario({BOATS: {"value": 90, "rationale": "r", "assumption_sets": ["essay"]}}))
    assert [problem.path for problem in told] == [f"changes.{BOATS}"]
