"""Chances that a count of warheads arrives: every count in the claims' year, public payload counts in every year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from deterrence.arrays import Floats, Integers, Values
from deterrence.axes import CLAIM_YEAR, DEFENCE, EXPLICIT_DECOYS, FORCE, POSTURE, POSTURES, STRUCTURES, TWIN
from deterrence.component import Component, Labels, Outcome
from deterrence.exposure import ALL, EXPOSURE, YEARLY, by_label, first_labels
from deterrence.second_strike.arrivals import chances_of_arrival
from deterrence.second_strike.inputs import QUANTITIES, Prepared, over_years, prepare, quantities_of
from deterrence.second_strike.retaliation import READS
from deterrence.second_strike.twins import (
    A135_OF_2025,
    AVAILABILITY,
    INTERCEPTORS,
    UNDEFENDED,
    WHOLE,
    rounds_of_2025,
    stock_of,
)

DECOY_SPREAD: Final = 2.0
"""Lattice spacing of grouped decoys in standard deviations (law 16)."""
BENCHMARKS: Final = tuple(
    f"nuclear.adequacy.benchmark_{name}"
    for name in (
        "sweep_8", "sweep_16", "sweep_24", "british_boat_1982", "british_boat_2010", "british_boat_1998",
        "french_boat_low", "french_boat", "french_boat_high", "british_boat_1993",
    )
)  # fmt: skip
"""Public payload counts, and three below them; loads, never requirements (law 20)."""


def _counts(prepared: Prepared) -> Integers:
    """Benchmarks, ascending, each once; they have no range."""
    return np.unique([prepared.draws[name].flat[0] for name in BENCHMARKS]).astype(np.int64)


def _curve_size(prepared: Prepared) -> int:
    """Room for every warhead that three boats of each force can carry at the platform's limit."""
    held = prepared.held
    return int((held.missiles.max(axis=(0, 1)) * held.ceiling.max(axis=(0, 1)) * 3).sum()) + 1


def _found(prepared: Prepared, values: Values, at: slice, asked: Labels, counts: Integers | None = None) -> Floats:
    """P(arrivals >= b) for some counts b or every one, [future, year, force, posture, exposure, defence, b]."""
    labels, draws = asked["exposure"], prepared.draws
    by_pair = {
        pair: _of_twins(prepared, values, at, label, asked, counts)
        for pair, label in first_labels(labels, draws).items()
    }
    return np.stack([by_pair[pair] for pair in by_label(labels, draws).values()], axis=4)


def _of_twins(
    prepared: Prepared, values: Values, at: slice, exposure: str, asked: Labels, counts: Integers | None
) -> Floats:
    """The same under one exposure, [future, year, force, posture, defence, b]."""
    defences, postures = tuple(asked["defence"]), len(asked["posture"])
    years = range(at.start, at.stop)
    whole = over_years([
        prepared.inputs(y, *(values[read.outcome][:, place] for read in READS), exposure=exposure)
        for place, y in enumerate(years)
    ])  # fmt: skip
    old = np.stack([rounds_of_2025(prepared, y) for y in years], axis=1)
    is_explicit, size = prepared.structure == EXPLICIT_DECOYS, _curve_size(prepared)
    if postures < len(POSTURES):  # the others would cost boats that nobody asks for
        whole = whole._replace(boats=np.ascontiguousarray(np.repeat(whole.boats[:, :, :, :1], len(POSTURES), axis=3)))
    found: dict[str, Floats] = {}
    for defence in defences[1:]:
        inputs = whole._replace(stock=stock_of(defence, whole.stock, old))
        chances = chances_of_arrival(inputs, size, is_explicit, DECOY_SPREAD, counts)
        found |= {defences[0]: chances[:, :, 0], defence: chances[:, :, 1]}
    return np.stack([found[defence][:, :, :, :postures] for defence in defences], axis=4)


def _curve(name: str, asked: Labels) -> Callable[[Prepared, Values, slice], Values]:
    return lambda prepared, values, at: {name: _found(prepared, values, at, asked)}


def _reach(name: str, asked: Labels) -> Callable[[Prepared, Values, slice], Values]:
    """At the public counts; none arrive beyond the last that can come."""

    def profile(prepared: Prepared, values: Values, at: slice) -> Values:
        counts, size = _counts(prepared), _curve_size(prepared)
        found = _found(prepared, values, at, asked, np.minimum(counts, size - 1))
        return {name: np.where(counts < size, found, 0.0)}

    return profile


