"""The order and the one pass: random graphs of components against a run by hand, year by year and number by number."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from deterrence.component import Component, Outcome, Reads, draws_and_years
from deterrence.errors import InputError
from deterrence.system.couplings import Switches
from deterrence.system.loop import run
from deterrence.system.order import ancestors, order_of

GRAPHS = 600
FUTURES, YEARS = 3, np.arange(2025, 2031)
SIDES = 2


@dataclass(frozen=True)
class Part:
    """One component of a random graph: what it reads, with a weight for each reading, and how it remembers."""

    name: str
    own: str
    reads: tuple[Reads, ...]
    weights: tuple[float, ...]
    remembers: bool
    memory: float = 0.0
    has_sides: bool = False
    is_whole: bool = False
    has_years: bool = True


@dataclass(frozen=True)
class Graph:
    """Components, draws and the couplings that are switched off."""

    parts: tuple[Part, ...]
    draws: dict[str, np.ndarray]
    off: frozenset[tuple[str, str]]

    @property
    def switches(self) -> Switches:
        return Switches(tuple(sorted(self.off)))

    @property
    def components(self) -> list[Component]:
        return [component_of(part) for part in self.parts]


def outcome_of(part: Part) -> Outcome:
    axes = ("future", *(("year",) if part.has_years else ()), *(("side",) if part.has_sides else ()))
    dtype = "int64" if part.is_whole else "float64"
    return Outcome(f"{part.name}_out", "factor", part.name, axes, "A number.", "none", dtype=dtype)


def mixed(part: Part, own, readings, state):
    """The law of every component: a sum brought back to 0..1, so that whatever is read wrong changes every bit."""
    total = own
    for weight, reading in zip(part.weights, readings, strict=True):
        total = total + weight * reading
    total = total + part.memory * state
    return total - np.floor(total)


def given(part: Part, value):
    """What a component gives of a value: a whole number, or two sides, or the value itself."""
    if part.is_whole:
        return np.floor(value * 9).astype(np.int64)
    return np.stack([value, 1 - value], axis=-1) if part.has_sides else value


def one_side(part: Part, values):
    """A reading as one number: the sides of an outcome are weighed."""
    return values[..., 0] + 3 * values[..., 1] if part.has_sides else values


def component_of(part: Part) -> Component:
    def own(draws, at):
        drawn = draws[part.own]
        if not part.has_years:
            return drawn
        return drawn[:, at] if drawn.ndim == 2 else np.repeat(drawn[:, None], at.stop - at.start, axis=1)

    def profile(prepared, values, at):
        pairs = zip(part.reads, GIVERS[part], strict=True)
        read = [readable(values[one.outcome], giver, part.has_years) for one, giver in pairs]
        return {f"{part.name}_out": given(part, mixed(part, own(prepared.draws, at), read, 0.0))}

    def step(state, prepared, values, y):
        drawn = prepared.draws[part.own]
        read = [one_side(giver, values[one.outcome]) for one, giver in zip(part.reads, GIVERS[part], strict=True)]
        value = mixed(part, drawn[:, y] if drawn.ndim == 2 else drawn, read, state)
        return value, {f"{part.name}_out": given(part, value)}

    return Component(
        name=part.name, quantities=(part.own,), outcomes=(outcome_of(part),),
        labels={"side": {"one": "one", "other": "other"}} if part.has_sides else {}, reads=part.reads,
        prepare=draws_and_years, profile=None if part.remembers else profile,
        start=(lambda prepared: np.zeros(FUTURES)) if part.remembers else None,
        step=step if part.remembers else None,
    )  # fmt: skip


GIVERS: dict[Part, tuple[Part, ...]] = {}
"""Who gives what a part reads, in the order of its reads."""


def readable(values, giver: Part, has_years: bool):
    values = one_side(giver, values)
    return values[:, None] if has_years and not giver.has_years else values


def random_graph(seed: int) -> Graph:
    """Reads of this year go down a hidden rank, so that there is no circle within a year; late ones go anywhere."""
    source = random.Random(seed)
    count = source.randint(2, 7)
    names = [f"domain.{letter}" for letter in source.sample("abcdefghij", count)]
    shapes = [shape_of(source, rank) for rank in range(count)]
    dated = [shape["has_years"] and source.random() < 0.5 for shape in shapes]
    draws = {name: uniform(source, dated=each) for name, each in zip(names, dated, strict=True)}
    draws |= {f"lag_{n}": np.array([float(source.randint(1, 3)) for _ in range(FUTURES)]) for n in range(2)}
    draws |= {"before": uniform(source, dated=False), "before_dated": uniform(source, dated=True)}
    parts: list[Part] = []
    for rank, name in enumerate(names):
        chosen = [] if not shapes[rank]["has_years"] else source.sample(range(count), source.randint(0, min(3, count)))
        reads = tuple(read_of(source, names[other], shapes[other], other < rank) for other in chosen)
        weights = tuple(source.uniform(-2, 2) for _ in reads)
        parts.append(Part(name, name, reads, weights, **shapes[rank]))
    by_name = {f"{part.name}_out": part for part in parts}
    # A lag is impossible on what has no years: such a reading goes to a giver of a lower rank, or nowhere.
    parts = [without_impossible(part, by_name) for part in parts]
    by_name = {f"{part.name}_out": part for part in parts}
    GIVERS.update({part: tuple(by_name[read.outcome] for read in part.reads) for part in parts})
    couplings = [(part.name, read.outcome) for part in parts for read in part.reads if read.neutral is not None]
    return Graph(tuple(parts), draws, frozenset(pair for pair in couplings if source.random() < 0.3))


def uniform(source: random.Random, dated: bool):
    shape = (FUTURES, YEARS.size) if dated else (FUTURES,)
    return np.array([source.random() for _ in range(math.prod(shape))]).reshape(shape)


def shape_of(source: random.Random, rank: int) -> dict:
    if rank and source.random() < 0.1:
        return {"has_years": False, "remembers": False}
    kind = source.choice(["plain", "plain", "sides", "whole"])
    remembers = source.random() < 0.35
    return {"remembers": remembers, "memory": source.uniform(0.2, 0.9) if remembers else 0.0,
            "has_sides": kind == "sides", "is_whole": kind == "whole", "has_years": True}  # fmt: skip


def read_of(source: random.Random, other: str, shape: dict, is_lower: bool) -> Reads:
    lag = source.choice([0, 0, 1, 2, "lag_0"]) if is_lower else source.choice([1, 1, 2, 3, "lag_0", "lag_1"])
    before = source.choice([0.0, 2.0, "before", "before_dated"])
    neutral = source.choice([None, 0.0, 1.0, "before", "before_dated"])
    if not shape["has_years"]:
        lag, neutral = (0 if is_lower else lag), source.choice([None, 1.0, "before"])
    return Reads(f"{other}_out", lag, before, neutral)


def without_impossible(part: Part, by_name: dict[str, Part]) -> Part:
    kept = [
        place for place, read in enumerate(part.reads) if by_name[read.outcome].has_years or read.lag == 0
    ]  # fmt: skip
    return replace(part, reads=tuple(part.reads[i] for i in kept), weights=tuple(part.weights[i] for i in kept))


def by_hand(graph: Graph) -> dict[str, np.ndarray]:
    """Every number of a graph alone: each asks for what it reads, so that no order of components is needed."""
    parts = {f"{part.name}_out": part for part in graph.parts}

    def drawn(identity: str, future: int, year: int) -> float:
        values = graph.draws[identity]
        return float(values[future, year] if values.ndim == 2 else values[future])

    def constant(value: float | str, future: int, year: int, giver: Part):
        """What stands for an outcome; the same on each side, and whole where the outcome is."""
        number = drawn(value, future, year) if isinstance(value, str) else value
        number = float(int(number)) if giver.is_whole else number
        return number + 3 * number if giver.has_sides else number

    def reading(part: Part, read: Reads, future: int, year: int) -> float:
        giver = parts[read.outcome]
        if (part.name, read.outcome) in graph.off:
            return constant(read.neutral, future, year, giver)
        lag = int(drawn(read.lag, future, year)) if isinstance(read.lag, str) else read.lag
        if year < lag:
            return constant(read.before, future, year, giver)
        number = value(giver, future, year - lag)
        if giver.is_whole:
            return float(math.floor(number * 9))
        return number + 3 * (1 - number) if giver.has_sides else number

    @cache
    def value(part: Part, future: int, year: int) -> float:
        state = value(part, future, year - 1) if part.remembers and year else 0.0
        readings = [reading(part, read, future, year) for read in part.reads]
        return float(mixed(part, drawn(part.own, future, year), readings, state))

    found = {}
    for name, part in parts.items():
        # What has no years reads undated draws alone, so that its first year is all of it.
        years = range(YEARS.size) if part.has_years else range(1)
        numbers = np.array([[value(part, future, year) for year in years] for future in range(FUTURES)])
        found[name] = given(part, numbers if part.has_years else numbers[:, 0])
    return found


def run_of(graph: Graph, components):
    return run(order_of(components), graph.draws, YEARS, "aids_net", graph.switches).values


@pytest.mark.parametrize("first", range(0, GRAPHS, 50))
def test_random_graphs_give_what_a_run_by_hand_gives(first):
    for seed in range(first, first + 50):
        graph = random_graph(seed)
        found, expected = run_of(graph, graph.components), by_hand(graph)
        assert set(found) == set(expected), seed
        for name, values in expected.items():
            assert found[name].shape == values.shape, (seed, name)
            assert found[name].dtype == values.dtype, (seed, name)
            assert found[name].tobytes() == values.tobytes(), (seed, name)


def test_the_graphs_have_what_they_are_to_try():
    """Each of these stands in at least 20 graphs; else the test above could pass without it."""
    seen = dict.fromkeys(
        ("before", "loop", "after", "profile in a circle", "profile between", "late beside the loop", "lag of its own",
         "off", "no years", "late on itself"), 0,
    )  # fmt: skip
    for seed in range(GRAPHS):
        graph = random_graph(seed)
        order = order_of(graph.components)
        names = {part.name: part for part in graph.parts}
        beside = [*order.before, *order.after]
        circles = [one for one in order.loop if one.step is None and reaches(one.name, one.name, graph)]
        seen["before"] += bool(order.before and order.loop)
        seen["loop"] += bool(order.loop)
        seen["after"] += bool(order.after)
        seen["profile in a circle"] += bool(circles)
        seen["profile between"] += any(one.step is None and one not in circles for one in order.loop)
        seen["late beside the loop"] += any(not read.is_same_year for one in beside for read in one.reads)
        seen["lag of its own"] += any(isinstance(read.lag, str) for part in graph.parts for read in part.reads)
        seen["off"] += bool(graph.off)
        seen["no years"] += any(not part.has_years for part in names.values())
        seen["late on itself"] += any(read.outcome == f"{p.name}_out" for p in graph.parts for read in p.reads)
    assert min(seen.values()) >= 20, seen


def reaches(start: str, end: str, graph: Graph) -> bool:
    """Whether one component reads another over any number of reads, found by walking."""
    reads = {part.name: [read.outcome.removesuffix("_out") for read in part.reads] for part in graph.parts}
    waiting, met = list(reads[start]), set()
    while waiting:
        if (name := waiting.pop()) not in met:
            met.add(name)
            waiting += reads[name]
    return end in met


def test_the_order_is_the_same_whatever_the_order_of_the_list():
    for seed in range(100):
        graph = random_graph(seed)
        components = graph.components
        expected = [[one.name for one in part] for part in parts_of(order_of(components))]
        for turn in range(3):
            random.Random(turn).shuffle(components)
            assert [[one.name for one in part] for part in parts_of(order_of(components))] == expected, seed


def parts_of(order):
    return order.before, order.loop, order.after


def test_some_components_alone_run_in_the_order_of_all_and_give_the_same():
    """Targets: what an outcome needs, without the rest."""
    for seed in range(150):
        graph = random_graph(seed)
        order = order_of(graph.components)
        whole = run(order, graph.draws, YEARS, "aids_net", graph.switches).values
        for part in graph.parts:
            needed = ancestors({part.name}, order.components, order.givers)
            assert needed == {other.name for other in graph.parts if reaches(part.name, other.name, graph)} | {
                part.name
            }
            some = order.restricted(needed)
            assert [one.name for one in some.components] == [o.name for o in order.components if o.name in needed]
            for name, values in run(some, graph.draws, YEARS, "aids_net", graph.switches).values.items():
                assert values.tobytes() == whole[name].tobytes(), (seed, part.name, name)


def test_outcomes_cannot_be_written_and_draws_are_left_as_they_were():
    for seed in range(40):
        graph = random_graph(seed)
        before = {name: values.tobytes() for name, values in graph.draws.items()}
        for values in run_of(graph, graph.components).values():
            assert not values.flags.writeable
        assert {name: values.tobytes() for name, values in graph.draws.items()} == before


def test_a_step_that_writes_into_what_it_reads_is_stopped():
    def writes(state, prepared, values, y):
        values["one"][:] = 1.0
        return state, {"two": np.zeros(FUTURES)}

    reader = component("b", "two", Reads("one", 1), step=writes)
    with pytest.raises(ValueError, match="read-only"):
        run(order_of([component("a", "one"), reader]), {"x": np.zeros(FUTURES)}, YEARS, "aids_net")


# ---- what is refused ----


def component(name, outcome, *reads, step=None, axes=("future", "year"), **more):
    def profile(prepared, values, at):
        return {outcome: np.zeros((FUTURES, at.stop - at.start))}

    def nothing(state, prepared, values, y):
        return state, {outcome: np.zeros(FUTURES)}

    remembers = step is not None
    step = nothing if step is True else step
    outcomes = (Outcome(outcome, "factor", "table", axes, "A number.", "none", **more),)
    return Component(name=name, quantities=(), outcomes=outcomes, labels={}, reads=reads, prepare=draws_and_years,
                     profile=None if remembers else profile, start=(lambda _: None) if remembers else None,
                     step=step)  # fmt: skip


def refused(*components):
    with pytest.raises(InputError) as caught:
        order_of(components)
    return str(caught.value).splitlines()


def test_a_circle_within_one_year_is_refused_with_its_chain():
    gap = component("conventional.gap", "gap", Reads("spending"))
    spending = component("alliance.spending", "spending", Reads("gap"))
    others = [component("industry.output", "output", step=True), component("alliance.aid", "aid", Reads("output"))]
    expected = refused(gap, spending, *others)
    assert len(expected) == 1
    assert expected[0] in (
        "registry: conventional.gap: a circle within one year (conventional.gap <- alliance.spending <- "
        "conventional.gap): give one read a lag",
        "registry: alliance.spending: a circle within one year (alliance.spending <- conventional.gap <- "
        "alliance.spending): give one read a lag",
    )
    assert refused(*others, spending, gap) == expected


def test_a_longer_circle_names_who_reads_whom():
    """a reads b, b reads c, c reads a; the chain goes from each reader to what it reads."""
    names = ("a", "b", "c")
    reads = dict(zip(names, ("b", "c", "a"), strict=True))
    (line,) = refused(*(component(name, f"{name}_out", Reads(f"{reads[name]}_out")) for name in names))
    chain = line.split("(")[1].split(")")[0].split(" <- ")
    assert chain[0] == chain[-1]
    assert sorted(chain[1:]) == ["a", "b", "c"]
    assert all(reads[reader] == giver for reader, giver in pairwise(chain))


def test_a_component_that_reads_itself_within_the_year_is_a_circle():
    assert refused(component("a", "one", Reads("one", lag=0), step=True)) == [
        "registry: a: a circle within one year (a <- a): give one read a lag"
    ]


def test_a_circle_over_a_lag_is_none():
    found = order_of([component("a", "one", Reads("two", lag=1)), component("b", "two", Reads("one"))])
    assert [one.name for one in found.loop] == ["a", "b"]


def test_everything_that_does_not_fit_is_said_at_once_with_what_to_write():
    assert refused(
        component("a", "one"),
        component("b", "one"),
        component("c", "three", Reads("two_"), Reads("one"), Reads("one", lag=1)),
        component("d", "two", Reads("three", lag=-1), Reads("nobody_knows_this")),
    ) == [
        "registry: b: an outcome with two givers (one): a gives it too: rename one",
        "registry: c.reads: an outcome that nobody gives (two_): did you mean two?",
        "registry: c.reads: read twice (one): keep one of the two readings",
        "registry: d.reads: three: a lag below 0 (-1): write 0 or more years",
        "registry: d.reads: an outcome that nobody gives (nobody_knows_this): name an outcome of the registry",
    ]


def test_what_is_too_dear_for_every_policy_is_read_by_the_dear_alone():
    dear = replace(component("a", "one"), is_reference_only=True)
    assert refused(dear, component("b", "two", Reads("one"))) == [
        "registry: b.reads: too dear to run under every policy (one): read what runs under every policy, or declare "
        "is_reference_only"
    ]
    assert len(order_of([dear, replace(component("b", "two", Reads("one")), is_reference_only=True)]).components) == 2


def test_an_outcome_without_every_year_is_not_read_late_nor_given_by_the_yearly_loop():
    snapshot = component("a", "one", years=(2026,))
    whole = component("b", "two", axes=("future",))
    fix = "an outcome without every year ({}): read an outcome that has every year"
    assert refused(snapshot, whole, component("c", "three", Reads("one"), Reads("two", lag=1))) == [
        f"registry: c.reads: {fix.format('one')}",
        f"registry: c.reads: {fix.format('two')}",
    ]
    assert refused(component("d", "four", years=(2026,), step=True)) == [
        "registry: d: runs in the yearly loop and lacks years (four): give it every year"
    ]


def test_a_reading_declared_off_needs_no_giver_yet():
    """A coupling to a domain that does not exist is declared and read by nobody."""
    reader = component("a", "one", Reads("of_a_domain_to_come", neutral=0.0, is_on=False))
    found = run(order_of([reader]), {"x": np.zeros(FUTURES)}, YEARS, "aids_net")
    assert set(found.values) == {"one"}


def test_a_component_is_a_profile_or_a_step_and_not_both():
    with pytest.raises(ValueError, match="a: give it either a profile, or a start and a step"):
        Component(name="a", quantities=(), outcomes=(), labels={}, prepare=draws_and_years)


def test_what_is_declared_and_not_given_or_of_another_type_is_named():
    draws = {"x": np.zeros(FUTURES)}
    with pytest.raises(ValueError, match=r"a \(.*\) declares one and does not give it"):
        one = component("a", "one")
        run(order_of([Component(**{**vars(one), "profile": lambda *_: {}})]), draws, YEARS, "aids_net")
    with pytest.raises(ValueError, match=r"a \(.*\): one is float64, declared int64"):
        run(order_of([component("a", "one", dtype="int64")]), draws, YEARS, "aids_net")
