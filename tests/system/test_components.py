"""What every component of the registry must keep, whoever wrote it: each failure names the file to touch."""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher

from deterrence.axes import STRUCTURES
from deterrence.component import DrawsAndYears
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve
from deterrence.system.loop import run
from deterrence.system.registry import COMPONENTS, ORDER, all_quantities

ROOT = Path(__file__).parents[2]
SCENARIO = dataclasses.replace(load_scenario(None, load_dataset()), years=tuple(range(2031, 2039)))
YEARS = np.array(SCENARIO.years)
"""Eight years around the claims' year: deliveries, replacements and options fall into them."""
FUTURES = 5
NAMES = [component.name for component in COMPONENTS]
NAMED = {component.name: component for component in COMPONENTS}
CASES = [
    pytest.param(component, structure, id=f"{component.name}-{structure}")
    for component in COMPONENTS
    for structure in (STRUCTURES if component.by_structure else STRUCTURES[:1])
]
"""Each component under each structure that it looks at."""


def file_of(component):
    """The file in which a component stands, from the root of the repository."""
    for name, module in list(sys.modules.items()):
        if name.startswith("deterrence.") and getattr(module, "COMPONENT", None) is component:
            return str(Path(module.__file__).relative_to(ROOT))
    return f"src/deterrence/{component.domain}"


def draws_of(structure, futures=FUTURES, start=0, years=SCENARIO.years):
    resolved = resolve(SCENARIO, "strong_capital_defence")
    found = draw({name: resolved[name] for name in all_quantities(structure)}, 11, start, futures, years)
    for values in found.values():
        values.flags.writeable = False
    return found


class Runs:
    """The whole registry run once under each structure, when first asked for."""

    def __init__(self):
        self.draws, self.passes = {}, {}

    def __getitem__(self, structure):
        if structure not in self.passes:
            self.draws[structure] = draws_of(structure)
            self.passes[structure] = run(ORDER, self.draws[structure], YEARS, structure)
        return self.draws[structure], self.passes[structure]


@pytest.fixture(scope="module")
def runs():
    return Runs()


def alone(component, draws, values, structure, years=YEARS):
    """A component run by itself: what it reads is known already."""
    own = {outcome.name for outcome in component.outcomes}
    known = {name: found for name, found in values.items() if name not in own}
    found = run(ORDER.restricted({component.name}), draws, years, structure, known=known).values
    return {name: found[name] for name in own}


def fingerprint(thing):
    """A digest of every array in what a component has prepared, however it is nested."""
    digest = hashlib.sha256()

    def walk(part):
        if isinstance(part, np.ndarray):
            digest.update(str((part.dtype, part.shape)).encode() + np.ascontiguousarray(part).tobytes())
        elif dataclasses.is_dataclass(part):
            walk(vars(part))
        elif isinstance(part, dict):
            for name in sorted(part, key=str):
                digest.update(str(name).encode())
                walk(part[name])
        elif isinstance(part, tuple | list):
            for item in part:
                walk(item)
        else:
            digest.update(repr(part).encode())

    walk(thing)
    return digest.hexdigest()


@pytest.mark.parametrize(("component", "structure"), CASES)
def test_outcomes_have_the_axes_the_type_and_the_labels_that_are_declared(component, structure, runs):
    _, found = runs[structure]
    for outcome in component.outcomes:
        values, where = found.values[outcome.name], f"{outcome.name} in {file_of(component)}"
        years = [year for year in SCENARIO.years if outcome.years is None or year in outcome.years]
        counted = {axis: counts.size for axis, counts in found.coordinates.items()}
        sizes = {"future": FUTURES, "year": len(years), **counted}
        sizes |= {axis: len(labels) for axis, labels in component.labels.items()}
        unknown = [axis for axis in outcome.axes if axis not in sizes]
        assert not unknown, f"{where}: give labels, or coordinates, for the axes {unknown}"
        assert values.shape == tuple(sizes[axis] for axis in outcome.axes), f"{where}: not of the shape {outcome.axes}"
        assert values.dtype == np.dtype(outcome.dtype), f"{where}: {values.dtype}, declared {outcome.dtype}"
        assert np.isfinite(values.astype(np.float64)).all(), f"{where}: not every value is finite"
    declared = {axis for outcome in component.outcomes for axis in outcome.axes}
    unused = set(component.labels) - declared
    assert not unused, f"{file_of(component)}: no outcome has the axes {sorted(unused)}: remove their labels"


