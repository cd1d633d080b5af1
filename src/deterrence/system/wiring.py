"""From drawn quantities to model inputs: the only place where a quantity's name meets a model's argument.

Every reader below takes draws, a mapping from quantity id to an array [future] or [future, year].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from deterrence.missile_defence.layer import round_half_up, rounds_available
from deterrence.nuclear import arsenal, retaliation
from deterrence.scenario.overlay import FIRST_YEAR
from deterrence.system.year import DEFENDED_REGIONS, LAYERS, OWNERS, YearInputs, along_years

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Draws = Mapping[str, Floats]

AIDS_NET, EXPLICIT_DECOYS, INDEPENDENT_SENSORS = "aids_net", "explicit_decoys", "independent_sensors"
STRUCTURES = (AIDS_NET, EXPLICIT_DECOYS, INDEPENDENT_SENSORS)
UPLOAD_STRENGTH = "nuclear.upload.response_strength"
UPLOAD_LAG = "nuclear.upload.response_lag_years"
BAR = "nuclear.bar.share_of_first_year"
RESPONSE_STRENGTH = "missile_defence.response.strength"
RESPONSE_LAG = "missile_defence.response.lag_years"
RESPONSE_OUTPUT = "missile_defence.response.output_per_year"

_FORCE_QUANTITIES = (
    "boats_in_service", "refit_interval_years", "refit_duration_years", "refit_phase_share",
    "replacement_first_year", "replacement_slip_years", "replacement_interval_years",
    "replacement_overlap_years", "life_extension_limit_years", "tubes_per_boat", "replacement_tubes_per_boat",
    "missiles_per_boat", "missile_sets", "crews", "warheads_per_missile", "warheads_per_missile_limit",
    "stockpile", "warheads_on_other_systems", "boats_at_sea_day_to_day", "second_boat_exists_probability",
    "third_boat_exists_probability", "time_to_second_boat_days", "time_to_third_boat_days",
    "launch_order_delivery_probability", "class_failure_probability", "missile_reliability",
    "common_cause_loss_probability", "boat_survival_probability",
)  # fmt: skip
_FIXED_LAYER_QUANTITIES = ("interceptors", "availability_share", "salvo", "looks", "simultaneous_objects")
_S500_QUANTITIES = (
    "systems_ordered", "systems_delivered", "rounds_per_system", "usable_share", "availability_share",
    "initial_rounds", "output_per_year", "capital_share_of_systems", "salvo", "looks",
    "simultaneous_objects_per_system",
)  # fmt: skip


@cache
def quantities_read(structure: str) -> tuple[str, ...]:
    """Ids of every quantity that the coupled model reads under a structure, in a fixed order."""
    kill = _kill_probability(structure)
    ids = [f"nuclear.{owner}.{name}" for owner in OWNERS for name in _FORCE_QUANTITIES]
    ids += ["nuclear.retaliation.warhead_reliability", "nuclear.retaliation.warning_time_days"]
    ids += [UPLOAD_STRENGTH, UPLOAD_LAG, RESPONSE_STRENGTH, RESPONSE_LAG, RESPONSE_OUTPUT, BAR]
    for layer in ("exo_atmospheric", "terminal"):
        ids += [f"missile_defence.{layer}.{name}" for name in (*_FIXED_LAYER_QUANTITIES, kill)]
    ids += [f"missile_defence.s500.{name}" for name in (*_S500_QUANTITIES, kill)]
    ids += ["missile_defence.sensor.sees_probability", "missile_defence.shot.correlation"]
    ids += ["missile_defence.region.defended_share", "missile_defence.region.capital_share_of_defended"]
    if structure == EXPLICIT_DECOYS:
        ids += ["missile_defence.penetration_aids.objects_per_missile_factor"]
        ids += ["missile_defence.penetration_aids.discrimination"]
    return tuple(ids)


def _kill_probability(structure: str) -> str:
    """Name of the kill probability that a structure reads: decoys that are objects are not counted in it (law 15)."""
    return "kill_probability_clean" if structure == EXPLICIT_DECOYS else "kill_probability_net_of_aids"


def at_year(values: Floats, year_index: int) -> Floats:
    """The year's slice of a dated draw [future, year]; an undated draw [future] is the same every year."""
    return values[:, year_index] if values.ndim == 2 else values


