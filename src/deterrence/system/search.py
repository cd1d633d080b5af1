"""Plain text search over the outcomes of the registry: what could answer a sentence that somebody wrote.

Nothing is fetched and no model asked: words are compared, cut to their stems, and a rare word tells more than a common
one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from deterrence.system.registry import COMPONENT_OF, OUTCOMES, labels_of, stored_axes
from deterrence.units import nearest

_WORD: Final = re.compile(r"[^\W_]{2,}")
_NUMBERED: Final = re.compile(r"(?<=[A-Za-z])-(?=\d)")
_COMMON_WORDS: Final = (
    "a about after all also an and are as at be been but by can could do does for from get had has have "
    "he if in into is it its least many may might more most much must no not of on or our same she should so "
    "some such than that the their them then there these they this those to too up very was we were what "
    "when where which while who will with within would "
    "half third quarter fifth sixth tenth two three four five six ten twice per cent percent"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_ENDINGS: Final = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ions",
    "ion",
    "als",
    "al",
    "ied",
    "ies",
    "ed",
    "es",
    "e",
    "s",
    "y",
)
_SHORTEST_STEM: Final = 4
SAME: Final[Mapping[str, str]] = {
    **dict.fromkeys(("britain", "british", "uk"), "kingdom"),
    **dict.fromkeys(("american", "americans"), "states"),
    "french": "france",
    "polish": "poland",
    "estonian": "estonia",
    "chinese": "china",
    "erode": "erosion",
    "eroded": "erosion",
    "erodes": "erosion",
    "eroding": "erosion",
    "shields": "defence",
    "shield": "defence",
}
"""Words that say the same, of which no ending tells it."""
_TRUE_OR_FALSE: Final = "flag"
_IN_NAME: Final = 2.0
"""A word in the name of an outcome, or that others use for it, tells so many times as much as one in its meaning."""
_IN_LABELS: Final = 0.5
"""A word that only places an outcome among others (a force, a year, a model) tells so much less."""
_DOUBLING: Final = ("ing", "ings", "ed")
_UNDOUBLED: Final = "lsz"
"""Letters that stand doubled at the end of a word without an ending too, as in kill and pass."""
_YEAR: Final = re.compile(r"\b20\d\d\b")
_PART: Final = re.compile(r"\b(half|a third|a quarter|a fifth|a tenth)\b|\b(\d{1,3})(?: ?%| per ?cent\b)")
_PARTS: Final[Mapping[str, float]] = {"half": 0.5, "a third": 0.33, "a quarter": 0.25, "a fifth": 0.2, "a tenth": 0.1}
_SHARE: Final = "share"
_SUGGESTED: Final = 3
_LISTED: Final = "`deterrence outcomes` lists all"


@dataclass(frozen=True)
class Match:
    """An outcome, how well it fits, and the words that it shares with the text."""

    outcome: str
    score: float
    words: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """What a claim file needs to ask of it, JSON-ready."""
        told = OUTCOMES[self.outcome]
        return {
            "outcome": self.outcome,
            "unit": told.unit,
            "meaning": told.meaning,
            "also": told.also,
            "axes": [axis for axis in stored_axes(self.outcome) if axis != "future"],
            "labels": {axis: dict(labels) for axis, labels in labels_of(self.outcome).items()},
            "years": None if told.years is None else list(told.years),
            "words": list(self.words),
            "score": round(self.score, 3),
        }


def outcome_suggestion(name: str) -> str:
    """What to write instead of an outcome that there is not: the name most like it, and such as share its words."""
    close = filter(None, (nearest(name, OUTCOMES), *(match.outcome for match in matching(name))))
    listed = " or ".join(list(dict.fromkeys(close))[:_SUGGESTED])
    return f"did you mean {listed}? {_LISTED}" if listed else f"write another name: {_LISTED}"


def matching(text: str = "") -> list[Match]:
    """Outcomes that share words with a text, the best first; all of them in registry order where there is no text.

    Of two that share as much, the one that asks for fewer labels comes first.
    """
    wanted: dict[str, str] = {}
    for word in _written(text):
        for said in _words(word):
            wanted.setdefault(_stem(said), word)
    if not text.strip():
        return [Match(name, 0.0, ()) for name in OUTCOMES]
    known = _known()
    rarity = {stem: math.log(1 + len(known) / sum(stem in stems for stems in known.values())) for stem in _all(known)}
    found = []
    for name, stems in known.items():
        shared = [stem for stem in wanted if stem in stems]
        if shared:
            score = sum(stems[stem] * rarity[stem] for stem in shared) / (2 if _is_flag(name) else 1)
            found.append(Match(name, score, tuple(wanted[stem] for stem in shared)))
    return sorted(found, key=lambda match: (-round(match.score, 6), len(OUTCOMES[match.outcome].axes)))


def said_in(text: str, outcome: str) -> dict[str, str | int | float]:
    """What a sentence says of an outcome itself, where it names one: `force`, `year` and the `threshold` of a share.

    >>> said_in("Moscow's defences will stop half of Britain's retaliation by 2036", "erosion_same_forces")
    {'force': 'united_kingdom', 'year': 2036, 'threshold': 0.5}
    """
    stems = set(_stems(text))
    forces = labels_of(outcome).get("force", {})
    named = [label for label in forces if set(_stems(label)[-1:]) <= stems]
    years = {int(year) for year in _YEAR.findall(text)}
    kept = OUTCOMES[outcome].years
    parts = {_PARTS[part] if part else int(number) / 100 for part, number in _PART.findall(text.casefold())}
    found: dict[str, str | int | float] = {}
    if len(named) == 1:
        found["force"] = named[0]
    if len(years) == 1 and (kept is None or years <= set(kept)) and "year" in OUTCOMES[outcome].axes:
        found["year"] = years.pop()
    if len(parts) == 1 and OUTCOMES[outcome].unit == _SHARE:
        found["threshold"] = parts.pop()
    return found


def _is_flag(name: str) -> bool:
    """What only says that another outcome says nothing, or whether something is so, answers less."""
    return OUTCOMES[name].unit == _TRUE_OR_FALSE


@cache
def _known() -> Mapping[str, Mapping[str, float]]:
    """Stems of what is said of each outcome, with their weights."""
    return {name: _weights(name) for name in OUTCOMES}


def _weights(name: str) -> Mapping[str, float]:
    told = OUTCOMES[name]
    domain = COMPONENT_OF[name].name.replace(".", " ") if name in COMPONENT_OF else ""
    labels = " ".join(f"{label} {words}" for named in labels_of(name).values() for label, words in named.items())
    placed = dict.fromkeys(_stems(f"{domain} {labels} {told.unit}"), _IN_LABELS)
    said = dict.fromkeys(_stems(told.meaning), 1.0)
    return placed | said | dict.fromkeys(_stems(f"{name} {told.words} {told.also}"), _IN_NAME)


def _all(known: Mapping[str, Mapping[str, float]]) -> Counter[str]:
    return Counter(stem for stems in known.values() for stem in stems)


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _words(text)]


def _written(text: str) -> list[str]:
    """Words as they are written, in small letters."""
    return _WORD.findall(_NUMBERED.sub("", text.replace("_", " ")).casefold())


def _words(text: str) -> list[str]:
    found = [SAME.get(word, word) for word in _written(text)]
    return [word for word in found if word not in _COMMON and not word.isdecimal()]


def _stem(word: str) -> str:
    """A word without its ending.

    >>> _stem("erosion"), _stem("warheads"), _stem("arrivals"), _stem("arrive"), _stem("boats")
    ('eros', 'warhead', 'arriv', 'arriv', 'boat')
    >>> _stem("stops"), _stem("stopped"), _stem("stopping"), _stem("killed")
    ('stop', 'stop', 'stop', 'kill')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            rest = word.removesuffix(ending)
            is_doubled = ending in _DOUBLING and rest[-1] == rest[-2] and rest[-1] not in _UNDOUBLED
            return rest[:-1] if is_doubled else rest
    return word
