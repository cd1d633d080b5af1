"""The command among kills, Ctrl-C, full disks and other commands: nothing lost, nothing doubled, one clear message.

A signal is sent when a file or a process shows that the work has begun; how long anything takes is no law.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from command import deterrence
from web.jobs.polling import is_alive, wait_until

CELL = ("--futures", "20", "--assumption-set", "reference", "--structure", "aids_net")
CELLS = (*CELL, "--structure", "independent_sensors")  # two blocks, and tables that both share
# As in a terminal, where Ctrl-C is not ignored, whatever started the tests; and on a disk that holds no large file.
START = "import resource, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
MAIN = "from deterrence.cli import main; main()"
SMALL_DISK = "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes and /dev/full are read as on Linux")


def started(*arguments, before="", **options):
    """The command as a process of its own group, like one of a terminal."""
    command = [sys.executable, "-c", "; ".join(filter(None, (START, before, MAIN))), *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(command, text=True, start_new_session=True, **pipes)


def done(*arguments, **options):
    with started(*arguments, **options) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def said(finished):
    """The lines of a message."""
    assert "Traceback" not in finished.stderr
    return finished.stderr.splitlines()


def stored(folder):
    """Everything that a run leaves, but how long it took."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "timings.json"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def parts(folder):
    return list(folder.rglob("*.parquet"))


