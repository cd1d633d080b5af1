"""What a run keeps, what it computes when asked, and how many bytes that takes (law 45)."""

import shutil
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from deterrence.claims.claim import load_claims
from deterrence.errors import MachineError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import size
from deterrence.exploration.asked import Also
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.futures import Futures, evaluate
from deterrence.exploration.run import EnsembleOptions
from deterrence.exploration.stored_names import is_apart
from deterrence.exploration.studies import shown_of_others
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import OUTCOMES, STUDIES, tables

OPTIONS = EnsembleOptions(futures=12, seed=3)
CELL = ("reference", "aids_net")
NOT_KEPT = sorted(tables(everything=True).keys() - tables().keys())


@pytest.fixture(scope="module")
def scenario():
    reference = load_scenario(None, load_dataset())
    sets, forms = ("reference", "strong_capital_defence"), ("aids_net", "explicit_decoys")
    return replace(reference, assumption_sets=sets, structures=forms, years=tuple(range(2034, 2038)))


@pytest.fixture(scope="module")
def everything(scenario, tmp_path_factory):
    return run_ensemble(scenario, replace(OPTIONS, keep="all"), tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="module")
def as_usual(scenario, tmp_path_factory):
    """The folder of a run that keeps what is kept by default."""
    folder = tmp_path_factory.mktemp("usual")
    run_ensemble(scenario, OPTIONS, folder)
    return folder


@pytest.fixture
def folder(as_usual, tmp_path):
    """A copy of it, in which a test may compute more."""
    return shutil.copytree(as_usual, tmp_path / "run")


@pytest.fixture
def run(scenario, folder):
    return run_ensemble(scenario, OPTIONS, folder)


def names(run):
    return {path.name for path in run.parts.folder.glob("*.parquet")}


def test_tables_are_kept_whole_or_not_at_all():
    for table, outcomes in tables(everything=True).items():
        assert len({(OUTCOMES[name].keep, OUTCOMES[name].years) for name in outcomes}) == 1, table
    assert {"curves", "reach_by_year"} <= set(NOT_KEPT)


def test_what_is_computed_when_it_is_asked_for_has_the_bytes_that_are_kept(run, everything):
    before = names(run)
    assert not {name.partition("-")[0] for name in before} & set(NOT_KEPT)
    for outcome in ("curve", "reach_by_year"):
        asked, kept = run.results.values(outcome, CELL), everything.results.values(outcome, CELL)
        assert asked.tobytes() == kept.tobytes()
    new = names(run) - before
    assert new == {
        f"{table}-reference-aids_net-00000.parquet" for table in ("curves", "reach_by_year")
    }  # of that cell alone
    for name in new:
        assert (run.parts.folder / name).read_bytes() == (everything.parts.folder / name).read_bytes()


def test_what_stands_under_policies_is_computed_when_it_is_asked_for(run, everything):
    """A run keeps the reference; under a policy it is computed in the cell asked for, to the bytes that are kept."""
    before = names(run)
    assert not [name for name in before if ".policies-" in name]
    reached = run.results.along("arrivals", "policy")
    assert reached == everything.results.along("arrivals", "policy")
    assert {"reference", "more_british_boats_at_sea"} < set(reached)
    assert run.results.values("arrivals", CELL).tobytes() == everything.results.values("arrivals", CELL).tobytes()
    assert names(run) == before
    for policy in reached:
        one, other = (each.results.values("arrivals", CELL, policy=policy) for each in (run, everything))
        assert one.tobytes() == other.tobytes()
    assert names(run) - before == {"arrivals.policies-reference-aids_net-00000.parquet"}
    new = (names(run) - before).pop()
    assert (run.parts.folder / new).read_bytes() == (everything.parts.folder / new).read_bytes()


def test_what_a_run_holds_under_policies_is_a_block_run_at_once(scenario, everything):
    """Whatever is stored apart, the numbers are those of one block with every policy."""
    found = evaluate(Futures(scenario, *CELL, OPTIONS.seed, 0, OPTIONS.futures)).block
    for name in ("arrivals", "boats_to_restore", "usable_theatre_weapons", "warheads_per_missile"):
        assert everything.results.along(name, "policy") == found.policies[name]
        for policy in found.policies[name]:
            stored = everything.results.values(name, CELL, policy=policy)
            assert stored.tobytes() == np.ascontiguousarray(found.under(name, policy)).tobytes()


def test_a_view_over_a_table_holds_every_policy(run):
    sql = "SELECT policy, count(*) AS n FROM x GROUP BY policy"
    found = run.query(sql, cell=CELL, x="arrivals")
    assert set(found["policy"]) == set(run.results.along("arrivals", "policy"))
    assert len(set(found["n"])) == 1


def test_propositions_read_under_policies_what_a_run_keeps():
    """Else judging would compute it cell by cell."""
    for claim in load_claims():
        for asked in (reading.proposition for reading in claim.readings if reading.proposition):
            if "policy" in {*asked.at, *asked.against}:
                assert not is_apart(OUTCOMES[asked.outcome].table), claim.id


