"""Run at the start of each Python with this folder on its path: a worker holds still after a block while told to."""

import os
import time
from pathlib import Path

from deterrence.web.jobs.queue import JobQueue

report = JobQueue.report


def report_and_hold(queue, identifier, message, progress=None):
    is_to_stop = report(queue, identifier, message, progress)
    is_after_a_block = progress is not None and progress.done_futures > 0
    while is_after_a_block and Path(os.environ["HELD_WHILE_THERE"]).exists():
        time.sleep(0.02)
    return is_to_stop


JobQueue.report = report_and_hold
