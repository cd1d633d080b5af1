"""A process that does nothing but watch the one that works, so that Ctrl-C and a kill are answered whatever that does.

Python attends to a signal between two of its own steps only, and compiled code can take many seconds over one. The
watcher ends the work where it stands: every file is written whole or not at all, and worker processes end with it.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from contextlib import suppress
from threading import Thread, active_count

from deterrence.errors import MachineError

INTERRUPTED = 130
AGAIN = "run the same command again"
_TO_WATCHER: list[socket.socket] = []


def say_what_is_kept(text: str) -> None:
    """What the watcher says from now on, should the work be ended: what is kept, and how to go on."""
    for watcher in _TO_WATCHER:
        watcher.sendall(f"{text}\n".encode())


def watch() -> None:
    """Go on as a child of this process, which watches.

    Not where Ctrl-C is ignored, as in the background of a shell, and not inside a program that has threads of its own
    or what stores and reads parts loaded: a fork would lose them.
    """
    is_alone = active_count() == 1 and not {"duckdb", "pyarrow"} & sys.modules.keys()
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler or not is_alone:
        return
    ours, theirs = socket.socketpair()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    child = os.fork()
    (theirs if child else ours).close()
    if child:
        os._exit(_exit_code(child, ours))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _TO_WATCHER.append(theirs)
    Thread(target=_end_with_watcher, daemon=True).start()


def _exit_code(child: int, said: socket.socket) -> int:
    """Wait for the end of the work; that it was ended from outside is said in one line."""
    interruptions = []

    def end(number: int, _: object) -> None:
        interruptions.append(number)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGINT, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    kept = f"nothing new was kept; {AGAIN}"
    with said.makefile(encoding="utf-8") as lines:
        for line in lines:  # until the work has ended
            kept = line.strip()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code >= 0:
        return code
    why = ", most likely because memory ran out" if code == -signal.SIGKILL else ""
    _say(f"interrupted: {kept}" if interruptions else f"killed by signal {-code}{why}: {kept}")
    return INTERRUPTED if interruptions else MachineError.exit_code


def _say(text: str) -> None:
    before = "\r\x1b[2K\x1b[?25h" if os.isatty(2) else ""  # takes the progress line away, brings the cursor back
    os.write(2, f"{before}{text}\n".encode())


def _end_with_watcher() -> None:
    """If the watcher is killed the work ends too: nobody would hear of it."""
    _TO_WATCHER[0].recv(1)
    os._exit(1)
