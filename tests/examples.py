"""How many examples a slow test is shown."""

from hypothesis import settings

FEW = settings(max_examples=settings.default.max_examples // 4)
