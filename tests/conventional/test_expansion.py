"""Law C28: attrition and expansion of the front, on paper; the 25 published runs stand in `test_models.py`."""

import numpy as np
import pytest

from deterrence.conventional import expansion

NO_AIR = expansion.AirSupport(0.0, 0.0, 1.0, 0.05)


def front(**changes):
    numbers = {
        "length_km": 100.0, "breakthrough_km": 10.0, "breakthroughs": 1.0, "attack_km": 5.0, "cover_km": 10.0,
        "defence_km": 20.0, "advance_km_per_day": 2.0, "attack_loss_share": 0.1, "exchange_ratio": 2.0,
        "command_factor": 1.0, "vehicles_per_unit": 100.0, "first_attack_day": 1.0,
    }  # fmt: skip
    return expansion.Front(**{**numbers, **changes})


def test_two_days_of_attack_by_hand():
    """Cover 9 and assault 2 against 5; each day costs .2 and .1, and 4 km of flanks: .4 and .2."""
    found = expansion.fought(front(), NO_AIR, NO_AIR, np.full(3, 20.0), np.full(3, 6.0))
    assert found.attacker_need == pytest.approx([11, 11.6, 12.2])
    assert found.defender_need == pytest.approx([5, 5.3, 5.6])
    assert found.attacks.tolist() == [False, True, True]
    assert not found.is_short.any()


def test_on_a_day_without_attack_nothing_accrues():
    """The supply does not exceed the need of yesterday: neither losses, nor aircraft lost, nor flanks."""
    air = expansion.AirSupport(100.0, 0.5, 1.0, 0.05)
    supply = np.array([20, 20, 0, 0, 20.0])
    found = expansion.fought(front(), air, air, supply, np.full(5, 6.0))
    assert found.attacks.tolist() == [False, True, False, False, True]
    assert found.attacker_need[1] == found.attacker_need[3]
    assert found.defender_losses[1] == found.defender_losses[3]
    straight = expansion.fought(front(), air, air, np.full(3, 20.0), np.full(3, 6.0))
    assert found.defender_losses[4] == pytest.approx(straight.defender_losses[2])


def test_aircraft_kill_and_wear_out():
    """100 aircraft, .5 a sortie, 5 % lost: .95 x 50 / 100 on the first day, .95 of that on the second."""
    air = expansion.AirSupport(100.0, 0.5, 1.0, 0.05)
    found = expansion.fought(front(attack_loss_share=0.0), air, NO_AIR, np.full(3, 20.0), np.full(3, 6.0))
    assert found.defender_losses == pytest.approx([0, 0.475, 0.475 * 1.95])


def test_before_the_first_day_of_attack_nobody_attacks():
    found = expansion.fought(front(first_attack_day=4.0), NO_AIR, NO_AIR, np.full(6, 20.0), np.full(6, 6.0))
    assert found.attacks.tolist() == [False, False, False, True, True, True]


def test_futures_stand_side_by_side():
    both = expansion.fought(
        front(attack_loss_share=np.array([0.1, 0.3])), NO_AIR, NO_AIR, np.full((2, 5), 20.0), np.full(5, 6.0)
    )
    alone = expansion.fought(front(attack_loss_share=0.3), NO_AIR, NO_AIR, np.full(5, 20.0), np.full(5, 6.0))
    assert both.defender_need[1].tolist() == alone.defender_need.tolist()


def test_without_attackers_nothing_is_lost():
    found = expansion.fought(front(), NO_AIR, NO_AIR, np.zeros(9), np.full(9, 6.0))
    assert not found.attacks.any()
    assert not found.defender_losses.any()
    assert not found.is_short.any()
