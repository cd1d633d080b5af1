"""What the plan at central values cannot meet, in words (law C20)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deterrence.axes import REFERENCE
from deterrence.chapter import Shown
from deterrence.charts.numbers import listed
from deterrence.conventional.apportionment import NOT_NATO
from deterrence.conventional.codes import COUNTED

_WORDS: Final = {
    "requirement": "the requirement", "money": "money", "people": "people", "growth": "growth of each ally",
    "half": "the rule that no ally holds more than half", "industry": "output of industry",
}  # fmt: skip
"""Families of limits inside a sentence."""


def sentences(shown: Shown) -> Sequence[str]:
    """The conflict of the plan at central values, with American forces and without, in words (law C20)."""
    cases = {
        REFERENCE: "With the American forces that the dials leave, in the reference all",
        "american_forces_gone_by_2030": "With them gone by 2030",
    }
    return [f"{words}, at central values: {_conflict(shown, policy)} {NOT_NATO}" for policy, words in cases.items()]


def _conflict(shown: Shown, policy: str) -> str:
    found = shown.results.study("conventional.conflict", shown.cell, policy)
    families = [str(name) for name in found.labels["family"]]
    held = found.at("plan_conflict")
    together = [name for place, name in enumerate(families) if held[place]]
    if not together:
        return "a plan meets all that Europe must provide in 2035."
    codes = [COUNTED[str(code)] for at, code in enumerate(found.labels["code"]) if found.at("plan_conflict_code")[at]]
    least, is_lost = found.at("plan_least_relaxation"), found.at("plan_is_not_helped")
    helps = [_said(name, least[place]) for place, name in enumerate(families) if not is_lost[place]]
    lost = [name for place, name in enumerate(families) if is_lost[place]]
    told = f"{listed(_WORDS[name] for name in together)} cannot be met together (already for {listed(codes)})"
    alone = f"alone would do: {', or '.join(helps)}" if helps else "nothing alone would do"
    more = f"; not even eight times as much would do of {', '.join(_WORDS[name] for name in lost)}" if lost else ""
    return f"{told}; {alone}{more}."


def _said(family: str, least: float) -> str:
    if family == "requirement":
        return f"asking for {least:.0%} of the requirement"
    return f"{least:.0%} of a code from one ally" if family == "half" else f"{least - 1:.0%} more {_WORDS[family]}"
