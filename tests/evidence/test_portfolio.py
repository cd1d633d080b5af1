"""A portfolio is a policy that names policies: their changes from their own dates, their costs added up (law 38)."""

import shutil

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.policy import under_policy
from deterrence.scenario.resolve import resolve

DATASET = load_dataset()
SCENARIO = load_scenario(None, DATASET)
PORTFOLIO = DATASET.policies["european_options_together"]


def drawn(policy, names):
    """Draws of some quantities under one policy, of the same futures."""
    resolved = resolve(under_policy(policy, SCENARIO), "reference")
    return draw({name: resolved[name] for name in names}, 5, 0, 60, SCENARIO.years)


def test_a_portfolio_holds_the_changes_and_costs_of_its_members_and_its_own():
    members = [DATASET.policies[name] for name in PORTFOLIO.policies]
    assert len(members) > 1
    assert set(PORTFOLIO.cost) == {cost for member in members for cost in member.cost}
    own = {"nuclear.theatre.shared_french_weapons"}
    assert set(PORTFOLIO.changes) == own | {identity for member in members for identity in member.changes}


@pytest.mark.parametrize("member", PORTFOLIO.policies)
def test_in_a_portfolio_each_member_acts_as_it_does_alone(member):
    names = tuple(DATASET.policies[member].changes)
    alone, together = drawn(member, names), drawn(PORTFOLIO.id, names)
    for name in names:
        assert_array_equal(alone[name], together[name])
    reference = draw({n: resolve(SCENARIO, "reference")[n] for n in names}, 5, 0, 60, SCENARIO.years)
    assert any(
        not np.array_equal(np.broadcast_to(reference[n].reshape(60, -1), alone[n].shape), alone[n]) for n in names
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[french_forward_basin]", "no such policy (french_forward_basin): did you mean french_forward_basing?"),
        ("[polish_hosting, polish_dual_capable_aircraft]", "changes nuclear.theatre.poland"),
    ],
)
def test_members_that_do_not_exist_or_set_one_lever_are_named(tmp_path, written, said):
    root = tmp_path / "dataset"
    shutil.copytree(DATASET.root, root)
    place = root / "policies" / "european_options_together.yaml"
    lines = place.read_text(encoding="utf-8").split("\n")
    kept = [f"policies: {written}" if line.startswith("policies:") else line for line in lines]
    place.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_dataset(root)
    assert said in str(caught.value)
    assert "european_options_together.yaml: policies:" in str(caught.value)


def test_a_portfolio_and_one_of_its_members_in_force_set_one_lever_and_are_refused(tmp_path):
    file = tmp_path / "both.yaml"
    file.write_text("version: 1\npolicies: [european_options_together, french_nonstrategic]\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"changes nuclear\.theatre\.france\.new_nonstrategic_weapons, and so does"):
        load_scenario(file, DATASET)
