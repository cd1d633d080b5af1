"""Arrays that were read or made last, as many as fit into a bound of memory."""

from __future__ import annotations

from collections.abc import Hashable

from deterrence.arrays import AnyArray


class Recent:
    """Arrays by key; the one that was asked for longest ago makes room.

    Args:
        most_bytes: Of all arrays together; an array that is larger than that is kept alone.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._arrays: dict[Hashable, AnyArray] = {}

    def get(self, key: Hashable) -> AnyArray | None:
        """The array of a key, which is then the last that was asked for; None where it is not there."""
        found = self._arrays.pop(key, None)
        if found is not None:
            self._arrays[key] = found
        return found

    def keep(self, key: Hashable, array: AnyArray) -> None:
        """Keep an array that is not there yet; nobody may write to it any more."""
        array.flags.writeable = False
        self.make_room(array.nbytes)
        self._arrays[key], self._bytes = array, self._bytes + array.nbytes

    def make_room(self, size: int) -> None:
        """Let go of arrays until there is room for so many bytes, or none is left."""
        while self._arrays and self._bytes + size > self._most:
            self._bytes -= self._arrays.pop(next(iter(self._arrays))).nbytes
