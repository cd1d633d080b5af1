"""What a quantity may be: limits of what the models take, and bounds beside others, as its file declares them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from deterrence.arrays import Floats
from deterrence.evidence.distribution import Distribution, quantiles
from deterrence.evidence.fields import Strict
from deterrence.evidence.source import FIRST_YEAR, LAST_YEAR, Text
from deterrence.units import Unit

_ENDS = np.array([0.0, 1.0])
_EVERY_YEAR = tuple(range(FIRST_YEAR, LAST_YEAR + 1))


class Limits(Strict):
    """Least and most that the models take, where the unit allows more; `below` and `above` say what is wrong beyond."""

    low: float | None = None
    high: float | None = None
    below: str = "less than the models take"
    above: str = "more than the models take"

    def within(self, unit: Unit) -> tuple[float, float]:
        """Least and most in a unit."""
        return unit.low if self.low is None else self.low, unit.high if self.high is None else self.high


NO_LIMITS = Limits()


class BoundRecord(Strict):
    """One bound as written: the quantity, together `with` others, is at most `bound`, a number or another quantity.

    Names are looked for beside the quantity first. `wrong` says what is wrong beyond the bound. Where the models
    subtract, they cannot take the lesser of the two: then it holds `in_every_future`.
    """

    bound: float | Text
    parts: tuple[Text, ...] = Field(default=(), alias="with")
    in_every_future: bool = False
    wrong: Text


@dataclass(frozen=True)
class Bound:
    """A bound: the sum of `parts`, ids of which the first declares it, is at most a number or the quantity `limit`."""

    parts: tuple[str, ...]
    limit: float | str
    in_every_future: bool
    wrong: str
    path: str
    line: int | None

    @property
    def quantities(self) -> tuple[str, ...]:
        """Ids of all that it speaks of."""
        return (*self.parts, self.limit) if isinstance(self.limit, str) else self.parts

    def excess(
        self, distribution: Callable[[str], Distribution], years: tuple[int, ...] = _EVERY_YEAR
    ) -> tuple[float, float] | None:
        """(sum, limit) of the year in which the sum exceeds the limit most; None where it never does.

        The most that the sum can be against the most that the limit can be, or the least, if in every future.

        Args:
            distribution: That of a quantity, by its id.
            years: Years to look at.
        """

        def ends(identity: str) -> tuple[Floats, Floats]:
            return ends_by_year(distribution(identity), years)

        most = np.sum([ends(part)[1] for part in self.parts], axis=0)
        limit = np.full(most.shape, self.limit)
        if isinstance(self.limit, str):
            limit = ends(self.limit)[0 if self.in_every_future else 1]
        at = int(np.argmax(most - limit))
        return (float(most[at]), float(limit[at])) if most[at] > limit[at] else None

    def fix(self, limit: float) -> str:
        """What to write instead."""
        others = f"it and {', '.join(self.parts[1:])} sum to" if len(self.parts) > 1 else ""
        most = f"make {others} at most {limit:g}" if others else f"write at most {limit:g}"
        return f"{most}, or raise {self.limit}" if isinstance(self.limit, str) else most


def ends_by_year(distribution: Distribution, years: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Least and greatest value, each [year]."""
    low, high = np.broadcast_to(quantiles(distribution, _ENDS, years).T, (len(years), 2)).T
    return low, high
