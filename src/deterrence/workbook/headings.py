"""Whether the headings of a sheet are ours: each problem once, at the column to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]


class Fault(NamedTuple):
    """What is wrong with one heading; `place` counts columns from 0, `found` is the heading that stands there."""

    place: int
    what: str
    fix: str
    found: str | None = None


def letter(place: int) -> str:
    """Name of a column in Excel; places count from 0."""
    return str(get_column_letter(place + 1))


def heading_faults(found: Sequence[str], expected: Sequence[str]) -> list[Fault]:
    """Headings that are doubled, renamed, not ours or missing; if there are none, the first out of its place."""
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for place, name in enumerate(found):
        if name in places:
            first = f"{letter(places[name])}1"
            faults.append(Fault(place, "a column twice", f"delete one of them (the first is {first})", name))
        elif name in expected:
            places[name] = place
    return faults + list(_unknown(found, expected, places)) or list(_misplaced(expected, places))


def _unknown(found: Sequence[str], expected: Sequence[str], places: dict[str, int]) -> Iterator[Fault]:
    """Headings that are not ours, and ours that are not there; one in the place of the other is renamed."""
    missing = [name for name in expected if name not in places]
    for place, name in enumerate(found):
        if name and name not in expected:
            meant = expected[place] if place < len(expected) else ""
            if meant in missing:
                missing.remove(meant)
                yield Fault(place, "a renamed column", f"write {meant}", name)
            else:
                fix = "delete it, or keep it on a sheet of your own"
                yield Fault(place, "no column of this sheet", fix, name)
    for name in missing:
        yield Fault(expected.index(name), "a missing column", "put it back here", name)


def _misplaced(expected: Sequence[str], places: dict[str, int]) -> Iterator[Fault]:
    order = sorted(expected, key=lambda name: places[name])
    for place, (now, name) in enumerate(zip(order, expected, strict=True)):
        if now != name:
            yield Fault(places[name], "a moved column", f"move it back to column {letter(place)}", name)
            return
        if places[name] != place:
            yield Fault(place, "a column without a heading", "delete it")
            return
