import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deterrence.axes import STRUCTURES
from deterrence.errors import InputError
from deterrence.exploration.work import Progress
from deterrence.web.jobs.queue import RESUMED, JobQueue
from deterrence.web.jobs.state import STATE_FILE, StateError, worker_lock
from deterrence.web.jobs.store import MOST_QUEUED, JobStore, QueueFullError

SMALL = {"version": 1, "assumption_sets": ["reference"], "structures": ["aids_net"]}


@pytest.fixture
def store(tmp_path):
    return JobStore(tmp_path / "workspace")


@pytest.fixture
def queue(store):
    return JobQueue(store.workspace)


def nested(levels):
    tree = []
    for _ in range(levels):
        tree = [tree]
    return tree


def test_a_job_reads_back_as_submitted_from_any_store_of_the_workspace(store):
    submitted = store.submit("brief", {**SMALL, "title": "Vérité"}, 40, 2**63 - 1)
    found = JobStore(store.workspace).get(submitted.id)
    assert found == submitted
    assert (found.kind, found.futures, found.seed, found.status) == ("brief", 40, 2**63 - 1, "queued")
    assert found.scenario == {**SMALL, "title": "Vérité"}
    assert found.all_futures == 40
    assert found.files() == {}


def test_all_futures_counts_every_cell(store):
    """Law 1: futures are per cell."""
    two_sets = {"version": 1, "assumption_sets": ["reference", "strong_capital_defence"]}
    assert store.submit("run", two_sets, 30, 1).all_futures == 30 * 2 * len(STRUCTURES)


def test_a_job_as_data_is_json_and_holds_no_path(store):
    data = store.submit("run", SMALL, 20, 1).as_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert str(store.workspace) not in json.dumps(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "runs"}, "request: kind: no such kind of job (runs): did you mean run?"),
        (
            {"futures": 19},
            "request: futures: not a whole number in range (19): write a whole number from 20 to 1000000",
        ),
        ({"futures": 1_000_001}, "request: futures: not a whole number in range"),
        ({"futures": 20.0}, "request: futures: not a whole number in range (20.0)"),
        ({"futures": True}, "request: futures: not a whole number in range (True)"),
        ({"seed": -1}, "request: seed: not a whole number in range (-1)"),
        ({"seed": 2**63}, "request: seed: not a whole number in range"),
        ({"seed": None}, "request: seed: not a whole number in range (None)"),
        ({"tree": None}, "request: not a mapping (None)"),
        ({"tree": [SMALL]}, "request: not a mapping"),
        ({"tree": {}}, "request: version: missing"),
        ({"tree": {**SMALL, "structures": ["aids"]}}, "request: structures.0: unknown structure (aids)"),
        (
            {"tree": {**SMALL, "horizon": {"last": 2030}}},
            "request: horizon: does not hold 2036, the year of the claims",
        ),
        ({"tree": {**SMALL, "title": float("nan")}}, "request: scenario: holds what is not plain data"),
        ({"tree": {**SMALL, "title": "\ud800"}}, "request: scenario: holds what is not plain data"),
        ({"tree": {**SMALL, "title": Path()}}, "request: scenario: holds what is not plain data"),
        ({"tree": {**SMALL, "version": 10**18}}, "request: scenario: holds what is not plain data"),
        ({"tree": {**SMALL, "title": nested(25)}}, "request: scenario: nested too deep"),
        ({"tree": nested(100_000)}, "request: scenario: nested too deep"),
        ({"tree": {**SMALL, "title": "x" * 1_000_000}}, "request: scenario: too large"),
    ],
)
def test_a_bad_request_is_refused_with_its_fix_and_never_queued(store, change, message):
    request = {"kind": "run", "tree": SMALL, "futures": 20, "seed": 1} | change
    with pytest.raises(InputError) as refused:
        store.submit(**request)
    assert str(refused.value).startswith(message)
    assert len(str(refused.value).splitlines()) == 1
    assert store.recent() == []


