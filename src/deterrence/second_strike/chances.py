"""Chances that a count of warheads arrives: public payload counts in every year, every count in the claims' year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from deterrence.arrays import Floats, Integers, Values
from deterrence.axes import CLAIM_YEAR, DEFENCE, DEFENCES, EXPLICIT_DECOYS, FORCE, POSTURE, STRUCTURES
from deterrence.component import Component, Outcome
from deterrence.second_strike.arrivals import chances_of_year
from deterrence.second_strike.inputs import QUANTITIES, Prepared, YearInputs, prepare, quantities_of
from deterrence.second_strike.retaliation import READS

DECOY_SPREAD: Final = 1.5
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


def _coordinates(prepared: Prepared) -> Mapping[str, Integers]:
    return {"benchmark": _counts(prepared), "warheads": np.arange(_curve_size(prepared))}


def _profile(prepared: Prepared, values: Values, at: slice) -> Values:
    """Year by year; futures whose inputs are those of the year before keep its answer."""
    benchmarks, is_explicit = _counts(prepared), prepared.structure == EXPLICIT_DECOYS
    before: YearInputs | None = None
    reach: list[Floats] = []
    curves: list[Floats] = []
    for place, y in enumerate(range(at.start, at.stop)):
        inputs = prepared.inputs(y, *(values[read.outcome][:, place] for read in READS))
        size = _curve_size(prepared) if prepared.years[y] == CLAIM_YEAR else 0
        is_new = np.ones(inputs.sees.size, dtype=bool) if before is None or size else inputs.differs_from(before)
        reach_all, reach_none, *curve = chances_of_year(inputs.of(is_new), benchmarks, size, is_explicit, DECOY_SPREAD)
        found = _by_defence(reach_all, reach_none)
        merged = reach[-1].copy() if reach else np.empty_like(found)
        merged[is_new] = found
        reach.append(merged)
        curves += [_by_defence(*curve)] if size else []
        before = inputs
    none = np.zeros((reach[0].shape[0], 0, *reach[0].shape[1:4], _curve_size(prepared)))
    return {"reach": np.stack(reach, axis=1), "curve": np.stack(curves, axis=1) if curves else none}


def _by_defence(all_: Floats, none: Floats) -> Floats:
    """[future, force, posture, defence, count] of one year."""
    given = {"all": all_, "none": none}
    return np.stack([given[label] for label in DEFENCES], axis=3)


_RAID = ("future", "year", "force", "posture", "defence")
_PAGE = "models/nuclear.md"
COMPONENT: Final = Component(
    name="second_strike.chances",
    quantities=(*QUANTITIES, *BENCHMARKS),
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=READS,
    settings={"decoy_spread": DECOY_SPREAD},
    outcomes=(
        Outcome(
            "reach", "probability", "reach", (*_RAID, "benchmark"),
            "Chance that at least a public payload count of warheads arrives; without the defence 0 means unreachable, "
            "below one half not assured (law 20).", _PAGE, better="higher",
        ),
        Outcome(
            "curve", "probability", "curves", (*_RAID, "warheads"),
            "Chance that at least b warheads arrive, for every b, in the claim's year.", _PAGE,
            years=(CLAIM_YEAR,), better="higher",
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "defence": DEFENCE},
    prepare=prepare,
    profile=_profile,
    by_structure=True,
    is_reference_only=True,
    coordinates=_coordinates,
    compiled="chances",
)  # fmt: skip
