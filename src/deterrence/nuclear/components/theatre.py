"""Forces of the theatre: how drawn quantities become holdings on the rungs, and what comes out by coalition.

Equations and where the inputs stand: docs/models/nuclear_theatre.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers, along_years
from deterrence.axes import CLAIM_YEAR, named
from deterrence.component import Component, Outcome, Reads, of_draws
from deterrence.nuclear import theatre
from deterrence.nuclear.theatre import RUNGS, STRATEGIC, THEATRE_RUNGS, Credit, Holding

RUSSIA, UNITED_STATES, FRANCE, UNITED_KINGDOM, POLAND = (
    "russia", "united_states", "france", "united_kingdom", "poland",
)  # fmt: skip
HOSTS = ("belgium", "germany", "italy", "netherlands", "turkey", POLAND)
ALLIES = (UNITED_STATES, FRANCE, UNITED_KINGDOM, *HOSTS)
COALITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "russia": (RUSSIA,),
        "nato": ALLIES,
        "nato_without_united_states": tuple(member for member in ALLIES if member != UNITED_STATES),
        "france_united_kingdom": (FRANCE, UNITED_KINGDOM),
    }
)

_PAGE = "models/nuclear_theatre.md"
_PREFIX = "nuclear.theatre."
_LEGS = ("icbm", "slbm", "bomber")
_STOCKS = (
    "nuclear.france.stockpile",
    "nuclear.france.warheads_on_other_systems",
    "nuclear.united_kingdom.stockpile",
    *(f"nuclear.{owner}.{leg}_warheads" for owner in (RUSSIA, UNITED_STATES) for leg in _LEGS),
)
_LOW_YIELD = "low_yield_ballistic_missile"
_CARRIED = tuple(rung for rung in THEATRE_RUNGS if rung != _LOW_YIELD)  # their systems are counted apart
_FORCES = (
    "russia.nonstrategic_warheads",
    "russia.low_yield_ballistic_missile_warheads",
    *(f"russia.{rung}_{what}" for rung in _CARRIED for what in ("share", "systems")),
    "united_states.bombs_for_american_aircraft", "united_states.bombs_at_home",
    "united_states.dual_capable_aircraft", "united_states.dual_capable_type_fleet",
    "united_states.low_yield_ballistic_missile_warheads", "united_states.sea_launched_cruise_missiles",
    "united_states.sea_launched_cruise_missile_systems",
    "france.dual_capable_aircraft", "france.forward_based_aircraft", "france.forward_survival_gain",
    "france.theatre_share", "france.new_nonstrategic_weapons",
    "united_kingdom.dual_capable_aircraft", "united_kingdom.hosted_weapons",
    "united_kingdom.low_yield_ballistic_missile_warheads", "united_kingdom.new_nonstrategic_weapons",
    *(f"{host}.{what}" for host in HOSTS
      for what in ("hosted_weapons", "dual_capable_aircraft", "dual_capable_type_fleet")),
    "shared_french_weapons",
)  # fmt: skip
_CREDIT = ("survival_share", "readiness_share", "penetration_share_against_russia", "penetration_share_against_nato")
_LADDER = (
    "rung.needed_weapons",
    "rung.needed_strategic_warheads",
    *(f"rung.{rung}.{share}" for rung in RUNGS for share in _CREDIT),
    *(f"rung.{rung}.weapons_per_system" for rung in _CARRIED),
)


class _Forces:
    """Reads the draws and builds the holdings of one owner after the other."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws

    def of(self, name: str) -> Floats:
        """A quantity along [future, year], the year of length one where it is not dated."""
        return along_years(self.draws[name if name in _STOCKS else _PREFIX + name])

    def credit(self, rung: str, against: str = RUSSIA) -> Credit:
        """The shares of a class against the defences of a side."""
        survival, readiness = (self.of(f"rung.{rung}.{share}") for share in _CREDIT[:2])
        return Credit(survival, readiness, self.of(f"rung.{rung}.penetration_share_against_{against}"))

    def carried(
        self, rung: str, members: tuple[str, ...], weapons: Floats, systems: Floats, against: str = RUSSIA
    ) -> Holding:
        """A holding whose systems may bind."""
        loads = self.of(f"rung.{rung}.weapons_per_system")
        return Holding(rung, members, weapons, systems, loads, self.credit(rung, against))

    def complete(self, rung: str, members: tuple[str, ...], weapons: Floats, against: str = RUSSIA) -> Holding:
        """A holding in which each weapon comes with what delivers it."""
        return Holding(rung, members, weapons, weapons, 1, self.credit(rung, against))

    def deployed(self, owner: str) -> Floats:
        """Warheads on strategic missiles and at bomber bases before any upload, those for limited use included."""
        return sum((self.of(f"nuclear.{owner}.{leg}_warheads") for leg in _LEGS), np.zeros(()))

    def aircraft(self, operator: str) -> Floats:
        """Certified aircraft, never more than the fleet of their types."""
        return np.minimum(self.of(f"{operator}.dual_capable_aircraft"), self.of(f"{operator}.dual_capable_type_fleet"))

    def russia(self) -> list[Holding]:
        """The stock by shares; what no share gives out belongs to defence and naval warfare and counts nowhere."""
        own, stock = (RUSSIA,), self.of("russia.nonstrategic_warheads")
        low_yield = self.of("russia.low_yield_ballistic_missile_warheads")
        strategic = self.deployed(RUSSIA) - low_yield
        return [
            *(
                self.carried(
                    rung, own, stock * self.of(f"russia.{rung}_share"), self.of(f"russia.{rung}_systems"), "nato"
                )
                for rung in _CARRIED
            ),
            self.complete(_LOW_YIELD, own, low_yield, "nato"),
            self.complete(STRATEGIC, own, strategic, "nato"),
        ]

    def united_states(self) -> list[Holding]:
        """Weapons that America delivers itself."""
        own = (UNITED_STATES,)
        bombs = self.of("united_states.bombs_for_american_aircraft") + self.of("united_states.bombs_at_home")
        at_sea = self.of("united_states.sea_launched_cruise_missiles")
        submarines = self.of("united_states.sea_launched_cruise_missile_systems")
        low_yield = self.of("united_states.low_yield_ballistic_missile_warheads")
        return [
            self.carried("air_gravity_bomb", own, bombs, self.aircraft(UNITED_STATES)),
            self.carried("sea_launched_cruise_missile", own, at_sea, submarines),
            self.complete(_LOW_YIELD, own, low_yield),
            self.complete(STRATEGIC, own, self.deployed(UNITED_STATES) - low_yield),
        ]

    def sharing(self) -> list[Holding]:
        """American bombs on allied aircraft need the owner and the operator; so do French weapons on Polish ones."""
        british = self.of("united_kingdom.dual_capable_aircraft")
        found = [
            self.carried("air_gravity_bomb", (UNITED_STATES, host), self.of(f"{host}.hosted_weapons"), aircraft)
            for host, aircraft in (*((host, self.aircraft(host)) for host in HOSTS), (UNITED_KINGDOM, british))
        ]
        shared = self.of("shared_french_weapons")
        return [*found, self.complete("air_launched_missile", (FRANCE, POLAND), shared)]

    def france(self) -> list[Holding]:
        """The air-launched force, forward and at home, what policies add, and the strategic rest."""
        own, rung = (FRANCE,), "air_launched_missile"
        airborne, share = self.of("nuclear.france.warheads_on_other_systems"), self.of("france.theatre_share")
        loads, credit = self.of(f"rung.{rung}.weapons_per_system"), self.credit(rung)
        forward, home = theatre.based_forward(
            airborne * share, self.of("france.dual_capable_aircraft"), self.of("france.forward_based_aircraft"), loads
        )
        lost = 1 - np.asarray(credit.survival)
        dispersed = Credit(
            1 - lost * (1 - self.of("france.forward_survival_gain")), credit.readiness, credit.penetration
        )
        return [
            Holding(rung, own, *forward, loads, dispersed),
            Holding(rung, own, *home, loads, credit),
            self.complete("ground_launched_missile", own, self.of("france.new_nonstrategic_weapons")),
            self.complete(STRATEGIC, own, self.of("nuclear.france.stockpile") - airborne * share),
        ]

    def united_kingdom(self) -> list[Holding]:
        """What policies add, and the strategic force."""
        own = (UNITED_KINGDOM,)
        low_yield = self.of("united_kingdom.low_yield_ballistic_missile_warheads")
        return [
            self.complete("sea_launched_cruise_missile", own, self.of("united_kingdom.new_nonstrategic_weapons")),
            self.complete(_LOW_YIELD, own, low_yield),
            self.complete(STRATEGIC, own, self.of("nuclear.united_kingdom.stockpile") - low_yield),
        ]


