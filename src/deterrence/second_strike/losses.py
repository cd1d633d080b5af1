"""Where the warheads go: what is left of those aboard at sea behind each loss, in the order in which losses act.

Layers stand one behind the other, so what passes the first of them does not hang on those behind: the same raid is
evaluated with the first layers alone. A warhead that will not function draws fire like one that does (law 24); it is
taken off in front of the defence here, so that a layer's part is of the warheads that would have arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from deterrence.arrays import Floats, Integers, Values
from deterrence.axes import CLAIM_YEAR, DEFENCES, FORCE, LAYER, LAYERS, OWNERS, POSTURE, STRUCTURES
from deterrence.component import Component, Outcome, Reads
from deterrence.exposure import ALL, EXPOSURE, YEARLY
from deterrence.nuclear import retaliation
from deterrence.nuclear.components.boats import unread_by_force
from deterrence.second_strike.expected import arrivals_by_exposure
from deterrence.second_strike.inputs import ALL_RAIDS, QUANTITIES, Prepared, missile_reliability, prepare, quantities_of
from deterrence.second_strike.retaliation import READS

STAGE: Final[Mapping[str, str]] = {
    "aboard": "aboard at sea",
    "ordered": "order and type hold",
    "boats": "boats survive",
    "missiles": "missiles work",
    "warheads": "warheads work",
    **{f"behind_{layer}": f"past {words}" for layer, words in LAYER.items()},
}
"""In order; behind the last layer is what arrives."""
_ALL: Final = tuple(YEARLY).index(ALL)
_CHANCES: Final = (
    "launch_order_delivery_probability",
    "class_failure_probability",
    "common_cause_loss_probability",
    "boat_survival_probability",
)


def behind_first_layers(stock: Integers, count: int) -> Integers:
    """Rounds of the first so many layers alone, shaped as the stock, [..., layer]."""
    return np.where(np.arange(stock.shape[-1]) < count, stock, 0)


def _profile(prepared: Prepared, values: Values, at: slice) -> Values:
    """Warheads left, [future, year, force, posture, exposure, stage]."""
    years = [_year(prepared, values, place, y) for place, y in enumerate(range(at.start, at.stop))]
    return {"warheads_left": np.stack(years, axis=1)[:, :, :, :, None]}


def _year(prepared: Prepared, values: Values, place: int, y: int) -> Floats:
    """Warheads left in one year, [future, force, posture, stage]."""
    known = values["arrivals"][:, place, :, :, _ALL]
    given = [values[read.outcome][:, place] for read in READS]
    inputs, sent = prepared.inputs(y, *given), prepared.sent(y, (ALL,))
    before = _before_the_defence(prepared, given[0], y)
    stages = [*before[:-1], known[..., DEFENCES.index("none")]]
    for count in range(1, len(LAYERS)):
        against = inputs._replace(stock=behind_first_layers(inputs.stock, count))
        stages.append(arrivals_by_exposure(against, sent, ALL_RAIDS[None])[0][:, 0])
    return np.stack([*stages, known[..., DEFENCES.index("all")]], axis=-1)


def _before_the_defence(prepared: Prepared, load: Integers, y: int) -> list[Floats]:
    """Warheads left at each stage in front of the defence, each [future, force, posture]; both forces are added."""
    held, draws = prepared.held, prepared.draws
    boats = held.at_sea[:, y] @ np.arange(held.at_sea.shape[-1])
    aboard = boats * (held.missiles[:, y] * load)[..., None]
    order, type_fails, common, boat = (
        np.stack([draws[f"nuclear.{owner}.{name}"] for owner in OWNERS], axis=-1) for name in _CHANCES
    )
    missile = missile_reliability(draws)
    warhead = draws["nuclear.retaliation.warhead_reliability"][:, None]
    launch = retaliation.launch_probability(order, type_fails, common)
    shares = np.cumprod(np.stack(np.broadcast_arrays(1.0, launch, boat, missile, warhead)), axis=0)
    own = [aboard * share[..., None] for share in shares]
    return [np.concatenate([stage, stage.sum(axis=1, keepdims=True)], axis=1) for stage in own]


COMPONENT: Final = Component(
    name="second_strike.losses",
    quantities=QUANTITIES,
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=(Reads("arrivals"), *READS),
    unread_at=unread_by_force(QUANTITIES),
    outcomes=(
        Outcome(
            "warheads_left", "warheads", "losses", ("future", "year", "force", "posture", "exposure", "stage"),
            "Expected warheads left behind each loss, from those aboard at sea to those that arrive; a warhead that "
            "will not function is taken off in front of the defence.", "models/nuclear.md", years=(CLAIM_YEAR,),
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "exposure": {ALL: EXPOSURE[ALL]}, "stage": STAGE},
    prepare=prepare,
    profile=_profile,
    by_structure=True,
    is_reference_only=True,
    compiled="means",
)  # fmt: skip
