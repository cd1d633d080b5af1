"""Attrition and expansion of the front, on a user's row of the published study.

The front, the supply of both sides by day and the sorties are those that the study holds fixed; the names of the inputs
are those of its stored runs.
"""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Any, Final

import numpy as np
from pydantic import Field

from deterrence.arrays import Floats
from deterrence.conventional import expansion
from deterrence.own_inputs import Probability, StrictInputs

_FRONT_KM, _BREAKTHROUGH_KM, _BREAKTHROUGHS = 750.0, 50.0, 3.0
_VEHICLES_PER_DIVISION = 1200.0
_PACT_SORTIES, _NATO_SORTIES = 1.0, 2.0
_PACT: Final = ((28, 37, 10), (38, 40, 10), (40, 40, 10), (40, 50, 5), (50, 50, 22), (50, 55, 7), (55, 70, 6),
                (70, 82, 8), (82, 82, 22))  # fmt: skip
"""Pact divisions: from, to, over so many days, evenly."""
_NATO: Final = ((22, 22, 7), (23, 28, 6), (30, 30, 1), (32, 32, 1), (33, 33, 2), (34, 34, 2), (35, 35, 1), (36, 36, 2),
                (37, 37, 2), (38, 38, 2), (39, 39, 2), (40, 40, 2), (41, 41, 3), (42, 42, 4), (43, 43, 7), (44, 44, 14),
                (45, 45, 4), (46, 46, 4), (47, 47, 3), (48, 48, 15), (49, 49, 4), (50, 50, 12))  # fmt: skip
_SHOWN_DAYS: Final = (60, 99)

Positive = Annotated[float, Field(gt=0, le=1_000_000)]
Amount = Annotated[float, Field(ge=0, le=1_000_000)]


class Inputs(StrictInputs):
    """One run. Names are those of the study: Pact attacks, NATO defends.

    mult command factor; das, onb, oas km for a division in defence, on flanks, in attack; nac, pac aircraft; pd first
    day of attack; paar, naar loss a sortie; nk, pk kills a sortie; adv advance in km a day; par loss of the assault a
    day; er exchange.
    """

    mult: Positive
    das: Positive
    nac: Amount
    pac: Amount
    pd: Amount
    paar: Probability
    naar: Probability
    nk: Amount
    pk: Amount
    adv: Amount
    onb: Positive
    oas: Positive
    par: Probability
    er: Positive


def _supply(parts: tuple[tuple[int, int, int], ...]) -> Floats:
    """Divisions by day from runs of evenly spaced numbers."""
    return np.array(list(chain.from_iterable(np.linspace(*part) for part in parts)))


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by the names of the stored runs; days count from 0."""
    front = expansion.Front(
        _FRONT_KM, _BREAKTHROUGH_KM, _BREAKTHROUGHS, inputs.oas, inputs.onb, inputs.das, inputs.adv, inputs.par,
        inputs.er, inputs.mult, _VEHICLES_PER_DIVISION, inputs.pd,
    )  # fmt: skip
    pact = expansion.AirSupport(inputs.pac, inputs.pk, _PACT_SORTIES, inputs.paar)
    nato = expansion.AirSupport(inputs.nac, inputs.nk, _NATO_SORTIES, inputs.naar)
    found = expansion.fought(front, pact, nato, _supply(_PACT), _supply(_NATO))
    day = np.arange(found.is_short.size)
    short = np.flatnonzero(found.is_short & (day + 1 >= inputs.pd))
    needs = {"nato": found.defender_need, "pact": found.attacker_need}
    return {
        "out_attack_days": int(found.attacks.sum()),
        **{f"out_{side}_need_d{at}": float(need[at]) for side, need in needs.items() for at in _SHOWN_DAYS},
        f"out_nato_losses_d{_SHOWN_DAYS[-1]}": float(found.defender_losses[_SHOWN_DAYS[-1]]),
        f"out_pact_losses_d{_SHOWN_DAYS[-1]}": float(found.attacker_losses[_SHOWN_DAYS[-1]]),
        "out_first_shortfall_day": int(short[0]) if short.size else -1,
    }
