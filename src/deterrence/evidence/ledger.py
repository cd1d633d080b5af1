"""The ledger: the flat table of all quantities, one row each; and a value as data and in one line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.distribution import Choices, Dated, Distribution, Mixture, Point, Triple, Undated
from deterrence.evidence.quantity import Quantity
from deterrence.numbers import significant

_USUAL = Triple.__name__.lower()  # a range of which nothing more is said


def ledger_rows(dataset: Dataset) -> list[dict[str, Any]]:
    """Every quantity of a dataset, by id, JSON-ready: `kind` is the family of the value; low and high are its ends."""
    return [_row(dataset.quantities[identity]) for identity in sorted(dataset.quantities)]


def kind_of(distribution: Distribution) -> str:
    """Family of a distribution in one word; `dated linear` or `dated step` for values at dates."""
    if isinstance(distribution, Dated):
        return f"dated {distribution.rule}"
    return type(distribution).__name__.lower()


def _row(quantity: Quantity) -> dict[str, Any]:
    basis = quantity.basis
    return {
        "id": quantity.id,
        "description": quantity.description,
        "unit": quantity.unit.name,
        "kind": kind_of(basis.distribution),
        "low": basis.distribution.low,
        "central": basis.distribution.central,
        "high": basis.distribution.high,
        "grade": basis.grade,
        "range_grade": basis.range_grade,
        "chance_grade": basis.chance_grade,
        "sources": [reference.source for reference in basis.sources],
        "rationale": basis.rationale,
        "analogue": basis.analogue,
        "method": basis.method,
        "as_of": basis.as_of,
        "variants": list(quantity.variants),
        "structures": list(quantity.structures),
        "can_reverse": list(quantity.can_reverse),
        "lever": quantity.lever.label if quantity.lever else None,
    }


def distribution_dict(distribution: Distribution) -> dict[str, Any]:
    """A distribution as JSON-ready data."""
    if isinstance(distribution, Dated):
        return {
            "dated": {
                str(y): distribution_dict(v) for y, v in zip(distribution.years, distribution.values, strict=True)
            },
            "rule": distribution.rule,
        }
    return {
        "family": type(distribution).__name__.lower(),
        "low": distribution.low,
        "central": distribution.central,
        "high": distribution.high,
        **_chances(distribution),
    }


def _chances(distribution: Undated) -> dict[str, Any]:
    """What the ends and the median of a mixture or of choices leave out."""
    if isinstance(distribution, Mixture):
        rest = distribution_dict(distribution.otherwise)
        return {"at": distribution.at, "chance": distribution.chance, "else": rest}
    if isinstance(distribution, Choices):
        return {"choices": _by_number(distribution)}
    return {}


def _by_number(choices: Choices) -> dict[str, float]:
    return {str(number): chance for number, chance in zip(choices.numbers, choices.chances, strict=True)}


def written(distribution: Distribution) -> Any:
    """A distribution as a file writes it."""
    if isinstance(distribution, Dated):
        dated = zip(distribution.years, distribution.values, strict=True)
        return {"dated": {str(year): written(value) for year, value in dated}, "rule": distribution.rule}
    if isinstance(distribution, Point):
        return distribution.value
    if isinstance(distribution, Triple):
        return asdict(distribution)
    if isinstance(distribution, Mixture):
        rest = written(distribution.otherwise)
        return {"mixture": {"at": distribution.at, "chance": distribution.chance, "else": rest}}
    if isinstance(distribution, Choices):
        return {"choices": _by_number(distribution)}
    return {"family": kind_of(distribution), **asdict(distribution)}


def value_text(value: dict[str, Any]) -> str:
    """A value in one line."""
    if "dated" in value:
        return "; ".join(f"{year}: {value_text(v)}" for year, v in value["dated"].items()) + f" ({value['rule']})"
    if "choices" in value:
        return " or ".join(f"{number} (chance {significant(chance)})" for number, chance in value["choices"].items())
    if "else" in value:
        return f"{significant(value['at'])} (chance {significant(value['chance'])}), else {value_text(value['else'])}"
    if value["low"] == value["high"]:
        return significant(value["central"])
    family = "" if value["family"] == _USUAL else f", {value['family']}"
    central, low, high = (significant(value[end]) for end in ("central", "low", "high"))
    return f"{central} ({low} to {high}{family})"