def _owners(draws: Draws, name: str) -> Floats:
    """An undated quantity of both owners, [future, force]."""
    return np.stack([draws[f"nuclear.{owner}.{name}"] for owner in OWNERS], axis=-1)


@dataclass(frozen=True)
class Forces:
    """Forces of both owners over the years, before upload. Axes: future, year, force (and 0..3 boats)."""

    boats_owned: Integers
    boats_operational: Integers
    at_sea: Floats  # [future, year, force, posture, 0..3] chance that n boats are at sea
    firing: Floats  # [future, year, force, posture, 0..3] chance that n boats fire
    missiles: Integers  # [future, year, force] per boat at sea
    missiles_loaded: Integers  # [future, year, force] in all sets, at sea or not
    base_load: Integers  # [future, year, force] warheads per missile without upload
    ceiling: Integers  # [future, year, force] most warheads per missile


def forces(draws: Draws, years: Integers) -> Forces:
    """Boats, firing chances and loads of France and the United Kingdom (laws 7, 8, 22)."""
    parts = [_force_of(draws, f"nuclear.{owner}", years) for owner in OWNERS]
    return Forces(*(np.stack(part, axis=2) for part in zip(*parts, strict=True)))


def _force_of(draws: Draws, prefix: str, years: Integers) -> tuple[NDArray[np.generic], ...]:
    """One owner's arrays in the order of `Forces`, without the force axis."""

    def of(name: str) -> Floats:
        return draws[f"{prefix}.{name}"]

    def by_year(name: str) -> Floats:
        return along_years(of(name), years.size)

    schedule = arsenal.BoatSchedule(
        boats_in_service=of("boats_in_service").astype(np.int64),
        refit_interval_years=of("refit_interval_years"),
        refit_duration_years=of("refit_duration_years"),
        refit_phase_share=of("refit_phase_share"),
        replacement_first_year=of("replacement_first_year"),
        replacement_slip_years=of("replacement_slip_years"),
        replacement_interval_years=of("replacement_interval_years"),
        replacement_overlap_years=of("replacement_overlap_years"),
        life_extension_limit_years=of("life_extension_limit_years"),
        base_year=FIRST_YEAR,
    )
    old, new = arsenal.boats_owned(schedule, years)
    operational = arsenal.boats_operational(schedule, years)
    tubes = arsenal.tubes_available(
        old, new, of("tubes_per_boat").astype(np.int64), of("replacement_tubes_per_boat").astype(np.int64)
    )
    at_sea = arsenal.boats_at_sea(
        arsenal.Posture(
            operational=operational,
            crews=of("crews").astype(np.int64),
            missile_sets=of("missile_sets").astype(np.int64),
            day_to_day=of("boats_at_sea_day_to_day").astype(np.int64),
            warning_time_days=draws["nuclear.retaliation.warning_time_days"],
            time_to_second_boat_days=of("time_to_second_boat_days"),
            time_to_third_boat_days=of("time_to_third_boat_days"),
            second_boat_exists_probability=of("second_boat_exists_probability"),
            third_boat_exists_probability=of("third_boat_exists_probability"),
            boats_in_service=of("boats_in_service").astype(np.int64),
        )
    )
    chances = np.stack([firing(draws, prefix, boats, of("boat_survival_probability")) for boats in at_sea], axis=2)
    missiles = np.minimum(by_year("missiles_per_boat"), tubes).astype(np.int64)
    loads = {
        "limit": by_year("warheads_per_missile_limit"),
        "stockpile": by_year("stockpile"),
        "warheads_on_other_systems": by_year("warheads_on_other_systems"),
        "missile_sets": by_year("missile_sets"),
        "missiles_per_boat": missiles,
    }
    base = arsenal.warheads_per_missile(desired=by_year("warheads_per_missile"), **loads)
    ceiling = arsenal.warheads_per_missile(desired=by_year("warheads_per_missile_limit"), **loads)
    loaded = missiles * by_year("missile_sets").astype(np.int64)
    return old + new, operational, np.stack(at_sea, axis=2), chances, missiles, loaded, base, ceiling


def firing(draws: Draws, prefix: str, at_sea: Floats, survival: Floats) -> Floats:
    """Chance that n boats fire, [future, year, 0..3], from that of boats at sea (law 7)."""
    names = ("launch_order_delivery_probability", "class_failure_probability", "common_cause_loss_probability")
    launches = retaliation.launch_probability(*(draws[f"{prefix}.{name}"] for name in names))
    chances: Floats = retaliation.survivor_probability(at_sea, survival)
    chances *= launches[:, None, None]
    chances[..., 0] += 1.0 - launches[:, None]
    return chances


