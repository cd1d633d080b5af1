"""The bill (laws C41, C42)."""

import pytest
from numpy.testing import assert_allclose

from deterrence.conventional import bill


def test_lines_and_what_they_leave():
    """400 aircraft at .1 and 20 ships at 2.5 are 90 of 226: 136 are in no line."""
    money = bill.lines([400, 20], [0.1, 2.5])
    assert_allclose(money, [40, 50])
    assert_allclose(bill.remainder(226, money.sum()), 136)


def test_a_life_costs_a_multiple():
    """Law C41: 1 trillion over 25 years by 226 to 344 is 2.9 to 4.4 times."""
    assert_allclose(bill.life_cycle([226, 344], [1000 / 226, 1000 / 344]), 1000)
    assert_allclose([1000 / 344, 1000 / 226], [2.9, 4.4], atol=0.03)
    with pytest.raises(ValueError, match="a life-cycle factor below 1"):
        bill.life_cycle(1, 0.5)
