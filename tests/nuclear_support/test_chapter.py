"""What is told under the map of nuclear support is counted from the results."""

from types import SimpleNamespace

import numpy as np

from deterrence.chapter import Shown
from deterrence.nuclear_support.chapter import CHAPTER
from deterrence.traced import plain

CELL = ("reference", "aids_net")


def values(outcome, cell, **labels):
    if outcome == "support_ratio_without_us":
        return np.array([[0.25, 0.5]])
    assert labels == {"year": 2026, "need_of_fighters": "8", "asked": "2"}
    return np.array([[[[61, 61], [61, 7]], [[61, 20], [3, 1]]]])


def test_the_needs_at_which_packages_are_kept_up_are_counted():
    """Of four needs three hold for 60 days with American forces and one without; the others from day 1 to day 20."""
    kept = SimpleNamespace(values=values, labels=lambda _: {"year": (2026, 2030)})
    said = [plain(one) for one in CHAPTER.sections[0].under(Shown(kept, CELL, CELL, 2036, "both", 0.5))]
    assert "median of 25% to 50%" in said[0]
    assert said[1] == (
        "In the median future 2 packages a day are kept up for 60 days at 3 of these 4 needs with American forces and "
        "at 1 without; the others fall short first between day 1 and 20."
    )
