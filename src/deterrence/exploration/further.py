"""What further blocks hold: a few outcomes at a few labels, of cells whose shares are to be known better (law 44)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deterrence.axes import CLAIM_YEAR
from deterrence.exploration.stored_names import further_of
from deterrence.results import Label
from deterrence.scenario.scenario import Scenario
from deterrence.system.block import narrowed, targeted
from deterrence.system.order import Order
from deterrence.system.registry import ORDER, OUTCOMES, tables


@dataclass(frozen=True)
class Further:
    """Outcomes of further blocks, and the labels at which they are computed.

    Args:
        outcomes: Their names; what else stands in their tables comes with them.
        labels: Axis -> the labels wanted, years among them; an axis that is not named is whole.
    """

    outcomes: tuple[str, ...] = ()
    labels: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that hold these outcomes."""
        return tuple(dict.fromkeys(OUTCOMES[name].table for name in self.outcomes))

    @property
    def stored(self) -> tuple[str, ...]:
        """The same as they are named where further blocks store them."""
        return tuple(map(further_of, self.tables))

    @property
    def order(self) -> Order:
        """The order of what these outcomes need.

        Their givers compute these labels alone, and all others what is read.
        """
        order = targeted(ORDER, [name for table in self.tables for name in tables(everything=True)[table]])
        wanted = {axis: tuple(map(str, labels)) for axis, labels in self.labels.items()}
        givers = {order.givers[name] for name in self.outcomes}
        read = {axis: () for component in order.components for axis in component.labels}
        return narrowed(narrowed(order, wanted, givers), read, {one.name for one in order.components} - givers)

    def until_read(self, scenario: Scenario) -> Scenario:
        """The scenario up to the last year that is wanted, at least to that of the claims."""
        last = max((CLAIM_YEAR, *map(int, self.labels.get("year", scenario.years[-1:]))))
        return replace(scenario, years=tuple(year for year in scenario.years if year <= last))

    def holds(self, outcome: str, labels: Mapping[str, Label]) -> bool:
        """Whether further blocks hold an outcome at these labels."""
        named = (axis for axis in self.labels if axis in OUTCOMES[outcome].axes)
        return OUTCOMES[outcome].table in self.tables and all(labels.get(axis) in self.labels[axis] for axis in named)


NOTHING = Further()
