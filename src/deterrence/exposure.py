"""How much of a retaliation is sent into a defended region: a decision of its owner, and so an axis (law RE1).

A pair is the share of a boat's missiles that is sent into a defended region, and the share of those that is sent to the
capital region. It is never drawn, and no assumption set holds it. Boats, aircraft and threat classes share the label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from deterrence.arrays import Draws, Floats
from deterrence.axes import EXPOSURE as EXPOSURE
from deterrence.axes import EXPOSURES


class Exposure(NamedTuple):
    """Share that is sent into a defended region, and the share of it that is sent to the capital region."""

    sent_share: float
    capital_share: float


NONE, HALF, SPREAD, ALL, ASKED = EXPOSURES
PAIRS: Final[Mapping[str, Exposure]] = {
    NONE: Exposure(0.0, 1.0),
    HALF: Exposure(1 / 2, 1.0),
    SPREAD: Exposure(1.0, 3 / 4),
    ALL: Exposure(1.0, 1.0),
}
ANSWERED: Final = HALF
"""The exposure whose erosion upload answers, whatever the label, so that labels share loads and rounds (law RE3)."""
YEARLY: Final[Mapping[str, str]] = {label: EXPOSURE[label] for label in (HALF, ALL, ASKED)}
"""Labels that are computed in every year (law RE5)."""
ASKED_SHARES: Final = ("exposure.asked.sent_share", "exposure.asked.capital_share")
"""Names under which the pair asked for stands beside the draws; a scenario without one leaves them out."""


def pair_of(label: str, draws: Draws) -> Exposure:
    """The pair of a label; `asked` is the pair that stands beside the draws, else half."""
    if label != ASKED:
        return PAIRS[label]
    if ASKED_SHARES[0] not in draws:
        return PAIRS[HALF]
    return Exposure(*(float(draws[name].flat[0]) for name in ASKED_SHARES))


def shares(sent_share: Floats | float, capital_share: Floats | float) -> Floats:
    """Shares of a boat's missiles that meet each region, [..., region]; they sum to one (law 9)."""
    sent, capital = np.broadcast_arrays(sent_share, np.multiply(sent_share, capital_share))
    return np.stack([capital, sent - capital, 1.0 - sent], axis=-1).astype(np.float64)


def first_labels(labels: Iterable[str], draws: Draws) -> dict[Exposure, str]:
    """The first of some labels that has each pair: what one pair gives is found once."""
    found: dict[Exposure, str] = {}
    for label in labels:
        found.setdefault(pair_of(label, draws), label)
    return found


def by_label(labels: Iterable[str], draws: Draws) -> dict[str, Exposure]:
    """The pairs of some labels."""
    return {label: pair_of(label, draws) for label in labels}
