"""The one font of all figures; what only draws loads nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FONT_FAMILY: Final = "Fira Sans"
FONT_DIRECTORY: Final = Path(__file__).parent / "fonts"