def test_every_problem_of_a_request_is_reported_at_once(store):
    with pytest.raises(InputError) as refused:
        store.submit("paper", {"version": 2, "assumption_sets": ["centre"]}, 1, -1)
    assert [problem.path for problem in refused.value.problems[:3]] == ["kind", "futures", "seed"]
    assert {"version", "assumption_sets.0"} <= {problem.path for problem in refused.value.problems}


def test_a_full_queue_refuses_one_more_and_takes_it_once_there_is_room(store):
    jobs = [store.submit("run", SMALL, 20, seed) for seed in range(MOST_QUEUED)]
    with pytest.raises(QueueFullError, match=f"{MOST_QUEUED} jobs wait already"):
        store.submit("run", SMALL, 20, MOST_QUEUED)
    store.cancel(jobs[3].id)
    store.submit("run", SMALL, 20, MOST_QUEUED)


def test_recent_jobs_come_newest_first(store):
    jobs = [store.submit("run", SMALL, 20, seed) for seed in range(3)]
    assert [job.id for job in store.recent(2)] == [jobs[2].id, jobs[1].id]
    assert store.recent(-1) == []


def test_jobs_leave_the_queue_in_the_order_they_came(store, queue):
    jobs = [store.submit("run", SMALL, 20, seed) for seed in range(3)]
    store.cancel(jobs[0].id)
    assert queue.next_queued() == jobs[1]


def test_a_cancelled_job_is_never_claimed_and_cannot_be_cancelled_twice(store, queue):
    job = store.submit("run", SMALL, 20, 1)
    cancelled = store.cancel(job.id)
    assert cancelled.status == "cancelled"
    assert cancelled.ended
    assert queue.claim(job.id) is None
    assert store.cancel(job.id) == cancelled


@pytest.mark.parametrize("identifier", ["0" * 16, "../../etc/passwd", "", "0" * 15 + "\n", None, "' OR 1=1 --"])
def test_an_id_that_names_no_job_finds_nothing(store, identifier):
    job = store.submit("run", SMALL, 20, 1)
    assert store.get(identifier) is None
    assert store.cancel(identifier) is None
    assert store.recent() == [job]


def test_jobs_of_one_run_share_its_files(store, queue):
    jobs = [store.submit("run", SMALL, 20, 1) for _ in range(2)]
    for job in jobs:
        queue.claim(job.id)
        folder = queue.begin(job.id, "a" * 16)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "run_record.json").write_text("{}")
        queue.end(job.id, "finished")
    for job in jobs:
        assert store.get(job.id).files() == {"run_record.json": folder / "run_record.json"}


def ended(store, queue, run):
    """A job of a run that has finished, with a file of the run and its log."""
    job = store.submit("run", SMALL, 20, 1)
    queue.claim(job.id)
    folder = queue.begin(job.id, run)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "verdicts.json").write_text("[]")
    log = store.workspace / "jobs" / job.id / "worker.log"
    log.parent.mkdir(parents=True)
    log.write_text("done")
    queue.end(job.id, "finished")
    return job.id, folder, log


def test_a_job_that_has_ended_is_deleted_with_its_files_and_a_shared_run_with_its_last_job(store, queue):
    first, folder, log = ended(store, queue, "0123456789abcdef")
    second, _, _ = ended(store, queue, "0123456789abcdef")
    assert store.delete(first).id == first
    assert (store.get(first), log.exists(), folder.is_dir()) == (None, False, True)
    assert list(store.get(second).files()) == ["verdicts.json"]
    store.delete(second)
    assert not folder.exists()
    assert [job.id for job in store.recent()] == []
    assert not any((store.workspace / "deleted").iterdir())


def test_a_job_that_has_not_ended_stays_and_what_is_no_job_is_none(store, queue):
    job = store.submit("run", SMALL, 20, 1)
    assert not store.delete(job.id).has_ended
    queue.claim(job.id)
    assert not store.delete(job.id).has_ended
    assert store.get(job.id) is not None
    assert store.delete("f" * 16) is None


