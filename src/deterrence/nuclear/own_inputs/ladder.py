"""The ladder of escalation on holdings of a user: coverage of each rung by coalition, and the gap to one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from deterrence.arrays import Floats
from deterrence.nuclear import theatre
from deterrence.nuclear.theatre import THEATRE_RUNGS, Credit, Holding
from deterrence.own_inputs import Count, Probability, StrictInputs
from deterrence.units import suggestion

# Limits of the tool, so that a mistyped file answers at once instead of filling the memory.
_MOST_RUNGS, _MOST_COALITIONS, _MOST_HOLDINGS = 20, 20, 200

Name = Annotated[str, Field(min_length=1, max_length=60)]
Weapons = Annotated[int, Field(ge=0, le=100_000)]


class HoldingInputs(StrictInputs):
    """Weapons of one class, who owns them, and the systems of the one who would deliver them."""

    rung: Name
    owner: Name
    operator: Name | None = None
    weapons: Weapons
    systems: Count
    systems_owned: Count | None = None
    weapons_per_system: Annotated[float, Field(ge=0)] = 1.0
    survival_share: Probability
    readiness_share: Probability
    penetration_share: Probability

    @model_validator(mode="after")
    def _owned(self) -> Self:
        if self.systems_owned is not None and self.systems > self.systems_owned:
            raise ValueError(
                f"more systems certified ({self.systems}) than owned ({self.systems_owned}): "
                "lower systems or raise systems_owned"
            )
        return self

    @property
    def members(self) -> tuple[str, ...]:
        """All whom the holding takes."""
        return (self.owner,) if self.operator is None else (self.owner, self.operator)


class Inputs(StrictInputs):
    """Holdings of all members, the coalitions to compare and the one against which the gap is taken."""

    rungs: Annotated[tuple[Name, ...], Field(min_length=1, max_length=_MOST_RUNGS)] = THEATRE_RUNGS
    weights: dict[str, Annotated[float, Field(ge=0)]] | None = None
    needed_weapons: Annotated[float, Field(gt=0)]
    holdings: Annotated[tuple[HoldingInputs, ...], Field(min_length=1, max_length=_MOST_HOLDINGS)]
    stockpiles: dict[str, Weapons] = Field(default_factory=dict)
    coalitions: Annotated[dict[str, tuple[Name, ...]], Field(min_length=1, max_length=_MOST_COALITIONS)]
    against: Name | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = [*self._coalition_problems(), *self._rung_problems(), *self._stock_problems()]
        if problems:
            wrong, fixes = zip(*problems, strict=True)
            raise ValueError(f"{'; '.join(wrong)}: {'; '.join(dict.fromkeys(fixes))}")
        return self

    def _coalition_problems(self) -> Iterator[tuple[str, str]]:
        known = {member for holding in self.holdings for member in holding.members}
        for name, members in self.coalitions.items():
            if not members:
                yield f"coalition without members ({name})", "name at least one member"
            for member in members:
                if member not in known:
                    fix = suggestion(member, known, f"write one of {', '.join(sorted(known))}")
                    yield f"member of {name} without a holding ({member})", fix
        if self.against is not None and self.against not in self.coalitions:
            fix = suggestion(self.against, self.coalitions)
            yield f"against no such coalition ({self.against})", fix

    def _rung_problems(self) -> Iterator[tuple[str, str]]:
        if len(set(self.rungs)) < len(self.rungs):
            yield "a rung listed twice", "list each rung once"
        for what, names in (("holding", [held.rung for held in self.holdings]), ("weight", self.weights or {})):
            for rung in dict.fromkeys(names):
                if rung not in self.rungs:
                    yield f"{what} on no such rung ({rung})", suggestion(rung, self.rungs, "add it to rungs")
        if self.weights is not None and not any(self.weights.get(rung, 0) for rung in self.rungs):
            yield "weights sum to 0", "give at least one rung a weight above 0"

    def _stock_problems(self) -> Iterator[tuple[str, str]]:
        held: Counter[str] = Counter()
        for holding in self.holdings:
            held[holding.owner] += holding.weapons
        for owner, stock in self.stockpiles.items():
            if held[owner] > stock:
                yield (
                    f"more weapons deployed by {owner} ({held[owner]}) than owned ({stock})",
                    f"lower its holdings or raise stockpiles.{owner}",
                )


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    holdings = [
        Holding(
            held.rung,
            held.members,
            held.weapons,
            held.systems,
            held.weapons_per_system,
            Credit(held.survival_share, held.readiness_share, held.penetration_share),
        )
        for held in inputs.holdings
    ]
    usable = theatre.usable_by_coalition(holdings, inputs.coalitions, inputs.rungs)
    rungs = theatre.rung_coverage(usable, inputs.needed_weapons)
    weights = None if inputs.weights is None else [inputs.weights.get(rung, 0.0) for rung in inputs.rungs]
    ladder = theatre.ladder_coverage(rungs, weights)
    found: dict[str, Any] = {
        "usable_weapons": _by_rung(inputs, usable),
        "rung_coverage": _by_rung(inputs, rungs),
        "ladder_coverage": _by_coalition(inputs, ladder),
    }
    if inputs.against is not None:
        side, total = list(inputs.coalitions).index(inputs.against), usable.sum(axis=-1)
        found["coverage_gap"] = _by_coalition(inputs, theatre.coverage_gap(ladder[side], ladder))
        found["log_ratio"] = _by_coalition(inputs, theatre.log_ratio(total[side], total))
        found["rungs_led_share"] = _by_coalition(inputs, theatre.rungs_led(usable[side], usable))
    return found


def _by_coalition(inputs: Inputs, values: Floats) -> dict[str, float]:
    return dict(zip(inputs.coalitions, values.tolist(), strict=True))


def _by_rung(inputs: Inputs, values: Floats) -> dict[str, dict[str, float]]:
    rows = (dict(zip(inputs.rungs, row, strict=True)) for row in values.tolist())
    return dict(zip(inputs.coalitions, rows, strict=True))
