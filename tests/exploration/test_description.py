# ruff: noqa: E501  (whole messages stand on one line)
"""A run describes itself: its folder says what made it, holds one run, and its parts say what their columns mean."""

import json
import shutil
from dataclasses import replace

import pytest
import yaml
from pyarrow import parquet

import deterrence
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.written import as_run, yaml_text

DATASET = load_dataset()
KILL, BOATS = "missile_defence.terminal.kill_probability_net_of_aids", "nuclear.france.boats_in_service"
MINE = {
    "version": 1,
    "title": "Fewer boats",
    "assumption_sets": ["reference"],
    "structures": ["aids_net"],
    "horizon": {"first": 2035, "last": 2036},
    "sources": [{"source": "mine", "title": "T", "publisher": "P", "date": "2026"}],
    "changes": {
        BOATS: {"value": 3, "sources": [{"source": "mine", "locator": "p. 7"}]},
        KILL: {"value": {"low": 0.1, "central": 0.2, "high": 0.3}, "rationale": "What if."},
    },
    "policies": {"asn4g": {}},
    "exposure": [0.6, 0.9],
}


def scenario(**changed):
    return scenario_of(document_of({**MINE, **changed}, "mine.yaml"), DATASET)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("run")
    run_ensemble(scenario(), EnsembleOptions(20, 3), path)
    return path


def said(folder, other, futures=20, seed=3):
    with pytest.raises(InputError) as caught:
        run_ensemble(other, EnsembleOptions(futures, seed), folder)
    (problem,) = caught.value.problems
    return problem.what


def test_the_folder_holds_title_changes_reasons_and_sources(folder):
    found = yaml.safe_load((folder / "scenario.yaml").read_text(encoding="utf-8"))
    assert found == {**MINE, "changes": found["changes"]}
    assert found["changes"][BOATS] == {"value": 3, "sources": [{"source": "mine", "locator": "p. 7"}]}
    record = json.loads((folder / "run_record.json").read_text(encoding="utf-8"))
    assert record["dataset_digest"] == DATASET.digest
    assert record["package_version"] == deterrence.__version__
    assert record["futures_of_cells"] == {"reference, aids_net": 20}
    assert not {"title", "changes"} & record.keys()  # one home each


def test_the_file_in_the_folder_asks_for_the_same_run_and_goes_on_with_it(folder):
    again = load_scenario(folder / "scenario.yaml", DATASET)
    assert (again.digest, again.changes, again.title) == (scenario().digest, scenario().changes, "Fewer boats")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    run_ensemble(again, EnsembleOptions(20, 3), folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("changed", "options", "what"),
    [
        ({"title": "Other words"}, {}, "holds another run (another scenario)"),
        ({"changes": {}}, {}, "holds another run (another scenario)"),
        ({}, {"seed": 4}, "holds another run (seed 3, not 4)"),
        ({}, {"futures": 40}, "holds another run (futures per cell 20, not 40)"),
        ({"structures": ["aids_net", "independent_sensors"]}, {}, "holds another run (another scenario; structures aids_net, not aids_net, independent_sensors)"),
    ],
)  # fmt: skip
def test_another_run_into_the_same_folder_is_refused_and_nothing_is_touched(folder, changed, options, what):
    before = sorted(path.name for path in folder.rglob("*"))
    found = said(folder, scenario(**changed), **options)
    assert found == what
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_a_run_that_was_only_begun_is_refused_too(folder, tmp_path):
    """Its record on top is not written before it ends; that in its parts is there from the first."""
    begun = next((folder / "parts").iterdir())
    (tmp_path / "parts" / begun.name).mkdir(parents=True)
    (tmp_path / "parts" / begun.name / "run_record.json").write_bytes((begun / "run_record.json").read_bytes())
    assert said(tmp_path, scenario(), seed=4) == "holds another run (seed 3, not 4)"


def test_a_damaged_record_stops_nothing(tmp_path):
    (tmp_path / "run_record.json").write_text("{", encoding="utf-8")
    run_ensemble(scenario(), EnsembleOptions(20, 3), tmp_path)
    assert json.loads((tmp_path / "run_record.json").read_text(encoding="utf-8"))["seed"] == 3


def test_parts_say_unit_meaning_and_version(folder):
    parts = next((folder / "parts").iterdir())
    schema = parquet.read_schema(next(path for path in parts.glob("arrivals-*.parquet")))
    assert schema.field("arrivals").metadata[b"unit"] == b"warheads"
    assert schema.field("arrivals").metadata[b"meaning"].startswith(b"Expected warheads that arrive")
    assert schema.field("year").metadata[b"meaning"] == b"calendar year"
    assert schema.metadata[b"deterrence:version"] == deterrence.__version__.encode()
    assert schema.metadata[b"deterrence:dataset_digest"] == DATASET.digest.encode()


def test_columns_of_draws_say_unit_and_meaning(folder, tmp_path):
    """They are stored where they are asked for as a table."""
    run = run_ensemble(scenario(), EnsembleOptions(20, 3), shutil.copytree(folder, tmp_path / "copy"))
    assert run.query("SELECT count(*) AS n FROM x", x="draws")["n"][0] == 20
    draws = parquet.read_schema(next(run.parts.folder.glob("draws-*.parquet")))
    assert draws.field(BOATS).metadata[b"unit"] == b"boats"
    assert draws.field(KILL).metadata[b"meaning"] == DATASET.quantities[KILL].description.encode()


def test_what_says_the_same_has_the_same_digest_however_it_is_written():
    """All sets in their order are what is run where none is named."""
    reference = load_scenario(None, DATASET)
    for tree in ({"version": 1}, as_run(reference), {"version": 1, "horizon": {"first": 2025}, "changes": {}}):
        assert scenario_of(document_of(tree, "s"), DATASET).digest == reference.digest
    assert scenario_of(document_of({"version": 1, "title": "T"}, "s"), DATASET).digest != reference.digest


def test_a_scenario_with_years_of_its_own_is_written_as_it_is_run():
    short = replace(load_scenario(None, DATASET), years=(2035, 2036), structures=("aids_net",))
    found = yaml.safe_load(yaml_text(as_run(short), ("a\nb",)))
    assert (found["horizon"], found["structures"]) == ({"first": 2035, "last": 2036}, ["aids_net"])
