"""The card of one reading: proposition, shares, what decides, where it flips, what to believe for it, sources."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from deterrence.axes import REFERENCE, STRUCTURE
from deterrence.charts.numbers import by_grade, listed
from deterrence.claims.believe import turning_text
from deterrence.claims.claim import STATE, Claim, Reading
from deterrence.claims.summary import quasi_p_text
from deterrence.evidence.distribution import Distribution
from deterrence.evidence.document import document_of
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.source import SourceRecord
from deterrence.numbers import of_one, result
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.system.explain import source_dict
from deterrence.web.live import Live
from deterrence.web.state import LINK, State
from deterrence.web.views.claim_table import unit_of

Row = Mapping[str, Any]
_BARE: Final = ("factor", "calendar_year", "flag", "share", "probability")  # units that a number here leaves out
_LEAST_DENSITY: Final = 1 / 2  # limits within which the rarer stays the rarer flip nothing
_SAID_OF_A_CELL: Final = ("share", "sampling_interval_95", "word", "futures", "void_share", "is_circular")
_SAID_OF_A_BOX: Final = ("tends_to", "words", "density", "coverage")


def card(row: Row, state: State, live: Live, sources: Mapping[str, SourceRecord]) -> dict[str, Any]:
    """What the card of a row of a table shows; `sources` are those that its claim may name."""
    claim, reading, verdict = row["claim"], row["reading"], row["verdict"]
    told: dict[str, Any] = {
        "row": row,
        "claim": claim,
        "reading": reading,
        "verdict": verdict,
        "state_words": STATE[reading.state],
        "sources": list(_sources(claim, reading, sources)),
        "query": state.query(live.dataset),
    }
    if verdict is None:
        return told
    inputs = _Inputs(state, live)
    ends = verdict["interval_by_assumption_set"]
    by_set = [{"assumption_set": name, "ends": ends[name], "is_circular": name in verdict["circular_sets"]}
              for name in ends]  # fmt: skip
    boxes = [box for box in verdict["flips"] if _flips(box)]
    return {
        **told,
        "by_set": folded(by_set, ("ends", "is_circular")),
        "cells": folded(verdict["cells"], _SAID_OF_A_CELL),
        "nearest": _nearest(verdict, inputs),
        "flips": folded([inputs.box_told(box, verdict["names"]) for box in boxes], _SAID_OF_A_BOX),
        "example": inputs.example_told(verdict),
    }


def folded(rows: Sequence[Row], said: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of which the same is said as one, in the order in which it is first said; `who` names their cells."""
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(_frozen(row[name]) for name in said), []).append(row)
    return [{**{name: group[0][name] for name in said}, "who": _who(group, len(rows))} for group in groups.values()]


