"""Compiling the models before many processes need them, so that no two compile the same.

A worker that finds a kernel in the cache loads it; two that begin together would each compile it all. Each part below
is compiled by one process while another compiles the other.
"""

from __future__ import annotations

import numpy as np

from deterrence.system.arrivals import arrivals_of_year, chances_of_year
from deterrence.system.wiring import EXPLICIT_DECOYS, Draws, defence, forces, year_inputs
from deterrence.system.year import ALL_RAIDS

PARTS = ("means", "chances")


def warm(part: str, draws: Draws, years: tuple[int, ...]) -> None:
    """Run one part once, on the futures given; the fewer the better.

    Args:
        part: One of `PARTS`.
        draws: Quantity id -> [future] or [future, year], as the explicit structure reads them.
        years: Calendar years.
    """
    calendar = np.asarray(years, dtype=np.int64)
    held, shield = forces(draws, calendar), defence(draws, calendar, EXPLICIT_DECOYS)
    inputs = year_inputs(draws, held, shield, held.base_load[:, 0], EXPLICIT_DECOYS, 0)
    if part == "means":
        arrivals_of_year(inputs, ALL_RAIDS, np.zeros(0, dtype=np.int64), 0, True, 1.0)
    else:
        chances_of_year(inputs, np.ones(1, dtype=np.int64), 0, True, 1.0)