def children(pid):
    """Processes that a process has started, with their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found[int(entry.name)] = (entry / "cmdline").read_bytes()
    return found


def work_of(process):
    """The process that works; the one that was started watches it."""
    wait_until(lambda: children(process.pid) or process.poll() is not None, "the start of the work")
    return next(iter(children(process.pid)))


def start_of_workers(process):
    """The process that workers of a command are forked from, once there is one."""
    return [pid for pid, command in children(work_of(process)).items() if b"forkserver" in command]


def workers_of(process):
    """Processes that do tasks for a command."""
    return [pid for start in start_of_workers(process) for pid in children(start)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """What one worker makes of all cells undisturbed."""
    folder = tmp_path_factory.mktemp("whole")
    assert deterrence("run", *CELLS, "--workers", 1, "--output", folder).returncode == 0
    assert parts(folder)
    return folder


@pytest.fixture
def copy(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "copy")


@LINUX
def test_a_run_whose_workers_are_killed_gives_the_same_bytes(whole, tmp_path):
    with started("run", *CELLS, "--workers", 2, "--output", tmp_path) as process:
        wait_until(lambda: len(workers_of(process)) >= 2 or process.poll() is not None, "the workers")
        workers = workers_of(process)
        os.kill(workers[0], signal.SIGKILL)
        wait_until(lambda: set(workers_of(process)) - set(workers), "one in the place of the first")
        os.kill(workers[1], signal.SIGKILL)  # which has another task: none may cost two workers
        out, err = process.communicate()
    assert process.returncode == 0, err
    assert out.startswith("Erosion of arrivals")
    assert stored(tmp_path) == stored(whole)


def blocks(folder):
    """The parts of each block; what all structures share is written with the first of them."""
    found = {}
    for path in parts(folder):
        cell, structure, _ = path.name.partition("-")[2].rsplit("-", 2)
        found.setdefault((cell, structure.replace("every", "aids_net")), set()).add(path.name)
    return found


def assert_goes_on(whole, folder, workers=1):
    """The same command, with any number of workers, finishes what was begun and writes no complete block anew."""
    begun, before = blocks(folder), {path.name: path.stat().st_ino for path in parts(folder)}
    again = deterrence("run", *CELLS, "--workers", workers, "--output", folder)
    assert (again.returncode, said(again)) == (0, [])
    assert stored(folder) == stored(whole)
    after = {path.name: path.stat().st_ino for path in parts(folder)}
    for block, names in blocks(whole).items():
        if begun.get(block) == names:
            assert {name: before[name] for name in names} == {name: after[name] for name in names}


@LINUX
@pytest.mark.parametrize("killed", ["the work", "its watcher"])
def test_a_run_that_is_killed_goes_on_where_it_was(killed, whole, tmp_path, hold):
    with started("run", *CELLS, "--workers", 2, "--output", tmp_path) as process:
        wait_until(lambda: any(tmp_path.rglob("losses-*.parquet")) or process.poll() is not None, "the first block")
        work, workers = work_of(process), workers_of(process)
        assert workers
        os.kill(work if killed == "the work" else process.pid, signal.SIGKILL)
        out, err = process.communicate()
    if killed == "the work":
        again = f"are kept in {tmp_path}; run the same command again, with the same --output, to go on"
        assert (process.returncode, out) == (1, "")
        pattern = (
            rf"killed by signal 9, most likely because memory ran out: \d+ of at most 40 futures {re.escape(again)}\n"
        )
        assert re.fullmatch(pattern, err)
    wait_until(lambda: not any(map(is_alive, [work, *workers])), "the end of all of it")
    hold.unlink()
    assert_goes_on(whole, tmp_path, workers=2 if killed == "the work" else 1)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("moment", ["run_record.json", "losses-*.parquet"], ids=["at the start", "in the midst"])
def test_ctrl_c_says_in_one_line_what_is_kept_and_how_to_go_on(workers, moment, whole, tmp_path, hold):
    with started("run", *CELLS, "--workers", workers, "--output", tmp_path) as process:
        wait_until(lambda: any(tmp_path.rglob(moment)) or process.poll() is not None, "the start of the work")
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the workers too
        out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    again = re.escape(
        f" of at most 40 futures are kept in {tmp_path}; run the same command again, with the same --output, "
    )
    assert re.fullmatch(rf"interrupted: (0|20|40){again}to go on\n", err)
    kept = int(re.search(r"\d+", err)[0])
    assert len(list(tmp_path.rglob("losses-*.parquet"))) * 20 >= kept
    hold.unlink()
    assert_goes_on(whole, tmp_path)


@LINUX
def test_ctrl_c_of_a_command_that_keeps_nothing_says_so():
    with started("options", *CELL) as process:
        work_of(process)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert err == "interrupted: nothing new was kept; run the same command again\n"


def test_ctrl_c_is_left_alone_where_it_is_ignored(tmp_path):
    """A shell starts what runs in its background so."""
    ignored = "signal.signal(signal.SIGINT, signal.SIG_IGN)"
    with started("run", *CELL, "--workers", 1, "--output", tmp_path, before=ignored) as process:
        wait_until(lambda: any(tmp_path.rglob("run_record.json")) or process.poll() is not None, "the start")
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate()
    assert process.returncode == 0
    assert out.startswith("Erosion of arrivals")


def test_two_commands_on_one_folder_at_one_time_end_with_the_same_bytes(whole, tmp_path):
    with started("run", *CELLS, "--workers", 1, "--output", tmp_path) as first:
        wait_until(lambda: any(tmp_path.rglob("run_record.json")) or first.poll() is not None, "the start")
        second = done("run", *CELLS, "--workers", 2, "--output", tmp_path)
        out, err = first.communicate()
    assert (first.returncode, second.returncode) == (0, 0), err + second.stderr
    assert out == second.stdout
    assert stored(tmp_path) == stored(whole)


@pytest.mark.parametrize(
    ("command", "damage"),
    [
        (("outcome", "arrivals"), lambda path: os.truncate(path, 300)),
        (("claims",), lambda path: path.write_bytes(b"PAR1" + path.read_bytes()[4:-1] + b"?")),
    ],
    ids=["outcome, cut short", "claims, one byte changed"],
)
def test_no_command_reads_a_damaged_part(command, damage, copy):
    asked = (*command, *CELLS, "--workers", 1, "--output", copy)
    before = deterrence(*asked)
    path = next(copy.rglob("arrivals-reference-aids_net-*.parquet"))
    damage(path)
    after = deterrence(*asked)
    assert after.returncode == 0, after.stderr
    assert after.stdout == before.stdout
    assert said(before) == []
    assert said(after) == [f"1 stored part does not match its digest and is computed anew: {path.name}"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_is_one_line_and_keeps_what_is_finished(workers, whole, copy):
    """The largest part is too large for what is left of the disk."""
    lost = max(parts(copy), key=lambda path: path.stat().st_size)
    small = SMALL_DISK.format(lost.stat().st_size - 1)
    lost.unlink()
    before = stored(copy)
    nothing_else = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # half a module would be left for all others
    failed = done("run", *CELLS, "--workers", workers, "--output", copy, before=small, env=nothing_else)
    assert failed.returncode == 1
    assert failed.stdout == ""
    [line] = said(failed)
    assert re.search(rf"/{lost.name}: cannot be written: .*File too large.*: make room there, then run the ", line)
    assert line.endswith("what was finished is kept")
    assert stored(copy) == before
    assert not list(copy.rglob(".partial-*"))
    again = deterrence("run", *CELLS, "--workers", 1, "--output", copy)
    assert (again.returncode, said(again)) == (0, [])
    assert stored(copy) == stored(whole)


UNBUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])


@pytest.mark.parametrize("command", [("outcomes", "--json"), ("outcomes",), ("--version",), ("--help",)])
@UNBUFFERED
@LINUX
def test_an_answer_that_cannot_be_written_is_one_line(command, unbuffered):
    with Path("/dev/full").open("w") as full:
        failed = done(*command, stdout=full, env={**os.environ, "PYTHONUNBUFFERED": unbuffered})
    assert failed.returncode == 1
    assert said(failed) == [
        "standard output: No space left on device: make room, or send it elsewhere, then run the same command again"
    ]


@UNBUFFERED
def test_a_reader_that_has_gone_is_one_line(unbuffered):
    with started("outcomes", "--json", env={**os.environ, "PYTHONUNBUFFERED": unbuffered}) as process:
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 1
    assert err == (
        "standard output: closed before the whole answer was written: let its reader read on, or send it to a file\n"
    )


def test_a_closed_standard_output_is_one_line(tmp_path):
    command = [sys.executable, "-m", "deterrence.cli", "run", *CELL, "--output", str(tmp_path / "out")]
    closed = subprocess.run(
        ["sh", "-c", 'exec "$0" "$@" >&-', *command], stderr=subprocess.PIPE, text=True, check=False
    )
    assert closed.returncode == 1
    assert closed.stderr.startswith("standard output is closed, so there is nowhere to answer: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["run", "brief"])
@LINUX
def test_an_output_that_is_no_place_is_bad_input(command):
    failed = deterrence(command, *CELL, "--workers", 1, "--output", "/proc/x")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert said(failed) == ["/proc/x: cannot be written: No such file or directory: name a place that can be written"]


@pytest.mark.parametrize("command", [("run",), ("claims",), ("outcome", "arrivals")], ids=" ".join)
def test_a_finished_run_is_read_where_nothing_can_be_written(command, copy):
    """As root too, whom no permission stops: whatever is written would leave its trace in a folder."""
    folders = [copy, *(path for path in copy.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (copy, *copy.rglob("*"))}
    read = deterrence(*command, *CELLS, "--output", copy)
    assert (read.returncode, said(read)) == (0, [])
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (copy, *copy.rglob("*"))} == before
    for folder in folders:
        folder.chmod(0o755)
