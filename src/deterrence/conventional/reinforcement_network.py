"""The flow over the network of days, where units with routes of their own share a stretch (law C24).

A linear program, solved by HiGHS. It is the plan where the closed form of `reinforcement` is only an upper bound, and
the oracle of that form where nothing is shared. Equations: docs/models/conventional_reinforcement.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.conventional.linear_program import highs_of


@dataclass(frozen=True)
class Network:
    """Units, routes, and a stretch behind all routes; days count from 0.

    Args:
        ready: Day from which each unit can enter a route, [unit].
        vehicles: Vehicles of each unit, [unit].
        may_use: Which routes each unit may use, [unit, route].
        capacity: Vehicles that can enter each route on each day, [route, day].
        transit: Days that each route takes, [route].
        shared: Vehicles that the stretch takes on each day, on which they are there, [day].
    """

    ready: Integers
    vehicles: Floats
    may_use: Flags
    capacity: Floats
    transit: Integers
    shared: Floats

    def ways(self) -> Integers:
        """Unit, route and day of entry of all that can reach the stretch within the days, [way, 3]."""
        days = self.shared.size
        unit, route, day = np.indices((self.ready.size, self.transit.size, days)).reshape(3, -1)
        is_open = self.may_use[unit, route] & (day >= self.ready[unit]) & (day + self.transit[route] < days)
        return np.stack([unit, route, day], axis=1)[is_open]


def arrived(network: Network) -> Floats:
    """Most vehicles that any plan has there by the evening of each day, [day].

    With one place to arrive at, one plan is best for every day at once: the one with the least waiting.

    Raises:
        ValueError: HiGHS finds no optimum; a capacity or a number of vehicles is below 0 or no number.
    """
    days, ways = network.shared.size, network.ways()
    cost = np.concatenate([np.zeros(len(ways)), -np.arange(days, 0.0, -1), np.zeros(days)])
    passed = _least(cost, *_rows(network, ways))[len(ways) : len(ways) + days]
    return np.cumsum(passed)


def _rows(network: Network, ways: Integers) -> tuple[Any, Floats, Floats, Floats]:
    """Matrix, lower and upper bounds of rows, and upper bounds of columns: ways, what passes, what waits.

    Rows: vehicles of a unit, capacity of a route on a day, and what reaches the stretch, waits there or passes.
    """
    units, routes, days = network.ready.size, network.transit.size, network.shared.size
    unit, route, day = ways.T
    columns, by_day, waits = np.arange(len(ways)), np.arange(days), len(ways) + days
    first = units + routes * days
    parts = [
        (unit, columns, 1.0),
        (units + route * days + day, columns, 1.0),
        (first + day + network.transit[route], columns, 1.0),
        (first + by_day, len(ways) + by_day, -1.0),
        (first + by_day, waits + by_day, -1.0),
        (first + by_day[1:], waits + by_day[:-1], 1.0),
    ]
    from scipy import sparse  # takes a tenth of a second to load, which most workers need not spend

    row, column = (np.concatenate([part[place] for part in parts]) for place in (0, 1))
    value = np.concatenate([np.full(len(part[0]), part[2]) for part in parts])
    matrix = sparse.csr_matrix((value, (row, column)), shape=(first + days, len(ways) + 2 * days))
    limits = np.concatenate([network.vehicles, network.capacity.ravel()])
    lower, upper = (np.concatenate([ends, np.zeros(days)]) for ends in (np.zeros(limits.size), limits))
    most = np.concatenate([np.full(len(ways), np.inf), network.shared, np.full(days, np.inf)])
    return matrix, lower, upper, most


def _least(cost: Floats, matrix: Any, lower: Floats, upper: Floats, most: Floats) -> Floats:
    """The columns, none below 0, at the least cost."""
    if not all((ends >= 0).all() for ends in (upper, most)):
        raise ValueError("a capacity or a number of vehicles is below 0 or no number: write at least 0")
    solver = highs_of(matrix, cost, (np.zeros(cost.size), most), (lower, upper))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ValueError(f"the flow over the network of days has no optimum: {solver.getModelStatus()}")
    return np.asarray(solver.getSolution().col_value, dtype=np.float64)
