"""Futures where they matter (law 44): a cell whose headline shares are known well enough is not split further."""

from dataclasses import replace

import pytest

from deterrence.brief.record import record_rows
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.sampling import LARGEST_HALF_WIDTH, Sampling
from deterrence.claims.share import wilson
from deterrence.claims.text import futures_text
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import tasks
from deterrence.exploration.ensemble import EnsembleOptions, run_ensemble
from deterrence.scenario.overlay import load_scenario

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
                values = run.results.values(asked.outcome, cell, **asked.labels(force))[: futures[cell]]
                low, high = wilson(int((values >= asked.threshold.value).sum()), values.size)
                shares.append((high - low) / 2)
        found[cell] = max(shares)
    return found


def test_one_cell_is_split_and_another_is_not(run):
    """The reason is the one that the law gives: not wide any more, or all futures that were asked for."""
    assert set(run.futures.values()) == {OPTIONS.futures, min(run.futures.values())}
    assert run.futures["strong_capital_defence", "aids_net"] == OPTIONS.futures
    settled = half_widths(run, run.futures)
    assert (
        settled["strong_capital_defence", "aids_net"] > LARGEST_HALF_WIDTH
    )  # 230 futures do not settle a share near one half
    for cell, count in run.futures.items():
        if count < OPTIONS.futures:
            assert settled[cell] <= LARGEST_HALF_WIDTH
        for fewer in range(BLOCK, count, BLOCK):
            assert half_widths(run, dict.fromkeys(run.cells, fewer))[cell] > LARGEST_HALF_WIDTH


def test_each_cell_counts_its_own_futures(run, scenario):
    judge = Judge(run)
    claim = next(claim for claim in load_claims() if claim.is_headline)
    for verdict in judge.judge(claim):
        for cell in verdict.cells:
            assert cell.futures == run.futures[cell.assumption_set, cell.structure]
    described = run.described()["futures_of_cells"]
    assert described == {
        "unproven_defence, aids_net": run.futures["unproven_defence", "aids_net"],
        "strong_capital_defence, aids_net": 230,
    }


def test_a_brief_says_the_futures_of_each_cell(run):
    rows = dict(record_rows(run))
    assert rows["most futures of a cell"] == "230"
    assert rows["futures of cells: strong_capital_defence, aids_net"] == "230"
    assert rows["futures of cells: unproven_defence, aids_net"] == str(run.futures["unproven_defence", "aids_net"])


def test_two_workers_and_a_resumed_run_have_the_same_bytes(run, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "BLOCK_SIZE", BLOCK)
    folder = tmp_path / "other"
    again = run_ensemble(scenario, OPTIONS, folder, workers=1, unsettled=Sampling())
    before = {path.name: path.read_bytes() for path in folder.rglob("*.parquet")}
    lost = sorted(folder.rglob("arrivals-strong_capital_defence-*.parquet"))[1]
    lost.unlink()
    resumed = run_ensemble(scenario, OPTIONS, folder, unsettled=Sampling())
    assert {path.name: path.read_bytes() for path in folder.rglob("*.parquet")} == before
    whole = {path.name: path.read_bytes() for path in run.parts.folder.rglob("*.parquet")}
    assert whole == before
    assert again.futures == resumed.futures == run.futures


def test_every_cell_has_the_least_blocks_that_are_asked_for(scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "BLOCK_SIZE", BLOCK)
    run = run_ensemble(scenario, replace(OPTIONS, futures=100), tmp_path, unsettled=Sampling(least_blocks=2))
    assert set(run.futures.values()) == {100}


def test_futures_in_words():
    assert futures_text({("reference", "aids_net"): 250}) == "250 futures in 1 cell"
    assert futures_text({("a", "x"): 250, ("b", "x"): 1250}) == "1,500 futures in 2 cells, 250 to 1,250 each"
