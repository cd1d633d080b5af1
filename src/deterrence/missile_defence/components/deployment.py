"""Russian strategic missile defence over the years: its pools, and the rounds that answer European warheads.

The state is the rounds added so far: those of year t answer the warheads deployed in year t - lag (law 33).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values, at_year
from deterrence.axes import DEFENDED_REGION, DEFENDED_REGIONS, EXPLICIT_DECOYS, FIRST_YEAR, LAYER, LAYERS
from deterrence.component import Component, Outcome, Reads
from deterrence.missile_defence.layer import rounds_available
from deterrence.missile_defence.response import response_step
from deterrence.ranges import round_half_up

RESPONSE_STRENGTH: Final = "missile_defence.response.strength"
RESPONSE_LAG: Final = "missile_defence.response.lag_years"
RESPONSE_OUTPUT: Final = "missile_defence.response.output_per_year"

_FIXED = ("interceptors", "availability_share", "simultaneous_objects")
_S500_QUANTITIES = (
    "systems_ordered", "systems_delivered", "rounds_per_system", "usable_share", "availability_share",
    "initial_rounds", "output_per_year", "capital_share_of_systems", "simultaneous_objects_per_system",
)  # fmt: skip
_S500 = LAYERS.index("s500")


DEPLOYED: Final = (
    *(f"missile_defence.{layer}.{name}" for layer in LAYERS if layer != "s500" for name in _FIXED),
    *(f"missile_defence.s500.{name}" for name in _S500_QUANTITIES),
)
"""Ids of what `deployment` reads."""


class Deployment(NamedTuple):
    """Rounds and channels of the systems in service, each [future, year, defended region, layer]."""

    rounds: Integers
    channels: Integers  # objects engaged in one look


class Performance(NamedTuple):
    """How each layer shoots, each [future, layer]."""

    salvo: Integers
    looks: Integers
    kill_probability: Floats  # single shot


def deployment(draws: Draws, years: Integers) -> Deployment:
    """Pools by region and layer: the fixed systems stand in the capital region, S-500 in both (laws 13, 14)."""
    futures = draws["missile_defence.s500.rounds_per_system"].shape[0]
    shape = (futures, years.size, len(DEFENDED_REGIONS), len(LAYERS))
    rounds, channels = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for layer, name in enumerate(LAYERS):
        if name == "s500":
            rounds[..., layer], channels[..., layer] = _s500(draws, years)
            continue
        prefix = f"missile_defence.{name}"
        for y in range(years.size):
            held = at_year(draws[f"{prefix}.interceptors"], y) * at_year(draws[f"{prefix}.availability_share"], y)
            rounds[:, y, 0, layer] = round_half_up(held)
            channels[:, y, 0, layer] = at_year(draws[f"{prefix}.simultaneous_objects"], y)
    return Deployment(rounds, channels)


def performance_quantities(structure: str) -> tuple[str, ...]:
    """Ids of what `performance` reads under a structure."""
    names = ("salvo", "looks", _kill_probability(structure))
    return tuple(f"missile_defence.{layer}.{name}" for layer in LAYERS for name in names)


_KILLS: Final = ("kill_probability_clean", "kill_probability_net_of_aids")
KILL_PROBABILITIES: Final = tuple(f"missile_defence.{layer}.{name}" for layer in LAYERS for name in _KILLS)
"""Ids of the kill chances of the layers, under any structure."""


def performance(draws: Draws, structure: str) -> Performance:
    """Salvo, looks and kill chance of the layers; the structure says which kill chance counts."""
    kill = _of_layers(draws, _kill_probability(structure))
    return Performance(_of_layers(draws, "salvo").astype(np.int64), _of_layers(draws, "looks").astype(np.int64), kill)


def _kill_probability(structure: str) -> str:
    """Name of the kill probability that a structure reads: decoys that are objects are not counted in it (law 15)."""
    clean, net_of_aids = _KILLS
    return clean if structure == EXPLICIT_DECOYS else net_of_aids


def _of_layers(draws: Draws, name: str) -> Floats:
    return np.stack([draws[f"missile_defence.{layer}.{name}"] for layer in LAYERS], axis=-1)


def _s500(draws: Draws, years: Integers) -> tuple[Integers, Integers]:
    """Rounds and capacity of S-500 by year and region; serviceable whole systems, each in one region."""
    prefix = "missile_defence.s500."
    futures = draws[prefix + "rounds_per_system"].shape[0]
    shape = (futures, years.size, len(DEFENDED_REGIONS))
    rounds, capacity = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for y in range(years.size):
        delivered = np.minimum(
            at_year(draws[prefix + "systems_delivered"], y), at_year(draws[prefix + "systems_ordered"], y)
        )
        serviceable = round_half_up(delivered * draws[prefix + "availability_share"])
        total = rounds_available(
            serviceable, draws[prefix + "rounds_per_system"], draws[prefix + "usable_share"],
            draws[prefix + "initial_rounds"], (years[y] - FIRST_YEAR) * draws[prefix + "output_per_year"],
        )  # fmt: skip
        in_capital = round_half_up(serviceable * draws[prefix + "capital_share_of_systems"])
        share = np.divide(in_capital, serviceable, out=np.zeros(futures), where=serviceable > 0)
        rounds[:, y, 0] = round_half_up(total * share)
        rounds[:, y, 1] = total - rounds[:, y, 0]
        per_system = draws[prefix + "simultaneous_objects_per_system"]
        capacity[:, y, 0] = in_capital * per_system
        capacity[:, y, 1] = (serviceable - in_capital) * per_system
    return rounds, capacity


def added_pools(added: Floats, draws: Draws) -> tuple[Integers, Integers]:
    """Added rounds and the objects that they can engage, each [future, region].

    They stand where S-500 systems stand, and come with systems of their own: each round brings its part of the
    objects that one system can engage, else rounds beyond the systems would have no channel to be fired through.
    """
    prefix = "missile_defence.s500."
    whole = round_half_up(added)
    capital = round_half_up(whole * draws[prefix + "capital_share_of_systems"])
    pools = np.stack([capital, whole - capital], axis=1)
    a_system = (draws[prefix + "rounds_per_system"] * draws[prefix + "usable_share"])[:, None]
    systems = np.divide(pools, a_system, out=np.zeros(pools.shape), where=a_system > 0)
    return pools, round_half_up(systems * draws[prefix + "simultaneous_objects_per_system"][:, None])


@dataclass(frozen=True)
class _Prepared:
    held: Deployment
    draws: Draws


def _prepare(draws: Draws, years: Integers, structure: str) -> _Prepared:  # noqa: ARG001 - the contract
    return _Prepared(deployment(draws, years), draws)


def _start(prepared: _Prepared) -> Floats:
    return np.zeros(prepared.held.rounds.shape[0])


def _step(added: Floats, prepared: _Prepared, values: Values, y: int) -> tuple[Floats, Values]:
    """Rounds of year y: those planned, and those added in answer to the growth of an earlier year."""
    held, draws = prepared.held, prepared.draws
    added = response_step(
        current=added,
        growth=values["warhead_growth"],
        strength=draws[RESPONSE_STRENGTH],
        output_per_year=draws[RESPONSE_OUTPUT],
    )
    stock, channels = held.rounds[:, y].copy(), held.channels[:, y].copy()
    more_rounds, more_channels = added_pools(added, draws)
    stock[..., _S500] += more_rounds
    channels[..., _S500] += more_channels
    return added, {"interceptor_rounds": stock, "interceptor_channels": channels}


_BY_LAYER = ("future", "year", "region", "layer")
_PAGE = "models/missile_defence.md"
COMPONENT: Final = Component(
    name="missile_defence.deployment",
    quantities=(*DEPLOYED, RESPONSE_STRENGTH, RESPONSE_OUTPUT),
    reads=(
        Reads("warhead_growth", lag=RESPONSE_LAG, neutral=0.0, strength=RESPONSE_STRENGTH),
        Reads("russian_defence_spending", lag=1, neutral=0.0, is_on=False),
    ),
    outcomes=(
        Outcome(
            "interceptor_rounds", "rounds", "rounds", _BY_LAYER,
            "Serviceable rounds usable against submarine-launched warheads (laws 13, 14).", _PAGE, dtype="int64",
        ),
        Outcome(
            "interceptor_channels", "objects", "channels", _BY_LAYER,
            "Objects that the systems can engage in one look (law 13).", _PAGE, dtype="int64", keep="all",
        ),
    ),
    labels={"region": DEFENDED_REGION, "layer": LAYER},
    prepare=_prepare,
    start=_start,
    step=_step,
)  # fmt: skip
