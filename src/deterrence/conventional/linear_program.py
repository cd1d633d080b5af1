"""A linear program in HiGHS: one thread and one seed, so that the same program has the same answer."""

from __future__ import annotations

from typing import Any

import highspy

from deterrence.arrays import Floats

Ends = tuple[Floats, Floats]
"""Lower and upper ends."""


def highs_of(matrix: Any, cost: Floats, columns: Ends, rows: Ends, solver: str = "choose") -> Any:
    """A solver that holds the least of cost columns within the ends of columns and of matrix columns.

    Args:
        matrix: Sparse by rows, [row, column].
        cost: Of each column.
        columns: Ends of columns.
        rows: Ends of rows.
        solver: As HiGHS names them.
    """
    model: Any = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_, (model.col_lower_, model.col_upper_) = cost, columns
    model.row_lower_, model.row_upper_ = rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    found: Any = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("solver", solver)):
        found.setOptionValue(name, value)
    found.passModel(model)
    return found
