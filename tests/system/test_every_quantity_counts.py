"""Every quantity moves some outcome somewhere in its range, or its file says why not (`without_effect`)."""

from functools import cache

import numpy as np
import pytest

from deterrence.axes import STRUCTURES
from deterrence.evidence.bound import ends_by_year
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures
from deterrence.scenario.overlay import load_scenario
from deterrence.system.block import reached
from deterrence.system.loop import run
from deterrence.system.options import option_quantities
from deterrence.system.order import ancestors
from deterrence.system.registry import COMPONENTS, ORDER, STUDIES

DATASET = load_dataset()
SCENARIO = load_scenario(None, DATASET)
YEARS = np.asarray(SCENARIO.years)
FUTURES = 12
READ = {
    (one.name, structure): frozenset(one.quantities_read(structure))
    for one in COMPONENTS
    for structure in ("", *STRUCTURES)
}
DOCUMENTED = sorted(name for name, quantity in DATASET.quantities.items() if quantity.without_effect)
OF_OPTIONS = frozenset(option_quantities(DATASET.policies))
OF_STUDIES = frozenset(
    name for study in STUDIES.values() for structure in STRUCTURES for name in study.quantities_read(structure)
)


@pytest.fixture(scope="module", autouse=True)
def settings_are_let_go():
    yield
    setting.cache_clear()


@cache
def readers(identity):
    """(component, structure) of all that read a quantity; what reads it under every structure is asked under one."""
    return [
        (component, structure)
        for component in COMPONENTS
        for structure in (STRUCTURES[:1] if identity in READ[component.name, ""] else STRUCTURES)
        if identity in READ[component.name, structure]
    ]


@cache
def setting(component, structure, context):
    """Order, draws, outcomes before, and names of the outcomes of one component, with all that it reads.

    Contexts: the futures of the reference; every quantity at the top of its range, and at one where that is nothing;
    every quantity at the bottom. What binds nothing in one of them may bind in another.
    """
    one = next(part for part in COMPONENTS if part.name == component)
    order = ORDER.restricted(ancestors({component}, COMPONENTS, ORDER.givers))
    read = dict.fromkeys(name for part in order.components for name in part.quantities_read(structure))
    draws = Futures(SCENARIO, "reference", structure, 7, 0, FUTURES).draws(read)
    if context != "reference":
        draws = {name: np.broadcast_to(_end(name, context), values.shape) for name, values in draws.items()}
    return order, draws, run(order, draws, YEARS, structure).values, [outcome.name for outcome in one.outcomes]


def _end(identity, context):
    quantity = DATASET.quantities[identity]
    ends = ends_by_year(quantity.basis.distribution, SCENARIO.years)
    if context == "bottom":
        return ends[0].min()
    top = ends[1].max()
    return min(1.0, quantity.limits.within(quantity.unit)[1]) if top == 0 else top


def trials(identity):
    """Values to try: the ends of the range and of its rivals, half, twice, ten times, one more and less, the limits."""
    quantity = DATASET.quantities[identity]
    ends = [
        end
        for basis in (quantity.basis, *quantity.variants.values())
        for end in ends_by_year(basis.distribution, SCENARIO.years)
    ]
    low, high = quantity.limits.within(quantity.unit)
    middle = ends[0].mean() / 2 + ends[1].mean() / 2
    others = (middle / 2, middle * 2, middle + 1, middle - 1, middle * 10, *(v for v in (low, high) if np.isfinite(v)))
    for values in (*ends, *(np.full(YEARS.size, value) for value in others)):
        kept = np.clip(values, low, high)
        yield np.round(kept) if quantity.unit.is_whole else kept


def moves(identity):
    """Whether some trial changes an outcome of some component that reads the quantity, in some context."""
    return any(
        _moves_in(identity, component, structure, context)
        for context in ("reference", "top", "bottom")
        for component, structure in readers(identity)
    )


def _moves_in(identity, component, structure, context):
    try:
        order, draws, before, wanted = setting(component.name, structure, context)
    except ValueError:  # the ends of all ranges together can be impossible; scenarios refuse that at the door
        return False
    names = {component.name, *reached(order, {identity}, structure)}
    part = order.restricted(names)  # what it does not reach stays as it was
    known = {name: found for name, found in before.items() if order.givers[name] not in names}
    for values in trials(identity):
        dated = np.tile(values, (FUTURES, 1))
        drawn = dated if draws[identity].ndim == 2 else dated[:, 0]
        if np.array_equal(drawn, draws[identity]):
            continue
        try:
            after = run(part, {**draws, identity: drawn}, YEARS, structure, known=known).values
        except ValueError:  # impossible beside the other numbers
            continue
        if any(not np.array_equal(after[name], before[name]) for name in wanted):
            return True
    return False


def test_what_no_outcome_reads_is_of_options_or_studies_or_says_why():
    unread = {name for name in DATASET.quantities if not readers(name)}
    silent = sorted(unread - OF_OPTIONS - OF_STUDIES - set(DOCUMENTED))
    assert not silent, f"read by nothing: add without_effect: in their files, or let a model read them: {silent}"


@pytest.mark.parametrize("room", sorted({name.rpartition(".")[0] for name in DATASET.quantities if readers(name)}))
def test_every_quantity_that_is_read_moves_some_outcome(room):
    names = [name for name in DATASET.quantities if name.rpartition(".")[0] == room and readers(name)]
    still = sorted(name for name in names if name not in DOCUMENTED and not moves(name))
    assert not still, f"they move no outcome: mend the law that reads them, or add without_effect: why ({still})"


def test_what_says_that_it_moves_nothing_does_not():
    """A reason that has become untrue must go."""
    moving = [name for name in DOCUMENTED if readers(name) and moves(name)]
    assert not moving, f"they move an outcome: take without_effect out of their files: {moving}"


def test_a_change_without_effect_is_refused_with_its_reason(tmp_path):
    from deterrence.errors import InputError

    file = tmp_path / "rate.yaml"
    file.write_text(
        "version: 1\nchanges:\n  options.money.usd_per_eur: {value: 3, rationale: a trial, grade: judged, "
        "range_grade: judged, analogue: none}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="changes nothing: "):
        load_scenario(file, DATASET)
