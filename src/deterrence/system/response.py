"""Both feedbacks of the yearly loop: what they answer, how late, and where the answer goes (laws 22, 33)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deterrence.missile_defence.layer import round_half_up
from deterrence.missile_defence.response import response_step
from deterrence.nuclear import arsenal
from deterrence.system.wiring import (
    RESPONSE_LAG,
    RESPONSE_OUTPUT,
    RESPONSE_STRENGTH,
    UPLOAD_LAG,
    UPLOAD_STRENGTH,
    Draws,
    Forces,
)
from deterrence.system.year import LAYERS, YearInputs

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_S500 = LAYERS.index("s500")


def _lagged(lag: Floats, series: Floats, y: int) -> Floats:
    """The value of year y - lag of a series [future, year], 0 before the first year; a lag is at least one year."""
    before = y - np.maximum(lag.astype(np.int64), 1)
    found: Floats = np.where(before >= 0, series[np.arange(lag.size), np.maximum(before, 0)], 0.0)
    return found


def upload(draws: Draws, held: Forces, load: Integers, erosions: Floats, y: int) -> Integers:
    """Loads of year y: the ratchet of `arsenal.upload_step` on the erosion of year y - lag (none before 2025)."""
    return arsenal.upload_step(
        current=load,
        base=held.base_load[:, y],
        erosion=_lagged(draws[UPLOAD_LAG], erosions, y)[:, None],
        strength=draws[UPLOAD_STRENGTH][:, None],
        ceiling=held.ceiling[:, y],
    )


def deployed(held: Forces, load: Integers, y: int) -> Floats:
    """Warheads on all sets of missiles of both forces in year y, [future]: what the boats could be sent to sea with."""
    total: Floats = (held.missiles_loaded[:, y] * load).sum(axis=1).astype(np.float64)
    return total


def added_rounds(draws: Draws, added: Floats, totals: Floats, y: int) -> Floats:
    """Rounds added up to year y in answer to the deployed total of year y - lag, against that of the first year."""
    lagged = _lagged(draws[RESPONSE_LAG], totals - totals[:, :1], y)
    return response_step(
        current=added, growth=lagged, strength=draws[RESPONSE_STRENGTH], output_per_year=draws[RESPONSE_OUTPUT]
    )


def reinforced(inputs: YearInputs, draws: Draws, added: Floats) -> YearInputs:
    """A year's inputs with the added rounds in the S-500 pools of both regions.

    They stand where S-500 systems stand, and come with systems of their own: each round brings its part of the
    objects that one system can engage, else rounds beyond the systems would have no channel to be fired through.
    """
    prefix = "missile_defence.s500."
    whole = round_half_up(added)
    capital = round_half_up(whole * draws[prefix + "capital_share_of_systems"])
    pools = np.stack([capital, whole - capital], axis=1)
    a_system = (draws[prefix + "rounds_per_system"] * draws[prefix + "usable_share"])[:, None]
    systems = np.divide(pools, a_system, out=np.zeros(pools.shape), where=a_system > 0)
    stock, capacity = inputs.stock.copy(), inputs.capacity.copy()
    stock[..., _S500] += pools
    capacity[..., _S500] += round_half_up(systems * draws[prefix + "simultaneous_objects_per_system"][:, None])
    return inputs._replace(stock=stock, capacity=capacity)