def test_it_is_computed_where_nothing_can_be_written_too(run, everything, folder, monkeypatch):
    before = names(run)
    monkeypatch.setattr("deterrence.exploration.store.parquet.write_table", _only_outside(folder))
    assert run.results.values("curve", CELL).tobytes() == everything.results.values("curve", CELL).tobytes()
    assert names(run) == before


def _only_outside(folder):
    from pyarrow import parquet

    write = parquet.write_table

    def outside(table, path, **options):
        if path.is_relative_to(folder):
            raise PermissionError(13, "Permission denied", str(path))
        write(table, path, **options)

    return outside


def test_draws_that_are_made_again_are_those_that_are_kept(everything, folder, scenario):
    """To the last bit, whatever is asked for and in whatever order; also under policies, and dated ones."""
    run = run_ensemble(scenario, OPTIONS, folder)
    before = names(run)
    for cell in run.cells:
        drawn, columns = run.results.draws(cell), everything.parts.columns((), "draws", cell)
        assert [name for name in columns if name not in ("assumption_set", "structure", "future")] == list(drawn)
        assert any("/" in name for name in drawn)
        for name in reversed(list(drawn)[::7]):
            assert drawn[name].tobytes() == columns[name].tobytes(), name
        assert all(values.tobytes() == columns[name].tobytes() for name, values in drawn.some(list(drawn)).items())
    assert names(run) == before


def test_a_run_computes_what_else_is_wanted_of_it(scenario, folder):
    run = run_ensemble(scenario, OPTIONS, folder, also=Also(("curve", "arrivals")))
    assert {name for name in names(run) if name.partition("-")[0] in NOT_KEPT} == {
        "curves-reference-aids_net-00000.parquet"
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_wanted_whatever_a_run_finds_is_done_once_and_is_the_same(scenario, tmp_path, workers):
    """It is begun between the rounds of a run where there are processes for it, and read with the rest in the end."""
    also = Also(("curve",), lambda run: run.cells[-1:], has_studies=True, meanwhile=lambda run: told.append(run.cells))
    told: list[object] = []
    run = run_ensemble(scenario, OPTIONS, tmp_path / "run", workers, also=also)
    assert told == [run.cells]
    wanted = {name for name in names(run) if name.startswith("curves-")}
    assert wanted == {f"curves-{'-'.join(cell)}-00000.parquet" for cell in (run.cells[0], run.cells[-1])}
    plain = run_ensemble(scenario, OPTIONS, tmp_path / "plain")
    for cell in (run.cells[0], run.cells[-1]):
        plain.hold("curves", cell)
    for name in names(run):
        assert (run.parts.folder / name).read_bytes() == (plain.parts.folder / name).read_bytes(), name
    assert list(run.parts.folder.glob("study-*.npz"))
    before = {path: path.stat().st_ino for path in run.parts.folder.iterdir()}
    run_ensemble(scenario, OPTIONS, tmp_path / "run", workers, also=also)
    assert {path: path.stat().st_ino for path in run.parts.folder.iterdir() if path in before} == before


def test_a_study_that_is_shown_of_the_cells_that_a_run_picks_is_solved_with_it(scenario, tmp_path):
    """By what computes, and not by the process that writes, once it reads it."""
    asked = Also(("curve",), lambda run: run.cells[-1:], has_studies=True)
    run = run_ensemble(scenario, OPTIONS, tmp_path, also=asked)
    names_ = [study.name for study in STUDIES.values() if study.is_shown_of_others]
    assert names_
    for name in names_:
        found = {path.name for path in run.parts.folder.glob(f"study-{name}-*.npz")}
        assert found == {task.part_names[0] for task in shown_of_others(run.cells[-1:]) if task.study == name}


def test_an_outcome_of_some_years_is_computed_in_those_alone(scenario, everything):
    assert everything.results.along("curve", "year") == (2036,)
    assert everything.results.values("curve", CELL).shape[1] == 1
    benchmarks = everything.results.along("reach_by_year", "benchmark")
    whole = {"year": 2036, "exposure": "all"}
    reach = everything.results.values("reach_by_year", CELL, **whole)
    curve = everything.results.values("curve", CELL, **whole)[..., [0, 2], :]  # without the defence, and through it
    assert len(everything.results.along("reach_by_year", "year")) == 4
    held = [count for count in benchmarks if count < curve.shape[-1]]
    places = [benchmarks.index(count) for count in held]
    assert np.array_equal(reach[..., places], curve[..., held])


def test_bytes_are_known_beforehand_to_a_factor_of_two(scenario, tmp_path):
    reports = []
    run = run_ensemble(scenario, replace(OPTIONS, futures=250), tmp_path, report=reports.append)
    stored = sum(path.stat().st_size for path in run.parts.folder.glob("*.parquet"))
    assert stored / 2 <= reports[0].bytes_to_store <= stored * 2


def test_what_the_disk_cannot_hold_is_refused_before_anything_is_written(scenario, tmp_path, monkeypatch):
    free = SimpleNamespace(total=10**9, free=10_000)
    monkeypatch.setattr(size, "shutil", SimpleNamespace(disk_usage=lambda _: free))
    with pytest.raises(MachineError, match=r"up to 1 MB are to be stored and 1 MB are free: name a folder on another"):
        run_ensemble(scenario, OPTIONS, tmp_path / "new")
    assert not (tmp_path / "new").exists()
