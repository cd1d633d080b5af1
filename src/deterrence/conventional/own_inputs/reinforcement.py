"""Reinforcement over parallel routes, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from deterrence.conventional import reinforcement
from deterrence.own_inputs import StrictInputs

# Limits of the tool, so that a mistyped number answers at once instead of filling the memory.
_MOST_DAYS, _MOST_UNITS, _MOST_ROUTES, _MOST_VEHICLES = 3650, 200, 50, 1_000_000_000

Day = Annotated[int, Field(ge=0, le=_MOST_DAYS)]
Vehicles = Annotated[float, Field(ge=0, le=_MOST_VEHICLES)]


class UnitInputs(StrictInputs):
    """Vehicles that can enter a route from a day on."""

    vehicles: Vehicles
    ready_day: Day


class RouteInputs(StrictInputs):
    """A route: what can enter it on a day, how long it takes, and the days on which nothing enters."""

    capacity_per_day: Vehicles
    transit_days: Day
    closed_days: Annotated[tuple[Day, ...], Field(max_length=_MOST_DAYS + 1)] = ()


class Inputs(StrictInputs):
    """One pool of units that may all use every route; days count from 0."""

    units: Annotated[tuple[UnitInputs, ...], Field(max_length=_MOST_UNITS)]
    routes: Annotated[tuple[RouteInputs, ...], Field(max_length=_MOST_ROUTES)]
    days: Day

    @field_validator("routes")
    @classmethod
    def _each_unit_has_a_route(cls, routes: tuple[RouteInputs, ...], info: ValidationInfo) -> tuple[RouteInputs, ...]:
        units = info.data.get("units", ())
        if units and not routes:
            raise ValueError(f"{len(units)} units without a route: add a route with capacity_per_day and transit_days")
        return routes


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    capacity = np.array([[route.capacity_per_day] * (inputs.days + 1) for route in inputs.routes], dtype=np.float64)
    capacity = capacity.reshape(len(inputs.routes), inputs.days + 1)
    for place, route in enumerate(inputs.routes):
        capacity[place, [day for day in route.closed_days if day <= inputs.days]] = 0.0
    units = [unit for unit in inputs.units if unit.ready_day <= inputs.days]
    there = reinforcement.arrived(
        np.array([[unit.ready_day for unit in units]], dtype=np.int64),
        np.array([[unit.vehicles for unit in units]], dtype=np.float64),
        capacity[None],
        np.array([[route.transit_days for route in inputs.routes]], dtype=np.int64),
    )
    return {"arrived": there[0].tolist()}
