"""Solving the program of a plan with HiGHS, warm from one question to the next, and the third pass with Clarabel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import clarabel
import highspy
import numpy as np
from scipy import sparse

from deterrence.arrays import Flags, Floats
from deterrence.conventional.apportionment_plan import Limits, Plan, Program
from deterrence.conventional.linear_program import highs_of

DISCOUNT: Final = 97 / 100
"""Weight of what is unmet a year later: a convention of the method, so that sooner is better (law C16)."""
_WARM: Final = "simplex"
_COLD: Final = "ipm"
_LARGE: Final = 2_000
"""Columns from which the first solution is by interior point with crossover: simplex takes ten times longer."""


_GAPS: Final = (1e-14, 1e-12, 1e-10, 1e-8)
"""Of the third pass: near its flat bottom the numbers are off by the root of what the sum of squares is. The first
that the solver reaches counts; past it a plan that hardly leaves a choice can only lose digits."""
_MOST_STEPS: Final = 60
"""Of one try; a plan that is reached takes up to some forty."""
_PRICE: Final = 1e-7
"""Duals below the tolerance of HiGHS are no price."""


@dataclass(frozen=True)
class Answer:
    """What a plan comes to.

    Args:
        assigned: Units, [ally, code, year]: the third pass, hence unique.
        unmet: Units, [code, year].
        excess: Least sum over allies of what is above fair shares in the last year, in shares of requirements.
    """

    assigned: Floats
    unmet: Floats
    excess: float


class Solver:
    """One program in HiGHS; each question starts from the last answer's basis."""

    def __init__(self, plan: Plan) -> None:
        self.program = Program(plan)
        self.matrix = self.program.matrix()
        limits, is_large = self.program.limits(), sum(self.program.sizes) > _LARGE
        self._highs = highs_of(
            self.matrix,
            np.zeros(self.matrix.shape[1]),
            (limits.column_lower, limits.column_upper),
            (limits.row_lower, limits.row_upper),
            _COLD if is_large else _WARM,
        )

    def solved(self, limits: Limits, cost: Floats) -> Floats | None:
        """The columns at the least cost within limits; none where nothing is within them."""
        rows, columns = (np.arange(size, dtype=np.int32) for size in self.matrix.shape)
        self._highs.changeRowsBounds(rows.size, rows, limits.row_lower, limits.row_upper)
        self._highs.changeColsBounds(columns.size, columns, limits.column_lower, limits.column_upper)
        self._highs.changeColsCost(columns.size, columns, cost)
        self._highs.run()
        self._highs.setOptionValue("solver", _WARM)
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.asarray(self._highs.getSolution().col_value)

    def unmet_cost(self) -> Floats:
        """Cost of each column in the first stage: what is unmet, discounted."""
        held, _, above = self.program.sizes
        codes, years = self.program.plan.shape[1:]
        return np.concatenate([np.zeros(held), np.tile(DISCOUNT ** np.arange(years), codes), np.zeros(above)])

    def first_stage(self, plan: Plan | None = None) -> Floats | None:
        """Least unmet, in shares of requirements, [code, year]; none where what is held cannot be kept."""
        found = self.solved(self.program.limits(plan), self.unmet_cost())
        return None if found is None else self._unmet(found)

    def _unmet(self, columns: Floats) -> Floats:
        held, unmet, _ = self.program.sizes
        return np.maximum(columns[held : held + unmet].reshape(self.program.plan.shape[1:]), 0.0)

    def second_stage(self, unmet: Floats) -> float:
        """Least sum of what is above fair shares, with so much unmet, in shares of requirements."""
        held, size, _ = self.program.sizes
        limits = self.program.limits()
        limits.column_upper[held : held + size] = unmet.ravel()
        cost = np.zeros(limits.column_upper.size)
        cost[held + size :] = 1
        found = self.solved(limits, cost)
        return float("nan") if found is None else float(cost @ found)

    def ranges(self, unmet: Floats, sums: Flags) -> Floats:
        """Least and most units of the last year over all plans that leave so much unmet, one program for each end.

        Args:
            unmet: Of the first stage, in shares of requirements, [code, year].
            sums: What is summed, [sum, ally, code].

        Returns:
            [sum, end]; the published plan lies between the two.
        """
        held, size, _ = self.program.sizes
        plan, limits = self.program.plan, self.program.limits()
        limits.column_upper[held : held + size] = unmet.ravel()
        found = np.full((len(sums), 2), np.nan)
        for place, summed in enumerate(sums):
            units = np.zeros(limits.column_upper.size)
            units[:held].reshape(plan.shape)[:, :, -1] = summed * plan.requirement
            for end, sign in enumerate((1, -1)):
                columns = self.solved(limits, sign * units)
                if columns is not None:
                    found[place, end] = units @ columns
        return found

    def is_met(self, plan: Plan) -> bool:
        """Whether a plan with moved limits leaves nothing unmet."""
        held, size, _ = self.program.sizes
        limits = self.program.limits(plan)
        limits.column_upper[held : held + size] = 0
        return self.solved(limits, np.zeros(limits.column_upper.size)) is not None

    def third_pass(self) -> tuple[Floats, Floats]:
        """Assigned nearest to fair shares, and unmet, in shares of requirements, right after the first stage.

        Strictly convex over all optima of the first stage, hence unique whatever the order of the rows. Those optima
        are what stays within limits where each limit with a price is kept to (complementary slackness).

        Returns:
            [ally, code, year] and [code, year].
        """
        held, size, above = self.program.sizes
        solution, limits = self._highs.getSolution(), self.program.limits()
        lower, upper = (np.concatenate([rows[:-above], columns[:-above]]) for rows, columns in (
            (limits.row_lower, limits.column_lower), (limits.row_upper, limits.column_upper),
        ))  # fmt: skip
        found, prices = (
            np.concatenate([np.asarray(rows)[:-above], np.asarray(columns)[:-above]])
            for rows, columns in (
                (solution.row_value, solution.col_value),
                (solution.row_dual, solution.col_dual),
            )
        )
        bound = np.where(np.abs(found - lower) <= np.abs(found - upper), lower, upper)
        has_price = np.abs(prices) > _PRICE
        lower, upper = np.where(has_price, bound, lower), np.where(has_price, bound, upper)
        rows = sparse.vstack([self.matrix[:-above, : held + size], sparse.identity(held + size)], format="csr")
        fair = np.repeat(self.program.plan.fair.ravel(), self.program.plan.shape[2])
        weight = np.zeros(held + size)  # who may not own a code has no choice there
        np.divide(2, fair, out=weight[:held], where=fair > 0)
        linear = np.repeat([-2.0, 0.0], [held, size])
        columns = _nearest(weight, linear, rows, lower, upper)
        kept = np.maximum(columns, 0.0)
        return kept[:held].reshape(self.program.plan.shape), kept[held:].reshape(self.program.plan.shape[1:])

    def answer(self) -> Answer | None:
        """The plan's numbers; none where what is held cannot be kept."""
        unmet = self.first_stage()
        if unmet is None:
            return None
        assigned, missing = self.third_pass()
        excess = self.second_stage(unmet)
        unit = self.program.plan.requirement[:, None]
        return Answer(assigned * unit, missing * unit, excess)


