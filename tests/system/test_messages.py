"""What a new component gets wrong is named with the file or field to touch, never by a bare KeyError."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.component import Component, Outcome, draws_and_years, of_draws
from deterrence.errors import InputError
from deterrence.exploration.futures import refuse_unknown
from deterrence.system.loop import run
from deterrence.system.order import order_of

YEARS = np.array([2025, 2026])
COMPONENT = Component(
    name="industry.shells",
    quantities=("industry.stock",),
    outcomes=(Outcome("years_to_replenish", "years", "shells", ("future", "year"), "Years.", "models/industry.md"),),
    labels={},
    prepare=draws_and_years,
    profile=of_draws(lambda draws, years: {"years_to_replenish": draws["industry.stock"] * np.ones(years.size)}),
)
DRAWS = {"industry.stock": np.ones((3, 2))}


def test_a_component_as_it_should_be_runs():
    found = run(order_of((COMPONENT,)), DRAWS, YEARS, "aids_net").values
    assert found["years_to_replenish"].tolist() == np.ones((3, 2)).tolist()


def test_a_quantity_that_is_read_and_not_declared_is_named_with_the_remedy():
    with pytest.raises(KeyError, match=r"industry\.stock is not drawn: add it to `quantities` of the component"):
        run(order_of((COMPONENT,)), {"other": np.ones(3)}, YEARS, "aids_net")


def test_a_quantity_that_no_file_holds_is_named_with_the_remedy():
    with pytest.raises(InputError, match=r"industry\.stok: declared, but in no file of the dataset"):
        refuse_unknown(["industry.stok"], DRAWS)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "industry.shells declares years_to_replenish and does not give it"),
        ({"years_to_replenish": 1.0, "more": 1.0}, "industry.shells gives more: add it to its `outcomes`"),
        ({"years_to_replenish": 1}, "years_to_replenish is int64, declared float64"),
    ],
)
def test_what_is_given_and_what_is_declared_must_agree(given, said):
    profile = of_draws(lambda _, years: {name: np.full((3, years.size), value) for name, value in given.items()})
    with pytest.raises(ValueError, match=said):
        run(order_of((replace(COMPONENT, profile=profile),)), DRAWS, YEARS, "aids_net")
