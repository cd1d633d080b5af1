"""One raid of one year: what the laws of arrival need, from forces, defences and the drawn quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from deterrence.arrays import Draws, Flags, Floats, Integers
from deterrence.axes import EXPLICIT_DECOYS, FORCES, INDEPENDENT_SENSORS, LAYERS, OWNERS, POSTURES
from deterrence.exposure import ANSWERED, EXPOSURE, by_label, shares
from deterrence.missile_defence.components import deployment
from deterrence.missile_defence.components.deployment import Performance
from deterrence.nuclear import retaliation
from deterrence.nuclear.components import boats
from deterrence.nuclear.components.boats import Forces
from deterrence.ranges import round_half_up

ALL_RAIDS: Final[Flags] = np.ones((len(FORCES), len(POSTURES)), dtype=bool)
_SEES, _CORRELATION = "missile_defence.sensor.sees_probability", "missile_defence.shot.correlation"
_OBJECTS: Final = "missile_defence.penetration_aids.objects_per_missile_factor"
DISCRIMINATION: Final = "missile_defence.penetration_aids.discrimination"
_WARHEAD_RELIABILITY: Final = "nuclear.retaliation.warhead_reliability"

QUANTITIES: Final = (
    *boats.QUANTITIES, *(f"nuclear.{owner}.missile_reliability" for owner in OWNERS), _WARHEAD_RELIABILITY,
    _SEES, _CORRELATION,
)  # fmt: skip
"""Ids of what `prepare` reads under every structure."""


def quantities_of(structure: str) -> tuple[str, ...]:
    """Ids of what `prepare` reads under one structure alone."""
    decoys = (_OBJECTS, DISCRIMINATION) if structure == EXPLICIT_DECOYS else ()
    return (*deployment.performance_quantities(structure), *decoys)


class YearInputs(NamedTuple):
    """What one year needs, for each future of a block. Axes: future, force (two), posture, region, layer."""

    boats: Floats  # [future, force, posture, 0..3] chance that n boats fire, zero masses and losses included
    missiles: Integers  # [future, force, region] per boat
    warheads: Integers  # [future, force] per missile
    decoys: Integers  # [future, force] per missile, 0 where aids are net
    missile_reliability: Floats  # [future, force]
    warhead_reliability: Floats  # [future]
    stock: Integers  # [future, defended region, layer] rounds
    salvo: Integers  # [future, layer]
    looks: Integers  # [future, layer]
    capacity: Integers  # [future, defended region, layer] objects served per look
    kill_probability: Floats  # [future, layer] single shot
    correlation: Floats  # [future]
    sees: Floats  # [future] the network that all layers share; 1 where each has a sensor of its own
    working: Floats  # [future, layer] the layer's own sensor; 1 where all share the network
    engaged: Floats  # [future] chance that a decoy is engaged

    def of(self, futures: Integers | Flags) -> YearInputs:
        """The same of some futures."""
        return YearInputs(*(np.asarray(values)[futures] for values in self))  # type: ignore[arg-type]

    def differs_from(self, other: YearInputs) -> Flags:
        """Futures in which anything differs, [future]."""
        same = [(new == old).reshape(new.shape[0], -1).all(axis=1) for new, old in zip(self, other, strict=True)]
        found: Flags = ~np.logical_and.reduce(same)
        return found


def over_years(years: Sequence[YearInputs]) -> YearInputs:
    """The same of several years, [future, year, ...]."""
    return YearInputs(*(np.stack(values, axis=1) for values in zip(*years, strict=True)))


@dataclass(frozen=True)
class Prepared:
    """What draws and structure alone decide."""

    draws: Draws
    structure: str
    years: Integers
    held: Forces
    layers: Performance
    missiles: Mapping[str, Integers]  # exposure -> [future, year, force, region] per boat

    def inputs(
        self, y: int, load: Integers, rounds: Integers, channels: Integers, *, exposure: str = ANSWERED
    ) -> YearInputs:
        """Everything that the laws of arrival need in one year.

        Args:
            y: Index of the year.
            load: Warheads per missile after upload, [future, force].
            rounds: Stock, [future, defended region, layer].
            channels: Objects engaged in one look, shaped as the stock.
            exposure: Label of what is sent where.
        """
        draws, held, futures = self.draws, self.held, load.shape[0]
        is_explicit = self.structure == EXPLICIT_DECOYS
        sees, working = draws[_SEES], np.ones((futures, len(LAYERS)))
        if self.structure == INDEPENDENT_SENSORS:  # each layer sees or not, with the chance that the network has
            sees, working = np.ones(futures), np.repeat(sees[:, None], len(LAYERS), axis=1)
        return YearInputs(
            boats=np.ascontiguousarray(held.firing[:, y]),
            missiles=np.ascontiguousarray(self.missiles[exposure][:, y], dtype=np.int64),
            warheads=np.ascontiguousarray(load, dtype=np.int64),
            decoys=np.ascontiguousarray(decoys_per_missile(draws, load, self.structure), dtype=np.int64),
            missile_reliability=missile_reliability(draws),
            warhead_reliability=draws[_WARHEAD_RELIABILITY],
            stock=np.ascontiguousarray(rounds),
            salvo=self.layers.salvo,
            looks=self.layers.looks,
            capacity=np.ascontiguousarray(channels),
            kill_probability=self.layers.kill_probability,
            correlation=draws[_CORRELATION],
            sees=sees,
            working=working,
            engaged=1.0 - draws[DISCRIMINATION] if is_explicit else np.ones(futures),
        )

    def sent(self, y: int, exposures: Sequence[str]) -> Integers:
        """Missiles of a boat by where they are sent in one year, [future, exposure, force, region]."""
        return np.stack([self.missiles[label][:, y] for label in exposures], axis=1)

    def undefended(self) -> Floats:
        """Arrivals of a history without any defence, which no upload answered, [future, year, force, posture]."""
        own = retaliation.expected_arrivals(
            self.held.firing,
            self.held.missiles[..., None],
            self.held.base_load[..., None],
            missile_reliability(self.draws)[:, None, :, None],
            self.draws[_WARHEAD_RELIABILITY][:, None, None, None],
        )
        return np.concatenate([own, own.sum(axis=2, keepdims=True)], axis=2)


def prepare(draws: Draws, years: Integers, structure: str) -> Prepared:
    """Forces and layers of all years, and where the missiles of every exposure are sent."""
    held = boats.forces(draws, years)
    missiles = {
        label: retaliation.missiles_by_region(held.missiles, shares(*pair))
        for label, pair in by_label(EXPOSURE, draws).items()
    }
    return Prepared(draws, structure, years, held, deployment.performance(draws, structure), missiles)


def missile_reliability(draws: Draws) -> Floats:
    """Chance that a missile works, [future, force]."""
    return np.stack([draws[f"nuclear.{owner}.missile_reliability"] for owner in OWNERS], axis=-1)


def decoys_per_missile(draws: Draws, load: Integers, structure: str) -> Integers:
    """Objects per missile less warheads, rounded half up; none where aids are net (law 15)."""
    if structure != EXPLICIT_DECOYS:
        return np.zeros_like(load)
    return round_half_up(np.maximum(draws[_OBJECTS][:, None] * load - load, 0.0))


def raid(force: str, posture: str) -> Flags:
    """[force, posture], true for one raid only."""
    wanted = np.zeros_like(ALL_RAIDS)
    wanted[FORCES.index(force), POSTURES.index(posture)] = True
    return wanted


def raids_of(wanted: Mapping[str, Sequence[str]]) -> Flags:
    """[force, posture], true for some forces and postures; for all where none are named."""
    forces, postures = wanted.get("force", FORCES), wanted.get("posture", POSTURES)
    raids = np.zeros_like(ALL_RAIDS)
    raids[np.ix_([name in forces for name in FORCES], [name in postures for name in POSTURES])] = True
    return raids
