"""Expected warheads that arrive, year by year, with and without the defence, and what it erodes (laws 17 to 19)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from deterrence import exposure
from deterrence.arrays import Flags, Floats, Integers, Values
from deterrence.axes import DEFENCE, DEFENCES, FORCE, FORCES, POSTURE, POSTURES, STRUCTURES
from deterrence.component import Compared, Component, Outcome, Reads
from deterrence.exposure import YEARLY
from deterrence.nuclear import adequacy
from deterrence.nuclear.components.boats import ANSWERED, UPLOAD_STRENGTH, unread_by_force
from deterrence.second_strike.expected import arrivals_by_exposure
from deterrence.second_strike.inputs import (
    ALL_RAIDS,
    QUANTITIES,
    Prepared,
    YearInputs,
    prepare,
    quantities_of,
    raids_of,
)

READS: Final = tuple(Reads(name) for name in ("warheads_per_missile", "interceptor_rounds", "interceptor_channels"))
"""What the laws of arrival read of forces and defences; a part of one law, so that it cannot be switched off."""


@dataclass(frozen=True)
class _State:
    """The year before: futures whose inputs have not changed keep its answer."""

    undefended: Floats  # [future, year, force, posture], of a history without any defence
    found: _Found | None  # in the year before
    reference: _Found | None  # in this year, where a policy is in force


@dataclass(frozen=True)
class _Found:
    """Arrivals of one year, with and without the defence, each [future, exposure, force, posture]."""

    inputs: YearInputs
    sent: Integers  # [future, exposure, force, region]
    raids: Flags  # [exposure, force, posture]
    means: tuple[Floats, Floats]


def _start(prepared: Prepared) -> _State:
    return _State(prepared.undefended(), None, None)


def _beside(state: _State, reference: _State) -> _State:
    return replace(state, reference=reference.found)


def _year_of(
    raids: Flags, wanted: Collection[str] = tuple(YEARLY)
) -> Callable[[_State, Prepared, Values, int], tuple[_State, Values]]:
    """The step that evaluates some raids and exposures alone; the others are 0."""

    def step(state: _State, prepared: Prepared, values: Values, y: int) -> tuple[_State, Values]:
        asked = _raids_by_exposure(raids, wanted, prepared)
        inputs = prepared.inputs(y, *(values[read.outcome] for read in READS))
        sent, evaluated = prepared.sent(y, tuple(asked)), np.stack(list(asked.values()))
        found = _Found(inputs, sent, evaluated, _means(state, inputs, sent, evaluated))
        return replace(state, found=found), _outcomes(_by_label(found, asked, prepared), state.undefended[:, y])

    return step


def _raids_by_exposure(raids: Flags, wanted: Collection[str], prepared: Prepared) -> Mapping[str, Flags]:
    """The raids that are evaluated under each exposure, of equal ones under the first.

    The raid that upload answers is among them where it can.
    """
    first = exposure.first_labels(wanted, prepared.draws)
    found = dict.fromkeys(first.values(), raids)
    answering = first.get(exposure.PAIRS[exposure.ANSWERED], exposure.ANSWERED)
    is_there = answering in found and raids[ANSWERED]
    if not is_there and np.any(prepared.draws[UPLOAD_STRENGTH] > 0):
        found[answering] = found.get(answering, np.zeros_like(raids)).copy()
        found[answering][ANSWERED] = True
    return found or {answering: np.zeros_like(raids)}


def _by_label(found: _Found, asked: Mapping[str, Flags], prepared: Prepared) -> tuple[Floats, Floats]:
    """Arrivals with and without the defence, [future, force, posture, exposure]; what was not evaluated is 0."""
    pairs = exposure.by_label((*YEARLY, *asked), prepared.draws)
    places = {pairs[label]: place for place, label in enumerate(asked)}
    raids = np.moveaxis(found.raids, 0, -1)
    whole = tuple(np.where(raids, np.moveaxis(mean, 1, -1), 0.0) for mean in found.means)
    nothing = np.zeros(whole[0].shape[:-1])
    with_, without = (
        np.stack([mean[..., places[pairs[label]]] if pairs[label] in places else nothing for label in YEARLY], axis=-1)
        for mean in whole
    )
    return with_, without


def _outcomes(means: tuple[Floats, Floats], undefended: Floats) -> Values:
    """Outcomes of a year, [future, force, posture, exposure, ...]."""
    with_, without = means
    by_defence = {"all": with_, "none": without}
    erosion, nothing = adequacy.erosion(with_, without)
    programme, _ = adequacy.erosion_without_programme(with_, undefended[..., None])
    return {
        "arrivals": np.stack([by_defence[label] for label in DEFENCES], axis=-1),
        "erosion_same_forces": erosion,
        "erosion_without_programme": programme,
        "nothing_to_erode": nothing,
    }


def _means(state: _State, inputs: YearInputs, sent: Integers, raids: Flags) -> tuple[Floats, Floats]:
    """Arrivals of one year, with and without the defence; taken over where nothing that is read differs."""
    is_new = np.ones(inputs.sees.size, dtype=bool)
    shape = (inputs.sees.size, raids.shape[0], len(FORCES), len(POSTURES))
    merged = (np.empty(shape), np.empty(shape))
    for known in (state.found, state.reference):
        if known is None or not is_new.any() or not np.array_equal(known.raids, raids):
            continue
        same = (sent == known.sent).reshape(is_new.size, -1).all(axis=1)
        is_same = is_new & same & ~inputs.differs_from(known.inputs)
        is_new &= ~is_same
        for whole, means in zip(merged, known.means, strict=True):
            whole[is_same] = means[is_same]
    if is_new.any():
        found = arrivals_by_exposure(inputs.of(is_new), sent[is_new], raids)
        for whole, means in zip(merged, found, strict=True):
            whole[is_new] = means
    return merged


def _narrowed(wanted: Mapping[str, tuple[str, ...]]) -> Component:
    """The component that evaluates the raids of some forces and postures alone, under some exposures."""
    return replace(
        COMPONENT,
        quantities=(*QUANTITIES, UPLOAD_STRENGTH),
        step=_year_of(raids_of(wanted), wanted.get("exposure", tuple(YEARLY))),
        narrowed=None,
    )


_AXES = ("future", "year", "force", "posture", "exposure")
_PAGE = "models/nuclear.md"
STOPPED: Final = "share of warheads stopped, intercepted, shot down, lost to the defence, do not arrive"
"""What others call erosion."""
COMPONENT: Final = Component(
    name="second_strike.retaliation",
    quantities=QUANTITIES,
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=READS,
    unread_at=unread_by_force(QUANTITIES),
    outcomes=(
        Outcome(
            "arrivals", "warheads", "arrivals", (*_AXES, "defence"),
            "Expected warheads that arrive, over boat, reliability, sensor and kill chance; without the defence every "
            "interceptor of the same forces and deployments is set to zero (law 17).", _PAGE,
            also="warheads that get through, penetrate, survive the defence",
            compared=tuple(
                Compared(
                    f"arrivals_{posture}", f"warheads of both forces that arrive through the defence, {words}", words,
                    {"force": "both", "posture": posture, "exposure": "all", "defence": "all"},
                )
                for posture, words in POSTURE.items()
            ),
        ),
        Outcome(
            "erosion_same_forces", "share", "erosion", _AXES,
            "1 - arrivals with the defence / without it, same forces (laws 17, 18).", _PAGE, "nothing_to_erode",
            words="erosion", also=STOPPED,
        ),
        Outcome(
            "erosion_without_programme", "share", "erosion_without_programme", _AXES,
            "The same against a history in which the defence was never built and nobody answered it (law 17); 0 where "
            "nothing would arrive anyway.", _PAGE, keep="all",
        ),
        Outcome(
            "nothing_to_erode", "flag", "erosion", _AXES,
            "True where nothing would arrive even without the defence; counted apart (law 18).", _PAGE, dtype="bool",
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "exposure": YEARLY, "defence": DEFENCE},
    prepare=prepare,
    start=_start,
    step=_year_of(ALL_RAIDS),
    beside=_beside,
    by_structure=True,
    narrowed=_narrowed,
    compiled="means",
)  # fmt: skip