@pytest.mark.parametrize("component", COMPONENTS, ids=NAMES)
def test_each_outcome_is_named_on_its_page(component):
    for outcome in component.outcomes:
        page = ROOT / "docs" / outcome.page
        assert page.is_file(), f"{file_of(component)}: {outcome.name} names the page docs/{outcome.page}: write it"
        text = page.read_text(encoding="utf-8")
        assert f"`{outcome.name}`" in text, f"docs/{outcome.page}: name `{outcome.name}` and give its equation"
        assert outcome.meaning, f"{file_of(component)}: say what {outcome.name} means"


@pytest.mark.parametrize(("component", "structure"), CASES)
def test_a_component_reads_exactly_what_it_declares(component, structure, runs):
    """Run on the draws that it declares, nothing is missing; without any one of them, it does not run."""
    draws, found = runs[structure]
    declared, file = component.quantities_read(structure), file_of(component)
    assert len(set(component.quantities)) == len(component.quantities), f"{file}: a quantity is listed twice"
    some = {name: draws[name][:2] for name in declared} or {"": np.zeros(2)}
    values = {name: array[:2] for name, array in found.values.items()}

    def missing(without):
        """The quantity that is asked for and not there, if any."""
        left = {name: array for name, array in some.items() if name != without} or {"": np.zeros(2)}
        try:
            alone(component, left, values, structure)
        except KeyError as error:
            return str(error.args[0]).partition(" is not drawn")[0]
        return None

    beyond = missing(None)
    assert beyond is None, f"{file}: {component.name} reads {beyond} and does not declare it: add it to its quantities"
    idle = [name for name in declared if missing(name) != name]
    assert not idle, f"{file}: {component.name} declares and never reads {idle}: take them out of its quantities"


@pytest.mark.parametrize("component", COMPONENTS, ids=NAMES)
def test_what_a_component_declares_is_in_the_dataset(component):
    known, file = load_dataset().quantities, file_of(component)
    for structure in STRUCTURES:
        unknown = [name for name in component.quantities_read(structure) if name not in known]
        assert not unknown, f"{file}: {component.name} reads {unknown}: give them a file in the dataset"


@pytest.mark.parametrize("component", COMPONENTS, ids=NAMES)
def test_only_what_says_so_looks_at_the_structure(component, runs):
    """The same draws and readings under each structure: the same outcomes, unless `by_structure` is declared."""
    draws, found = runs["aids_net"]
    others = STRUCTURES[1:]
    if component.by_structure:
        own = {outcome.name for outcome in component.outcomes}
        differs = any(
            found.values[name].tobytes() != runs[structure][1].values[name].tobytes()
            for structure in others for name in own
        )  # fmt: skip
        assert differs, f"{file_of(component)}: no outcome differs by structure: leave by_structure out"
        return
    assert not component.quantities_by_structure, f"{file_of(component)}: quantities by structure without by_structure"
    for structure in others:
        for name, values in alone(component, draws, found.values, structure).items():
            same = values.tobytes() == found.values[name].tobytes()
            assert same, f"{file_of(component)}: {name} differs under {structure}: declare by_structure"


def readings(component, values, draws, at):
    """What a profile reads in some years of the horizon."""
    read = {}
    for one in (one for one in component.reads if one.outcome in ORDER.outcomes):
        array = values[one.outcome]
        if not ORDER.outcomes[one.outcome].has_years:
            read[one.outcome] = array
            continue
        assert one.is_same_year, f"{file_of(component)}: this test must learn what a profile reads late"
        read[one.outcome] = array[:, at]
    return read


WITH_YEARS = [
    case for case in CASES
    if case.values[0].profile is not None and any(outcome.has_years for outcome in case.values[0].outcomes)
]  # fmt: skip
SLICES = [
    *(slice(at, at + 1) for at in range(YEARS.size)),
    *(slice(at, at + 2) for at in range(0, YEARS.size, 2)), slice(YEARS.size - 3, YEARS.size),
]  # fmt: skip


