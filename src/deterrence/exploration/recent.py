"""What was made or read last, as much as fits into a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

from deterrence.arrays import AnyArray

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """Things by key; what was asked for longest ago makes room. Safe to use from many threads.

    Args:
        most: Of the sizes of all together; a thing that is larger than that is kept alone.
        size: Of a thing.
    """

    def __init__(self, most: int, size: Callable[[Kept], int]) -> None:
        self._most, self._size, self._held, self._lock = most, size, 0, RLock()
        self._things: OrderedDict[Hashable, Kept] = OrderedDict()

    def get(self, key: Hashable) -> Kept | None:
        """The thing of a key, which is then the last that was asked for; None where it is not there."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
            return self._things.get(key)

    def keep(self, key: Hashable, thing: Kept) -> Kept:
        """Keep a thing, in place of what its key had; nobody may change it any more."""
        with self._lock:
            if key in self._things:
                self._held -= self._size(self._things.pop(key))
            self.make_room(self._size(thing))
            self._things[key] = thing
            self._held += self._size(thing)
        return thing

    def make_room(self, size: int) -> None:
        """Let go of things until there is room for so much, or none is left."""
        with self._lock:
            while self._things and self._held + size > self._most:
                self._held -= self._size(self._things.popitem(last=False)[1])


def recent_arrays(most_bytes: int) -> Recent[AnyArray]:
    """For arrays, up to so many bytes."""
    return Recent(most_bytes, lambda array: array.nbytes)