def holdings(draws: Draws) -> list[Holding]:
    """Every holding of Russia and of the allies.

    Args:
        draws: Quantity id -> [future] or [future, year].
    """
    forces = _Forces(draws)
    return [
        *forces.russia(), *forces.united_states(), *forces.france(), *forces.united_kingdom(), *forces.sharing(),
    ]  # fmt: skip


def _american_share(draws: Draws) -> Floats:
    """American part of the alliance's strategic warheads; French and British ones are whole stocks, as if deployed."""
    forces = _Forces(draws)
    of, american = forces.of, forces.deployed(UNITED_STATES)
    french = of("nuclear.france.stockpile") - of("nuclear.france.warheads_on_other_systems")
    return american / (american + french + of("nuclear.united_kingdom.stockpile"))


def evaluate(draws: Draws, years: Integers) -> dict[str, AnyArray]:
    """Outcomes by name (see `PROFILE`).

    Args:
        draws: Quantity id -> [future] or [future, year].
        years: Calendar years.
    """
    of = _Forces(draws).of
    usable = theatre.usable_by_coalition(holdings(draws), COALITIONS)
    bars = np.stack(
        [*(of("rung.needed_weapons") for _ in THEATRE_RUNGS), of("rung.needed_strategic_warheads")], axis=-1
    )
    rungs = theatre.rung_coverage(usable, bars[:, :, None, :])
    found = {
        "rung_coverage": rungs,
        "american_share_of_strategic_warheads": _american_share(draws),
        **_ladder_outcomes(usable[..., : len(THEATRE_RUNGS)], rungs[..., : len(THEATRE_RUNGS)]),
    }
    horizon = (next(iter(draws.values())).shape[0], years.size)
    return {name: np.broadcast_to(values, (*horizon, *values.shape[2:])) for name, values in found.items()}


