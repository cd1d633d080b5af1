"""Chances that a count of warheads arrives: every count in the claims' year, public payload counts in every year."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from deterrence.arrays import Floats, Integers, Values
from deterrence.axes import CLAIM_YEAR, DEFENCE, DEFENCES, EXPLICIT_DECOYS, FORCE, POSTURE, STRUCTURES
from deterrence.component import Component, Outcome
from deterrence.second_strike.arrivals import chances_of_arrival
from deterrence.second_strike.inputs import QUANTITIES, Prepared, over_years, prepare, quantities_of
from deterrence.second_strike.retaliation import READS

DECOY_SPREAD: Final = 2.0
"""Lattice spacing of grouped decoys in standard deviations (law 16)."""
BENCHMARKS: Final = tuple(
    f"nuclear.adequacy.benchmark_{name}"
    for name in (
        "british_boat_1982", "british_boat_2010", "british_boat_1998", "french_boat_low", "french_boat",
        "french_boat_high", "british_boat_1993",
    )
)  # fmt: skip
"""Public payload counts; loads, never requirements (law 20)."""


def _counts(prepared: Prepared) -> Integers:
    """Benchmarks, ascending, each once; they have no range."""
    return np.unique([prepared.draws[name].flat[0] for name in BENCHMARKS]).astype(np.int64)


def _curve_size(prepared: Prepared) -> int:
    """Room for every warhead that three boats of each force can carry at the platform's limit."""
    held = prepared.held
    return int((held.missiles.max(axis=(0, 1)) * held.ceiling.max(axis=(0, 1)) * 3).sum()) + 1


def _found(prepared: Prepared, values: Values, at: slice, counts: Integers | None = None) -> Floats:
    """P(arrivals >= b) for some counts b or every one, [future, year, force, posture, defence, b]."""
    years = [
        prepared.inputs(y, *(values[read.outcome][:, place] for read in READS))
        for place, y in enumerate(range(at.start, at.stop))
    ]
    is_explicit = prepared.structure == EXPLICIT_DECOYS
    found = chances_of_arrival(over_years(years), _curve_size(prepared), is_explicit, DECOY_SPREAD, counts)
    return np.stack([found[:, :, _PLACES.index(label)] for label in DEFENCES], axis=4)


_PLACES: Final = ("none", "all")
"""Labels of the axis `defence` in the order in which the kernel gives them."""


def _curve(prepared: Prepared, values: Values, at: slice) -> Values:
    return {"curve": _found(prepared, values, at)}


def _reach(prepared: Prepared, values: Values, at: slice) -> Values:
    """At the public counts; none arrive beyond the last that can come."""
    counts, size = _counts(prepared), _curve_size(prepared)
    return {"reach": np.where(counts < size, _found(prepared, values, at, np.minimum(counts, size - 1)), 0.0)}


_RAID = ("future", "year", "force", "posture", "defence")
_PAGE = "models/nuclear.md"
_CURVES: Final = Component(
    name="second_strike.curves",
    quantities=QUANTITIES,
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=READS,
    settings={"decoy_spread": DECOY_SPREAD},
    outcomes=(
        Outcome(
            "curve", "probability", "curves", (*_RAID, "warheads"),
            "Chance that at least b warheads arrive, for every b, in the claims' year.", _PAGE,
            years=(CLAIM_YEAR,), keep="all", better="higher",
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "defence": DEFENCE},
    prepare=prepare,
    profile=_curve,
    by_structure=True,
    is_reference_only=True,
    coordinates=lambda prepared: {"warheads": np.arange(_curve_size(prepared))},
    compiled="chances",
)  # fmt: skip
REACH: Final = replace(
    _CURVES,
    name="second_strike.reach",
    quantities=(*QUANTITIES, *BENCHMARKS),
    outcomes=(
        Outcome(
            "reach", "probability", "reach", (*_RAID, "benchmark"),
            "Chance that at least a public payload count of warheads arrives; without the defence 0 means unreachable, "
            "below one half not assured (law 20).", _PAGE, keep="all", better="higher",
        ),
    ),
    profile=_reach,
    coordinates=lambda prepared: {"benchmark": _counts(prepared)},
)  # fmt: skip
COMPONENTS: Final = (REACH, _CURVES)
