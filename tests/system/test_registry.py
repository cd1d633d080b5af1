"""The registry as a whole: names, axes, labels and what a run reads."""

from deterrence.system.registry import (
    COMPONENTS,
    ORDER,
    OUTCOMES,
    all_quantities,
    inputs_of,
    labels_of,
    stored_axes,
    tables,
)

COUNTED = {"future", "year", "benchmark", "warheads", "policy", "day"}


def test_names_of_components_and_outcomes_are_each_used_once():
    outcomes = [outcome.name for component in COMPONENTS for outcome in component.outcomes]
    assert len(set(outcomes)) == len(outcomes)
    assert len({component.name for component in COMPONENTS}) == len(COMPONENTS) == len(ORDER.components)


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
