"""What the plan at central values cannot meet, and what a tenth more would bring, in words (laws C20, C21)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from deterrence.axes import REFERENCE
from deterrence.chapter import Shown, capital
from deterrence.charts.numbers import listed, per_cent, short
from deterrence.conventional.codes import COUNTED, EUROPEAN, NOT_NATO
from deterrence.conventional.components.cells import TARGET_YEAR
from deterrence.conventional.components.closure import POOL
from deterrence.traced import Sentence, Words, filled, of_study

_WORDS: Final = {
    "requirement": "the requirement", "money": "money", "people": "people", "growth": "growth of each ally",
    "half": "the rule that no ally holds more than half", "industry": "output of industry",
}  # fmt: skip
"""Families of limits inside a sentence."""
_WHOLE: Final = {"requirement": "asking for {} of the requirement", "half": "{} of a code from one ally"}
"""Families of which what would do is told as it is; of the others as how much more."""
_WOULD_DO: Final = {name: _WHOLE.get(name, f"{{}} more {words}") for name, words in _WORDS.items()}
_TENTH: Final = {"requirement": "asking for a tenth less", "half": "a tenth more from one ally"} | {
    name: f"a tenth more {words}" for name, words in _WORDS.items() if name not in _WHOLE
}
_STUDY, _PLAN, _RANGES = "conventional.conflict", "conventional.plan", "conventional.plan_ranges"


def sentences(shown: Shown) -> Sequence[Sentence]:
    """The conflict of the plan at central values, with American forces and without, in words (law C20)."""
    cases = {
        REFERENCE: "With the American forces that the dials leave, in the reference all",
        "american_forces_gone_by_2030": "With them gone by 2030",
    }
    told: list[Sentence] = [
        (f"{words}, at central values: ", *_conflict(shown, policy), f" {NOT_NATO}") for policy, words in cases.items()
    ]
    return [*told, _shadow_prices(shown), _ranges(shown)]


def _shadow_prices(shown: Shown) -> Sentence:
    """By how many years a code closes sooner with one family relaxed by a tenth (law C21)."""
    found = shown.results.study(_PLAN, shown.cell)
    years = found.at("plan_shadow_years")
    sooner: list[Words] = []
    families, codes = ([str(name) for name in found.labels[axis]] for axis in ("family", "code"))
    idle = [_WORDS[name] for place, name in enumerate(families) if not years[place].any()]
    for place, code in np.argwhere(years != 0):
        value = -int(years[place, code])
        at = {"family": families[place], "code": codes[code]}
        sooner += [
            "; " if sooner else "", f"{_TENTH[families[place]]} closes the gap in {COUNTED[codes[code]]} ",
            of_study(f"{abs(value)}", _PLAN, shown.cell, "plan_shadow_years", value, **at),
            f" year{'s' if abs(value) > 1 else ''} {'sooner' if value > 0 else 'later'}",
        ]  # fmt: skip
    none = f"relaxing {listed(idle)} by a tenth changes no year" if idle else ""
    return (
        "Shadow prices in years, with the American forces that the dials leave: ",
        *sooner, "; " if sooner and none else "", f"{none}.",
    )  # fmt: skip


def _ranges(shown: Shown) -> Sentence:
    """Between what an ally's units lie over all plans that leave as little unmet (law C18)."""
    found = shown.results.study(_RANGES, shown.cell)
    told: list[Words] = []
    for ally in map(str, found.labels["asked_ally"]):
        for pool in map(str, found.labels["plan_pool"]):
            at = {"asked_ally": ally, "plan_pool": pool}
            low, high = (
                of_study(short(value), _RANGES, shown.cell, name, value, **at)
                for name in ("plan_least", "plan_most")
                for value in (float(found.at(name, **at)),)
            )
            is_first = pool == found.labels["plan_pool"][0]
            who = f"{'; ' if told else ''}{capital(EUROPEAN[ally])} " if is_first else " and "
            told += [who, low, " to ", high, f" {POOL[pool]}"]
    return (
        "What the figure shows is the plan nearest to fair shares. Others leave as little unmet, some by building "
        f"more than is asked; in them allies provide in {TARGET_YEAR}: ", *told, f". {NOT_NATO}",
    )  # fmt: skip


def _conflict(shown: Shown, policy: str) -> Sequence[Words]:
    found = shown.results.study(_STUDY, shown.cell, policy)
    families = [str(name) for name in found.labels["family"]]
    held = found.at("plan_conflict")
    together = [name for place, name in enumerate(families) if held[place]]
    if not together:
        return ("a plan meets all that Europe must provide in 2035.",)
    codes = [COUNTED[str(code)] for at, code in enumerate(found.labels["code"]) if found.at("plan_conflict_code")[at]]
    least, is_lost = found.at("plan_least_relaxation"), found.at("plan_is_not_helped")
    helps = [(name, float(least[place])) for place, name in enumerate(families) if not is_lost[place]]
    lost = [name for place, name in enumerate(families) if is_lost[place]]
    told = f"{listed(_WORDS[name] for name in together)} cannot be met together (already for {listed(codes)})"
    alone = (
        f"alone would do: {', or '.join(_WOULD_DO[name] for name, _ in helps)}" if helps else "nothing alone would do"
    )
    more = f"; not even eight times as much would do of {', '.join(_WORDS[name] for name in lost)}" if lost else ""
    shares = {name: value if name in _WHOLE else value - 1 for name, value in helps}
    numbers = (
        of_study(per_cent(share), _STUDY, shown.cell, "plan_least_relaxation", share, family=name, policy=policy)
        for name, share in shares.items()
    )
    return filled(f"{told}; {alone}{more}.", *numbers)
