"""Uncertain values: a point, a triangle, a uniform range, a Beta on counts, or dated values of these.

Every value is drawn by its inverse distribution function from one uniform number (law 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
class Triangular:
    """Low, central and high read as bounds and mode of a triangle (law 5)."""

    low: float
    central: float
    high: float

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse distribution function of the triangle."""
        width = self.high - self.low
        if width == 0.0:
            return np.full(uniform.shape, self.low)
        turn = (self.central - self.low) / width
        left = self.low + np.sqrt(uniform * width * (self.central - self.low))
        right = self.high - np.sqrt((1.0 - uniform) * width * (self.high - self.central))
        return np.where(uniform < turn, left, right)


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

    def _quantile(self, uniform: Floats) -> Floats:
        from scipy.special import betaincinv

        result: Floats = betaincinv(self.successes + 1 / 2, self.failures + 1 / 2, uniform)
        return result

    @property
    def low(self) -> float:
        """The 2.5 % quantile: a Beta has no bounds but 0 and 1."""
        return float(self._quantile(np.asarray(0.025)))

    @property
    def central(self) -> float:
        """The median."""
        return float(self._quantile(np.asarray(1 / 2)))

    @property
    def high(self) -> float:
        """The 97.5 % quantile."""
        return float(self._quantile(np.asarray(0.975)))

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse distribution function of the Beta."""
        return self._quantile(uniform)


Undated: TypeAlias = Point | Triangular | Uniform | Beta


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
