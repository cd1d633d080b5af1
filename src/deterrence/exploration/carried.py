"""A function with all that it holds, such as a whole dataset: packed once, and opened once by each process."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

R = TypeVar("R")
_OPENED = 4  # functions that a process keeps open


class Carried(Generic[R]):
    """The function, to be sent to other processes with each of many tasks.

    Args:
        function: What it does; neither it nor what it holds changes afterwards.
    """

    def __init__(self, function: Callable[..., R]) -> None:
        self._function = function

    def __call__(self, *arguments: Any, **named: Any) -> R:
        """Do it."""
        return self._function(*arguments, **named)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self._function)

    def __reduce__(self) -> tuple[Callable[[bytes], Carried[R]], tuple[bytes]]:
        """The packed function, so that whoever gets it again opens nothing."""
        return _opened, (self._packed,)


@lru_cache(maxsize=_OPENED)
def _opened(packed: bytes) -> Carried[Any]:
    return Carried(pickle.loads(packed))  # written by the same run
