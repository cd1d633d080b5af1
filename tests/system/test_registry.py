"""The registry as a whole: names, axes, labels and what a run reads."""

import importlib
import re
from pathlib import Path

import pytest

import deterrence
from deterrence.axes import FORCES, OWNERS
from deterrence.component import Component
from deterrence.study import Study
from deterrence.system.registry import (
    COMPONENTS,
    ORDER,
    OUTCOMES,
    STUDIES,
    all_quantities,
    compared,
    inputs_of,
    labels_of,
    stored_axes,
    tables,
    unread_at,
)

PACKAGE = Path(deterrence.__file__).parent
COUNTED = {"future", "year", "benchmark", "warheads", "policy", "day"}


def test_names_of_components_and_outcomes_are_each_used_once():
    outcomes = [outcome.name for component in COMPONENTS for outcome in component.outcomes]
    assert len(set(outcomes)) == len(outcomes)
    assert len({component.name for component in COMPONENTS}) == len(COMPONENTS) == len(ORDER.components)


def test_every_component_and_study_that_a_room_holds_stands_in_its_list():
    """A line that was forgotten would leave the outcomes out, and nothing else would say so."""
    listed = {id(one) for one in (*COMPONENTS, *STUDIES.values())}
    found = 0
    for path in PACKAGE.rglob("*.py"):
        where = path.relative_to(PACKAGE)
        if not re.search(r"^[A-Z]\w*: Final = (Component|Study)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            continue
        module = importlib.import_module(".".join(("deterrence", *where.with_suffix("").parts)))
        room = "components.py" if (PACKAGE / where.parts[0] / "components.py").is_file() else "components/__init__.py"
        for name, one in vars(module).items():
            if isinstance(one, (Component, Study)) and not name.startswith("_"):
                assert id(one) in listed, f"src/deterrence/{where.parts[0]}/{room}: add {where.stem}.{name} to its list"
                found += 1
    assert found > len(listed) / 2


def test_the_outcomes_of_one_table_have_the_same_axes_and_years_and_come_from_one_component():
    for table, names in tables(everything=True).items():
        assert len({stored_axes(name) for name in names}) == 1, table
        assert len({OUTCOMES[name].years for name in names}) == 1, table
        assert len({ORDER.givers.get(name) for name in names}) == 1, table


def test_every_axis_is_one_of_counts_or_has_labels():
    for names in tables(everything=True).values():
        for name in names:
            assert set(stored_axes(name)) - COUNTED <= set(labels_of(name)), name


def test_a_flag_that_voids_an_outcome_stands_beside_it():
    for outcome in OUTCOMES.values():
        if outcome.void:
            flag = OUTCOMES[outcome.void]
            assert (flag.table, flag.axes, flag.dtype) == (outcome.table, outcome.axes, "bool")


def test_a_run_reads_what_its_components_read():
    for structure in ("aids_net", "explicit_decoys", "independent_sensors"):
        read = all_quantities(structure)
        assert len(set(read)) == len(read)
        for component in COMPONENTS:
            assert set(component.quantities_read(structure)) <= set(read), component.name
            for outcome in component.outcomes:
                assert set(component.quantities_read(structure)) <= set(inputs_of(outcome.name, structure))


@pytest.mark.parametrize("force", FORCES)
def test_what_is_not_read_of_a_force_is_what_belongs_to_the_other_owner(force):
    """Every quantity of an owner that the second strike reads is left out where that owner takes no part."""
    read = {name for outcome in ("arrivals", "curve", "arrivals_all_legs", "boats_to_restore") for name in
            inputs_of(outcome)}  # fmt: skip
    others = [f"nuclear.{owner}." for owner in OWNERS if force not in ("both", owner)]
    assert unread_at("force", force) & read == {name for name in read if name.startswith(tuple(others))}
    assert not unread_at("posture", "generated")


def test_each_column_of_the_options_is_of_one_outcome_at_labels_that_it_has():
    assert set(compared()) == {"arrivals_day_to_day", "arrivals_generated"}
    for name, one in compared().values():
        labels = labels_of(name)
        assert set(labels) == set(one.labels)
        assert all(label in labels[axis] for axis, label in one.labels.items())
