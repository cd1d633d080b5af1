"""What a quantity may be: limits of what the models take, and bounds beside others, as its file declares them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from deterrence.errors import Problem
from deterrence.evidence.distribution import Distribution, quantiles
from deterrence.evidence.fields import Strict
from deterrence.evidence.source import FIRST_YEAR, LAST_YEAR, Text
from deterrence.units import Unit, suggestion

if TYPE_CHECKING:
    from deterrence.evidence.quantity import Quantity

Floats = NDArray[np.float64]

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


def named(name: str, owner: str, quantities: Collection[str]) -> str:
    """The id that a name in the file of `owner` stands for: a neighbour, else the name itself."""
    folder = owner.rpartition(".")[0]
    neighbour = f"{folder}.{name}" if folder else name
    return neighbour if neighbour in quantities else name


def linked(quantity: Quantity, quantities: Collection[str]) -> Quantity:
    """The quantity with whole ids in its bounds, in what it needs and in what it follows."""

    def whole(name: str) -> str:
        return named(name, quantity.id, quantities)

    bounds = tuple(
        replace(
            bound,
            parts=tuple(map(whole, bound.parts)),
            limit=whole(bound.limit) if isinstance(bound.limit, str) else bound.limit,
        )
        for bound in quantity.at_most
    )
    follows = quantity.follows and quantity.follows.model_copy(update={"quantity": whole(quantity.follows.quantity)})
    needs = whole(quantity.needs) if quantity.needs else ""
    return replace(quantity, at_most=bounds, needs=needs, follows=follows)


def bound_problems(quantity: Quantity, quantities: Mapping[str, Quantity], wrong: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the bounds of a linked quantity: no most of a count, unknown ids, other units, a circle.

    Args:
        quantity: The quantity.
        quantities: All that are known.
        wrong: Ids that exist but could not be read: reported elsewhere.
    """

    def unknown(name: str, path: str, line: int | None) -> Problem:
        fix = suggestion(name, quantities, "write a neighbour's name or a whole id")
        return Problem(quantity.file, path, "no such quantity", fix, name, line)

    if quantity.unit.dimension.startswith("count") and quantity.limits.high is None:
        what, fix = "a count without a most", "add limits: {high: ...}, the most that the models take"
        yield Problem(quantity.file, f"{quantity.id}.limits", what, fix, None, quantity.line, has_value=False)
    if quantity.needs and quantity.needs not in {*quantities, *wrong}:
        yield unknown(quantity.needs, f"{quantity.id}.needs", quantity.line)
    for bound in quantity.at_most:
        missing = [name for name in bound.quantities if name not in quantities]
        yield from (unknown(name, bound.path, bound.line) for name in missing if name not in wrong)
        if missing:
            continue
        dimension = quantity.unit.dimension
        for name in bound.quantities[1:]:
            if quantities[name].unit.dimension != dimension:
                what = f"bounded by {name} in {quantities[name].unit.name}"
                fix = f"name quantities that are a {dimension}, as {quantity.unit.name} are"
                yield Problem(quantity.file, bound.path, what, fix, quantity.unit.name, bound.line)
        if isinstance(bound.limit, str):
            chain = _circle(quantity.id, bound.limit, quantities)
            if chain:
                fix = "let one of them bound the other"
                yield Problem(
                    quantity.file, bound.path, "a bound that bounds itself", fix, " <= ".join(chain), bound.line
                )


def _circle(start: str, limit: str, quantities: Mapping[str, Quantity]) -> list[str]:
    """The chain of bounds from a quantity back to itself, beginning with one limit; empty where there is none."""
    ways, seen = [[start, limit]], {limit}
    for way in ways:
        if way[-1] == start:
            return way
        bounds = quantities[way[-1]].at_most if way[-1] in quantities else ()
        for bound in bounds:
            if isinstance(bound.limit, str) and bound.limit not in seen:
                seen.add(bound.limit)
                ways.append([*way, bound.limit])
    return []
