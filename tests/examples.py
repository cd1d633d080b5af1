"""How many examples a slow test is shown, a quarter or a twelfth of what others are."""

from hypothesis import settings

FEW = settings(max_examples=settings.default.max_examples // 4)
FEWEST = settings(max_examples=settings.default.max_examples // 12)
"""Of what takes seconds each time."""
