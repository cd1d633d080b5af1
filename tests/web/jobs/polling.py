"""Waiting for what another process does; how long it takes is no law."""

import time

PATIENCE_SECONDS = 300.0


def wait_until(is_so, what):
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.05)
