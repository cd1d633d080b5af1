"""What a run reads, and what reads a quantity: the coupled model, the profiles and the options together."""

from __future__ import annotations

from deterrence.system.profiles import PROFILES, profile_quantities
from deterrence.system.wiring import STRUCTURES, quantities_read


def all_quantities(structure: str) -> tuple[str, ...]:
    """Ids of every quantity that a run reads: those of the coupled model, then those of the profiles alone."""
    return tuple(dict.fromkeys((*quantities_read(structure), *profile_quantities())))


def readers(identity: str) -> tuple[str, ...]:
    """What reads a quantity: the coupled model, by structure, the profiles, benchmarks and options."""
    if identity.startswith("nuclear.adequacy."):
        return ("benchmarks of P(arrivals >= b)",)
    if identity.startswith("options."):
        return ("costs and dates of options",)
    if identity.startswith("missile_defence.record_ukraine."):
        return ("score of the raids on the Ukrainian record",)
    structures = [name for name in STRUCTURES if identity in quantities_read(name)]
    domain = "retaliation and arsenal" if identity.startswith("nuclear.") else "engagement"
    coupled = (f"{domain} ({name})" for name in structures)
    return (*coupled, *(profile.name for profile in PROFILES if identity in profile.quantities))
