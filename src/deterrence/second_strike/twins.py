"""What is new and what was there: the same futures through four defences, in the first year of claims and the last.

Twins share forces, loads, deployments and draws (law RT1). What is there comes first: the new part of the erosion is
that of the whole defence less that of the A-135 of 2025 alone; what the rest would take alone stands beside it. The two
orders differ by what both could have stopped (law RT2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from deterrence.arrays import Flags, Floats, Integers, Values, at_year
from deterrence.axes import CLAIM_YEAR, DEFENCES, FORCE, LAYERS, POSTURE, PRESENT_YEAR, STRUCTURES, TWIN
from deterrence.component import Component, Outcome, Reads
from deterrence.exposure import EXPOSURE, YEARLY, Exposure, by_label, first_labels
from deterrence.nuclear import adequacy
from deterrence.nuclear.components.boats import unread_by_force
from deterrence.ranges import round_half_up
from deterrence.second_strike.expected import arrivals_by_exposure
from deterrence.second_strike.inputs import ALL_RAIDS, QUANTITIES, Prepared, prepare, quantities_of, raids_of
from deterrence.second_strike.retaliation import READS, STOPPED

UNDEFENDED, A135_OF_2025, WITHOUT_A135_OF_2025, WHOLE = TWIN
INTERCEPTORS: Final = "missile_defence.terminal.interceptors"
AVAILABILITY: Final = "missile_defence.terminal.availability_share"
_TERMINAL = LAYERS.index("terminal")


def rounds_of_2025(prepared: Prepared, y: int) -> Integers:
    """Ready rounds of the A-135 as it stood in the first year, of those still there in year y, [future]."""
    interceptors = prepared.draws[INTERCEPTORS]
    still_there = np.minimum(at_year(interceptors, 0), at_year(interceptors, y))
    return round_half_up(still_there * at_year(prepared.draws[AVAILABILITY], y))


def stock_of(defence: str, stock: Integers, old: Integers) -> Integers:
    """Rounds of one twin, shaped as the stock, [..., region, layer].

    Args:
        defence: Label of the axis.
        stock: Rounds of the whole defence.
        old: Rounds of the A-135 of 2025, [...], all in the capital region.
    """
    of_2025 = np.zeros_like(stock)
    of_2025[..., 0, _TERMINAL] = np.minimum(old, stock[..., 0, _TERMINAL])
    return {A135_OF_2025: of_2025, WITHOUT_A135_OF_2025: stock - of_2025, WHOLE: stock}[defence]


def _profile(prepared: Prepared, values: Values, at: slice) -> Values:
    """Arrivals and erosion of every twin, [future, year, force, posture, exposure, defence]."""
    years = [_year(prepared, values, place, y) for place, y in enumerate(range(at.start, at.stop))]
    return _outcomes(np.stack(years, axis=1))


def _outcomes(arrivals: Floats) -> Values:
    """All that the arrivals of every twin give."""
    erosion, nothing = adequacy.erosion(arrivals, arrivals[..., :1])
    twins = tuple(TWIN)
    new = erosion[..., twins.index(WHOLE)] - erosion[..., twins.index(A135_OF_2025)]
    return {
        "arrivals_of_twins": arrivals,
        "erosion_of_twins": erosion,
        "erosion_new_part": new,
        "nothing_to_erode_of_twins": nothing[..., 0],
    }


def _year(prepared: Prepared, values: Values, place: int, y: int) -> Floats:
    """Arrivals of one year, [future, force, posture, exposure, defence]; whole defences that are known are taken."""
    known, pairs = values["arrivals"][:, place], by_label(EXPOSURE, prepared.draws)
    undefended = known[..., :1, DEFENCES.index("none")]
    inputs = prepared.inputs(y, *(values[read.outcome][:, place] for read in READS))
    old = rounds_of_2025(prepared, y)

    def through(defence: str, asked: Mapping[Exposure, str]) -> dict[Exposure, Floats]:
        """Arrivals through one defence by pair, [future, force, posture]."""
        against = inputs._replace(stock=stock_of(defence, inputs.stock, old))
        raids = np.stack([ALL_RAIDS] * len(asked))
        found, _ = arrivals_by_exposure(against, prepared.sent(y, tuple(asked.values())), raids)
        return {pair: found[:, at] for at, pair in enumerate(asked)}

    sent = {pair: label for pair, label in first_labels(EXPOSURE, prepared.draws).items() if pair.sent_share > 0}
    whole = {pairs[label]: known[..., at, DEFENCES.index("all")] for at, label in enumerate(YEARLY)}
    unknown = {pair: label for pair, label in sent.items() if pair not in whole}
    whole |= through(WHOLE, unknown) if unknown else {}
    parts = (through(A135_OF_2025, sent), through(WITHOUT_A135_OF_2025, sent), whole)
    of_pair = {pair: np.stack([undefended[..., 0], *(part[pair] for part in parts)], axis=-1) for pair in sent}
    nowhere = np.repeat(undefended, len(TWIN), axis=-1)
    return np.stack([of_pair.get(pair, nowhere) for pair in pairs.values()], axis=-2)


def _narrowed(wanted: Mapping[str, tuple[str, ...]]) -> Component:
    """The component that evaluates some raids, exposures and years alone, all by itself; the others are 0."""
    raids, exposures = raids_of(wanted), wanted.get("exposure", tuple(EXPOSURE))

    def profile(prepared: Prepared, values: Values, at: slice) -> Values:
        years = range(at.start, at.stop)
        found = np.zeros((values[READS[0].outcome].shape[0], len(years), *raids.shape, len(EXPOSURE), len(TWIN)))
        for place, y in enumerate(years):
            if str(prepared.years[y]) in wanted.get("year", map(str, _YEARS)):
                found[:, place] = _alone(prepared, values, place, y, exposures, raids)
        return _outcomes(found)

    return replace(COMPONENT, reads=READS, profile=profile, narrowed=None)


def _alone(prepared: Prepared, values: Values, place: int, y: int, exposures: Sequence[str], raids: Flags) -> Floats:
    """What `_year` gives of some raids and exposures, the whole defence among the others; the rest is 0."""
    inputs, old = prepared.inputs(y, *(values[read.outcome][:, place] for read in READS)), rounds_of_2025(prepared, y)
    first, pairs = first_labels(exposures, prepared.draws), list(by_label(EXPOSURE, prepared.draws).values())
    sent, asked = prepared.sent(y, tuple(first.values())), np.stack([raids] * len(first))
    found = np.zeros((inputs.sees.size, *raids.shape, len(EXPOSURE), len(TWIN)))
    for twin, defence in enumerate(tuple(TWIN)[1:], start=1):
        met, bare = arrivals_by_exposure(inputs._replace(stock=stock_of(defence, inputs.stock, old)), sent, asked)
        for of_pair, pair in enumerate(first):
            for label in (at for at, other in enumerate(pairs) if other == pair):
                found[..., label, twin], found[..., label, 0] = met[:, of_pair], bare[:, of_pair]
    return np.where(raids[..., None, None], found, 0.0)


_AXES = ("future", "year", "force", "posture", "exposure")
_PAGE = "models/nuclear.md"
_QUANTITIES = (*QUANTITIES, INTERCEPTORS, AVAILABILITY)
_YEARS = (PRESENT_YEAR, CLAIM_YEAR)
COMPONENT: Final = Component(
    name="second_strike.twins",
    quantities=_QUANTITIES,
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=(Reads("arrivals"), *READS),
    unread_at=unread_by_force(QUANTITIES),
    outcomes=(
        Outcome(
            "arrivals_of_twins", "warheads", "twin_arrivals", (*_AXES, "defence"),
            "Expected warheads that arrive through each of four defences, the forces, loads and draws the same.",
            _PAGE, years=_YEARS,
        ),
        Outcome(
            "erosion_of_twins", "share", "twin_arrivals", (*_AXES, "defence"),
            "1 - arrivals through a defence / without any (laws 18, RT1).", _PAGE,
            years=_YEARS, words="erosion", also=STOPPED,
        ),
        Outcome(
            "erosion_new_part", "share", "twins", _AXES,
            "Erosion by the whole defence less that by the A-135 of 2025 alone: what is there comes first (law RT2).",
            _PAGE, "nothing_to_erode_of_twins", years=_YEARS, words="loss to what is new in the defence since 2025",
        ),
        Outcome(
            "nothing_to_erode_of_twins", "flag", "twins", _AXES,
            "True where nothing would arrive even without a defence (law 18).", _PAGE, dtype="bool", years=_YEARS,
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "exposure": EXPOSURE, "defence": TWIN},
    prepare=prepare,
    profile=_profile,
    by_structure=True,
    is_reference_only=True,
    narrowed=_narrowed,
    compiled="means",
)  # fmt: skip
