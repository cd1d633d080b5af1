"""The process that does one job: `python -m deterrence.web.jobs.worker WORKSPACE ID WORKERS`, started by a runner."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final

from deterrence.api.export import export_run
from deterrence.api.run import FinishedRun
from deterrence.brief.brief import ALSO, write_brief
from deterrence.claims.judge import register_verdicts
from deterrence.claims.own import judge_own
from deterrence.claims.sampling import Sampling
from deterrence.claims.summary import verdict_dict
from deterrence.errors import DeterrenceError, cannot_write
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.asked import NOTHING_MORE
from deterrence.exploration.ensemble import make_record, run_ensemble
from deterrence.exploration.run import Run
from deterrence.exploration.work import Progress
from deterrence.web.jobs.first import first_run
from deterrence.web.jobs.job import (
    BRIEF_FILE,
    FIRST_FILE,
    IDENTITY_DIGITS,
    OWN_FILE,
    RESULTS_FILE,
    VERDICTS_FILE,
    Job,
    now,
)
from deterrence.web.jobs.queue import JobQueue
from deterrence.web.jobs.request import work_of
from deterrence.web.jobs.state import worker_lock
from deterrence.web.jobs.verdicts import write_own, write_verdicts
from deterrence.web.own import own_claims, own_parts

_UNEXPECTED = "unexpected error; see worker.log"
_ALL_RUN: Final = Progress(0, 0, 0.0, None, 0)
"""No future is missing any more: what comes after is not counted in futures."""


class _CancelledError(Exception):
    """The job is to stop."""


def main(workspace: Path, identifier: str, workers: int) -> None:
    """Wait until no other worker works, then do a job if it is still queued."""
    _end_with_server()
    queue = JobQueue(workspace)
    with worker_lock(workspace, waits=True):
        job = queue.claim(identifier)
        if job is None:
            return
        print(f"{now()} started as process {os.getpid()}", flush=True)
        try:
            _work(queue, job, workers)
        except _CancelledError:
            queue.end(identifier, "cancelled")
        except DeterrenceError as error:
            queue.end(identifier, "failed", _without_path(error, workspace))
        except OSError as error:
            fault = cannot_write(error.filename or "a file", error)
            queue.end(identifier, "failed", _without_path(fault, workspace))
        except Exception:
            traceback.print_exc()
            queue.end(identifier, "failed", _UNEXPECTED)
        else:
            queue.end(identifier, "finished")
        print(f"{now()} ended", flush=True)


def _work(queue: JobQueue, job: Job, workers: int) -> None:
    before = f"{job.message}: " if job.message else ""

    def report(message: str, progress: Progress | None = None) -> None:
        if queue.report(job.id, before + message, progress):
            raise _CancelledError

    report("starting")
    scenario, options = work_of(job.scenario, job.futures, job.seed, load_dataset())
    output = queue.begin(job.id, make_record(scenario, options).identity[:IDENTITY_DIGITS])
    claims = own_claims(own_parts(job.scenario)[1], scenario.dataset, "request")
    if claims.claims and not (output / VERDICTS_FILE).is_file():
        with first_run(scenario, options) as first:
            tell = partial(_tell, report, "a first answer on few futures, judging your own claims", None)
            write_own(judge_own(first, claims, tell), first, job.folder_of(FIRST_FILE), FIRST_FILE)
    told, also = partial(report, "running futures"), ALSO if job.kind == "brief" else NOTHING_MORE
    run = run_ensemble(scenario, options, output, workers, told, unsettled=Sampling(), also=also)
    own = judge_own(run, claims, partial(_tell, report, "judging your own claims", _ALL_RUN))
    if own.own.claims:
        write_own(own, run, job.folder_of(OWN_FILE))
    if job.kind == "brief":
        report("writing the brief", _ALL_RUN)
        place = job.folder_of(BRIEF_FILE) if own.own.claims else output
        judged = [verdict_dict(verdict) for verdict in write_brief(run, place, own=own).verdicts]
        write_verdicts(judged, run.scenario.dataset, output)
    elif not (output / VERDICTS_FILE).is_file():  # which is of this very run
        tell = partial(_tell, report, "judging the claims of the register", _ALL_RUN)
        write_verdicts(map(verdict_dict, register_verdicts(run, tell)), run.scenario.dataset, output)
    if job.kind == "results":
        report("writing the workbook", _ALL_RUN)
        _write_results(run, output / RESULTS_FILE)


def _tell(
    report: Callable[[str, Progress | None], None], what: str, progress: Progress | None, number: int, count: int
) -> None:
    report(f"{what}: {number} of {count}", progress)


def _write_results(run: Run, path: Path) -> None:
    """The workbook of a run, whole or not at all; one that is there is of the same run, so it is left."""
    if path.is_file():
        return
    with TemporaryDirectory(prefix=".results-", dir=path.parent) as folder:
        export_run(FinishedRun(run), "xlsx", Path(folder))
        (Path(folder) / path.name).replace(path)


def _without_path(error: DeterrenceError, workspace: Path) -> str:
    """What an error says; a reader of the page need not know where the workspace lies."""
    return str(error).replace(str(workspace), "workspace")


def _end_with_server() -> None:
    """End at once when the server does: standard input is a pipe that only the server holds open."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
