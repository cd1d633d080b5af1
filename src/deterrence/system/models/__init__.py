"""Registered models by name; each module of this package holds those of one subject."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from deterrence.system.models import air_leg, engagement, raid, strategic, theatre
from deterrence.system.models.model import Model

__all__ = ["MODELS", "Model"]

_SUBJECTS = (air_leg, engagement, raid, strategic, theatre)
MODELS: Mapping[str, Model] = MappingProxyType({model.name: model for subject in _SUBJECTS for model in subject.MODELS})
