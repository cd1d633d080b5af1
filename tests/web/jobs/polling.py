"""Waiting for what another process does; how long it takes is no law."""

import os
import time
from pathlib import Path

PATIENCE_SECONDS = 300.0


def wait_until(is_so, what, pause=lambda: time.sleep(0.05)):
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, f"never came: {what}"
        pause()


def until_ended(client, link):
    """A job of a server by its link, once it has ended; asked seldom, as each answer takes from the job's time."""
    wait_until(lambda: client.get(link).json()["ended"], f"the end of {link}", lambda: time.sleep(0.5))
    return client.get(link).json()


def is_alive(pid):
    """Whether a process does anything still; one that nobody has asked for its end yet does not."""
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False
