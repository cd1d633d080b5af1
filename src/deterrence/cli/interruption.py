"""Ctrl-C: at once one line that says what is kept and how to go on, whatever the process is in the midst of.

Python attends to a signal between two of its own steps only, and compiled code can take many seconds over one. So the
signal is held back from every thread but one, which waits for nothing else. The process then ends where it stands:
every file is written whole or not at all, and worker processes end with it.
"""

from __future__ import annotations

import os
import signal
from threading import Thread

INTERRUPTED = 130
_SAID = ["interrupted: run the same command again"]


def say_on_interruption(text: str) -> None:
    """What Ctrl-C is answered with from now on."""
    _SAID[0] = text


def said_on_interruption() -> str:
    """What Ctrl-C is answered with."""
    return _SAID[0]


def answer_interruption() -> None:
    """From now on Ctrl-C ends the process with the line; not where it is ignored, as in the background of a shell."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        Thread(target=_end, daemon=True).start()


def _end() -> None:
    """Wait for it; then write and end past every lock and buffer that the interrupted threads may hold."""
    signal.sigwait({signal.SIGINT})
    before = "\r\x1b[2K\x1b[?25h" if os.isatty(2) else ""  # takes the progress line away, brings the cursor back
    os.write(2, f"{before}{said_on_interruption()}\n".encode())
    os._exit(INTERRUPTED)
