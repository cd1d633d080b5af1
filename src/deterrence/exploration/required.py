"""The inverse of a claim of erosion: how many interceptors would make it hold, and could they be made by then.

For one assumption set, structure and force, day-to-day, every quantity at its central value: the least number of
serviceable S-500 rounds at which erosion reaches a threshold, over single-shot kill probability (all layers), the share
of missiles that meets a defence and, where decoys are explicit, discrimination. The fixed layers keep the rounds of
their year. Rounds come with the systems that carry them (law 32). Equations, lineage and limits:
docs/models/required_capability.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from deterrence.arrays import Draws, at_year
from deterrence.axes import DEFENDED_REGIONS, EXPLICIT_DECOYS, FORCES, LAYERS, POSTURES
from deterrence.exploration.frontier import central_draws
from deterrence.missile_defence.components import deployment
from deterrence.missile_defence.layer import round_half_up
from deterrence.nuclear import adequacy
from deterrence.results import bands
from deterrence.scenario.draw import uniforms
from deterrence.scenario.overlay import FIRST_YEAR
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.inputs import DEFENDED_SHARE, DISCRIMINATION, YearInputs, prepare, raid

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_S500 = LAYERS.index("s500")
_QUANTITY = "missile_defence.s500."
_POSTURE = "day_to_day"


@dataclass(frozen=True)
class Grid:
    """The values over which the question is asked; discrimination matters under explicit decoys only."""

    kill_probability: Floats = field(default_factory=lambda: np.linspace(0.0, 1.0, 21))
    defended_share: Floats = field(default_factory=lambda: np.linspace(0.0, 1.0, 11))
    discrimination: Floats = field(default_factory=lambda: np.linspace(0.0, 1.0, 3))


@dataclass(frozen=True)
class Production:
    """Serviceable S-500 rounds of each year (law 14), over all regions; each [year].

    Args:
        central: In the future with every quantity at its central value.
        quantiles: Over futures: `p05`, `p25`, `p50`, `p75`, `p95`.
        made: Usable rounds in stock and made by then, whether a system carries them or not; central.
        whole_order: The same as far as the systems on order carry them, were all delivered and ready; central.
    """

    central: Floats
    quantiles: dict[str, Floats]
    made: Floats
    whole_order: Floats


@dataclass(frozen=True)
class Required:
    """Least serviceable S-500 rounds with erosion >= threshold; infinite where no number reaches it.

    Args:
        discrimination: [d]; empty where penetration aids are net, and then the axis has one place.
        interceptors: [year, discrimination, defended share, kill probability].
        production: What orders, deliveries and output give in the same years.
    """

    assumption_set: str
    structure: str
    force: str
    threshold: float
    years: tuple[int, ...]
    discrimination: Floats
    defended_share: Floats
    kill_probability: Floats
    interceptors: Floats
    production: Production

    def status(self) -> NDArray[np.str_]:
        """What each point is, shaped as `interceptors`.

        `within_production`: no more than the rounds of the 95 % quantile over futures in that year;
        `beyond_production`: more; `impossible`: not reached at any count.
        """
        most = self.production.quantiles["p95"][:, None, None, None]
        finite = np.where(self.interceptors <= most, "within_production", "beyond_production")
        return np.where(np.isfinite(self.interceptors), finite, "impossible")


def required(
    scenario: Scenario,
    assumption_set: str,
    structure: str,
    force: str,
    years: Sequence[int],
    threshold: float,
    grid: Grid | None = None,
    futures: int = 1000,
    seed: int = 1,
) -> Required:
    """Least rounds over the grid, by year, beside what production gives.

    Args:
        scenario: Its years must contain `years`.
        assumption_set: One set of the scenario's dataset.
        structure: How penetration aids are counted.
        force: france, united_kingdom or both.
        years: For which the question is asked.
        threshold: Erosion to be reached.
        grid: Values to ask for.
        futures: For the quantiles of production; of `seed`.

    Raises:
        ValueError: A year or force that is not there.
    """
    grid = grid or Grid()
    has_decoys = structure == EXPLICIT_DECOYS
    aids = grid.discrimination if has_decoys else np.full(1, np.nan)
    axes = np.meshgrid(aids, grid.defended_share, grid.kill_probability, indexing="ij")
    points = [axis.reshape(-1) for axis in axes]
    every = [point_inputs(scenario, assumption_set, structure, year, *points) for year in years]
    counts = np.stack([least_rounds(one, force, threshold) for one in every]).reshape(len(every), *axes[0].shape)
    made = production(scenario, assumption_set, structure, years, futures, seed)
    told = grid.discrimination if has_decoys else np.empty(0)
    asked = assumption_set, structure, force, threshold, tuple(years)
    return Required(*asked, told, grid.defended_share, grid.kill_probability, counts, made)


@dataclass(frozen=True)
class PointInputs:
    """Inputs of the arrival law at every point, and how S-500 rounds come with systems and regions; [point]."""

    inputs: YearInputs
    capital_share: Floats
    rounds_per_system: Floats
    objects_per_system: Floats

    def with_rounds(self, rounds: Integers, chosen: Flags | None = None) -> YearInputs:
        """The inputs, or those chosen, with so many S-500 rounds in all and the capacity of their systems.

        Whole rounds by the share of systems at the capital; in each region the systems that they fill (law 32).
        """
        taken = np.ones(self.capital_share.size, dtype=bool) if chosen is None else chosen
        inputs = self.inputs.of(taken)
        in_capital = round_half_up(rounds * self.capital_share[taken])
        stock, capacity = inputs.stock.copy(), inputs.capacity.copy()
        for region, held in enumerate((in_capital, rounds - in_capital)):
            stock[:, region, _S500] = held
            capacity[:, region, _S500] = self._systems(held, taken) * self.objects_per_system[taken]
        return inputs._replace(stock=stock, capacity=capacity)

    def _systems(self, rounds: Integers, taken: Flags) -> Integers:
        """Whole systems that so many rounds fill, rounded half up, and at least one; none without a usable round."""
        each = self.rounds_per_system[taken]
        filled = round_half_up(_ratio(rounds, each))
        return np.where((rounds > 0) & (each > 0), np.maximum(filled, 1), 0)

    def ample(self) -> Integers:
        """A number of rounds beyond which more change nothing: every object gets every salvo in every region."""
        loads = self.inputs.warheads + self.inputs.decoys
        boats = self.inputs.boats.shape[-1] - 1
        most = np.zeros(self.capital_share.size)
        for region in range(len(DEFENDED_REGIONS)):
            share = self.capital_share if region == 0 else 1.0 - self.capital_share
            objects = boats * (self.inputs.missiles[:, :, region] * loads).sum(axis=1)
            shots = objects * self.inputs.salvo[:, _S500] * self.inputs.looks[:, _S500]
            systems = np.ceil(_ratio(objects, self.objects_per_system))
            held = np.maximum(shots, (systems + 1) * self.rounds_per_system) + 1
            most = np.maximum(most, _ratio(held, share))
        return np.ceil(most).astype(np.int64)


def _ratio(above: Floats | Integers, below: Floats) -> Floats:
    """The ratio, 0 where there is nothing to divide by."""
    found: Floats = np.divide(above, below, out=np.zeros(below.size), where=below > 0)
    return found


def point_inputs(
    scenario: Scenario,
    assumption_set: str,
    structure: str,
    year: int,
    discrimination: Floats,
    defended_share: Floats,
    kill_probability: Floats,
) -> PointInputs:
    """The central future of a cell in one year, without upload, once for each point.

    Args:
        scenario: Its years must contain the year.
        assumption_set: One set of its dataset.
        structure: How penetration aids are counted.
        year: Calendar year.
        discrimination: [point]; not read where penetration aids are net.
        defended_share: [point].
        kill_probability: [point] single shot, all layers.
    """
    index = scenario.years.index(year)
    draws = central_draws(scenario, assumption_set, structure, kill_probability.size)
    draws[DEFENDED_SHARE] = defended_share
    if structure == EXPLICIT_DECOYS:
        draws[DISCRIMINATION] = discrimination
    calendar = np.asarray(scenario.years, dtype=np.int64)
    prepared, systems = prepare(draws, calendar, structure), deployment.deployment(draws, calendar)
    load, rounds, channels = (values[:, index] for values in (prepared.held.base_load, *systems))
    inputs = prepared.inputs(index, load, rounds, channels)
    return PointInputs(
        inputs._replace(kill_probability=np.repeat(kill_probability[:, None], len(LAYERS), axis=1)),
        draws[_QUANTITY + "capital_share_of_systems"],
        draws[_QUANTITY + "rounds_per_system"] * draws[_QUANTITY + "usable_share"],
        draws[_QUANTITY + "simultaneous_objects_per_system"],
    )


def least_rounds(points: PointInputs, force: str, threshold: float) -> Floats:
    """Least S-500 rounds of each point with erosion >= threshold, by bisection; infinite where none suffices.

    More rounds never leak more (upload off), so one bisection finds the least; the upper end is `ample`.
    """
    high = points.ample()
    low = np.full_like(high, -1)
    everywhere = np.ones(high.size, dtype=bool)
    is_reached = _holds(points, high, everywhere, force, threshold)
    while (chosen := is_reached & (high - low > 1)).any():
        middle = (low + high) // 2
        holds = _holds(points, middle[chosen], chosen, force, threshold)
        high[chosen] = np.where(holds, middle[chosen], high[chosen])
        low[chosen] = np.where(holds, low[chosen], middle[chosen])
    return np.where(is_reached, high, np.inf)


def _holds(points: PointInputs, rounds: Integers, chosen: Flags, force: str, threshold: float) -> Flags:
    """Whether the chosen points reach the threshold with so many rounds."""
    place = (slice(None), FORCES.index(force), POSTURES.index(_POSTURE))
    with_, without = expected_arrivals(points.with_rounds(rounds, chosen), raid(force, _POSTURE))
    erosion, nothing = adequacy.erosion(with_[place], without[place])
    found: Flags = (erosion >= threshold) & ~nothing
    return found


def production(
    scenario: Scenario, assumption_set: str, structure: str, years: Sequence[int], futures: int, seed: int
) -> Production:
    """Serviceable S-500 rounds by year: central, over futures, and the two limits of law 14 apart."""
    resolved = resolve(scenario, assumption_set)
    calendar = np.asarray(scenario.years, dtype=np.int64)
    index = [scenario.years.index(year) for year in years]
    drawn = {
        name: resolved[name].values(uniforms(seed, name, 0, futures), scenario.years) for name in deployment.DEPLOYED
    }
    central = central_draws(scenario, assumption_set, structure, 1)
    s500 = {name: central[_QUANTITY + name][0] for name in ("rounds_per_system", "usable_share", "initial_rounds")}
    made = s500["initial_rounds"] + (calendar - FIRST_YEAR) * central[_QUANTITY + "output_per_year"][0]
    ordered = [at_year(central[_QUANTITY + "systems_ordered"], y)[0] for y in range(calendar.size)]
    carried = np.array(ordered) * s500["rounds_per_system"] * s500["usable_share"]
    return Production(
        _rounds(central, calendar)[0, index],
        bands(_rounds(drawn, calendar)[:, index]),
        made[index],
        np.minimum(carried, made)[index],
    )


def _rounds(draws: Draws, calendar: Integers) -> Floats:
    """Serviceable S-500 rounds of all regions, [future, year]."""
    rounds: Floats = deployment.deployment(draws, calendar).rounds[..., _S500].sum(axis=2).astype(np.float64)
    return rounds