def test_progress_is_of_the_whole_run_however_much_was_there_before(store, queue):
    """Of 100 futures 40 were missing and 10 of these are done: 70 are there."""
    job = store.submit("run", SMALL, 100, 1)
    queue.claim(job.id)
    assert not queue.report(job.id, "running futures", Progress(10, 40, 5.0, 6.0, 0))
    found = store.get(job.id)
    assert (found.done_futures, found.all_futures) == (70, 100)
    assert (found.futures_per_second, found.seconds_left, found.message) == (5.0, 6.0, "running futures")
    queue.end(job.id, "finished")
    assert store.get(job.id).done_futures == 100


def test_the_worker_of_a_cancelled_job_is_told_at_its_next_report(store, queue):
    job = store.submit("run", SMALL, 100, 1)
    queue.claim(job.id)
    assert store.cancel(job.id).status == "running"
    assert queue.report(job.id, "running futures")
    assert store.get(job.id).message == "stopping"


def test_a_running_job_is_queued_again_only_when_no_worker_lives(store, queue):
    job = store.submit("run", SMALL, 20, 1)
    queue.claim(job.id)
    with worker_lock(store.workspace, waits=True):
        queue.recover()
        assert store.get(job.id).status == "running"
    queue.recover()
    assert store.get(job.id).status == "queued"
    assert store.get(job.id).message == RESUMED


def test_a_job_whose_server_died_while_it_was_cancelled_is_cancelled(store, queue):
    job = store.submit("run", SMALL, 20, 1)
    queue.claim(job.id)
    store.cancel(job.id)
    queue.recover()
    assert store.get(job.id).status == "cancelled"


def test_a_job_that_ends_every_worker_before_a_block_is_given_up(store, queue):
    job = store.submit("run", SMALL, 20, 1)
    starts = 0
    while queue.claim(job.id) is not None:
        starts += 1
        assert starts < 100
        queue.recover()
    assert store.get(job.id).status == "failed"
    assert "without finishing a block" in store.get(job.id).error


def test_a_long_job_survives_any_number_of_restarts_with_a_block_between(store, queue):
    job = store.submit("run", SMALL, 100, 1)
    for done in range(1, 20):
        assert queue.claim(job.id) is not None
        queue.report(job.id, "running futures", Progress(done, 100, 1.0, 1.0, 0))
        queue.recover()
    assert store.get(job.id).status == "queued"


@pytest.mark.parametrize("name", ["file", "file/under"])
def test_a_file_is_no_workspace(tmp_path, name):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(InputError, match=r"cannot be a workspace: .*: name a folder that can be written"):
        JobStore(tmp_path / name)
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody can write is known on Linux only")
def test_a_folder_that_cannot_be_written_is_no_workspace():
    with pytest.raises(InputError, match="cannot be a workspace"):
        JobStore(Path("/proc/self/workspace"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can write any file")
def test_a_state_file_that_cannot_be_written_is_refused_at_once(store):
    (store.workspace / STATE_FILE).chmod(0o444)
    with pytest.raises(InputError, match="cannot be used as the state of a workspace"):
        JobStore(store.workspace)


def test_a_state_file_that_is_no_database_is_refused_and_kept(tmp_path):
    (tmp_path / STATE_FILE).write_text("not a database, but a text that is long enough to be read as one" * 20)
    before = (tmp_path / STATE_FILE).read_bytes()
    with pytest.raises(InputError, match="cannot be used as the state of a workspace: file is not a database"):
        JobStore(tmp_path)
    assert (tmp_path / STATE_FILE).read_bytes() == before


def test_a_newer_state_file_is_refused_and_kept(store):
    file = store.workspace / STATE_FILE
    with closing(sqlite3.connect(file)) as state:
        state.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    message = r"was written by a newer version of deterrence \(schema 99\): update the package"
    with pytest.raises(InputError, match=message):
        JobStore(store.workspace)
    assert file.read_bytes() == before


def test_a_removed_state_file_is_an_error_and_not_an_empty_state(store):
    (store.workspace / STATE_FILE).unlink()
    with pytest.raises(StateError, match="state"):
        store.recent()
    assert not (store.workspace / STATE_FILE).exists()