def _ladder_outcomes(usable: Floats, rungs: Floats) -> dict[str, AnyArray]:
    """What the theatre rungs [future, year, coalition, rung] say together, by coalition and against Russia."""
    russian, alliance, rest = (
        list(COALITIONS).index(name) for name in ("russia", "nato", "nato_without_united_states")
    )
    coverage, total = theatre.ladder_coverage(rungs), usable.sum(axis=-1)
    lost = theatre.share_lost(coverage[..., alliance], coverage[..., rest])
    return {
        "ladder_coverage": coverage,
        "usable_theatre_weapons": total,
        "asymmetry_against_russia": theatre.coverage_gap(coverage[..., russian, None], coverage),
        "theatre_weapons_behind_russia": theatre.weapons_behind(total[..., russian, None], total),
        "empty_theatre_rungs": theatre.empty_rungs(usable),
        "rungs_led_by_russia_share": theatre.rungs_led(usable[..., russian, None, :], usable),
        "share_of_theatre_coverage_lost_without_united_states": lost,
    }


_COALITION = ("future", "year", "coalition")
_COALITION_WORDS = {
    "france_united_kingdom": "France and the United Kingdom",
    "nato_without_united_states": "NATO without the United States",
}
COMPONENT: Final = Component(
    name="nuclear.theatre",
    quantities=(*_STOCKS, *(_PREFIX + name for name in (*_FORCES, *_LADDER))),
    outcomes=(
        Outcome(
            "ladder_coverage", "share", "theatre", _COALITION,
            "Mean coverage of the rungs below the strategic one, equal weights.", _PAGE,
        ),
        Outcome(
            "usable_theatre_weapons", "warheads", "theatre", _COALITION,
            "Expected usable weapons on the rungs below the strategic one.", _PAGE,
        ),
        Outcome(
            "asymmetry_against_russia", "share", "theatre", _COALITION,
            "Ladder coverage of Russia minus that of the coalition, -1 to 1; 0 for Russia itself.", _PAGE,
        ),
        Outcome(
            "theatre_weapons_behind_russia", "warheads", "theatre", _COALITION,
            "Usable theatre weapons of Russia less those of the coalition; 0 where Russia has no more.", _PAGE,
            words="theatre weapons by which Russia leads",
        ),
        Outcome(
            "empty_theatre_rungs", "rungs", "theatre", _COALITION,
            "Theatre rungs on which the coalition has nothing to use.", _PAGE, dtype="int64",
        ),
        Outcome(
            "rungs_led_by_russia_share", "share", "theatre", _COALITION,
            "Share of the theatre rungs on which Russia can use more weapons than the coalition.", _PAGE,
            words="share of the classes of theatre weapons in which Russia has more",
        ),
        Outcome(
            "rung_coverage", "share", "rungs", (*_COALITION, "rung"),
            "Degree to which a rung is covered: min(1, usable / needed).", _PAGE, years=(CLAIM_YEAR,),
        ),
        Outcome(
            "share_of_theatre_coverage_lost_without_united_states", "share", "dependence", ("future", "year"),
            "1 - coverage of the alliance without the United States / with it; 0 where there is none to lose.", _PAGE,
        ),
        Outcome(
            "american_share_of_strategic_warheads", "share", "dependence", ("future", "year"),
            "American part of the alliance's deployed strategic warheads; allied stocks count in full.", _PAGE,
        ),
    ),
    labels={"coalition": named(COALITIONS, _COALITION_WORDS), "rung": named(RUNGS)},
    reads=(Reads("allied_nuclear_spending", lag=1, neutral=0.0, is_on=False),),
    keeps_policies=True,
    profile=of_draws(evaluate),
)  # fmt: skip
