"""Boats and aircraft together: the sum of both legs, and the United Kingdom without aircraft."""

import numpy as np
from numpy.testing import assert_allclose

from deterrence.axes import DEFENCES, FORCES
from deterrence.second_strike.legs import COMPONENT


def by_defence(shape, through, without):
    """One number through the defence and one without it, along a last axis of defences."""
    given = {"all": through, "none": without}
    return np.stack([np.full(shape, given[label]) for label in DEFENCES], axis=-1)


SEA = {"arrivals": by_defence((2, 1, 3, 2, 3), 10.0, 20.0)}
AIR = {"air_missiles_arriving": by_defence((2, 1, 2, 3), 3.0, 4.0)}


def all_legs(sea, air):
    return COMPONENT.profile(None, {**sea, **air}, slice(0, 1))


def test_the_air_leg_is_added_to_france_and_to_both_alone():
    """20 + 4 warheads become 10 + 3: the defence takes 11 of 24; of the British 20 it takes 10."""
    found = all_legs(SEA, AIR)
    for force, with_, erosion in (("france", 13.0, 11 / 24), ("both", 13.0, 11 / 24), ("united_kingdom", 10.0, 1 / 2)):
        assert_allclose(found["arrivals_all_legs"][:, :, FORCES.index(force), ..., DEFENCES.index("all")], with_)
        assert_allclose(found["erosion_all_legs"][:, :, FORCES.index(force)], erosion)


def test_aircraft_alone_leave_something_to_erode():
    nothing = {name: np.zeros_like(values) for name, values in SEA.items()}
    found = all_legs(nothing, AIR)
    assert found["nothing_to_erode_all_legs"][:, :, FORCES.index("united_kingdom")].all()
    assert not found["nothing_to_erode_all_legs"][:, :, FORCES.index("france")].any()
    assert_allclose(found["erosion_all_legs"][:, :, FORCES.index("france")], 1 / 4)


def test_without_aircraft_the_sum_is_the_sea_leg():
    none = {key: np.zeros_like(values) for key, values in AIR.items()}
    assert_allclose(all_legs(SEA, none)["arrivals_all_legs"], SEA["arrivals"])
