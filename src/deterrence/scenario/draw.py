"""Drawing futures: one uniform for each seed, quantity and future, whatever else is drawn (law 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np

from deterrence.arrays import Floats
from deterrence.scenario.resolve import Resolved

_WORDS_PER_STEP = 4  # Philox yields four 64-bit words a counter step


def uniforms(seed: int, quantity: str, start: int, count: int) -> Floats:
    """Uniforms in [0, 1) of futures start..start+count-1.

    Philox keyed by a keyed hash of the quantity's id, advanced to the future: the same slice whatever the block,
    the worker, the variant or the other quantities.

    Args:
        seed: Seed of the run, 0 to 2^63 - 1.
        quantity: Id of the quantity.
        start: First future.
        count: How many.
    """
    key = hashlib.blake2b(quantity.encode(), key=seed.to_bytes(8, "little"), digest_size=16).digest()
    stream = np.random.Philox(key=np.frombuffer(key, dtype="<u8"))
    stream.advance(start // _WORDS_PER_STEP)
    skipped = start % _WORDS_PER_STEP
    words = stream.random_raw(skipped + count)[skipped:]
    return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53


def draw(
    resolved: Mapping[str, Resolved], seed: int, start: int, count: int, years: tuple[int, ...]
) -> dict[str, Floats]:
    """One value of every quantity for each future: [future], or [future, year] where dated or under a policy.

    The uniform is keyed by the quantity alone, so sets and structures share their futures. Quantities are drawn
    independently, but for those that follow another (law 42).

    Args:
        resolved: Quantities as they count in one assumption set.
        seed: Seed of the run.
        start: First future.
        count: How many.
        years: Years of the horizon.
    """

    def uniform_of(identity: str) -> Floats:
        return uniforms(seed, identity, start, count)

    return {identity: chosen.drawn(uniform_of, years) for identity, chosen in resolved.items()}
