"""Titles of figures as spans: each of their numbers with the outcome that gives it and its place in the figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deterrence.brief.document import Content
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Amount
from deterrence.system.registry import OUTCOMES, STUDIES
from deterrence.traced import Kind, Number

REGISTER = "register"
"""What gives the numbers of a figure that reads no outcome: the register of claims."""


def title_of(result: FigureResult, outcomes: Sequence[str]) -> Content:
    """The title of a figure.

    Args:
        result: The figure.
        outcomes: Outcomes and studies that it was made of; the first gives the numbers that name none.
    """
    usual = outcomes[0] if outcomes else REGISTER
    parts = result.told or (result.title,)
    return tuple(part if isinstance(part, str) else _number(part, result.id, usual) for part in parts)


def _number(amount: Amount, figure: str, usual: str) -> Number:
    row = {"row": "/".join(re.sub(r"\s+", "_", label) for label in amount.row)} if amount.row else {}
    outcome = amount.outcome or usual
    return Number(
        amount.text, outcome, {"figure": figure, **row}, f"title.{amount.statistic}", amount.value, _kind(outcome)
    )


def _kind(outcome: str) -> Kind:
    if outcome in OUTCOMES:
        return "outcome"
    if outcome in STUDIES:
        return "study"
    return "register" if outcome == REGISTER else "quantity"
