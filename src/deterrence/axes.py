"""Shared axes: the labels that several domains use, each with the words that a sentence uses for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

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
        "german": "German",
        "british": "British",
        "polish": "Polish",
        "s500": "S-500",
        "s400": "S-400",
        "f35a": "F-35A",
        "gem t": "GEM-T",
        "samp t": "SAMP/T",
        "nasams": "NASAMS",
        "aegis ashore": "Aegis Ashore",
        "arrow 3": "Arrow 3",
        "pac3 mse": "PAC-3 MSE",
        "iris t": "IRIS-T",
        "iris t slm": "IRIS-T SLM",
        "patriot": "Patriot",
        "a135": "A-135",
        "asn4g": "ASN4G",
        "snle 3g": "SNLE 3G",
        "dreadnought": "Dreadnought",
        "exo atmospheric": "exo-atmospheric",
    }
)


_NAMED: Final = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _PROPER), key=len, reverse=True))})\b")


def proper(words: str) -> str:
    """Names of countries and systems as they are written, in words made from an identifier."""
    return _NAMED.sub(lambda match: _PROPER[match[1]], words)


def inside_sentence(title: str) -> str:
    """A title inside a sentence: its first letter is small unless a name begins it."""
    return title if title.startswith(tuple(_PROPER.values())) else title[:1].lower() + title[1:]


def named(labels: Iterable[str], given: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, str]:
    """Labels of an axis with the words that a sentence uses; those not given are made from the label itself."""
    return MappingProxyType({label: given.get(label) or proper(label.replace("_", " ")) for label in labels})


FORCE: Final[Mapping[str, str]] = MappingProxyType(
    {"france": "France", "united_kingdom": "the United Kingdom", "both": "both together"}
)
OWNER: Final[Mapping[str, str]] = MappingProxyType({name: FORCE[name] for name in ("france", "united_kingdom")})
POSTURE: Final[Mapping[str, str]] = MappingProxyType({"day_to_day": "without warning", "generated": "after a warning"})
DEFENCE: Final[Mapping[str, str]] = MappingProxyType({"none": "without the defence", "all": "through the defence"})
"""Twins on the same futures: the same forces, loads and deployments with every interceptor set to zero, or not."""
TWIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "none": DEFENCE["none"],
        "a135_of_2025": "through the A-135 of 2025 alone",
        "without_a135_of_2025": "through all but the A-135 of 2025",
        "all": DEFENCE["all"],
    }
)
"""All four twins (law RT1): beside the two, what was there in 2025, and all but that."""
EXPOSURE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "none": "none sent into a defended region",
        "half": "half sent into the capital region",
        "spread": "all sent into defended regions, a quarter of it outside the capital region",
        "all": "all sent into the capital region",
        "asked": "the pair asked for, or else half",
    }
)
"""How much of a retaliation is sent where (law RE2); the pairs stand in `exposure`."""
EXPOSURES: Final = tuple(EXPOSURE)
DEFENDED_REGION: Final = named(("capital", "other_defended"))
LAYER: Final = named(
    ("exo_atmospheric", "s500", "terminal"),
    {"exo_atmospheric": "outer layer", "terminal": "last layer"},
)
STRUCTURE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aids_net": "decoys within the kill chance",
        "explicit_decoys": "decoys one by one",
        "independent_sensors": "a sensor for each layer",
    }
)
AIDS_NET, EXPLICIT_DECOYS, INDEPENDENT_SENSORS = STRUCTURES = tuple(STRUCTURE)
OWNERS, FORCES, POSTURES, DEFENCES = tuple(OWNER), tuple(FORCE), tuple(POSTURE), tuple(DEFENCE)
DEFENDED_REGIONS, LAYERS = tuple(DEFENDED_REGION), tuple(LAYER)
REGIONS = (*DEFENDED_REGIONS, "undefended")

FIRST_YEAR: Final = 2025
"""First year of every horizon, in which stocks and boats are counted."""
LATEST_YEAR: Final = 2060
"""Last year that a horizon may have."""
PRESENT_YEAR: Final = 2026
"""The year from which the founding claims look ahead."""
CLAIM_YEAR: Final = 2036
"""The year of the founding claims (law 21), of which whole distributions are kept."""
COUNTED: Final[Mapping[str, str]] = MappingProxyType({"benchmark": "warheads"})
"""Axes of counts that the data decide, with what is counted."""
POLICY_AXIS: Final = "policy"
REFERENCE: Final = "reference"
