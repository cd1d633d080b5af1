"""Which examples a test of a law is shown, and which tests come first.

The examples are the same in every run, unless the profile `thorough` is asked for by name: Hypothesis reads
`--hypothesis-profile` after this file and before the tests, so that what is given there stands.
"""

from pathlib import Path

from hypothesis import HealthCheck, settings

# What takes longest, so that no worker is left alone with it. The models are compiled by the servers and commands that
# these start, and a worker that needs them later only loads them.
FIRST = ("web", "test_cli.py", "test_cli_options.py", "workbook", "api")

ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

settings.register_profile("fixed", ANY_SPEED, max_examples=60, derandomize=True, database=None)
settings.register_profile("thorough", ANY_SPEED, max_examples=1000)
settings.load_profile("fixed")


def pytest_collection_modifyitems(items):
    """Put the longest first; else the order stays."""
    items.sort(key=lambda item: _place(item.path.relative_to(Path(__file__).parent).parts[0]))


def _place(name):
    return FIRST.index(name) if name in FIRST else len(FIRST)