def _frozen(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value


def _who(group: Sequence[Row], everyone: int) -> str:
    """Which cells a folded row speaks of: sets, and where it is known their structures."""
    if len(group) == everyone > 1:
        return f"all {everyone}"
    structures: dict[str, list[str]] = {}
    for row in group:
        structures.setdefault(row["assumption_set"], []).extend([row["structure"]] if "structure" in row else [])
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, found in structures.items():
        alike.setdefault(tuple(found), []).append(name)
    return "; ".join(
        listed(names) + (f" ({listed(STRUCTURE[one] for one in found)})" if found else "")
        for found, names in alike.items()
    )


def _flips(cell: Row) -> bool:
    """Whether the box of a cell makes the rarer of holding and failing the more frequent."""
    return cell["box"] is not None and cell["box"]["density"] > _LEAST_DENSITY


@dataclass(frozen=True)
class _Input:
    distribution: Distribution
    range_grade: str
    unit: str


class _Inputs:
    """The inputs that a card speaks of, as they stand in the state."""

    def __init__(self, state: State, live: Live) -> None:
        self._scenario = scenario_of(document_of(state.tree(), LINK), live.dataset)
        self._sets: dict[str, Mapping[str, Resolved]] = {}

    def of(self, assumption_set: str, decider: str) -> _Input | None:
        """An input by the name under which it decides, as the policy in it changes it; none where it is no quantity."""
        if assumption_set not in self._sets:
            self._sets[assumption_set] = resolve(self._scenario, assumption_set)
        policy, _, identity = decider.rpartition("/")
        found = self._sets[assumption_set].get(identity)
        if found is None:
            return None
        unit = found.quantity.unit.name
        if policy:
            basis = self._scenario.dataset.policies[policy].changes[identity]
            return _Input(basis.distribution, basis.range_grade, unit)
        return _Input(found.basis.distribution, found.basis.range_grade, unit)

    def number(self, assumption_set: str, decider: str, value: float) -> str:
        """A computed value of an input, with its unit and no more digits than the input's grade allows."""
        found = self.of(assumption_set, decider)
        if found is None:
            return by_grade(value, "judged")
        return _with_unit(by_grade(value, found.range_grade, found.unit), found.unit)

    def range(self, assumption_set: str, decider: str) -> str:
        """The range of an input in a set, as it is written, with its unit."""
        found = self.of(assumption_set, decider)
        return "" if found is None else _with_unit(value_text(distribution_dict(found.distribution)), found.unit)

    def box_told(self, cell: Row, names: Mapping[str, str]) -> dict[str, Any]:
        """A box of a cell with its limits in words."""
        words = " and ".join(
            f"{names[limit['quantity']]} {limit['side'].replace('_', ' ')} "
            f"{self.number(cell['assumption_set'], limit['quantity'], limit['value'])} "
            f"(quasi-p {quasi_p_text(limit['quasi_p'])})"
            for limit in cell["box"]["limits"]
        )
        turning = turning_text([limit["alone"] for limit in cell["box"]["limits"]], cell["box"]["density"])
        return {**cell["box"], **cell, "words": f"{words}{turning}"}

    def example_told(self, verdict: Row) -> dict[str, Any] | None:
        """The counter-example with its inputs in words."""
        example = verdict["counter_example"]
        if example is None:
            return None
        inputs = {
            name: self.number(example["assumption_set"], name, value) for name, value in example["inputs"].items()
        }
        outcome = number_with_unit(example["outcome"], verdict)
        return {**example, "inputs": inputs, "outcome": outcome, "structure": STRUCTURE[example["structure"]]}


def number_with_unit(value: float, verdict: Row) -> str:
    """A value of what a verdict is about; a ratio has no unit."""
    unit = unit_of(verdict)
    return _with_unit(result(value, unit), unit)


def _with_unit(number: str, unit: str) -> str:
    words = unit.replace("_", " ")
    return number if unit in _BARE else f"{number} {of_one(words) if number == '1' else words}"


def _nearest(verdict: Row, inputs: _Inputs) -> dict[str, Any]:
    """The counted cell in which the claim comes nearest to holding, and what it says of each input that decides."""
    counted = [cell for cell in verdict["cells"] if not cell["is_circular"]] or verdict["cells"]
    nearest = max(counted, key=lambda cell: cell["share"])
    name = nearest["assumption_set"]
    told = [{**decider, "here": inputs.range(name, decider["quantity"]),
             "reference": inputs.range(REFERENCE, decider["quantity"])} for decider in verdict["deciders"]]  # fmt: skip
    compared, same = apart(told, is_reference=name == REFERENCE)
    return {"assumption_set": name, "structure": STRUCTURE[nearest["structure"]], "share": nearest["share"],
            "inputs": compared, "same": same, "is_reference": name == REFERENCE}  # fmt: skip


def apart(told: Sequence[Row], *, is_reference: bool) -> tuple[list[Row], list[Row]]:
    """Inputs that stand beside the reference, and those that are the same there: in the reference itself none is."""
    if is_reference:
        return list(told), []
    return (
        [row for row in told if row["here"] != row["reference"]],
        [row for row in told if row["here"] == row["reference"]],
    )


def _sources(claim: Claim, reading: Reading, known: Mapping[str, SourceRecord]) -> Iterator[dict[str, Any]]:
    """Where the claim was made, what documents the reading, and who states the threshold."""
    threshold = reading.proposition.threshold.source if reading.proposition else None
    cited = [("Made in", claim.origin.source, claim.origin.place)]
    cited += [("Documented by", one.source, one.locator) for one in reading.sources]
    cited += [("Threshold", threshold.source, threshold.locator)] if threshold else []
    for role, name, place in cited:
        if name in known:
            yield {"role": role, **source_dict(name, place, known[name])}
