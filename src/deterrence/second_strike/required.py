"""The inverse of a claim of erosion: how many interceptors would make it hold.

For one assumption set, structure and force, day-to-day, every quantity at its central value: the least number of
serviceable S-500 rounds at which erosion reaches a threshold, over single-shot kill probability (all layers), the share
of missiles that is sent into the capital region and, where decoys are explicit, discrimination. The fixed layers keep
the rounds of their year. Rounds come with the systems that carry them (law 32). Equations, lineage and limits:
docs/models/required_capability.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from deterrence.arrays import AnyArray, Flags, Floats, Integers
from deterrence.axes import CLAIM_YEAR, DEFENDED_REGIONS, EXPLICIT_DECOYS, FORCE, FORCES, LAYERS, POSTURES, STRUCTURES
from deterrence.component import Outcome
from deterrence.missile_defence.components.deployment import DEPLOYED, KILL_PROBABILITIES
from deterrence.nuclear import adequacy
from deterrence.ranges import round_half_up
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.frontier import POSTURE, points_in_year, repeated
from deterrence.second_strike.inputs import DISCRIMINATION, QUANTITIES, YearInputs, quantities_of, raid
from deterrence.study import Given, Label, Study

THRESHOLD: Final = 1 / 2
"""Erosion that the study asks for: the headline of the founding claims (law 21)."""
YEARS: Final = (2026, 2030, CLAIM_YEAR, 2040)
NET: Final = "aids_net"
"""The one place of the axis of discrimination where penetration aids are net."""

_S500 = LAYERS.index("s500")
_QUANTITY = "missile_defence.s500."


@dataclass(frozen=True)
class Grid:
    """The values over which the question is asked; discrimination matters under explicit decoys only."""

    kill_probability: Floats = field(default_factory=lambda: np.linspace(0.0, 1.0, 41))
    sent_share: Floats = field(default_factory=lambda: np.array([0.75, 0.8, 0.9, 1.0]))
    discrimination: Floats = field(default_factory=lambda: np.linspace(0.0, 1.0, 3))


def required_rounds(given: Given, force: str, year: int, threshold: float, grid: Grid) -> Floats:
    """Least S-500 rounds over the grid in one year, [discrimination, sent share, kill probability].

    Args:
        given: The central future; discrimination has one place unless decoys are explicit.
        force: france, united_kingdom or both.
        year: One of the horizon.
        threshold: Erosion to be reached.
        grid: Values to ask for.
    """
    aids = grid.discrimination if given.structure == EXPLICIT_DECOYS else np.full(1, np.nan)
    axes = np.meshgrid(aids, grid.sent_share, grid.kill_probability, indexing="ij")
    points = point_inputs(given, year, *(axis.reshape(-1) for axis in axes))
    return least_rounds(points, force, threshold).reshape(axes[0].shape)


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
    return np.divide(above, below, out=np.zeros(below.size), where=below > 0)


def point_inputs(
    given: Given, year: int, discrimination: Floats, sent_share: Floats, kill_probability: Floats
) -> PointInputs:
    """The central future of a cell in one year, without upload, once for each point.

    Args:
        given: The central future.
        year: One of the horizon.
        discrimination: [point]; not read where penetration aids are net.
        sent_share: [point].
        kill_probability: [point] single shot, all layers.
    """
    draws = repeated(given.draws, kill_probability.size)
    if given.structure == EXPLICIT_DECOYS:
        draws[DISCRIMINATION] = discrimination
    return PointInputs(
        points_in_year(given, draws, given.years.tolist().index(year), sent_share, kill_probability),
        draws[_QUANTITY + "capital_share_of_systems"],
        draws[_QUANTITY + "rounds_per_system"] * draws[_QUANTITY + "usable_share"],
        draws[_QUANTITY + "simultaneous_objects_per_system"],
    )


def against_production(rounds: Floats, most: float) -> NDArray[np.str_]:
    """What each count of rounds is beside the most that production gives, shaped as the counts.

    Args:
        rounds: Least rounds that reach the threshold; infinite where none do.
        most: Rounds of the 95 % quantile over futures in the year.

    Returns:
        `within_production`: no more than `most`; `beyond_production`: more; `impossible`: not reached at any count.
    """
    finite = np.where(rounds <= most, "within_production", "beyond_production")
    return np.where(np.isfinite(rounds), finite, "impossible")


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
    place = (slice(None), FORCES.index(force), POSTURES.index(POSTURE))
    with_, without = expected_arrivals(points.with_rounds(rounds, chosen), raid(force, POSTURE))
    erosion, nothing = adequacy.erosion(with_[place], without[place])
    return (erosion >= threshold) & ~nothing


def _solve(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    grid = Grid()
    forces, years = given.labels("force", FORCES), [year for year in YEARS if year in given.years]
    found = [[required_rounds(given, force, year, THRESHOLD, grid) for year in years] for force in forces]
    aids: tuple[Label, ...] = (NET,)
    if given.structure == EXPLICIT_DECOYS:
        aids = tuple(grid.discrimination.tolist())
    shape = (len(forces), len(years), len(aids), grid.sent_share.size, grid.kill_probability.size)
    labels: dict[str, tuple[Label, ...]] = {
        "force": forces,
        "year": tuple(years),
        "discrimination": aids,
        "sent_share": tuple(grid.sent_share.tolist()),
        "kill_probability": tuple(grid.kill_probability.tolist()),
    }
    return {"required_rounds": np.array(found, dtype=np.float64).reshape(shape)}, labels


STUDY: Final = Study(
    name="second_strike.required_rounds",
    quantities=(*QUANTITIES, *DEPLOYED),
    outcomes=(
        Outcome(
            "required_rounds", "rounds", "required_rounds",
            ("force", "year", "discrimination", "sent_share", "kill_probability"),
            "Least serviceable S-500 rounds that erode a force by half, day-to-day; infinite where no number does.",
            "models/required_capability.md", years=YEARS,
        ),
    ),
    labels={"force": FORCE},
    solve=_solve,
    by_structure=True,
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    is_shown_of_others=True,
    swept=(*KILL_PROBABILITIES, DISCRIMINATION),
)  # fmt: skip
