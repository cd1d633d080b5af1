"""What a run may be asked for: (least, most) of each option. Light, so that the command line can say it in its help."""

from __future__ import annotations

FUTURES = (20, 1_000_000)
USUAL_FUTURES = 1_250
"""Most futures of a cell where nobody says otherwise: enough for a share of one half to .03 (law 44)."""
LEAST_FUTURES = 250
"""Futures of a cell in which every outcome is known, where nobody asks for more (law 44)."""
SEED = (0, 2**63 - 1)
WORKERS = (1, 64)
