"""The few errors of the package. Bad input is reported once, every problem named, nothing written."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SHOWN_PROBLEMS = 50
_SHOWN_VALUE_LENGTH = 80
_SHOWN_PATH_LENGTH = 300  # longer than any path of ours: a key of a file may be as long as the file
_NOT_A_PLACE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST,
                errno.EINVAL, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTSUP)  # fmt: skip


def shorten(value: object) -> str:
    """Text of a value for a message, at most 80 characters long; what does not show itself is written out."""
    return printable(value if isinstance(value, str) else repr(value), _SHOWN_VALUE_LENGTH)


def printable(text: str, longest: int) -> str:
    """Text as it can be printed on one line: no line breaks, nothing that turns or hides what stands beside it."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    plain = cut.replace("\n", " ").replace("\r", " ")
    return "".join(one if one.isprintable() else _escaped(one) for one in plain)


def _escaped(one: str) -> str:
    code = ord(one)
    return f"\\U+{code:04X}" if code else "\\0"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input, and what to write instead."""

    file: str
    path: str
    what: str
    fix: str
    value: object = None
    line: int | None = None
    has_value: bool = True

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        shown = f" ({shorten(self.value)})" if self.has_value else ""
        where = f"{printable(self.path, _SHOWN_PATH_LENGTH)}: " if self.path else ""
        return f"{place}: {where}{self.what}{shown}: {self.fix}"


class DeterrenceError(Exception):
    """Base of all errors that are one clear message; those that a user can cause are answered with exit code 2."""

    exit_code = 2


class MachineError(DeterrenceError):
    """What the machine could not do, with the remedy: a full disk, a killed process. What was finished is kept."""

    exit_code = 1


class InputError(DeterrenceError):
    """A file or an option that cannot be used. Carries every problem; shows at most 50."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self._text())

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """How it comes back from a worker process: made of its problems again."""
        return InputError, (self.problems,)

    def _text(self) -> str:
        lines = [str(problem) for problem in self.problems[:_SHOWN_PROBLEMS]]
        hidden = len(self.problems) - _SHOWN_PROBLEMS
        if hidden > 0:
            lines.append(f"… and {hidden} more problem{'s' if hidden > 1 else ''}")
        return "\n".join(lines)


@contextmanager
def collected(problems: list[Problem]) -> Iterator[None]:
    """What is refused within the block is put beside other problems, so that all of them are told at once."""
    try:
        yield
    except InputError as error:
        problems += error.problems


def refuse(problems: Sequence[Problem]) -> None:
    """Go on only where nothing is wrong.

    Raises:
        InputError: Every problem, where there is one.
    """
    if problems:
        raise InputError(problems)


def unusable(place: object, what: str, fix: str, line: int | None = None) -> InputError:
    """The error of a file or folder that cannot be used as a whole."""
    return InputError([Problem(str(place), "", what, fix, None, line, has_value=False)])


def cannot_write(path: str | Path, error: Exception) -> DeterrenceError:
    """The error for what cannot be written: the place that was named is none, or the machine is at its end."""
    if isinstance(error, OSError) and error.errno in _NOT_A_PLACE:
        what = f"cannot be written: {error.strerror}"
        return unusable(path, what, "name a place that can be written")
    reason = (error.strerror if isinstance(error, OSError) else None) or shorten(str(error).partition("\n")[0])
    remedy = "make room there, then run the same command again; what was finished is kept"
    return MachineError(f"{path}: cannot be written: {reason}: {remedy}")
