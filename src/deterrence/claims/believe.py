"""What one would have to believe for a claim to hold: which readings are enough, and which limits on inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from deterrence.axes import STRUCTURE
from deterrence.chapter import set_words
from deterrence.charts.numbers import in_per_cent, listed
from deterrence.claims import phia
from deterrence.claims.share import CellShare
from deterrence.claims.verdict import Verdict
from deterrence.claims.verdict_words import side
from deterrence.exploration.prim import Box, Region

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def box_text(box: Box, names: Mapping[str, str]) -> str:
    """A box in words: 'share that meets a defended region at least .6 and ...'."""
    told = " and ".join(
        f"{names[limit.quantity]} {'at least' if limit.is_at_least else 'at most'} {phia.amount(limit.value)}"
        for limit in box.limits
    )
    return f"{told}{turning_text([limit.alone for limit in box.limits], box.density)}"


def turning_text(alone: Sequence[float], density: float) -> str:
    """Whether one limit of a box alone makes the rarer the more frequent, or all are needed; nothing of one limit.

    >>> turning_text([0.6, 0.7], 0.8), turning_text([0.6, 0.4], 0.8), turning_text([0.4, 0.4], 0.8)
    (' (either alone is enough)', ' (the first alone is enough)', ' (enough only together)')
    >>> turning_text([0.6], 0.6), turning_text([0.2, 0.3], 0.4)
    ('', '')

    Args:
        alone: Of each limit the share of cases among all futures that fit it.
        density: That among the futures that fit them all.
    """
    enough = [word for word, share in zip(_ORDINALS, alone, strict=False) if share > 1 / 2]
    if len(alone) < 2 or (not enough and density <= 1 / 2):
        return ""
    if len(enough) == len(alone):
        return f" ({'either' if len(alone) == 2 else 'any one of them'} alone is enough)"
    if enough:
        return f" (the {listed(enough, 'or')} alone is enough)"
    return " (enough only together)" if len(alone) == 2 else " (no one of them alone is enough)"


def believe_text(verdict: Verdict) -> str:
    """What one would have to believe for the claim to hold, from the cell in which it comes nearest to holding."""
    low, high = verdict.interval
    if high == 0.0:
        return "Within the ranges given nothing makes it true: a range itself would have to be wrong."
    if low == 1.0:
        return "It is true everywhere within the ranges given: to deny it, a range itself would have to be wrong."
    nearest = nearest_cell(verdict)
    region = region_of(verdict, nearest)
    reading = "the model" if verdict.is_one_reading else f"“{set_words(nearest.assumption_set)}”"
    said = (
        f"{enough_text(verdict)} It comes nearest in {reading} ({STRUCTURE[nearest.structure]}), where it is true in "
        f"{in_per_cent(nearest.share)}% of futures."
    )
    if region is None:
        return said
    box = box_text(region.box, verdict.names)
    fits, among = in_per_cent(region.box.density), in_per_cent(region.box.coverage)
    if region.holds:
        return (
            f"{said} There, where {box}, it is true in {fits}% of the futures that fit this; of all in which it is "
            f"true there, {among}% fit it."
        )
    return (
        f"{said} Of those in which it is false, {among}% fit this: {box}; of all that fit it, it is false in {fits}%."
    )


def enough_text(verdict: Verdict) -> str:
    """Which readings of the evidence are enough for the claim to be true in most futures: one, any of several, none."""
    if verdict.is_one_reading:
        return "No reading has to be chosen: they do not differ here."
    enough, known = holding(verdict), readings(verdict)
    named = [f"“{set_words(name)}”" for name in enough]
    if len(enough) == len(known) > 1:
        return "No one reading has to be believed: it is true in most futures of each."
    if len(enough) > 1:
        return f"Any one of these readings is enough: {listed(named, 'or')}."
    if enough:
        return f"Of the readings {named[0]} is enough, and no other is."
    nearest = nearest_cell(verdict)
    if nearest.share > 1 / 2:
        return f"The reading “{set_words(nearest.assumption_set)}” is enough in one model, and no reading is in each."
    return "No reading alone is enough."


def readings(verdict: Verdict) -> list[str]:
    """Sets that count, each of which holds numbers of its own."""
    return list(dict.fromkeys(cell.assumption_set for cell in verdict.shown))


def holding(verdict: Verdict) -> list[str]:
    """Those of them in which the claim holds under every structure."""
    return [
        name
        for name in readings(verdict)
        if side([cell for cell in verdict.shown if cell.assumption_set == name]) == "holds"
    ]


def nearest_cell(verdict: Verdict) -> CellShare:
    """The cell in which a claim comes nearest to holding."""
    return max(verdict.shown, key=lambda cell: cell.share)


def region_of(verdict: Verdict, cell: CellShare) -> Region | None:
    """What is described of a cell: where the rarer of holding and failing lies; none where it is too rare to tell."""
    return next(box.region for box in verdict.boxes if box.cell == (cell.assumption_set, cell.structure))
