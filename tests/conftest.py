"""Which examples a test of a law is shown, which tests come first, and which stay together.

The examples are the same in every run, unless the profile `thorough` is asked for by name: Hypothesis reads
`--hypothesis-profile` after this file and before the tests, so that what is given there stands.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What takes longest, so that no worker is left alone with it. The models are compiled by the servers and commands that
# these start, and a worker that needs them later only loads them.
FIRST = ("web", "api", "test_cli.py", "workbook", "test_cli_options.py")
# Folders whose files share one run.
TOGETHER = ("api",)

ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

settings.register_profile("fixed", ANY_SPEED, max_examples=60, derandomize=True, database=None)
settings.register_profile("thorough", ANY_SPEED, max_examples=1000)
settings.load_profile("fixed")

# For the workers that are started from here: what one thread has given back, the others take (glibc).
os.environ.setdefault("MALLOC_ARENA_MAX", "2")


def pytest_collection_modifyitems(items):
    """Put the longest first; else the order stays."""
    items.sort(key=lambda item: _place(item.path.relative_to(Path(__file__).parent).parts[0]))


def _place(name):
    return FIRST.index(name) if name in FIRST else len(FIRST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file stays on one worker, with the server, the browser or the run that its tests share."""
    from xdist.scheduler import LoadFileScheduling

    class WithWhatIsShared(LoadFileScheduling):
        def _split_scope(self, nodeid):
            folder = nodeid.split("/")[1]
            return folder if folder in TOGETHER else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return WithWhatIsShared(config, log)