def _nearest(weight: Floats, linear: Floats, rows: Any, lower: Floats, upper: Floats) -> Floats:
    """The columns that minimise sum(weight columns^2) / 2 + linear columns within lower <= rows <= upper.

    The last rows are the columns themselves; those that are fixed are taken out.

    Raises:
        ArithmeticError: The solver reaches them at no gap; what it ends with is no answer and is not published.
    """
    fixed = lower[-weight.size :] == upper[-weight.size :]
    columns = np.where(fixed, lower[-weight.size :], 0.0)
    given = rows @ columns
    rows, lower, upper = rows[:, ~fixed], lower - given, upper - given
    is_equal = (lower == upper) & (np.diff(rows.indptr) > 0)
    from_above, from_below = np.isfinite(upper) & (lower < upper), np.isfinite(lower) & (lower < upper)
    stacked = sparse.vstack([rows[is_equal], rows[from_above], -rows[from_below]], format="csc")
    bounds = np.concatenate([upper[is_equal], upper[from_above], -lower[from_below]])
    cones = [clarabel.ZeroConeT(int(is_equal.sum())), clarabel.NonnegativeConeT(bounds.size - int(is_equal.sum()))]
    quadratic = sparse.diags(weight[~fixed], format="csc")
    for gap in _GAPS:
        found = clarabel.DefaultSolver(quadratic, linear[~fixed], stacked, bounds, cones, _settings(gap)).solve()
        if found.status == clarabel.SolverStatus.Solved:
            columns[~fixed] = found.x
            return columns
    raise ArithmeticError(f"third pass of a plan: {found.status}: no unique numbers were found")


def _settings(gap: float) -> Any:
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.max_threads, settings.max_iter = False, 1, _MOST_STEPS
    settings.tol_gap_abs = settings.tol_gap_rel = gap
    return settings
