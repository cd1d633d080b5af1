"""Every speed that the project names, measured by one command: `python -m benchmarks` at the root of the checkout.

Each module below has a TITLE, a sentence or two in WORDS, and `rows(settings)`. What is measured is this checkout,
whatever else is installed.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = (
    "start",
    "brief",
    "system",
    "growth",
    "leakage",
    "second_strike",
    "theatre",
    "strategic",
    "raid",
    "apportionment",
    "campaign",
    "page",
    "readers",
    "interruption",
    "ema",
    "prim",
    "against",
)
"""In the order of the report."""

if str(ROOT / "src") not in sys.path:
    sys.path.insert(0, str(ROOT / "src"))
