import hashlib
from dataclasses import replace
from multiprocessing import active_children

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.axes import STRUCTURES
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import store, tasks
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.exploration.sharing import Sharing
from deterrence.nuclear.components.boats import UPLOAD_STRENGTH
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import tables, varies_by_structure
from running import (
    ADEQUACY,
    ALL,
    BOATS,
    CURVES,
    DEPLOYMENT,
    NONE,
    RESPONSE,
    RETALIATION,
    UPLOAD,
    drawn,
    outcomes,
    without_interceptors,
)

OPTIONS = EnsembleOptions(futures=40, seed=7)
NAMES = (BOATS, DEPLOYMENT, RETALIATION, CURVES, ADEQUACY)


@pytest.fixture(scope="module")
def scenario():
    reference = load_scenario(None, load_dataset())
    return replace(reference, assumption_sets=("reference", "strong_capital_defence"), years=tuple(range(2034, 2038)))


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*.parquet"))}


def test_the_same_seed_gives_the_same_bytes_with_one_and_two_workers(scenario, tmp_path, monkeypatch):
    """Law 6; blocks of 16 futures so that the cells are cut."""
    monkeypatch.setattr(tasks, "BLOCK_SIZE", 16)
    reports, reports_of_two = [], []
    run_ensemble(scenario, OPTIONS, tmp_path / "one", workers=1, report=reports.append)
    run_ensemble(scenario, OPTIONS, tmp_path / "two", workers=2, report=reports_of_two.append)
    assert not active_children()
    first, second = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert first == second
    held = [(table, cell) for table in tables() for cell in cells_that_hold(scenario, table)]
    assert len(first) == 3 * len(held)
    for told in (reports, reports_of_two):
        assert [r.done_futures for r in told] == sorted(r.done_futures for r in told)
        assert (told[0].done_futures, told[-1].done_futures, told[-1].all_futures) == (0, 240, 240)
        assert told[-1].seconds_left == 0
    for name in ("one", "two"):
        assert (tmp_path / name / "run_record.json").exists()
    assert (tmp_path / "one" / "run_record.json").read_bytes() == (tmp_path / "two" / "run_record.json").read_bytes()


def cells_that_hold(scenario, table):
    """Cells with parts of their own of a table; at most one of each set where it is the same in every structure."""
    cells = [(one, structure) for one in scenario.assumption_sets for structure in scenario.structures]
    found = [cell for cell in cells if Sharing(scenario).holder(table, cell) == cell]
    if not varies_by_structure(tables()[table][0]):
        assert len(found) <= len(scenario.assumption_sets), table
    return found


def test_a_rerun_computes_only_what_is_missing_and_sweeps_what_was_half_written(scenario, tmp_path):
    run_ensemble(scenario, OPTIONS, tmp_path)
    parts = sorted(tmp_path.rglob("*.parquet"))
    before = {path: path.stat().st_mtime_ns for path in parts}
    parts[0].unlink()
    stray, on_top = parts[0].with_name(".partial-1-stray.parquet"), tmp_path / ".partial-1-run_record.json"
    of_another = tmp_path / ".partial-1-brief.html"
    for path in (stray, on_top, of_another):
        path.write_bytes(b"half")
    reports = []
    run_ensemble(scenario, OPTIONS, tmp_path, report=reports.append)
    assert reports[-1].done_futures - reports[0].done_futures == OPTIONS.futures
    assert [path.exists() for path in (stray, on_top, of_another)] == [False, False, True]
    assert parts[0].exists()
    untouched = [p for p in parts if p.stat().st_mtime_ns == before[p]]
    assert len(untouched) == len(parts) - len(tables())


def test_a_failed_write_leaves_no_part(tmp_path):
    with pytest.raises(ValueError, match="length"):
        store.write_part(tmp_path / "a.parquet", {"a": np.zeros(2), "b": np.zeros(3)}, {"x": "y"})
    assert not list(tmp_path.iterdir())


def block(scenario, structure="aids_net", off=(), has_defence=True, names=NAMES, **changed):
    draws = drawn(scenario, names, structure=structure, **changed)
    return outcomes(names, draws if has_defence else without_interceptors(draws), scenario.years, structure, off)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_upload_switched_off_equals_strength_zero_to_1e_12(structure):
    """Law 22: the exogenous run; the strength's range includes zero."""
    scenario = load_scenario(None, load_dataset())
    off = block(scenario, structure, {UPLOAD})
    zero = block(scenario, structure, **{UPLOAD_STRENGTH: 0})
    on = block(scenario, structure, **{UPLOAD_STRENGTH: 1})
    for name in ("arrivals", "erosion_same_forces", "curve"):
        assert_allclose(off[name], zero[name], atol=1e-12)
    assert_allclose(zero["erosion_without_programme"], zero["erosion_same_forces"], atol=1e-12)
    assert (on["warheads_per_missile"] >= zero["warheads_per_missile"]).all()
    assert (on["warheads_per_missile"] > zero["warheads_per_missile"]).any()


def test_upload_answers_the_erosion_of_an_earlier_year_only():
    """Nothing is uploaded before 2025 + lag, and the first year is the same with any strength."""
    scenario = load_scenario(None, load_dataset())
    on = block(scenario, **{UPLOAD_STRENGTH: 1, "nuclear.upload.response_lag_years": 5})
    off = block(scenario, off={UPLOAD})
    assert (on["warheads_per_missile"][:, :5] == off["warheads_per_missile"][:, :5]).all()
    assert (on["warheads_per_missile"][:, 5:] != off["warheads_per_missile"][:, 5:]).any()


def test_the_twin_run_without_defence_is_the_undefended_outcome_of_the_defended_run():
    """Law 17: same forces and deployments with all interceptors set to zero."""
    scenario = load_scenario(None, load_dataset())
    defended = block(scenario, off={UPLOAD})
    twin = block(scenario, off={UPLOAD, RESPONSE}, has_defence=False)
    assert_allclose(defended["arrivals"][..., NONE], twin["arrivals"][..., ALL], atol=1e-12)
    assert_allclose(twin["erosion_same_forces"], 0.0, atol=1e-12)
    assert twin["interceptor_rounds"].sum() == 0


def test_forces_and_rounds_are_whole_and_never_more_than_owned():
    scenario = load_scenario(None, load_dataset())
    values = block(scenario)
    assert (values["boats_operational"] <= values["boats_owned"]).all()
    assert (values["boats_owned"] <= 8).all()
    for name in ("boats_owned", "warheads_per_missile", "interceptor_rounds"):
        assert values[name].dtype == np.int64
        assert (values[name] >= 0).all()


def test_no_outcome_is_missing_or_infinite():
    values = block(load_scenario(None, load_dataset()), "explicit_decoys")
    for name, array in values.items():
        assert np.isfinite(array.astype(float)).all(), name


def test_a_horizon_that_starts_later_sees_the_same_boats_and_rounds():
    """The dataset's base year is 2025 whatever the first year that is run: stocks and refits do not start anew."""
    reference = load_scenario(None, load_dataset())
    late = replace(reference, years=tuple(range(2032, 2041)))
    whole, part = (block(one, off={UPLOAD, RESPONSE}) for one in (reference, late))
    for name in ("boats_owned", "boats_operational", "warheads_per_missile", "interceptor_rounds", "arrivals"):
        assert_allclose(part[name], whole[name][:, 7:], atol=1e-12, err_msg=name)
