"""Futures where they matter (law 44): a cell whose headline shares are known well enough is not split further."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.axes import STRUCTURES
from deterrence.brief.record import record_rows
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.sampling import LARGEST_HALF_WIDTH, Sampling
from deterrence.claims.share import wilson
from deterrence.claims.text import counts_text, futures_text
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import tasks
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import inputs_of

OPTIONS = EnsembleOptions(futures=230, seed=5)
BLOCK = 50


@pytest.fixture(scope="module")
def scenario():
    """Under the one set nearly no future makes the headline claim true, under the other many do."""
    reference = load_scenario(None, load_dataset())
    return replace(
        reference,
        assumption_sets=("unproven_defence", "strong_capital_defence"),
        structures=("aids_net",),
        years=tuple(range(2034, 2037)),
    )


@pytest.fixture(scope="module")
def run(scenario, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "BLOCK_SIZE", BLOCK)
        yield run_ensemble(scenario, OPTIONS, tmp_path_factory.mktemp("run"), unsettled=Sampling())


def half_widths(run, futures):
    """Half of the widest Wilson interval of a headline share, by cell, of its first futures."""
    headlines = [reading.judged for claim in load_claims() for reading in claim.readings if reading.headline]
    assert headlines
    found = {}
    for cell in run.cells:
        shares = []
        for asked in headlines:
            for force in asked.each["force"]:
                values = run.results.in_all_futures(asked.outcome, cell, **asked.labels(force))[: futures[cell]]
                low, high = wilson(int((values >= asked.threshold.value).sum()), values.size)
                shares.append((high - low) / 2)
        found[cell] = max(shares)
    return found


def test_one_cell_is_split_and_another_is_not(run):
    """The reason is the one that the law gives: not wide any more, or all futures that were asked for."""
    futures = run.headline_futures
    assert set(futures.values()) == {OPTIONS.futures, min(futures.values())}
    assert futures["strong_capital_defence", "aids_net"] == OPTIONS.futures
    settled = half_widths(run, futures)
    assert (
        settled["strong_capital_defence", "aids_net"] > LARGEST_HALF_WIDTH
    )  # 230 futures do not settle a share near one half
    for cell, count in futures.items():
        if count < OPTIONS.futures:
            assert settled[cell] <= LARGEST_HALF_WIDTH
        for fewer in range(BLOCK, count, BLOCK):
            assert half_widths(run, dict.fromkeys(run.cells, fewer))[cell] > LARGEST_HALF_WIDTH


def test_each_cell_counts_its_own_futures_and_each_outcome_too(run):
    """The headline has further futures; all else has those of the first block of every cell."""
    judge = Judge(run)
    claim = next(claim for claim in load_claims() if claim.is_headline)
    years = set(run.scenario.years)
    other = claim.model_copy(update={"readings": tuple(one for one in claim.readings if "less" not in one.id)})
    for verdict in judge.judge(other):
        if verdict.proposition.less and verdict.proposition.less.get("year") not in years:
            continue
        counted = run.headline_futures if verdict.reading.headline else run.futures
        for cell in verdict.cells:
            assert cell.futures == counted[cell.assumption_set, cell.structure]
    assert run.futures == dict.fromkeys(run.cells, BLOCK)
    assert run.described()["futures_of_cells"] == {", ".join(cell): BLOCK for cell in run.cells}
    assert run.described()["headline_futures_of_cells"] == {
        "unproven_defence, aids_net": run.headline_futures["unproven_defence", "aids_net"],
        "strong_capital_defence, aids_net": 230,
    }


def test_further_futures_are_those_of_a_whole_run(run, scenario, tmp_path):
    """What a further block leaves out changes nothing: outcomes, draws and deciders, to the last bit."""
    whole = run_ensemble(scenario, OPTIONS, tmp_path)
    claim = next(claim for claim in load_claims() if claim.is_headline)
    asked = next(reading.judged for reading in claim.readings if reading.headline)
    cell = ("strong_capital_defence", "aids_net")
    assert run.results.values(asked.outcome, cell).shape[0] == BLOCK
    for force in asked.each["force"]:
        labels = asked.labels(force)
        one, other = (each.results.in_all_futures(asked.outcome, cell, **labels) for each in (run, whole))
        assert one.tobytes() == other.tobytes()
        assert Judge(run).true(asked, force, cell).size == OPTIONS.futures
    elsewhere = {**asked.labels("both"), "exposure": "half"}
    assert run.results.in_all_futures(asked.outcome, cell, **elsewhere).shape[0] == BLOCK
    draws, drawn = run.results.all_draws(cell), whole.results.draws(cell)
    assert draws.keys() == drawn.keys()
    some, known = draws.some(tuple(draws)), drawn.some(tuple(drawn))
    assert all(np.array_equal(some[name], known[name][: some[name].size]) for name in known)
    read = inputs_of(asked.outcome, cell[1])
    assert {name for name, values in some.items() if values.size == OPTIONS.futures} == set(read)


def test_further_blocks_store_what_the_headline_reads_alone(run):
    stored = {path.name.partition("-")[0] for path in run.parts.folder.glob("*-00001.parquet")}
    assert stored == {"twins.further"}


def test_further_futures_with_decoys_and_sensors_of_their_own(scenario, tmp_path, monkeypatch):
    """The same under the other structures, where the kernel takes other ways."""
    monkeypatch.setattr(tasks, "BLOCK_SIZE", 10)
    others = replace(scenario, assumption_sets=("strong_capital_defence",), structures=STRUCTURES[1:])
    options = replace(OPTIONS, futures=20)
    run = run_ensemble(others, options, tmp_path / "further", unsettled=Sampling())
    whole = run_ensemble(others, options, tmp_path / "whole")
    labels = {"force": "both", "posture": "day_to_day", "year": 2036, "exposure": "all"}
    for cell in run.cells:
        found = run.results.in_all_futures("erosion_new_part", cell, **labels)
        assert found.size == 20
        assert found.tobytes() == whole.results.values("erosion_new_part", cell, **labels).tobytes()


def test_a_brief_says_the_futures_of_each_cell(run):
    rows = dict(record_rows(run))
    assert rows["most futures of a cell"] == "230"
    assert rows["futures of cells: strong_capital_defence, aids_net"] == str(BLOCK)
    assert rows["headline futures of cells: strong_capital_defence, aids_net"] == "230"
    settled = run.headline_futures["unproven_defence", "aids_net"]
    assert rows["headline futures of cells: unproven_defence, aids_net"] == str(settled)


def test_two_workers_and_a_resumed_run_have_the_same_bytes(run, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "BLOCK_SIZE", BLOCK)
    folder = tmp_path / "other"
    again = run_ensemble(scenario, OPTIONS, folder, workers=1, unsettled=Sampling())
    before = {path.name: path.read_bytes() for path in folder.rglob("*.parquet")}
    lost = sorted(folder.rglob("twins.further-strong_capital_defence-*.parquet"))[1]
    lost.unlink()
    resumed = run_ensemble(scenario, OPTIONS, folder, unsettled=Sampling())
    assert {path.name: path.read_bytes() for path in folder.rglob("*.parquet")} == before
    whole = {path.name: path.read_bytes() for path in run.parts.folder.rglob("*.parquet")}
    assert whole == before
    assert again.headline_futures == resumed.headline_futures == run.headline_futures
    assert again.futures == resumed.futures == run.futures


def test_every_cell_has_the_least_blocks_that_are_asked_for(scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "BLOCK_SIZE", BLOCK)
    run = run_ensemble(scenario, replace(OPTIONS, futures=100), tmp_path, unsettled=Sampling(least_blocks=2))
    assert set(run.futures.values()) == {100}


def test_futures_in_words():
    assert futures_text({("reference", "aids_net"): 250}) == "250 futures in 1 cell"
    assert futures_text({("a", "x"): 250, ("b", "x"): 1250}) == "1,500 futures in 2 cells, 250 to 1,250 each"
    one, two, three = ({("a", "x"): 250, ("b", "x"): more} for more in (250, 500, 1250))
    assert counts_text(one, one) == "500 futures in 2 cells, 250 each"
    assert counts_text(one, three) == "500 futures in 2 cells, 250 each; of the headline 1,500, 250 to 1,250 each"
    assert counts_text(one, two) == "500 futures in 2 cells, 250 each; of the headline 750, 250 to 500 each"
