"""Uncertain values: a point, a triple, a mixture, whole numbers to choose from, a uniform range, a Beta; and at dates.

Every value is drawn by its inverse distribution function, which never falls, from one uniform number (law 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from deterrence.arrays import Floats


@dataclass(frozen=True)
class Point:
    """One known value."""

    value: float

    @property
    def low(self) -> float:
        """The value."""
        return self.value

    @property
    def central(self) -> float:
        """The value."""
        return self.value

    @property
    def high(self) -> float:
        """The value."""
        return self.value

    def quantile(self, uniform: Floats) -> Floats:
        """The value, whatever the uniform."""
        return np.full(uniform.shape, self.value)


@dataclass(frozen=True)
class Triple:
    """Low, central and high as a split triangle (law RD1): half of the futures lie on either side of central.

    Central is median and mode; the mean is (low + 4 central + high) / 6. Each half is the half of a triangle that
    ends at central, so that a triple with central in the middle is that triangle.
    """

    low: float
    central: float
    high: float

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse distribution function of the split triangle."""
        left = self.low + (self.central - self.low) * np.sqrt(2 * uniform)
        right = self.high - (self.high - self.central) * np.sqrt(2 - 2 * uniform)
        return np.where(uniform < 1 / 2, left, right)


@dataclass(frozen=True)
class Mixture:
    """What may stay as it is (law RD3): `at`, the least, with a chance, else a triple.

    A quantile u below the chance p is `at`, any other that of the triple at (u - p) / (1 - p).
    """

    at: float
    chance: float
    otherwise: Triple

    @property
    def low(self) -> float:
        """The least value of positive chance."""
        return float(self.quantile(np.asarray(0.0)))

    @property
    def central(self) -> float:
        """The median: where the chance is one half, the low end of the triple."""
        return float(self.quantile(np.asarray(1 / 2)))

    @property
    def high(self) -> float:
        """The high end of the triple, if that has a chance."""
        return float(self.quantile(np.asarray(1.0)))

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse distribution function of the mixture."""
        if self.chance == 1.0:
            return np.full(uniform.shape, self.at)
        rest = np.maximum((uniform - self.chance) / (1 - self.chance), 0.0)
        return np.where(uniform < self.chance, self.at, self.otherwise.quantile(rest))

    def chance_of(self, value: Undated) -> float:
        """The chance that an earlier value is `at`: its own in a mixture, all or nothing in any other."""
        if isinstance(value, Mixture):
            return value.chance if value.at == self.at else 0.0
        return float(value.low == value.high == self.at)


@dataclass(frozen=True)
class Choices:
    """Whole numbers in rising order, each with its chance (law RD3)."""

    numbers: tuple[int, ...]
    chances: tuple[float, ...]

    @property
    def low(self) -> float:
        """The least number."""
        return float(self.numbers[0])

    @property
    def central(self) -> float:
        """The median."""
        return float(self.quantile(np.asarray(1 / 2)))

    @property
    def high(self) -> float:
        """The greatest number."""
        return float(self.numbers[-1])

    def quantile(self, uniform: Floats) -> Floats:
        """The first number whose chance, with those of the lesser ones, exceeds the uniform."""
        place = np.searchsorted(np.cumsum(self.chances), uniform, side="right")
        return np.asarray(self.numbers, dtype=np.float64)[np.minimum(place, len(self.numbers) - 1)]


@dataclass(frozen=True)
class Uniform:
    """Every value between two bounds alike."""

    low: float
    high: float

    @property
    def central(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse distribution function of the uniform range."""
        return self.low + uniform * (self.high - self.low)


@dataclass(frozen=True)
class Beta:
    """A share known from a record of trials: Beta(successes + 1/2, failures + 1/2) (law 5)."""

    successes: int
    failures: int

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse distribution function of the Beta."""
        from scipy.special import betaincinv

        result: Floats = betaincinv(self.successes + 1 / 2, self.failures + 1 / 2, uniform)
        return result

    @property
    def low(self) -> float:
        """The 2.5 % quantile: a Beta has no bounds but 0 and 1."""
        return float(self.quantile(np.asarray(0.025)))

    @property
    def central(self) -> float:
        """The median."""
        return float(self.quantile(np.asarray(1 / 2)))

    @property
    def high(self) -> float:
        """The 97.5 % quantile."""
        return float(self.quantile(np.asarray(0.975)))


Undated: TypeAlias = Point | Triple | Mixture | Choices | Uniform | Beta


@dataclass(frozen=True)
class Dated:
    """Values at dates, one uniform for the whole path; held constant before the first and after the last date."""

    years: tuple[int, ...]
    values: tuple[Undated, ...]
    rule: Literal["linear", "step"]

    @property
    def low(self) -> float:
        """Least value at any date."""
        return min(value.low for value in self.values)

    @property
    def central(self) -> float:
        """Central value at the last date."""
        return self.values[-1].central

    @property
    def high(self) -> float:
        """Greatest value at any date."""
        return max(value.high for value in self.values)

    def quantile(self, uniform: Floats, years: tuple[int, ...]) -> Floats:
        """The path of each future, [future, year]."""
        knots = np.stack([value.quantile(uniform) for value in self.values], axis=-1)
        wanted = np.asarray(years)
        place = np.clip(np.searchsorted(self.years, wanted, side="right") - 1, 0, len(self.years) - 1)
        if self.rule == "step":
            return knots[:, place]
        after = np.minimum(place + 1, len(self.years) - 1)
        dates = np.asarray(self.years, dtype=np.float64)
        span = np.maximum(dates[after] - dates[place], 1.0)
        share = np.clip((wanted - dates[place]) / span, 0.0, 1.0)
        share = np.where(after == place, 0.0, share)
        return knots[:, place] * (1.0 - share) + knots[:, after] * share


Distribution: TypeAlias = Undated | Dated


def quantiles(distribution: Distribution, uniform: Floats, years: tuple[int, ...]) -> Floats:
    """Quantiles at uniforms [future]: [future], or [future, year] where dated."""
    if isinstance(distribution, Dated):
        return distribution.quantile(uniform, years)
    return distribution.quantile(uniform)


def has_chances(distribution: Distribution) -> bool:
    """Whether it names a chance, which needs a grade of its own."""
    values = distribution.values if isinstance(distribution, Dated) else (distribution,)
    return any(isinstance(value, Mixture | Choices) for value in values)