def compiled_forms():
    """How often each kernel has been compiled: once for each type, order and right to write of what it was given."""
    loaded = [module for name, module in list(sys.modules.items()) if name.startswith("deterrence.")]
    kernels = {one for module in loaded for one in vars(module).values() if isinstance(one, Dispatcher)}
    return {(one.__module__, one.__qualname__): len(one.signatures) for one in kernels}


@pytest.mark.parametrize(("component", "structure"), WITH_YEARS)
def test_some_years_alone_are_those_of_the_whole_to_the_last_bit(component, structure, runs):
    """Every year, pairs that hold every year, and three: laws add up by einsum or compiled loops, for sums over a
    middle axis and matrix products change bits with the length of the others. No kernel is compiled for them anew."""
    draws, found = runs[structure]
    forms = compiled_forms()
    prepared = component.prepare(draws, YEARS, structure)
    for at in SLICES:
        part = component.profile(prepared, readings(component, found.values, draws, at), at)
        for outcome in component.outcomes:
            if not outcome.has_years:
                continue
            years, values = list(SCENARIO.years[at]), part[outcome.name]
            whole_years = list(SCENARIO.years)
            if outcome.years is not None:
                whole_years = [year for year in whole_years if year in outcome.years]
                if values.shape[1] == len(years):  # all years are given, and the pass keeps some
                    values = values[:, np.isin(years, outcome.years)]
                years = [year for year in years if year in outcome.years]
            expected = found.values[outcome.name][:, [whole_years.index(year) for year in years]]
            where = f"{file_of(component)}: {outcome.name} of {years} alone"
            assert values.shape == expected.shape, f"{where} has another shape than in the whole"
            same = values.tobytes() == np.ascontiguousarray(expected).tobytes()
            assert same, f"{where} has other bits than the whole"
    assert compiled_forms() == forms, f"{file_of(component)}: hand kernels contiguous arrays for some years too"


def padded(values, size):
    """An outcome with room for more counts on its last axis, whose chance is 0."""
    return np.concatenate([values, np.zeros((*values.shape[:-1], size - values.shape[-1]), values.dtype)], axis=-1)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_block_is_its_futures_whatever_stands_beside_them(structure):
    """Law 4: futures 0 to 39 in one block have the bits of two blocks of 20; with a few years, which is as good."""
    years, half = SCENARIO.years[3:6], 20
    whole_draws = draws_of(structure, 2 * half, years=years)
    whole = run(ORDER, whole_draws, np.array(years), structure).values
    parts = [
        run(ORDER, draws_of(structure, half, start, years), np.array(years), structure).values
        for start in (0, half)
    ]  # fmt: skip
    for component in COMPONENTS:
        for outcome in component.outcomes:
            expected, found = whole[outcome.name], [part[outcome.name] for part in parts]
            if not set(outcome.axes) - {"future", "year"} <= set(component.labels):  # counts that the data decide
                found = [padded(part, expected.shape[-1]) for part in found]
            same = np.concatenate(found).tobytes() == np.ascontiguousarray(expected).tobytes()
            assert same, f"{file_of(component)}: {outcome.name} of a future depends on the others of its block"


@pytest.mark.parametrize(("component", "structure"), CASES)
def test_a_component_leaves_draws_and_what_it_has_prepared_as_they_were(component, structure, runs):
    """Other policies and other components go on with the same arrays. Draws cannot be written at all in a run."""
    draws, found = runs[structure]
    assert all(not values.flags.writeable for values in draws.values())
    prepared = component.prepare(draws, YEARS, structure)
    is_own = not isinstance(prepared, DrawsAndYears)
    before = fingerprint(prepared) if is_own else ""
    own = {outcome.name for outcome in component.outcomes}
    known = {name: values for name, values in found.values.items() if name not in own}
    part = ORDER.restricted({component.name})
    again = run(part, draws, YEARS, structure, known=known, prepared={component.prepare: prepared})
    for outcome in component.outcomes:
        values = again.values[outcome.name]
        assert not values.flags.writeable, f"{outcome.name} can be written"
        same = values.tobytes() == found.values[outcome.name].tobytes()
        assert same, f"{file_of(component)}: {outcome.name} is another number when it is run again"
    assert not is_own or fingerprint(prepared) == before, (
        f"{file_of(component)}: a step or profile writes what is prepared"
    )
