"""Numbers that say where they come from: an outcome at labels, and what was made of its futures.

A sentence of a chapter or a brief is a sequence of words and numbers. Each number can be found again: by the id of its
outcome or quantity, the labels, and the statistic, which a program can read as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.results import BANDS, Cell, Label, Results

Kind = Literal["outcome", "claim", "study", "quantity", "ledger", "register"]
_OF_OUTCOME: Final = ("force", "posture", "defence", "exposure")
"""Axes that `deterrence outcome` takes as options."""
_COMMANDS: Final[Mapping[Kind, str]] = {
    "claim": "deterrence claims",
    "study": "deterrence brief",
    "ledger": "deterrence ledger list",
    "register": "deterrence claims",
}
MORE, EACH_BILLION = "more", "more_per_billion"
"""Statistics of a policy against the reference, future by future: the difference, and that over its cost."""
AT_LEAST: Final = "share>="
OPTION_COST: Final = "option_cost"
VALUE: Final = "value"
"""Statistic of a quantity as it stands."""


@dataclass(frozen=True)
class Number:
    """A number as it is printed, and where it comes from.

    Args:
        text: As it is printed, with its unit where the unit is a sign.
        outcome: Id of the outcome or quantity; of what is counted, what is counted.
        labels: Labels of its axes, the assumption set and structure among them where it is of one cell.
        statistic: What was made of the futures: `p50`, `share>=0.25`, `more.p05`, ...
        value: The number before it was shortened.
        kind: What gives it: an outcome of the run, a claim, a study, a quantity of the dataset, a count of either.
    """

    text: str
    outcome: str
    labels: Mapping[str, Label] = field(default_factory=dict)
    statistic: str = ""
    value: float = 0.0
    kind: Kind = "outcome"

    @property
    def command(self) -> str:
        """What gives the number again, on the terminal."""
        if self.kind == "quantity":
            return f"deterrence explain {self.outcome}"
        if self.kind != "outcome":
            return _COMMANDS[self.kind]
        cell = {"--assumption-set": "assumption_set", "--structure": "structure"}
        options = {f"--{axis}": axis for axis in _OF_OUTCOME} | cell
        said = [f"{option} {self.labels[axis]}" for option, axis in options.items() if axis in self.labels]
        return " ".join(("deterrence outcome", self.outcome, *said))


Words: TypeAlias = "str | Number"
Sentence: TypeAlias = "str | Sequence[Words]"


def plain(sentence: Sentence) -> str:
    """A sentence as words alone."""
    return sentence if isinstance(sentence, str) else "".join(
        part if isinstance(part, str) else part.text for part in sentence
    )  # fmt: skip


def filled(words: str, *numbers: Number) -> tuple[Words, ...]:
    """A sentence with a number at each `{}`, in their order.

    Raises:
        ValueError: There are more numbers than places, or fewer.
    """
    first, *rest = words.split("{}")
    return first, *(part for pair in zip(numbers, rest, strict=True) for part in pair)


def in_cell(text: str, outcome: str, cell: Cell, statistic: str, value: float, **labels: Label) -> Number:
    """A number of one cell whose statistic the caller takes."""
    return Number(text, outcome, {**labels, "assumption_set": cell[0], "structure": cell[1]}, statistic, value)


def of_study(text: str, study: str, cell: Cell, outcome: str, value: float, **labels: Label) -> Number:
    """A number of a study of one cell: one of its outcomes at labels."""
    at = {**labels, "assumption_set": cell[0], "structure": cell[1]}
    return Number(text, study, at, outcome, value, "study")


def number(
    results: Results, outcome: str, cell: Cell, statistic: str, form: Callable[[float], str], **labels: Label
) -> Number:
    """A number of one cell, with the text that `form` makes of it."""
    named = {**labels, "assumption_set": cell[0], "structure": cell[1]}
    value = statistic_of(results, outcome, cell, statistic, **labels)
    return Number(form(value), outcome, named, statistic, value)


def spread(
    results: Results, outcome: str, cell: Cell, form: Callable[[float], str], **labels: Label
) -> tuple[Words, ...]:
    """The median of the futures of one cell and the middle 90 % of them, as `2 (1 to 4)`."""
    middle, low, high = (number(results, outcome, cell, band, form, **labels) for band in ("p50", "p05", "p95"))
    return middle, " (", low, " to ", high, ")"


def statistic_of(results: Results, outcome: str, cell: Cell, statistic: str, **labels: Label) -> float:
    """A statistic over the futures of one cell: a band, a share, or a band of what a policy adds."""
    values = np.asarray(results.values(outcome, cell, **labels), dtype=np.float64)
    if statistic.startswith(AT_LEAST):
        return float(np.mean(values >= float(statistic.removeprefix(AT_LEAST))))
    made, _, band = statistic.rpartition(".")
    if made:
        values = _added(results, outcome, cell, values, labels)
    if made == EACH_BILLION:
        values = values / results.values(OPTION_COST, cell, policy=labels[POLICY_AXIS])
    return float(np.quantile(values, BANDS[band]))


def _added(results: Results, outcome: str, cell: Cell, values: AnyArray, labels: Mapping[str, Any]) -> AnyArray:
    """What a policy adds to the reference, future by future."""
    return values - results.values(outcome, cell, **{**labels, POLICY_AXIS: REFERENCE})
