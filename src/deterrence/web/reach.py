"""Which inputs can move a figure of a chapter, and which it holds at values of its own."""

from __future__ import annotations

from deterrence.chapter import Picture
from deterrence.evidence.dataset import Dataset
from deterrence.system.options import OPTION_OUTCOMES, option_quantities
from deterrence.system.registry import STUDIES, inputs_of

_OF_OPTIONS = frozenset(outcome.name for outcome in OPTION_OUTCOMES)


def reads(picture: Picture, structure: str, dataset: Dataset) -> frozenset[str] | None:
    """Ids of what can move a figure; none where it does not say what it reads: anything may."""
    if not picture.outcomes and not picture.studies:
        return None
    found = {identity for outcome in picture.outcomes for identity in inputs_of(outcome, structure)}
    if not _OF_OPTIONS.isdisjoint(picture.outcomes):
        found |= set(option_quantities(dataset.policies))
    for study in map(STUDIES.__getitem__, picture.studies):
        found |= set(study.quantities_read(structure)) - set(study.swept)
    return frozenset(found)


def sweeps(picture: Picture, structure: str) -> frozenset[str]:
    """Ids of what its studies read and hold at values of their own, so that a change of it moves nothing there."""
    studies = map(STUDIES.__getitem__, picture.studies)
    return frozenset(name for study in studies for name in study.swept if name in study.quantities_read(structure))
