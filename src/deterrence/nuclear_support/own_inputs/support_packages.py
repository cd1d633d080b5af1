"""Support packages a day on enablers of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Discriminator, Field, Tag, model_validator

from deterrence.nuclear_support import packages
from deterrence.own_inputs import Probability, StrictInputs

# Limits of the tool, so that a mistyped number answers at once.
_MOST_ENABLERS, _MOST = 50, 1_000_000

Name = Annotated[str, Field(min_length=1, max_length=60)]
Amount = Annotated[float, Field(ge=0, le=_MOST)]
Need = Annotated[float, Field(gt=0, le=_MOST)]


class AircraftInputs(StrictInputs):
    """Aircraft of one kind: how many are ready, how often each flies, what the other fight leaves, what is needed."""

    name: Name
    ready: Amount
    sorties_per_day: Amount
    free_share: Probability
    need: Need


class StockInputs(StrictInputs):
    """A stock that has to last so many days."""

    name: Name
    stock: Amount
    need: Need
    days: Need


def _kind(written: Any) -> str:
    """A stock where it says so, else aircraft: the keys of the other are then named as unknown or missing."""
    says_so = isinstance(written, dict) and not {"stock", "days"}.isdisjoint(written)
    return StockInputs.__name__ if says_so else AircraftInputs.__name__


Enabler = Annotated[
    Annotated[AircraftInputs, Tag(AircraftInputs.__name__)] | Annotated[StockInputs, Tag(StockInputs.__name__)],
    Discriminator(_kind),
]


class Inputs(StrictInputs):
    """Enablers in the order in which those that bind are listed."""

    enablers: Annotated[tuple[Enabler, ...], Field(min_length=1, max_length=_MOST_ENABLERS)]

    @model_validator(mode="after")
    def _named_apart(self) -> Inputs:
        names = [enabler.name for enabler in self.enablers]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two enablers named {', '.join(twice)}: give each a name of its own")
        return self


def _rate(enabler: AircraftInputs | StockInputs) -> float:
    need = np.array(enabler.need)
    if isinstance(enabler, StockInputs):
        return float(packages.of_stock(np.array(enabler.stock), np.array(enabler.days), need))
    ready, sorties, free = (np.array(part) for part in (enabler.ready, enabler.sorties_per_day, enabler.free_share))
    return float(packages.of_aircraft(ready, sorties, free, need))


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    rates = np.array([_rate(enabler) for enabler in inputs.enablers])
    binds = packages.binding(rates)
    return {
        "packages_per_day": float(packages.least(rates)),
        "binding": [enabler.name for enabler, is_bound in zip(inputs.enablers, binds, strict=True) if is_bound],
    }
