from dataclasses import replace

import numpy as np
import pytest

from deterrence.axes import FORCES, POSTURES, STRUCTURES
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.moves import Moves
from deterrence.exploration.run import EnsembleOptions
from deterrence.exposure import Exposure
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.web.raid import View, live_outcomes

YEARS = tuple(range(2034, 2040))


@pytest.fixture(scope="module")
def scenario():
    """With a pair of its own, so that no two of the exposures that are looked at are alike."""
    reference = load_scenario(None, load_dataset())
    return replace(reference, assumption_sets=("strong_capital_defence",), years=YEARS, exposure=Exposure(0.8, 0.5))


@pytest.fixture(scope="module")
def run(scenario, tmp_path_factory):
    options = EnsembleOptions(futures=24, seed=5)
    return run_ensemble(scenario, options, tmp_path_factory.mktemp("run"))


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("force", FORCES)
@pytest.mark.parametrize("exposure", ["half", "all", "asked"])
def test_one_raid_looked_at_alone_has_the_bytes_of_the_whole_run(scenario, run, exposure, force, posture, structure):
    """What the page shows and what a run stores are one number, upload and its feedback included."""
    live = live_outcomes(scenario, View("strong_capital_defence", structure, force, posture, 24, 5, exposure), Moves())
    cell = ("strong_capital_defence", structure)
    labels = {"force": force, "posture": posture, "exposure": exposure}
    stored = {
        "arrivals_with": run.results.values("arrivals", cell, **labels, defence="all"),
        "arrivals_without": run.results.values("arrivals", cell, **labels, defence="none"),
        **{name: run.results.values(name, cell, **labels) for name in ("erosion_same_forces", "nothing_to_erode")},
    }
    for name, values in stored.items():
        shown = getattr(live, name)
        assert shown.shape == (24, len(YEARS))
        assert np.asarray(values, dtype=shown.dtype).tobytes() == shown.tobytes()


def test_more_futures_keep_the_first_ones(scenario):
    few, many = (
        live_outcomes(scenario, View("strong_capital_defence", "aids_net", "both", "day_to_day", n, 5), Moves())
        for n in (10, 30)
    )
    assert few.arrivals_with.tobytes() == many.arrivals_with[:10].tobytes()


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_raid_that_is_moved_has_the_bytes_of_one_that_is_evaluated_whole(scenario, structure):
    """Whatever was looked at before: defence, load, the answer of upload and sizes of the force, moved and put back."""
    moves, view = Moves(), View("strong_capital_defence", structure, "both", "day_to_day", 24, 5)
    steps = (
        {},
        {"missile_defence.sensor.sees_probability": 0.4},
        {"missile_defence.sensor.sees_probability": 0.4, "nuclear.france.warheads_per_missile": 3},
        {"nuclear.upload.response_strength": 1},
        {"nuclear.united_kingdom.missile_reliability": 0.5},
        {},
    )
    for values in steps:
        changes = {name: {"value": value, "rationale": "a move"} for name, value in values.items()}
        tree = {"version": 1, "assumption_sets": ["strong_capital_defence"], "changes": changes}
        moved = replace(scenario_of(document_of(tree, "test"), load_dataset()), years=YEARS)
        found, whole = live_outcomes(moved, view, moves), live_outcomes(moved, view, Moves())
        for name in ("arrivals_with", "arrivals_without", "erosion_same_forces", "nothing_to_erode"):
            assert getattr(found, name).tobytes() == getattr(whole, name).tobytes(), (values, name)
