"""First-strike stability and mutual deterrence of five pairs of sides, and of three powers together, over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Flags, Floats, Integers
from deterrence.axes import DEFENCE, POSTURE, named
from deterrence.component import Component, Outcome, of_draws
from deterrence.nuclear.components.strategic_forces import (
    EUROPEANS,
    PARTS,
    StrategicForces,
    by_year,
    force_quantities,
    strategic_forces,
)
from deterrence.nuclear.stability import LOG_FIVE, deterrence_margin
from deterrence.nuclear.stability_table import Cells, index_table

PAGE = "models/nuclear_stability.md"
# A side is one state or several that act as one: their launchers, value and defences count together.
SIDES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "russia": ("russia",),
        "united_states": ("united_states",),
        "china": ("china",),
        "france_united_kingdom": EUROPEANS,
        "nato": ("united_states", *EUROPEANS),
        "united_states_china": ("united_states", "china"),
        "russia_china": ("russia", "china"),
        "russia_united_states": ("russia", "united_states"),
    }
)
DYADS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "russia_nato": ("russia", "nato"),
        "russia_france_united_kingdom": ("russia", "france_united_kingdom"),
        "russia_united_states": ("russia", "united_states"),
        "united_states_china": ("united_states", "china"),
        "russia_china": ("russia", "china"),
    }
)
STANCES = ("day_to_day", "generated", "launch_under_attack")
# Posture of the launchers in each stance: launch under attack is judged from the day-to-day posture.
_POSTURES: Integers = np.array([0, 1, 0])
_TRIANGLE = ("russia_united_states", "united_states_china", "russia_china")
# Who stands alone against the two others: their pair is a side of its own.
_ALONE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "russia": ("russia", "united_states_china"),
        "united_states": ("united_states", "russia_china"),
        "china": ("china", "russia_united_states"),
    }
)
# Who owns a value, who defends it and who threatens it: France and the United Kingdom count as one.
_VALUES = ("russia", "united_states", "china", "france_united_kingdom")
_VALUES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        side: tuple(dict.fromkeys("france_united_kingdom" if state in EUROPEANS else state for state in states))
        for side, states in SIDES.items()
    }
)
_LAYERS = ("exo_atmospheric", "terminal")
_KILL: Mapping[str, str] = MappingProxyType(
    {
        **{state: f"nuclear.{state}.kill_probability" for state in ("russia", "united_states", "china")},
        "france_united_kingdom": "nuclear.stability.european_kill_probability",
    }
)
_CONSTANTS = tuple(
    f"nuclear.stability.{name}"
    for name in ("damage_exponent", "other_damage_weight", "striker_available_share", "launch_under_attack_factor")
)
_QUANTITIES = (
    *force_quantities(*PARTS),
    *_KILL.values(),
    *_CONSTANTS,
    *(f"nuclear.stability.weapons_for_four_fifths_{value}" for value in _VALUES),
    *(f"nuclear.stability.weapons_that_deter_{value}" for value in _VALUES),
    *(f"nuclear.stability.{state}_defence_effectiveness" for state in ("russia", "united_states", "china")),
    *(f"nuclear.stability.{state}_defence_capacity" for state in ("united_states", "china")),
    *(
        f"missile_defence.{layer}.{name}"
        for layer in _LAYERS
        for name in ("interceptors", "availability_share", "salvo")
    ),
    *(
        f"missile_defence.s500.{name}"
        for name in ("systems_delivered", "rounds_per_system", "usable_share", "availability_share", "salvo")
    ),
)


@dataclass(frozen=True)
class _Sides:
    """What the kernel needs of every side, [future, year, side]: kill, rate of drawdown, capacity, effectiveness."""

    kill: Floats
    rate: Floats
    capacity: Floats
    effectiveness: Floats


def russian_capacity(draws: Draws) -> Floats:
    """Weapons that the Russian interceptors can engage once: serviceable rounds over rounds per weapon, all layers."""

    def of(name: str) -> Floats:
        return by_year(draws, f"missile_defence.{name}")

    fixed = [of(f"{x}.interceptors") * of(f"{x}.availability_share") / of(f"{x}.salvo") for x in _LAYERS]
    systems = of("s500.systems_delivered") * of("s500.availability_share")
    mobile = systems * of("s500.rounds_per_system") * of("s500.usable_share") / of("s500.salvo")
    return sum(fixed, mobile)


def _defences(draws: Draws) -> dict[str, tuple[Floats, Floats]]:
    """Capacity and effectiveness of the defence of each value; France and the United Kingdom have none."""
    effect = {s: by_year(draws, f"nuclear.stability.{s}_defence_effectiveness") for s in _VALUES[:-1]}
    found = {"russia": (russian_capacity(draws), effect["russia"])}
    for state in ("united_states", "china"):
        found[state] = (by_year(draws, f"nuclear.stability.{state}_defence_capacity"), effect[state])
    none = np.zeros_like(effect["russia"])
    return {**found, "france_united_kingdom": (none, none)}


def _sides(draws: Draws, forces: StrategicForces) -> _Sides:
    """Values, defences and weapons of each side; several states add up, chances weighted by what they count."""
    w80 = {v: by_year(draws, f"nuclear.stability.weapons_for_four_fifths_{v}") for v in _VALUES}
    kill = {v: by_year(draws, identity) for v, identity in _KILL.items()}
    owned = {v: forces.warheads[..., forces.owned_by(*SIDES[v])].sum(axis=-1) for v in _VALUES}
    defences = _defences(draws)
    columns: list[list[Floats]] = [[], [], [], []]
    for values in _VALUES_OF.values():
        capacity: Floats = sum((defences[v][0] for v in values), np.zeros(()))
        stopped: Floats = sum((defences[v][0] * defences[v][1] for v in values), np.zeros(()))
        armed: Floats = sum((owned[v] for v in values), np.zeros(()))
        struck: Floats = sum((owned[v] * kill[v] for v in values), np.zeros(()))
        columns[0].append(struck / np.maximum(armed, 1))
        columns[1].append(LOG_FIVE / sum((w80[v] for v in values), np.zeros(())))
        columns[2].append(capacity)
        columns[3].append(_share(stopped, capacity))
    shape = forces.warheads.shape[:-1]
    return _Sides(*(np.stack([np.broadcast_to(c, shape) for c in column], axis=-1) for column in columns))


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(np.shape(whole)), where=whole > 0)


def _index(draws: Draws, forces: StrategicForces, sides: _Sides) -> Floats:
    """Index of every pair and stance, with the defences and without, [future, year, pair, stance, 2]."""
    shape = forces.launchers.shape[:2]
    names = list(SIDES)
    pairs = np.array([[names.index(side) for side in pair] for pair in (*DYADS.values(), *_ALONE.values())])
    alert = np.stack([forces.alert_day_to_day, forces.alert_generated], axis=2)
    value = np.stack([sides.rate, sides.capacity, sides.effectiveness], axis=-1)
    law = np.stack([np.broadcast_to(by_year(draws, c), shape) for c in _CONSTANTS], axis=-1)
    one = np.ones(shape)
    factor = np.stack([one, one, law[..., -1]], axis=-1)

    def flat(values: Floats) -> Floats:
        return np.ascontiguousarray(values.reshape(-1, *values.shape[2:]))

    by_cell = (forces.launchers, forces.warheads_per_launcher, alert, sides.kill, value, law, factor)
    is_member = np.stack([forces.owned_by(*states) for states in SIDES.values()])
    table = index_table(Cells(*map(flat, by_cell)), forces.is_fixed, is_member, pairs, _POSTURES, len(DYADS))
    return table.reshape(*shape, *table.shape[1:])


def _losses(forces: StrategicForces, groups: Flags, kill: Floats) -> tuple[Floats, Floats]:
    """Launchers that can be attacked day-to-day, and warheads lost to a weapon on the average of them."""
    seen = np.where(forces.is_fixed[groups], 1.0, 1 - forces.alert_day_to_day[..., groups])
    launchers = (forces.launchers[..., groups] * seen).sum(axis=-1)
    warheads = (forces.warheads[..., groups] * seen).sum(axis=-1)
    return launchers, kill * _share(warheads, launchers)


def _mutual_deterrence(draws: Draws, forces: StrategicForces, sides: _Sides) -> Floats:
    """Margin of each side of each dyad day-to-day, [future, year, dyad, side]."""
    names = list(SIDES)
    deter = {v: by_year(draws, f"nuclear.stability.weapons_that_deter_{v}") for v in _VALUES}
    margins = []
    for dyad in DYADS.values():
        for own, other in (dyad, dyad[::-1]):
            own_groups, other_groups = forces.owned_by(*SIDES[own]), forces.owned_by(*SIDES[other])
            launchers, per_weapon = _losses(forces, own_groups, sides.kill[..., names.index(other)])
            # A launcher is attacked once, so that no more weapons count than there are launchers to attack.
            used = np.minimum(forces.warheads[..., other_groups].sum(axis=-1), launchers)
            needed: Floats = sum((deter[v] for v in _VALUES_OF[other]), np.zeros(()))
            margins.append(deterrence_margin(forces.warheads[..., own_groups].sum(axis=-1), used, per_weapon, needed))
    stacked = np.stack(margins, axis=-1)
    return stacked.reshape(*stacked.shape[:-1], len(DYADS), 2)


def evaluate(draws: Draws, years: Integers) -> dict[str, AnyArray]:
    """Every outcome of the profile, each along its axes."""
    forces = strategic_forces(draws, years)
    sides = _sides(draws, forces)
    table = _index(draws, forces, sides)
    dyads = list(DYADS)
    triangle = table[:, :, [dyads.index(name) for name in _TRIANGLE]]
    margin = _mutual_deterrence(draws, forces, sides)
    return {
        "first_strike_stability_index": table[:, :, : len(dyads), :, ::-1],  # none, then all
        "weakest_dyad_index": triangle[..., 0].min(axis=2),
        "two_against_one_index": table[:, :, len(dyads) :, :, 0],
        "mutual_deterrence_margin": margin.min(axis=-1),
        "first_deters_second": margin[..., 0] >= 0,
        "second_deters_first": margin[..., 1] >= 0,
    }


def _outcome(name: str, unit: str, table: str, axes: tuple[str, ...], meaning: str, words: str = "") -> Outcome:
    dtype = "bool" if unit == "flag" else "float64"
    return Outcome(name, unit, table, ("future", "year", *axes), meaning, PAGE, dtype=dtype, words=words)


_INDEX = "index of first-strike stability, 1 where no side gains by going first"
_DYAD_WORDS = {
    "russia_nato": "Russia and NATO",
    "russia_france_united_kingdom": "Russia and the two European forces",
    "russia_united_states": "Russia and the United States",
    "united_states_china": "the United States and China",
    "russia_china": "Russia and China",
}
COMPONENT: Final = Component(
    name="nuclear.stability",
    quantities=_QUANTITIES,
    outcomes=(
        _outcome(
            "first_strike_stability_index", "share", "stability", ("dyad", "stance", "defence"),
            f"{_INDEX}; with nobody's value defended, and with all defences",
            words="index of first-strike stability",
        ),
        _outcome("weakest_dyad_index", "share", "three_cornered", ("stance",), "least index of the three dyads"),
        _outcome(
            "two_against_one_index", "share", "two_against_one", ("alone", "stance"),
            f"{_INDEX}; the two others act as one side",
        ),
        _outcome(
            "mutual_deterrence_margin", "warheads", "mutual_deterrence", ("dyad",),
            "lesser of the two sides' warheads beyond what deters the other, after its counterforce strike",
        ),
        _outcome("first_deters_second", "flag", "mutual_deterrence", ("dyad",), "the side named first deters"),
        _outcome("second_deters_first", "flag", "mutual_deterrence", ("dyad",), "the side named second deters"),
    ),
    labels={
        "dyad": named(DYADS, _DYAD_WORDS), "stance": named(STANCES, POSTURE), "alone": named(_ALONE),
        "defence": DEFENCE,
    },
    profile=of_draws(evaluate),
    compiled="stability",
)  # fmt: skip
