"""Law C29: the adaptive dynamic model against the published base case."""

import csv
from pathlib import Path

import numpy as np
import pytest

from deterrence.conventional import adaptive

FILE = Path(__file__).parents[1] / "reference" / "epstein_base.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
PACE = adaptive.Pace(1.5, 20.0, 0.075, 0.05, 0.02, 0.0)


def joining(strength, days=60):
    by_day = np.zeros(days)
    by_day[0] = strength
    return by_day


def column(name):
    return np.array([float(row[name]) for row in ROWS])


def test_sixty_days_of_the_base_case():
    per_vehicle = 47490 / 1200
    attacker_air = adaptive.Support(250.0, 0.25, 1.0, 0.05, per_vehicle)
    defender_air = adaptive.Support(300.0, 0.5, 1.5, 0.05, per_vehicle)
    found = adaptive.fought(PACE, joining(330000.0), joining(200000.0), attacker_air, defender_air)
    on_ground = found.prosecution * (1 - found.withdrawal_km / 20)
    for name, values in {
        "attacker": found.attacker, "defender": found.defender, "prosecution": found.prosecution,
        "withdrawal_km_day": found.withdrawal_km, "cum_withdrawal_km": np.cumsum(found.withdrawal_km),
        "alpha_A_total": found.attacker_loss_share, "alpha_D_total": found.defender_loss_share, "alpha_g": on_ground,
        "defender_cas": [defender_air.aircraft_on(day) for day in range(60)],
        "attacker_cas": [attacker_air.aircraft_on(day) for day in range(60)],
    }.items():  # fmt: skip
        assert values == pytest.approx(column(name), rel=1e-6), name


@pytest.mark.parametrize("unit", [1.0, 1000.0])
def test_without_aircraft_the_unit_of_strength_does_not_matter(unit):
    """(330, 200) and (330,000, 200,000) lose 14.1 km by day 10 and 144.7 by day 30."""
    found = adaptive.fought(PACE, joining(330 * unit), joining(200 * unit))
    lost = np.cumsum(found.withdrawal_km)
    assert (lost[9], lost[29]) == (pytest.approx(14.1, abs=0.05), pytest.approx(144.7, abs=0.05))


def test_it_has_no_end_of_its_own():
    """Equal forces: the attacker fights on to a hundredth of his strength and gains nothing. Hence law C31."""
    found = adaptive.fought(PACE, joining(100.0), joining(100.0))
    assert found.withdrawal_km.sum() == 0
    assert found.attacker[-1] == pytest.approx(1, abs=0.5)


def test_reinforcements_join_before_the_losses_of_their_day():
    late = joining(200.0)
    late[3] = 50
    found = adaptive.fought(PACE, joining(330.0), late)
    without = adaptive.fought(PACE, joining(330.0), joining(200.0))
    assert found.defender[3] == pytest.approx(without.defender[3] + 50)
    assert found.defender[:3] == pytest.approx(without.defender[:3])


def test_a_campaign_without_attackers_loses_nothing():
    pace = adaptive.Pace(1.5, 20.0, 0.075, 0.05, 0.02, 5.0)
    air = adaptive.Support(250.0, 0.25, 1.0, 0.05, 0.1)
    found = adaptive.fought(pace, joining(0.0), joining(200.0), air, air)
    assert found.defender.tolist() == [200.0] * 60
    assert found.withdrawal_km.sum() == 0


def test_strengths_rates_and_paces_stay_within_their_bounds():
    pace = adaptive.Pace(np.array([0.3, 3.0]), 20.0, 0.01, 0.01, 0.5, 0.0)
    found = adaptive.fought(pace, np.tile(joining(500.0), (2, 1)), np.tile(joining(20.0), (2, 1)))
    assert (found.defender >= 0).all()
    assert (found.attacker >= 0).all()
    assert ((found.prosecution >= 0) & (found.prosecution <= 1)).all()
    assert ((found.withdrawal_km >= 0) & (found.withdrawal_km <= 20)).all()
