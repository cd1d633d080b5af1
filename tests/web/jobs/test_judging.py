"""What a job says while it judges, and what it leaves to be judged again."""

import pytest

from deterrence.claims.claim import load_claims
from deterrence.web.jobs.job import OWN_FILE, VERDICTS_FILE
from deterrence.web.jobs.queue import JobQueue
from deterrence.web.jobs.store import JobStore
from deterrence.web.jobs.verdicts import read_own
from deterrence.web.jobs.worker import _work
from web.jobs.test_runner import SMALL
from web.test_own_claims import CLAIM

SECOND = {key: part for key, part in {**CLAIM, "id": "OWN-2"}.items() if key != "sources"}


class Telling(JobQueue):
    """A queue that keeps what it is told."""

    def __init__(self, store):
        super().__init__(store.workspace)
        self.store, self.told = store, []

    def report(self, identifier, message, progress=None):
        is_to_stop = super().report(identifier, message, progress)
        self.told.append((message, self.store.get(identifier).done_futures))
        return is_to_stop


@pytest.fixture
def store(tmp_path):
    return JobStore(tmp_path / "workspace")


def done(store, claims):
    """What is told of a job, in order, and its files once it has finished."""
    queue = Telling(store)
    job = store.submit("run", {**SMALL, **({"claims": claims} if claims else {})}, 20, 1)
    _work(queue, queue.claim(job.id), 1)
    queue.end(job.id, "finished")
    return queue.told, store.get(job.id).files()


def test_all_futures_are_done_while_claims_are_judged_and_the_progress_counts_them(store):
    """A run that is judged already leaves the reader's own claims alone to be judged."""
    told, files = done(store, [])
    every = len(load_claims())
    register = [f"judging the claims of the register: {number} of {every}" for number in range(1, every + 1)]
    assert [message for message, _ in told if message.startswith("judging")] == register
    assert {futures for message, futures in told if message.startswith("judging")} == {20}
    before = files[VERDICTS_FILE].read_bytes()
    told, files = done(store, [CLAIM, SECOND])
    own = ["judging your own claims: 1 of 2", "judging your own claims: 2 of 2"]
    assert [message for message, _ in told if message.startswith("judging")] == own
    assert {futures for message, futures in told if message.startswith("judging")} == {20}
    assert files[VERDICTS_FILE].read_bytes() == before
    found = read_own(files[OWN_FILE])
    assert [verdict["claim"] for verdict in found["verdicts"]] == ["OWN-1", "OWN-2"]
    assert [claim["claim"] for claim in found["register"]] == ["OWN-1", "OWN-2"]


def test_a_first_answer_is_there_before_the_run_and_is_that_of_its_first_futures(store):
    """Of no more futures than a block it is the answer of the whole run, cell by cell."""
    told, files = done(store, [CLAIM])
    messages = [message for message, _ in told]
    first = "a first answer on few futures, judging your own claims: 1 of 1"
    assert messages.index(first) < messages.index("running futures")
    (job,) = store.recent(1)
    early, whole = read_own(job.first_answer), read_own(files[OWN_FILE])
    assert early["futures"] == 20
    assert [verdict["cells"] for verdict in early["verdicts"]] == [verdict["cells"] for verdict in whole["verdicts"]]
    assert job.as_dict()["has_first_answer"]
