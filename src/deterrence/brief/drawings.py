"""Drawings of a brief: each begun by a process of its own as soon as its figure is composed, and there when written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from deterrence.brief.drawing import slim
from deterrence.charts.rendering import svg
from deterrence.exploration.executor import Each, apart

Specification = Mapping[str, Any]


@dataclass(frozen=True)
class _Task:
    specification: Specification
    name: str

    def __hash__(self) -> int:
        return hash(self.name)

    def __str__(self) -> str:
        return f"drawing {self.name}"


class Drawings:
    """Drawings by specification and name; what nobody has begun is drawn when it is asked for.

    Args:
        each: What draws beside this process; this process itself, if left out.
    """

    def __init__(self, each: Each | None = None) -> None:
        self._each = each
        self._begun: dict[tuple[int, str], tuple[Specification, Future[str]]] = {}
        self._queue = ThreadPoolExecutor(1) if each else None

    def begin(self, specification: Specification, name: str) -> None:
        """Begin what will be asked for, where something draws beside this process."""
        if self._queue and (id(specification), name) not in self._begun:
            future = self._queue.submit(self._apart, _Task(specification, name))
            self._begun[id(specification), name] = specification, future

    def __call__(self, specification: Specification, name: str) -> str:
        """The drawing, its inner ids prefixed with the name."""
        if (id(specification), name) in self._begun:
            return slim(self._begun[id(specification), name][1].result())
        return slim(_drawn(_Task(specification, name)))

    def end(self) -> None:
        """Begin nothing more."""
        if self._queue:
            self._queue.shutdown(cancel_futures=True)

    def _apart(self, task: _Task) -> str:
        assert self._each is not None
        return next(self._each(_drawn, [task]))


HERE = Drawings()


@contextmanager
def drawings(workers: int) -> Iterator[Drawings]:
    """What draws within the block, beside this process where it may have more than one worker."""
    if workers == 1:
        yield HERE
        return
    with apart() as each:
        beside = Drawings(each)
        try:
            yield beside
        finally:
            beside.end()


def _drawn(task: _Task) -> str:
    return svg(dict(task.specification), task.name)
