"""Registered models by name, of every domain; naming them loads none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from deterrence.conventional import own_inputs as conventional
from deterrence.missile_defence import own_inputs as missile_defence
from deterrence.model import Model
from deterrence.nuclear import own_inputs as nuclear
from deterrence.nuclear_support import own_inputs as nuclear_support
from deterrence.second_strike import own_inputs as second_strike

MODELS: Final[Mapping[str, Model]] = MappingProxyType(
    {
        model.name: model
        for domain in (nuclear, missile_defence, second_strike, conventional, nuclear_support)
        for model in domain.MODELS
    }
)
