"""Jobs in real processes: finished, cancelled, killed, restarted, shared."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import reference_options
from deterrence.exploration.stored_names import is_of_policies
from deterrence.scenario.overlay import scenario_of
from deterrence.system.registry import tables
from deterrence.web.jobs.job import LOG_FILE, job_folder, run_folder
from deterrence.web.jobs.queue import RESUMED
from deterrence.web.jobs.request import run_of
from deterrence.web.jobs.runner import JobRunner
from deterrence.web.jobs.state import STATE_FILE
from deterrence.web.jobs.store import JobStore
from web.jobs.polling import is_alive, wait_until

SMALL = {
    "version": 1,
    "assumption_sets": ["reference"],
    "structures": ["aids_net"],
    "horizon": {"first": 2035, "last": 2036},
}
# Two cells, and so a block after the first report.
TWO_CELLS = {**SMALL, "assumption_sets": ["reference", "strong_capital_defence"]}
SERVER = """
import sys, time
from pathlib import Path
from deterrence.web.jobs.runner import JobRunner
from deterrence.web.jobs.store import JobStore
JobRunner(JobStore(Path(sys.argv[1]))).start()
time.sleep(3600)
"""


@pytest.fixture
def store(tmp_path):
    return JobStore(tmp_path / "workspace")


@pytest.fixture
def runner(store):
    runner = JobRunner(store)
    yield runner
    runner.stop()


def until_ended(store, job):
    wait_until(lambda: store.get(job.id).has_ended, "the end of the job")
    return store.get(job.id)


def until_in_the_midst(store, job):
    wait_until(lambda: store.get(job.id).done_futures > 0 or store.get(job.id).has_ended, "the first block")
    assert store.get(job.id).status == "running"


def log_of(store, job):
    return (job_folder(store.workspace, job.id) / LOG_FILE).read_text()


def processes(store, job):
    """Every worker that did the job, in order."""
    return [int(number) for number in re.findall(r"started as process (\d+)", log_of(store, job))]


def parts(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*.parquet")}


def test_progress_never_falls_and_a_brief_after_a_run_computes_no_block_anew(store, runner):
    asked = {**SMALL, "structures": ["aids_net", "explicit_decoys"]}
    job = store.submit("run", asked, 20, 1)
    runner.start()
    seen = []
    wait_until(lambda: seen.append(store.get(job.id)) or seen[-1].has_ended, "the end of the job")
    first = seen[-1]
    assert (first.status, first.error, first.message) == ("finished", "", "")
    assert [job.done_futures for job in seen] == sorted(job.done_futures for job in seen)
    assert {job.all_futures for job in seen} == {40}
    assert first.done_futures == 40
    assert first.created <= first.started <= first.ended
    assert set(first.files()) == {"verdicts.json", "run_record.json"}
    folder = run_folder(store.workspace, first.run)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    second = until_ended(store, store.submit("brief", asked, 20, 1))
    assert (second.status, second.error, second.message) == ("finished", "", "")
    assert (second.run, second.done_futures, second.all_futures) == (first.run, 40, 40)
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    assert {path: after[path] for path in before} == before
    new = {path.name.partition("-")[0] for path in after.keys() - before.keys()}
    assert {"curves", "adequacy", "arrivals.policies"} <= new, "what figures read"
    assert all(is_of_policies(name) or name not in tables() for name in new), "and nothing that a run keeps"
    assert set(second.files()) == {
        "brief.html",
        "brief.pdf",
        "annex.html",
        "annex.pdf",
        "verdicts.json",
        "run_record.json",
    }
    assert second.files()["brief.pdf"].read_bytes().startswith(b"%PDF")
    assert second.files()["brief.html"].parent == folder
    assert JobStore(store.workspace).get(second.id) == second


def cancelled_in_the_midst(store, runner, job, hold):
    runner.start()
    until_in_the_midst(store, job)
    assert runner.cancel(job.id).status == "running"
    hold.unlink()
    cancelled = until_ended(store, job)
    assert (cancelled.status, cancelled.error, cancelled.files()) == ("cancelled", "", {})


def test_a_running_job_can_be_cancelled_and_the_next_one_goes_on(store, runner, hold):
    job, after = store.submit("run", TWO_CELLS, 20, 1), store.submit("run", SMALL, 20, 1)
    cancelled_in_the_midst(store, runner, job, hold)
    assert until_ended(store, after).status == "finished"


def test_a_job_of_several_workers_can_be_cancelled_too(store, hold):
    job, runner = store.submit("run", TWO_CELLS, 20, 1), JobRunner(store, 2)
    try:
        cancelled_in_the_midst(store, runner, job, hold)
    finally:
        runner.stop()


def test_a_worker_that_is_killed_fails_its_job_and_the_next_one_goes_on(store, runner, hold):
    job = store.submit("run", TWO_CELLS, 20, 1)
    after = store.submit("run", SMALL, 20, 1)
    runner.start()
    until_in_the_midst(store, job)
    os.kill(processes(store, job)[0], signal.SIGKILL)
    hold.unlink()
    failed = until_ended(store, job)
    assert failed.status == "failed"
    assert failed.error.startswith("its worker ended unexpectedly (exit code -9); see worker.log")
    assert until_ended(store, after).status == "finished"


def test_a_run_in_the_midst_of_which_the_server_is_killed_ends_with_the_numbers_of_an_undisturbed_one(
    store, runner, tmp_path, hold
):
    job = store.submit("run", TWO_CELLS, 20, 3)
    with subprocess.Popen([sys.executable, "-c", SERVER, str(store.workspace)]) as server:
        try:
            until_in_the_midst(store, job)
        finally:
            server.kill()
    [orphan] = processes(store, job)
    wait_until(lambda: not is_alive(orphan), "the end of the worker of the killed server")
    assert store.get(job.id).status == "running"
    before = store.get(job.id).done_futures
    hold.unlink()
    runner.start()
    seen = []
    wait_until(lambda: seen.append(store.get(job.id)) or seen[-1].has_ended, "the end of the job")
    assert seen[-1].status == "finished"
    assert any(job.message.startswith(RESUMED) for job in seen)
    assert min(job.done_futures for job in seen) == before
    assert len(processes(store, job)) == 2
    scenario = scenario_of(document_of(TWO_CELLS, "direct"), load_dataset())
    run_ensemble(scenario, reference_options(scenario, 20, 3), tmp_path / "direct")
    expected = parts(tmp_path / "direct")
    assert expected
    assert parts(run_folder(store.workspace, seen[-1].run)) == expected


def test_a_stopped_server_leaves_no_worker_and_the_next_start_goes_on(store, runner, hold):
    job = store.submit("run", TWO_CELLS, 20, 1)
    runner.start()
    until_in_the_midst(store, job)
    runner.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(processes(store, job)[0], 0)
    hold.unlink()
    runner.start()
    assert until_ended(store, job).status == "finished"


def test_two_runners_on_one_workspace_do_every_job_once(store, runner):
    jobs = [store.submit("run", SMALL, 20, seed) for seed in range(2)]
    second = JobRunner(JobStore(store.workspace))
    try:
        runner.start()
        second.start()
        for job in jobs:
            assert until_ended(store, job).status == "finished"
    finally:
        second.stop()
    assert [len(processes(store, job)) for job in jobs] == [1, 1]


def test_a_request_that_is_bad_by_the_time_it_runs_fails_with_its_problems(store, runner):
    """A newer version of the dataset may no longer hold what was asked for."""
    job = store.submit("run", SMALL, 20, 1)
    with closing(sqlite3.connect(store.workspace / STATE_FILE)) as state, state:
        state.execute("UPDATE jobs SET scenario = replace(scenario, 'aids_net', 'gone')")
    runner.start()
    failed = until_ended(store, job)
    assert failed.status == "failed"
    assert failed.error.startswith("request: structures.0: unknown structure (gone)")


@pytest.mark.parametrize("place", ["runs", "runs/{run}/verdicts.json/folder"])
def test_a_place_that_cannot_be_written_is_one_message_without_the_path_of_the_workspace(place, store, runner):
    blocked = store.workspace / place.format(run=run_of(SMALL, 20, 1, load_dataset()))
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("a file where a folder should be, or a folder where a file should be")
    runner.start()
    job = store.submit("run", SMALL, 20, 1)
    failed = until_ended(store, job)
    assert failed.status == "failed"
    assert re.fullmatch(r"workspace/runs/\S+: cannot be written: (Not|Is) a directory: name a place .*", failed.error)
    assert "Traceback" not in log_of(store, job)


def test_an_unexpected_error_shows_its_traceback_in_the_log_only(store, runner):
    job = store.submit("run", SMALL, 20, 1)
    with closing(sqlite3.connect(store.workspace / STATE_FILE)) as state, state:
        state.execute("UPDATE jobs SET seed = -1")
    runner.start()
    failed = until_ended(store, job)
    assert (failed.status, failed.error) == ("failed", "unexpected error; see worker.log")
    assert "Traceback" in log_of(store, job)
    assert "Traceback" not in str(failed.as_dict())


def test_a_worker_that_cannot_start_fails_its_job_once(store, runner, monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    job = store.submit("run", SMALL, 20, 1)
    runner.start()
    failed = until_ended(store, job)
    assert (failed.status, failed.started) == ("failed", "")
    assert "exit code 1" in failed.error
