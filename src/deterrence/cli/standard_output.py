"""Standard output whose failure is one clear message: a full disk, a reader that has gone."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from deterrence.errors import MachineError


class StandardOutput(io.TextIOWrapper):
    """Standard output; what cannot be written is no fault of any other file, and is told so."""

    def write(self, text: str, /) -> int:
        """As of any stream."""
        with _told():
            return super().write(text)

    def flush(self) -> None:
        """As of any stream."""
        with _told():
            super().flush()


def put_in_place() -> None:
    """Let all that is printed go through it.

    Raises:
        MachineError: There is no standard output.
    """
    if sys.stdout is None:
        raise MachineError("standard output is closed, so there is nowhere to answer: send it to a file or /dev/null")
    before = cast(io.TextIOWrapper, sys.stdout)
    buffers, writes_at_once = before.line_buffering, before.write_through
    encoding, errors = before.encoding, before.errors
    sys.stdout = StandardOutput(before.detach(), encoding, errors, None, buffers, writes_at_once)


def let_go() -> None:
    """Let go what cannot be written; the interpreter would try once more at its end."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except MachineError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror}: make room, or send it elsewhere, then run the same command again"
        if isinstance(error, BrokenPipeError):
            reason = "closed before the whole answer was written: let its reader read on, or send it to a file"
        raise MachineError(f"standard output: {reason}") from None
