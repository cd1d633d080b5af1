"""The models of the conventional domain on inputs of a user: published runs, and every mistake by its place."""

import csv
import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deterrence.cli.app import app
from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.system.models import MODELS

ROOT = Path(__file__).parents[1]
RUNS = list(csv.DictReader((ROOT / "reference" / "posen_runs.csv").read_text(encoding="utf-8").splitlines()))


def case(name):
    return json.loads((ROOT / "cases" / f"{name}.json").read_text(encoding="utf-8"))


def run(name, tree, folder):
    path = folder / "case.json"
    path.write_text(json.dumps(tree))
    model = MODELS[name]
    return model.function(parse_fields(model.inputs, read_document(path)))


@pytest.mark.parametrize("row", RUNS, ids=[row["run"] for row in RUNS])
def test_the_published_runs_of_the_expanding_front(row, tmp_path):
    """Law C28: needs and losses to 1e-9, days of attack and of the first shortfall exactly."""
    inputs = {name: float(value) for name, value in row.items() if not name.startswith("out_") and name != "run"}
    found = run("expansion", inputs, tmp_path)
    assert set(found) == {name for name in row if name.startswith("out_")}
    for name, value in found.items():
        assert value == pytest.approx(float(row[name]), abs=1e-9), name


def test_reinforcement_of_two_routes(tmp_path):
    assert run("reinforcement", case("reinforcement"), tmp_path)["arrived"] == [0] * 12 + [4, 8, 12, 19, 26, 30]


def test_a_shut_day_lets_nothing_enter_and_what_is_under_way_comes(tmp_path):
    """4 a day from day 0, two days on the way, shut on day 1: 4 on day 2, none more on day 3, 8 on day 4."""
    tree = {
        "units": [{"vehicles": 10, "ready_day": 0}],
        "routes": [{"capacity_per_day": 4, "transit_days": 2, "closed_days": [1]}],
        "days": 5,
    }
    assert run("reinforcement", tree, tmp_path)["arrived"] == [0, 0, 4, 4, 8, 10]


@pytest.mark.parametrize("units", [[], [{"vehicles": 5, "ready_day": 9}]])
def test_a_pool_of_which_nothing_is_ready_brings_nothing(units, tmp_path):
    tree = {"units": units, "routes": [{"capacity_per_day": 4, "transit_days": 0}], "days": 3}
    assert run("reinforcement", tree, tmp_path)["arrived"] == [0, 0, 0, 0]


def test_no_units_and_no_routes_is_an_empty_region(tmp_path):
    assert run("reinforcement", {"units": [], "routes": [], "days": 2}, tmp_path)["arrived"] == [0, 0, 0]


def test_attrition_by_the_logarithmic_law(tmp_path):
    found = run("attrition", case("attrition"), tmp_path)
    assert found["attacker"] == pytest.approx([100 * math.exp(-0.05 * day) for day in range(11)])
    assert found["defender"] == pytest.approx([50 * math.exp(-0.05 / 1.5 * day) for day in range(11)])


def test_attrition_to_the_last(tmp_path):
    """Square law, 5 against 3, equal lethality: the defender is gone, 4 attackers are left."""
    tree = {"attacker": 5, "defender": 3, "daily_rate": 0.5, "exchange_ratio": 1, "exponent": 2, "days": 30}
    found = run("attrition", tree, tmp_path)
    assert len(found["attacker"]) == 31
    assert (found["attacker"][-1], found["defender"][-1]) == (pytest.approx(4), 0)


def problems(name, tree, folder):
    with pytest.raises(InputError) as error:
        run(name, tree, folder)
    return [f"{problem.path}: {problem.what}" for problem in error.value.problems]


def test_every_mistake_of_reinforcement_is_named_at_once(tmp_path):
    tree = {
        "units": [{"vehicles": -1, "ready_day": 2.5}],
        "routes": [{"capacity_per_day": -4, "transit_days": -2, "closed_days": [-1]}, {"capacity_per_day": 4}],
        "days": -1,
    }
    found = "\n".join(problems("reinforcement", tree, tmp_path))
    for place in (
        "units.0.vehicles", "units.0.ready_day", "routes.0.capacity_per_day", "routes.0.transit_days",
        "routes.0.closed_days.0", "routes.1.transit_days", "days",
    ):  # fmt: skip
        assert place in found, place


def test_units_without_a_route_are_refused_beside_other_mistakes(tmp_path):
    tree = {"units": [{"vehicles": 5, "ready_day": 1}], "routes": [], "days": -2}
    found = "\n".join(problems("reinforcement", tree, tmp_path))
    assert "1 units without a route" in found
    assert "days: below 0" in found


def test_every_mistake_of_attrition_is_named_at_once(tmp_path):
    tree = {"attacker": -1, "defender": -2, "daily_rate": -0.1, "exchange_ratio": 0, "exponent": -1, "days": -3}
    found = "\n".join(problems("attrition", tree, tmp_path))
    assert all(f"{name}: " in found for name in tree)


def test_every_mistake_of_the_expanding_front_is_named_at_once(tmp_path):
    tree = dict.fromkeys(case("expansion"), -1)
    found = "\n".join(problems("expansion", tree, tmp_path))
    assert all(f"{name}: " in found for name in tree)


@pytest.mark.parametrize("number", ["NaN", "Infinity", ".nan", ".inf"])
@pytest.mark.parametrize(
    ("name", "place"),
    [("attrition", "daily_rate"), ("expansion", "par"), ("reinforcement", "days")],
)
def test_what_is_no_number_is_refused(name, place, number, tmp_path):
    tree = {**case(name), place: "HERE"}
    path = tmp_path / ("case.json" if number[0] != "." else "case.yaml")
    path.write_text(json.dumps(tree).replace('"HERE"', number))
    done = CliRunner().invoke(app, ["model", name, "--inputs", str(path)])
    assert done.exit_code != 0


@pytest.mark.parametrize("name", ["reinforcement", "attrition", "expansion"])
def test_the_command_prints_plainly_and_as_json(name):
    arguments = ["model", name, "--inputs", str(ROOT / "cases" / f"{name}.json")]
    done = CliRunner().invoke(app, [*arguments, "--json"], catch_exceptions=False)
    found = json.loads(done.stdout)
    plain = CliRunner().invoke(app, arguments, catch_exceptions=False).stdout
    assert all(f"{key}: " in plain for key in found)
