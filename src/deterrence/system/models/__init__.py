"""Registered models by name; each module of this package holds those of one subject."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from deterrence.system.models import engagement, strategic
from deterrence.system.models.model import Model

__all__ = ["MODELS", "Model"]

MODELS: Mapping[str, Model] = MappingProxyType(
    {model.name: model for models in (engagement.MODELS, strategic.MODELS) for model in models}
)
