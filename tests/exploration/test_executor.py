"""Worker processes may be killed at any time: no task is lost, none is done for ever."""

import os
import re
import signal
import struct
import subprocess
import sys
from collections import deque
from multiprocessing import Pipe, forkserver
from pathlib import Path

import pytest

from deterrence.errors import InputError, MachineError
from deterrence.exploration.executor import _serve as serve
from deterrence.exploration.executor import executor, load_ahead
from exploration import deadly_tasks as tasks
from web.jobs.polling import is_alive, wait_until


def numbers_in(folder):
    return [int(path.name) for path in folder.iterdir()]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_task_is_done_once(workers):
    with executor(workers) as each:
        assert sorted(each(tasks.double, range(4))) == [0, 2, 4, 6]
        assert list(each(tasks.double, [])) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_the_tasks_of_a_deque_are_taken_out_of_it_and_it_may_grow_meanwhile(workers):
    waiting, found = deque([1, 2, 3]), []
    with executor(workers) as each:
        for answer in each(tasks.double, waiting):
            found.append(answer)
            if len(found) == 2:
                waiting.extendleft([5, 4])
    assert (sorted(found), list(waiting)) == ([2, 4, 6, 8, 10], [])


def test_a_worker_killed_in_the_midst_of_a_task_loses_nothing(tmp_path):
    markers = [str(tmp_path / name) for name in "abc"]
    with executor(2) as each:
        assert sorted(each(tasks.killed_the_first_time, markers)) == markers
        assert sorted(each(tasks.double, range(4))) == [0, 2, 4, 6]


def test_workers_killed_between_two_tasks_are_replaced():
    with executor(2) as each:
        for pid in set(each(tasks.pid_of_worker, range(2))):
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda pid=pid: not is_alive(pid), "the end of the worker")
        assert sorted(each(tasks.double, range(4))) == [0, 2, 4, 6]


def test_a_task_that_kills_its_worker_twice_ends_in_one_message_that_names_it():
    said = "central, futures 0 to 9: its worker process was killed (signal 9) 2 times; most likely memory ran out: "
    with executor(2) as each, pytest.raises(MachineError, match=re.escape(said)):
        list(each(tasks.killed_always, ["central, futures 0 to 9"]))
    with executor(2) as each, pytest.raises(MachineError, match=r"^x: its worker process ended \(exit code 3\) 2 t"):
        list(each(tasks.exits, ["x"]))


def test_an_error_of_a_task_comes_back_as_it_is_and_says_where_it_arose():
    with executor(2) as each:
        with pytest.raises(InputError) as refused:
            list(each(tasks.is_refused, [1.5]))
        assert [str(problem) for problem in refused.value.problems] == [
            "file: path: is wrong (1.5): write another",
            "b: too (None): no",
        ]
        with pytest.raises(ZeroDivisionError, match="one by none") as failed:
            list(each(tasks.fails, [1]))
        assert "in fails" in failed.value.__notes__[0]


def test_what_is_loaded_ahead_serves_the_next_pool_and_a_lost_one_is_replaced():
    load_ahead()
    with executor(2) as each:
        first = set(each(tasks.parent_of_worker, range(2)))
        assert len(first) == 1
        os.kill(next(iter(first)), signal.SIGKILL)
        assert sorted(each(tasks.double, range(4))) == [0, 2, 4, 6]
    with executor(2) as each:
        assert not first & set(each(tasks.parent_of_worker, range(2)))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each worker is started by itself")
def test_workers_that_do_not_start_are_one_message(monkeypatch):
    def is_refused(_):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(forkserver, "connect_to_new_process", is_refused)
    monkeypatch.setattr("deterrence.exploration.executor._A_MOMENT", 0)
    with pytest.raises(MachineError, match=r"run the same command with --workers 1$"), executor(2):
        pass


def test_ctrl_c_is_for_the_parent_alone():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with executor(2) as each:
        assert sorted(each(tasks.interrupted, range(3))) == [0, 1, 2]
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def test_workers_end_with_the_block_even_in_the_midst_of_a_task(tmp_path):
    with executor(2) as each:
        answers = each(tasks.waits_in, ["", str(tmp_path)])
        assert next(answers) == ""
        wait_until(lambda: numbers_in(tmp_path), "the second task")
    assert not is_alive(numbers_in(tmp_path)[0])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent_in_the_midst_of_a_task(how, tmp_path):
    command = [sys.executable, "-m", "exploration.deadly_tasks", str(tmp_path)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1]) as parent:
        wait_until(lambda: len(numbers_in(tmp_path)) == 2, "both tasks")
        parent.send_signal(how)
    for pid in numbers_in(tmp_path):
        wait_until(lambda pid=pid: not is_alive(pid), "the end of the worker")


KILLED_WHILE_STARTING = """
import os, signal
from multiprocessing import forkserver, util
from deterrence.exploration.executor import executor

start = {module}.{name}

def start_and_die(*arguments):
    start(*arguments)
    if "resource_tracker" not in str(arguments):
        os.kill(os.getpid(), signal.SIGKILL)

{module}.{name} = start_and_die
if __name__ == "__main__":
    with executor(2) as each:
        pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each worker is started by itself")
@pytest.mark.parametrize(("module", "name"), [("util", "spawnv_passfds"), ("forkserver", "connect_to_new_process")])
def test_a_worker_whose_parent_is_killed_while_it_starts_says_nothing(module, name, tmp_path):
    """It would print a traceback of its own beside the line that answers Ctrl-C; what is read here ends with it."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED_WHILE_STARTING.format(module=module, name=name))
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGKILL, "", "")


def test_a_worker_has_the_standard_error_of_its_parent(capfd):
    with executor(2) as each:
        list(each(tasks.says, ["one", "two"]))
    assert sorted(capfd.readouterr().err.split()) == ["one", "two"]


@pytest.mark.parametrize("begun", [b"", struct.pack("!i", 100), struct.pack("!i", 100) + b"begun"])
def test_a_worker_takes_a_message_that_breaks_off_for_the_end(begun):
    """As where a run is ended while a task is handed over: an error would be printed beside the line of Ctrl-C."""
    theirs, ours = Pipe()
    os.write(theirs.fileno(), begun)
    theirs.close()
    serve(ours)


def test_a_worker_whose_answer_nobody_takes_ends():
    theirs, ours = Pipe()
    theirs.send((tasks.double, 1))
    theirs.close()
    serve(ours)
