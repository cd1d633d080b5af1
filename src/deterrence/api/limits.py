"""What a run may be asked for: (least, most) of each option. Light, so that the command line can say it in its help."""

from __future__ import annotations

FUTURES = (20, 1_000_000)
SEED = (0, 2**63 - 1)
WORKERS = (1, 64)
