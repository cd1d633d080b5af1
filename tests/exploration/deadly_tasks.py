"""Tasks for worker processes that do not live long."""

import os
import signal
import sys
import time
from pathlib import Path

from deterrence.errors import InputError, Problem
from deterrence.exploration.executor import executor


def double(number):
    return 2 * number


def pid_of_worker(_):
    return os.getpid()


def parent_of_worker(_):
    return os.getppid()


def killed_the_first_time(marker):
    """What a kill looks like from outside, in the very midst of a task."""
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return marker
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def killed_always(_):
    os.kill(os.getpid(), signal.SIGKILL)


def exits(_):
    os._exit(3)


def is_refused(value):
    raise InputError([Problem("file", "path", "is wrong", "write another", value), Problem("b", "", "too", "no")])


def fails(_):
    raise ZeroDivisionError("one by none")


def interrupted(number):
    """What Ctrl-C in a terminal does: the signal goes to every process of the group."""
    os.kill(os.getpid(), signal.SIGINT)
    return number


def waits_in(folder):
    """Leave the process's number in a folder and wait; without a folder be done at once."""
    if folder:
        (Path(folder) / str(os.getpid())).touch()
        time.sleep(3600)
    return folder


if __name__ == "__main__":
    with executor(2) as each:
        list(each(waits_in, sys.argv[1:] * 2))


def says(text):
    """Say something on standard error, in one write: another process says something too."""
    os.write(sys.stderr.fileno(), f"{text}\n".encode())