@dataclass(frozen=True)
class Defence:
    """Russian strategic missile defence over the years. Axes: future, year, defended region, layer."""

    rounds: Integers  # [future, year, region, layer]
    capacity: Integers  # [future, year, region, layer]
    salvo: Integers  # [future, layer]
    looks: Integers  # [future, layer]
    kill_probability: Floats  # [future, layer]

    def without_interceptors(self) -> Defence:
        """The twin: the same systems with every interceptor set to zero (law 17)."""
        return Defence(np.zeros_like(self.rounds), self.capacity, self.salvo, self.looks, self.kill_probability)


def defence(draws: Draws, years: Integers, structure: str) -> Defence:
    """Pools by region and layer: the fixed systems stand in the capital region, S-500 in both (laws 13, 14)."""
    futures = next(iter(draws.values())).shape[0]
    shape = (futures, years.size, len(DEFENDED_REGIONS), len(LAYERS))
    rounds, capacity = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for layer, name in enumerate(LAYERS):
        if name == "s500":
            rounds[..., layer], capacity[..., layer] = _s500(draws, years)
            continue
        prefix = f"missile_defence.{name}"
        for y in range(years.size):
            held = at_year(draws[f"{prefix}.interceptors"], y) * at_year(draws[f"{prefix}.availability_share"], y)
            rounds[:, y, 0, layer] = round_half_up(held)
            capacity[:, y, 0, layer] = at_year(draws[f"{prefix}.simultaneous_objects"], y)
    return Defence(
        rounds=rounds,
        capacity=capacity,
        salvo=_of_layers(draws, "salvo").astype(np.int64),
        looks=_of_layers(draws, "looks").astype(np.int64),
        kill_probability=_of_layers(draws, _kill_probability(structure)),
    )


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


def exposure(draws: Draws) -> Floats:
    """Shares of a boat's missiles that meet each region, [future, region]; they sum to one (law 9)."""
    defended = draws["missile_defence.region.defended_share"]
    capital = defended * draws["missile_defence.region.capital_share_of_defended"]
    return np.stack([capital, defended - capital, 1.0 - defended], axis=-1)


def decoys_per_missile(draws: Draws, load: Integers, structure: str) -> Integers:
    """Objects per missile less warheads, rounded half up; none where aids are net (law 15)."""
    if structure != EXPLICIT_DECOYS:
        return np.zeros_like(load)
    factor = draws["missile_defence.penetration_aids.objects_per_missile_factor"]
    return round_half_up(np.maximum(factor[:, None] * load - load, 0.0))


def year_inputs(
    draws: Draws, held: Forces, shield: Defence, load: Integers, structure: str, year_index: int
) -> YearInputs:
    """Everything that the arrival law needs in one year; `load` is [future, force] after upload."""
    futures = load.shape[0]
    missiles = retaliation.missiles_by_region(held.missiles[:, year_index], exposure(draws)[:, None, :])
    engaged = np.ones(futures)
    if structure == EXPLICIT_DECOYS:
        engaged = 1.0 - draws["missile_defence.penetration_aids.discrimination"]
    sees, working = draws["missile_defence.sensor.sees_probability"], np.ones((futures, len(LAYERS)))
    if structure == INDEPENDENT_SENSORS:  # each layer sees or not on its own, with the chance that the network has
        sees, working = np.ones(futures), np.repeat(sees[:, None], len(LAYERS), axis=1)
    return YearInputs(
        boats=np.ascontiguousarray(held.firing[:, year_index]),
        missiles=np.ascontiguousarray(missiles, dtype=np.int64),
        warheads=np.ascontiguousarray(load, dtype=np.int64),
        decoys=np.ascontiguousarray(decoys_per_missile(draws, load, structure), dtype=np.int64),
        missile_reliability=_owners(draws, "missile_reliability"),
        warhead_reliability=draws["nuclear.retaliation.warhead_reliability"],
        stock=np.ascontiguousarray(shield.rounds[:, year_index]),
        salvo=shield.salvo,
        looks=shield.looks,
        capacity=np.ascontiguousarray(shield.capacity[:, year_index]),
        kill_probability=shield.kill_probability,
        correlation=draws["missile_defence.shot.correlation"],
        sees=sees,
        working=working,
        engaged=engaged,
    )
