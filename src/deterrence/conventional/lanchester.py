"""Attrition after Lanchester with any exponent, in closed form between reinforcements (law C30).

Daily loss shares are f_A = h r^(-b/2) and f_D = (h / rho) r^(b/2) of r = A / D: b = 2 is the square law, 1 the linear,
0 the logarithmic. In x = A^(b/2) and y = D^(b/2) both laws are linear, so that A^b - rho D^b is conserved exactly.
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Flags, Floats, Number


def attrition(
    attacker: Number, defender: Number, daily_rate: Number, exchange_ratio: Number, exponent: Number, days: Number
) -> tuple[Floats, Floats]:
    """Strengths of both sides after some days without reinforcement; all arrays broadcast.

    A side at 0 stays there, and the other loses no more.

    Args:
        attacker: A, in any unit of strength.
        defender: D, in the same unit.
        daily_rate: h, the attacker's loss share a day where both are equal.
        exchange_ratio: rho, attackers lost for one defender where both are equal.
        exponent: b.
        days: Days since.
    """
    a, d, h, rho, b, t = np.broadcast_arrays(
        *(np.asarray(x, dtype=np.float64) for x in (attacker, defender, daily_rate, exchange_ratio, exponent, days))
    )
    fights = (a > 0) & (d > 0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_q = np.where(fights, np.log(rho) / 2 + (b / 2) * np.log(np.where(fights, d / a, 1.0)), 0.0)
        rate = b * h / (2 * np.sqrt(rho))
        last = np.where(rate > 0, _extinct(log_q) / rate, np.inf)
        until = np.minimum(t, last)
        left_a = np.where(b > 0, _left(log_q, rate * until, b), np.exp(-h * t))
        left_d = np.where(b > 0, _left(-log_q, rate * until, b), np.exp(-h / rho * t))
    is_over = (b > 0) & (t >= last)
    left_a = np.where(is_over & (log_q > 0), 0.0, left_a)
    left_d = np.where(is_over & (log_q < 0), 0.0, left_d)
    return np.where(fights, a * left_a, a), np.where(fights, d * left_d, d)


def _extinct(log_q: Floats) -> Floats:
    """Time, in 1 / rate, at which the weaker side is gone: artanh of exp(-|log q|)."""
    weak: Floats = np.exp(-np.abs(log_q))
    return np.log((1 + weak) / -np.expm1(-np.abs(log_q))) / 2


def _left(log_q: Floats, time: Floats, exponent: Floats) -> Floats:
    """Share of a side that is left: (cosh s - q sinh s)^(2 / b), exact for small s and small b alike."""
    one_less_q, one_and_q = -np.expm1(log_q), 1 + np.exp(log_q)
    grown = np.where(one_less_q == 0, 0.0, one_less_q * np.expm1(time)) + one_and_q * np.expm1(-time)
    share: Floats = np.exp(2 / np.where(exponent > 0, exponent, 1.0) * np.log1p(np.maximum(grown / 2, -1.0)))
    return share


def prevails(attacker: Floats, defender: Floats, exchange_ratio: Number, exponent: Number) -> Flags:
    """Where the attacker loses no greater share a day than the defender: A^b >= rho D^b."""
    return (attacker > 0) & (attacker**exponent >= exchange_ratio * defender**exponent)
