"""Labels of axes as a sentence uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

FORCE_NAMES: Mapping[str, str] = MappingProxyType(
    {"france": "France", "united_kingdom": "the United Kingdom", "both": "both together"}
)
STRUCTURE_NAMES: Mapping[str, str] = MappingProxyType(
    {"aids_net": "aids net", "explicit_decoys": "explicit decoys", "independent_sensors": "independent sensors"}
)
POSTURE_NAMES: Mapping[str, str] = MappingProxyType({"day_to_day": "day-to-day", "generated": "generated"})
_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "force": FORCE_NAMES,
        "posture": POSTURE_NAMES,
        "structure": STRUCTURE_NAMES,
        "coalition": {
            "france_united_kingdom": "France and the United Kingdom",
            "nato_without_united_states": "NATO without the United States",
        },
        "stance": {"day_to_day": "day-to-day"},
        "dyad": {
            "russia_nato": "Russia and NATO",
            "russia_france_united_kingdom": "Russia and the two European forces",
            "russia_united_states": "Russia and the United States",
            "united_states_china": "the United States and China",
            "russia_china": "Russia and China",
        },
    }
)
_PROPER: Mapping[str, str] = MappingProxyType(
    {
        "united kingdom": "the United Kingdom",
        "united states": "the United States",
        "france": "France",
        "russia": "Russia",
        "russian": "Russian",
        "china": "China",
        "poland": "Poland",
        "estonia": "Estonia",
        "nato": "NATO",
        "europe": "Europe",
        "european": "European",
        "us": "US",
        "american": "American",
        "moscow": "Moscow",
        "french": "French",
        "british": "British",
        "polish": "Polish",
        "s500": "S-500",
        "s400": "S-400",
        "f35a": "F-35A",
        "asn4g": "ASN4G",
        "snle 3g": "SNLE 3G",
        "dreadnought": "Dreadnought",
    }
)


def proper(words: str) -> str:
    """Names of countries and systems as they are written, in words made from an identifier."""
    pattern = "|".join(sorted(map(re.escape, _PROPER), key=len, reverse=True))
    return re.sub(rf"\b({pattern})\b", lambda match: _PROPER[match[1]], words)


def inside_sentence(title: str) -> str:
    """A title inside a sentence: its first letter is small unless a name begins it."""
    return title if title.startswith(tuple(_PROPER.values())) else title[:1].lower() + title[1:]


def label_name(axis: str, label: str | int) -> str:
    """A label in words."""
    named = _NAMES.get(axis, {}).get(str(label))
    return named or proper(str(label).replace("_", " "))


def outcome_name(name: str) -> str:
    """An outcome in words."""
    return {"erosion_same_forces": "erosion"}.get(name) or proper(name.replace("_", " "))
