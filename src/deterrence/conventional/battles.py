"""A record of battles against what any campaign model rests on: does the ratio of strengths tell who wins (law C33)?

Equations and the record's defects: docs/models/conventional_campaign.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Flags, Floats

UNKNOWN_AIR = 9
"""Air superiority that the record does not know; as a number it would be the greatest of all."""
_STEPS, _SETTLED = 50, 1e-10


@dataclass(frozen=True)
class Record:
    """Battles by row, [battle]; NaN where nothing is recorded."""

    attacker: Floats
    defender: Floats
    attacker_lost: Floats
    defender_lost: Floats
    days: Floats
    advance_km: Floats
    winner: Floats
    air: Floats
    surprise: Floats
    attacker_tanks: Floats
    defender_tanks: Floats

    @property
    def log_ratio(self) -> Floats:
        """Logarithm of attacker by defender."""
        return np.log(self.attacker / self.defender)

    @property
    def log_tanks(self) -> Floats:
        """Logarithm of the tanks of both sides, one more each, so that none is a number."""
        return np.log((self.attacker_tanks + 1) / (self.defender_tanks + 1))

    @property
    def won(self) -> Flags:
        """Whether the attacker won; a draw is no win."""
        return np.asarray(self.winner == 1, dtype=np.bool_)

    @property
    def is_told(self) -> Flags:
        """Whether the record says who won."""
        return ~np.isnan(self.winner)

    @property
    def known_air(self) -> Floats:
        """Air superiority from -1 to 1; 0 where it is not known."""
        return np.where(self.air == UNKNOWN_AIR, 0.0, self.air)


def record(rows: Iterable[Mapping[str, str]]) -> Record:
    """The record from the rows of its file."""
    rows = list(rows)

    def of(name: str) -> Floats:
        return np.array([float(row[name]) if row[name] else np.nan for row in rows])

    return Record(
        *(of(f"{side}_strength") for side in ("attacker", "defender")),
        *(of(f"{side}_casualties") for side in ("attacker", "defender")),
        *(of(name) for name in ("active_days", "advance_km", "winner", "air_superiority_attacker")),
        *(of(name) for name in ("surprise_attacker", "attacker_tanks", "defender_tanks")),
    )


def auc(score: Floats, won: Flags, level: float) -> tuple[float, float, float]:
    """Chance that a battle won has a higher score than one not won, with its interval after Hanley and McNeil (1982).

    Returns:
        Low end, value and high end.
    """
    from scipy.special import ndtri  # takes a fifth of the start of a worker, which needs none of it

    first, second = int(won.sum()), int((~won).sum())
    area = (float(ranks(score)[won].sum()) - first * (first + 1) / 2) / (first * second)
    both, twice = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (first - 1) * (both - area**2) + (second - 1) * (twice - area**2)
    half = float(ndtri((1 + level) / 2)) * np.sqrt(spread / (first * second))
    return area - half, area, area + half


def brier_left_out(predictors: Floats, won: Flags) -> float:
    """Brier score of logistic regression where each battle is foretold from all others.

    Args:
        predictors: [battle, predictor] without the constant; none of them is the base rate.
        won: [battle].
    """
    from scipy.special import expit

    of = np.column_stack([np.ones(won.size), predictors])
    kept = 1.0 - np.eye(won.size)
    fitted = np.zeros((won.size, of.shape[1]))
    for _ in range(_STEPS):
        chance = expit(fitted @ of.T)
        slope = np.einsum("lb,bp->lp", kept * (won - chance), of)
        bend = np.einsum("lb,bp,bq->lpq", kept * chance * (1 - chance), of, of)
        step = np.linalg.solve(bend, slope[..., None])[..., 0]
        fitted = fitted + step
        if np.abs(step).max() < _SETTLED:
            break
    foretold = expit(np.einsum("bp,bp->b", fitted, of))
    return float(np.mean((foretold - won) ** 2))


@dataclass(frozen=True)
class Line:
    """A straight line through points by least squares, with standard errors and the share of variance explained."""

    start: float
    start_error: float
    slope: float
    slope_error: float
    explained: float


def line(x: Floats, y: Floats) -> Line:
    """The least-squares line of y on x."""
    of = np.column_stack([np.ones(x.size), x])
    found, *_ = np.linalg.lstsq(of, y, rcond=None)
    left = y - of @ found
    errors = np.sqrt(np.diag(np.linalg.inv(of.T @ of)) * (left @ left) / (x.size - of.shape[1]))
    spread = y - y.mean()
    return Line(
        float(found[0]), float(errors[0]), float(found[1]), float(errors[1]), float(1 - left @ left / (spread @ spread))
    )


def loss_shares(battles: Record) -> tuple[Floats, Floats]:
    """log(A / D) and log(f_D / f_A) of the battles in which both sides lost somebody; the law says b x - log rho."""
    with np.errstate(divide="ignore", invalid="ignore"):
        lost = np.log((battles.defender_lost / battles.defender) / (battles.attacker_lost / battles.attacker))
    counted = np.isfinite(lost)
    return battles.log_ratio[counted], lost[counted]


def ranks(values: Floats) -> Floats:
    """Ranks from one on; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[place]


def rank_correlation(x: Floats, y: Floats) -> float:
    """Spearman's rank correlation of the pairs in which both are recorded."""
    both = ~(np.isnan(x) | np.isnan(y))
    return float(np.corrcoef(ranks(x[both]), ranks(y[both]))[0, 1])
