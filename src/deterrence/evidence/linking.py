"""What a quantity says of others: whole ids in place of neighbours' names, and what is wrong with what it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from deterrence.errors import Problem
from deterrence.evidence.quantity import Quantity
from deterrence.units import suggestion


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
    needs, idle = (whole(name) if name else "" for name in (quantity.needs, quantity.idle_without))
    return replace(quantity, at_most=bounds, needs=needs, idle_without=idle, follows=follows)


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
    partners = {"needs": quantity.needs, "idle_without": quantity.idle_without}
    lacking = {field: name for field, name in partners.items() if name and name not in {*quantities, *wrong}}
    yield from (unknown(name, f"{quantity.id}.{field}", quantity.line) for field, name in lacking.items())
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


def follow_problems(
    quantity: Quantity, quantities: Mapping[str, Quantity], wrong: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with what a linked quantity follows: an unknown leader, one that follows itself, no support."""
    follows = quantity.follows
    if follows is None:
        return
    path = f"{quantity.id}.follows"
    if follows.quantity not in quantities and follows.quantity not in wrong:
        fix = suggestion(follows.quantity, quantities, "write a neighbour's name or a whole id")
        yield Problem(quantity.file, f"{path}.quantity", "no such quantity", fix, follows.quantity, quantity.line)
    elif follows.quantity == quantity.id or getattr(quantities.get(follows.quantity), "follows", None) is not None:
        fix = "name one that follows nothing"
        yield Problem(quantity.file, f"{path}.quantity", "a leader that follows", fix, follows.quantity, quantity.line)
    if follows.grade == "judged" and not (follows.rationale and follows.analogue):
        what, fix = "judged without rationale and analogue", "add rationale and analogue"
        yield Problem(quantity.file, path, what, fix, None, quantity.line, has_value=False)
    if follows.grade != "judged" and not follows.sources:
        fix = "add sources: [{source: id, locator: place}]"
        yield Problem(
            quantity.file, path, f"{follows.grade} without a source", fix, None, quantity.line, has_value=False
        )
