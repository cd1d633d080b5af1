# ruff: noqa: E501  (whole messages stand on one line)
import numpy as np
import pytest

from deterrence.axes import STRUCTURES
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.missile_defence.components import deployment
from deterrence.nuclear.components import boats
from deterrence.scenario.checks import contradictions
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve
from deterrence.second_strike.inputs import prepare
from deterrence.second_strike.restoring import BAR
from running import BOATS as NUCLEAR_BOATS
from running import DEPLOYMENT, RETALIATION, quantities_of

REFERENCE = load_dataset()
TUBES = f"france.yaml:{REFERENCE.quantities['nuclear.france.tubes_per_boat'].line}"


def message(folder, changes, head=""):
    path = folder / "scenario.yaml"
    path.write_text(f"version: 1\n{head}changes:\n{changes}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path, REFERENCE)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_the_reference_contradicts_itself_nowhere():
    assert contradictions(load_scenario(None, REFERENCE)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            "  nuclear.france.boats_in_service: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.france.boats_in_service: more boats at sea than owned "
            "(nuclear.france.boats_at_sea_day_to_day, reference) (1): write at most 0, or raise "
            "nuclear.france.boats_in_service",
        ),
        (
            "  nuclear.france.missiles_per_boat: {value: 20, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.france.missiles_per_boat: more missiles on a boat than tubes (20): write at "
            "most 16, or raise nuclear.france.tubes_per_boat",
        ),
        (
            "  nuclear.france.warheads_per_missile: {value: {low: 4, central: 6, high: 7}, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.france.warheads_per_missile: more warheads on a missile than its limit (7): "
            "write at most 6, or raise nuclear.france.warheads_per_missile_limit",
        ),
        (
            "  missile_defence.s500.systems_delivered: {value: {dated: {2025: 1, 2030: 14}, rule: linear}, rationale: r}\n",
            "scenario.yaml:3: changes.missile_defence.s500.systems_delivered: more systems delivered than ordered (14): "
            "write at most 10, or raise missile_defence.s500.systems_ordered",
        ),
        (
            "  missile_defence.terminal.salvo: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.missile_defence.terminal.salvo.value: less than the models take (0): write a number "
            "from 1 to 50",
        ),
        (
            "  nuclear.theatre.rung.needed_weapons: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.theatre.rung.needed_weapons.value: less than the models take (0): write a "
            "number from 1 to 10000",
        ),
        (
            "  missile_defence.footprint.claimed_range_km: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.missile_defence.footprint.claimed_range_km.value: less than the models take (0): "
            "write a number from 1 to 10000",
        ),
        (
            "  nuclear.upload.response_lag_years: {value: {low: 0, central: 2, high: 4}, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.upload.response_lag_years.value.low: less than the models take (0): write a "
            "number from 1 to 100",
        ),
        (
            "  nuclear.france.tubes_per_boat: {value: {dated: {2025: 16, 2030: 16}, rule: step}, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.france.tubes_per_boat.value: dated, but the models take one value a future: "
            f"write one value or range for all years, or declare dated: path in its file ({TUBES}) if they take a path of it",
        ),
    ],
)
def test_what_is_impossible_together_is_refused_at_the_line_that_was_changed(tmp_path, changes, expected):
    assert message(tmp_path, changes) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            "  nuclear.united_states.stockpile: {value: 1500, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.united_states.stockpile: more warheads deployed than owned "
            "(nuclear.united_states.icbm_warheads, reference) (1700): make it and nuclear.united_states.slbm_warheads, "
            "nuclear.united_states.bomber_warheads sum to at most 1500, or raise nuclear.united_states.stockpile",
        ),
        (
            "  nuclear.china.air_share_of_warheads: {value: 0.95, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.china.air_share_of_warheads: shares of more than all warheads "
            "(nuclear.china.sea_share_of_warheads, reference) (1.2): make it and nuclear.china.air_share_of_warheads sum to "
            "at most 1",
        ),
        (
            "  nuclear.two_peer.reserve_against_china: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.two_peer.reserve_against_china.value: no requirement, so that nothing can "
            "suffice (0): write a number from 1 to 10000",
        ),
        (
            "  nuclear.united_states.launched_share: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.united_states.launched_share.value: nothing would be delivered (0): write a "
            "number from 0.001 to 1",
        ),
        (
            "  nuclear.stability.weapons_for_four_fifths_china: {value: 0, rationale: r}\n",
            "scenario.yaml:3: changes.nuclear.stability.weapons_for_four_fifths_china.value: value that no weapon is needed "
            "to destroy (0): write a number from 1 to 20000",
        ),
    ],
)
def test_parts_keep_to_their_total_and_nothing_is_divided_by_nothing(tmp_path, changes, expected):
    assert message(tmp_path, changes) == [expected]


def test_raising_the_bound_with_it_is_allowed(tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text(
        "version: 1\nchanges:\n"
        "  nuclear.france.missiles_per_boat: {value: 20, rationale: r}\n"
        "  nuclear.france.tubes_per_boat: {value: 20, rationale: r}\n",
        encoding="utf-8",
    )
    assert len(load_scenario(path, REFERENCE).changes) == 2


def test_a_change_that_no_chosen_structure_reads_is_refused(tmp_path):
    change = "  missile_defence.penetration_aids.discrimination: {value: 0.9, rationale: r}\n"
    assert message(tmp_path, change, "structures: [aids_net]\n") == [
        "scenario.yaml:4: changes.missile_defence.penetration_aids.discrimination: changes nothing: it counts only where "
        "the structure is explicit_decoys: remove it, or add explicit_decoys to structures"
    ]


YEARS = (2025, 2026, 2027)
ONLY_IN_THE_LOOP = {boats.UPLOAD_STRENGTH, boats.UPLOAD_LAG, deployment.RESPONSE_STRENGTH, deployment.RESPONSE_LAG,
                    deployment.RESPONSE_OUTPUT, BAR}  # fmt: skip


def model_inputs(draws, structure, year):
    """Everything that the models are given in one year."""
    years = np.asarray(YEARS)
    prepared, systems = prepare(draws, years, structure), deployment.deployment(draws, years)
    held = prepared.held
    load, rounds, channels = (values[:, year] for values in (held.base_load, *systems))
    inputs = prepared.inputs(year, load, rounds, channels)
    return [np.asarray(part) for part in (*inputs, held.ceiling[:, year], held.boats_owned[:, year])]


def takes_path(draws, identity, structure):
    """Whether a path that leaves the draws of 2026 and is 0 in other years gives the inputs of 2026."""
    path = np.zeros((5, 3))
    path[:, 1] = draws[identity].reshape(5, -1)[:, -1]
    level = {**draws, identity: path[:, 1]}
    expected = model_inputs(level, structure, 1)
    try:
        found = model_inputs({**draws, identity: path}, structure, 1)
    except (ValueError, IndexError):
        return False
    return all(a.shape == b.shape and np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_models_take_a_path_of_exactly_the_quantities_that_say_so(structure):
    """Otherwise a dated value would break the run, not the check."""
    draws = draw(resolve(load_scenario(None, REFERENCE), "reference"), 7, 0, 5, YEARS)
    for identity in sorted(set(quantities_of((NUCLEAR_BOATS, DEPLOYMENT, RETALIATION), structure)) - ONLY_IN_THE_LOOP):
        assert takes_path(draws, identity, structure) == REFERENCE.quantities[identity].takes_path, identity
