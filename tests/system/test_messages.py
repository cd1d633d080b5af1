"""What a new component gets wrong is named with the file or field to touch, never by a bare KeyError."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from deterrence.component import Component, Outcome, draws_and_years, of_draws
from deterrence.errors import InputError
from deterrence.exploration.futures import refuse_unknown
from deterrence.system.loop import run
from deterrence.system.order import order_of
from deterrence.system.registry import COMPONENTS

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


def test_a_quantity_that_is_read_and_not_declared_is_named_with_component_and_file():
    law = COMPONENT.profile.__module__.replace(".", "/")
    said = rf"industry\.stock is not drawn: add it to `quantities` of industry\.shells \({law}\.py\)"
    with pytest.raises(KeyError, match=said):
        run(order_of((COMPONENT,)), {"other": np.ones(3)}, YEARS, "aids_net")


def test_what_a_step_or_a_preparation_reads_is_named_so_too():
    by_step = replace(
        COMPONENT, profile=None, start=lambda _: None,
        step=lambda state, prepared, values, y: (state, {"years_to_replenish": prepared.draws["industry.stock"][:, y]}),
    )  # fmt: skip
    prepared = replace(COMPONENT, prepare=lambda draws, years, _: draws_and_years({"s": draws["s"]}, years, ""))
    for component, name in ((by_step, "industry.stock"), (prepared, "s")):
        with pytest.raises(
            KeyError, match=rf"{name} is not drawn: add it to `quantities` of industry\.shells \(.*\.py\)"
        ):
            run(order_of((component,)), {"other": np.ones(3)}, YEARS, "aids_net")


def test_what_a_law_raises_bears_the_name_of_its_component():
    """As where numbers of two shapes do not go together: NumPy knows no component."""
    law = of_draws(lambda draws, years: {"years_to_replenish": draws["industry.stock"] + np.ones(years.size + 1)})
    with pytest.raises(ValueError, match="broadcast") as raised:
        run(order_of((replace(COMPONENT, profile=law),)), DRAWS, YEARS, "aids_net")
    (note,) = raised.value.__notes__
    assert note.startswith("while industry.shells (") and note.endswith(".py) was at work")


def test_a_quantity_that_no_file_holds_is_named_with_the_remedy():
    with pytest.raises(
        InputError, match=r"industry\.stok: declared, but in no file of the dataset: did you mean industry"
    ):
        refuse_unknown(["industry.stok"], DRAWS)
    with pytest.raises(InputError) as refused:
        refuse_unknown(["conventional.campaign.undefended_km_per_day"], {})
    assert "of conventional.undefended (deterrence/conventional/components/undefended.py)" in str(refused.value)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_a_component_tells_the_file_in_which_it_is_written(component):
    """The file that is named holds the component, or its profile or step where several files share one."""
    name, _, file = component.where.removesuffix(")").partition(" (")
    assert name == component.name
    held = vars(sys.modules[file.removesuffix(".py").replace("/", ".")]).values()
    assert any(one is component or (isinstance(one, tuple) and component in one) for one in held), file


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, r"industry.shells \(.*\.py\) declares years_to_replenish and does not give it"),
        ({"years_to_replenish": 1.0, "more": 1.0}, r"industry.shells \(.*\.py\) gives more: add it to its `outcomes`"),
        ({"years_to_replenish": 1}, r"\(.*\.py\): years_to_replenish is int64, declared float64"),
    ],
)
def test_what_is_given_and_what_is_declared_must_agree(given, said):
    profile = of_draws(lambda _, years: {name: np.full((3, years.size), value) for name, value in given.items()})
    with pytest.raises(ValueError, match=said):
        run(order_of((replace(COMPONENT, profile=profile),)), DRAWS, YEARS, "aids_net")
