"""Which examples a test of a law is shown, which tests come first, and which stay together.

The examples are the same in every run, unless the profile `thorough` is asked for by name: Hypothesis reads
`--hypothesis-profile` after this file and before the tests, so that what is given there stands.
"""

import fcntl
import gc
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

# What asks no model, and so can go on while the models are compiled.
WITHOUT_MODELS = ("workbook", "repository")
# What takes longest, so that no worker is left alone with it.
FIRST = (*WITHOUT_MODELS, "web", "api", "brief", "test_cli_faults.py", "test_cli.py", "test_cli_options.py")
# What compiles every model of a run, once for all workers, and the servers and commands that they start.
COMPILE = ("run", "--futures", "20", "--assumption-set", "reference", "--workers", "1", "--keep", "all")
# Folders whose files share one run.
TOGETHER = ("api", "brief")

# So many bytes more than it was, a worker looks for what can go.
GROWN = 64 * 2**20
HELD = pytest.StashKey[int]()
# As many documents on, Typst lets go of what it has kept of one.
KEPT_FOR = 11

ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

settings.register_profile("fixed", ANY_SPEED, max_examples=60, derandomize=True, database=None)
settings.register_profile("thorough", ANY_SPEED, max_examples=1000)
settings.load_profile("fixed")

# For the workers that are started from here: what one thread has given back, the others take (glibc).
os.environ.setdefault("MALLOC_ARENA_MAX", "2")
# And the processes that tests start: what one of them has compiled to bytecode, the others load.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config):
    """Compile the models once, where several workers would do it side by side; each later only loads them."""
    if not getattr(config.option, "numprocesses", None) or hasattr(config, "workerinput"):
        return
    folder = TemporaryDirectory(prefix="deterrence-tests-", ignore_cleanup_errors=True)
    os.environ["DETERRENCE_TESTS_COMPILING"] = lock = str(Path(folder.name) / "compiling")
    with Path(lock).open("w") as held:  # by the process, until it ends in whatever way
        fcntl.flock(held, fcntl.LOCK_EX)
        command = [sys.executable, "-m", "deterrence.cli", *COMPILE, "--output", str(Path(folder.name) / "run")]
        source = str(Path(__file__).parents[1] / "src")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=[held.fileno()], env=environment
        )

    def end():
        process.terminate()
        process.wait()
        folder.cleanup()

    config.add_cleanup(end)


def forget_what_was_set():
    """Typst keeps what it has set, 400 MB for an annex, until it has set so many other documents."""
    typst = sys.modules.get("typst")
    if typst is not None:
        fonts = typst.Fonts(include_system_fonts=False)
        for _ in range(KEPT_FOR):
            typst.compile(b"", format="svg", font_paths=fonts)


def forget_what_was_drawn():
    """The engine of scripts keeps some 70 MB of what figures were made of, until it is told that there is need."""
    engine = sys.modules.get("deterrence.charts.engine")
    if engine is not None and engine._engine.cache_info().currsize:
        engine._DRAWS.submit(engine._engine().low_memory_notification).result()


def memory_of_this_process():
    """Bytes that it holds, as Linux counts them; elsewhere 0."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def give_back():
    """What was held and has been let go goes back to the system, as the server gives it back."""
    from deterrence.web import memory

    forget_what_was_set()
    forget_what_was_drawn()
    gc.collect()
    memory.give_back()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A worker does not grow with each test that it has done."""
    done = yield
    found = memory_of_this_process()
    if found > item.config.stash.get(HELD, 0) + GROWN:
        give_back()
        item.config.stash[HELD] = memory_of_this_process()
    elif found < item.config.stash.get(HELD, 0):
        item.config.stash[HELD] = found
    return done


def pytest_collection_finish():
    """What is loaded stays: no search for what can go looks through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def hold(tmp_path_factory, monkeypatch):
    """While this file is there, runs of processes that are started stand still in their midst: one block is done."""
    file = tmp_path_factory.mktemp("held") / "hold"
    file.touch()
    monkeypatch.setenv("HELD_WHILE_THERE", str(file))
    held = str(Path(__file__).with_name("held"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([held, os.environ.get("PYTHONPATH", "")]))
    return file


def pytest_runtest_setup(item):
    if _place(item) >= len(WITHOUT_MODELS):
        _wait_for_models()


@cache
def _wait_for_models():
    lock = os.environ.get("DETERRENCE_TESTS_COMPILING")
    if lock and Path(lock).exists():
        with Path(lock).open() as held:
            fcntl.flock(held, fcntl.LOCK_SH)


def pytest_collection_modifyitems(items):
    """Put the longest first; else the order stays."""
    items.sort(key=_place)


def _place(item):
    name = item.path.relative_to(Path(__file__).parent).parts[0]
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