def _assured(prepared: Prepared, values: Values, at: slice) -> Values:
    """The same, the chance of fewer, and where even without the defence there is less than an even chance."""
    chances = _reach("reach", _ADEQUACY)(prepared, values, at)["reach"]
    undefended = chances[..., :1, :]
    is_not_assured = np.broadcast_to(undefended < 1 / 2, chances.shape).copy()
    return {"reach": chances, "chance_of_fewer": 1.0 - chances, "not_assured_undefended": is_not_assured}


_RAID = ("future", "year", "force", "posture", "exposure", "defence")
_PAGE = "models/nuclear.md"
_ADEQUACY: Final[Labels] = {
    "posture": {POSTURES[0]: POSTURE[POSTURES[0]]},
    "exposure": {ALL: EXPOSURE[ALL]},
    "defence": {name: TWIN[name] for name in (UNDEFENDED, A135_OF_2025, WHOLE)},
}
"""The labels that propositions read (laws RE5, RT4)."""
_SHOWN: Final[Labels] = {**_ADEQUACY, "posture": POSTURE}
_EVERY: Final[Labels] = {"posture": POSTURE, "exposure": EXPOSURE, "defence": TWIN}
_YEARLY: Final[Labels] = {"posture": POSTURE, "exposure": YEARLY, "defence": DEFENCE}
_COMMON: Final = Component(
    name="second_strike.reach",
    quantities=(*QUANTITIES, INTERCEPTORS, AVAILABILITY, *BENCHMARKS),
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=READS,
    settings={"decoy_spread": DECOY_SPREAD},
    outcomes=(
        Outcome(
            "reach", "probability", "reach", (*_RAID, "benchmark"),
            "Chance that at least a count of warheads arrives in the claims' year, all sent into the capital region; a "
            "count that is not assured without the defence says nothing (law RT4).", _PAGE,
            years=(CLAIM_YEAR,),
        ),
        Outcome(
            "chance_of_fewer", "probability", "reach", (*_RAID, "benchmark"),
            "Chance that fewer than a count of warheads arrive.", _PAGE, "not_assured_undefended",
            years=(CLAIM_YEAR,),
            words="chance that fewer arrive", also="get through",
        ),
        Outcome(
            "not_assured_undefended", "flag", "reach", (*_RAID, "benchmark"),
            "True where at least so many warheads have less than an even chance even without the defence.", _PAGE,
            dtype="bool", years=(CLAIM_YEAR,),
        ),
    ),
    labels={"force": FORCE, **_ADEQUACY},
    prepare=prepare,
    profile=_assured,
    by_structure=True,
    is_reference_only=True,
    coordinates=lambda prepared: {"benchmark": _counts(prepared)},
    compiled="chances",
)  # fmt: skip
REACH: Final = _COMMON
_REACH_BY_YEAR: Final = replace(
    _COMMON,
    name="second_strike.reach_by_year",
    quantities=(*QUANTITIES, INTERCEPTORS, AVAILABILITY, *BENCHMARKS),
    outcomes=(
        Outcome(
            "reach_by_year", "probability", "reach_by_year", (*_RAID, "benchmark"),
            "The same in every year, with and without the defence.", _PAGE, keep="all",
        ),
    ),
    labels={"force": FORCE, **_YEARLY},
    profile=_reach("reach_by_year", _YEARLY),
)  # fmt: skip


def _curves(name: str, asked: Labels, meaning: str) -> Component:
    """The chance of every count in the claims' year."""
    outcome = Outcome(
        name, "probability", name.replace("curve", "curves"), (*_RAID, "warheads"), meaning, _PAGE,
        years=(CLAIM_YEAR,), keep="all",
    )  # fmt: skip
    return replace(
        _COMMON,
        name=f"second_strike.{outcome.table}",
        quantities=(*QUANTITIES, INTERCEPTORS, AVAILABILITY),
        outcomes=(outcome,),
        labels={"force": FORCE, **asked},
        profile=_curve(name, asked),
        coordinates=lambda prepared: {"warheads": np.arange(_curve_size(prepared))},
    )


COMPONENTS: Final = (
    REACH,
    _REACH_BY_YEAR,
    _curves(
        "curve", _SHOWN,
        "Chance that at least b warheads arrive, for every b, in the claims' year, all sent into the capital region.",
    ),
    _curves("curve_of_every_twin", _EVERY, "The same under every exposure, through all four defences."),
)  # fmt: skip
