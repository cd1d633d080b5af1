"""In how many futures a gap closes: every code of the pool must (law C12)."""

from types import SimpleNamespace

import numpy as np

from deterrence.conventional.chapter import closing
from deterrence.conventional.components.cells import COUNTED_CODES
from deterrence.traced import plain


def test_a_pool_closes_where_every_code_of_it_does():
    """Four futures: brigades close in two (in one of the others only heavy ones stay open), air defence in none."""
    is_open = np.zeros((4, len(COUNTED_CODES)), dtype=bool)
    is_open[:2, COUNTED_CODES.index("heavy_brigade")] = True
    is_open[:, COUNTED_CODES.index("long_range_air_defence")] = True
    results = SimpleNamespace(years=(2025, 2040), values=lambda *_, **__: is_open)
    shown = SimpleNamespace(results=results, cell=("reference", "aids_net"))
    first, second = map(plain, closing.sentences(shown))
    assert first == (
        "Contracts and plans close the published gap by 2040 with the American forces that the dials leave: in "
        "brigades in 50% of the futures bottom up and 50% top down, in air defence in 0% if a unit is a fire unit and "
        "0% if it is half of one."
    )
    assert "without American forces" in second
