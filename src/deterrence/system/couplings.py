"""Couplings: every outcome that one component reads of another, and which of them are switched off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deterrence.component import Component, Reads
from deterrence.errors import Problem, refuse
from deterrence.units import suggestion

Coupling = tuple[str, str]
"""Component, and the outcome that it reads."""


@dataclass(frozen=True)
class Switches:
    """Couplings switched off, and on where they are declared off."""

    without: tuple[Coupling, ...] = ()
    with_: tuple[Coupling, ...] = ()

    def is_off(self, component: str, read: Reads) -> bool:
        """Whether a component reads the neutral value."""
        key = (component, read.outcome)
        return key in self.without or not (read.is_on or key in self.with_)


AS_DECLARED = Switches()


def switches(components: Sequence[Component], without: Sequence[str] = (), with_: Sequence[str] = ()) -> Switches:
    """Couplings named as COMPONENT:OUTCOME.

    Args:
        components: Those of the registry.
        without: Couplings to be switched off.
        with_: Couplings to be switched on.

    Raises:
        InputError: Every name that is no coupling, cannot be switched, or is switched both ways.
    """
    problems = [
        *(problem for name in without for problem in _problems(components, "--without", name)),
        *(problem for name in with_ for problem in _problems(components, "--with", name)),
        *(
            Problem("--with", "", "switched off and on", "name the coupling once", name)
            for name in with_
            if name in without
        ),
    ]
    refuse(problems)
    return Switches(*(tuple(_split(name) for name in dict.fromkeys(names)) for names in (without, with_)))


def can_be_switched(read: Reads) -> bool:
    """Whether a coupling can be switched off; what is part of one law cannot."""
    return read.neutral is not None


def _split(name: str) -> Coupling:
    component, _, outcome = name.partition(":")
    return component.strip(), outcome.strip()


def _problems(components: Sequence[Component], option: str, name: str) -> Iterator[Problem]:
    given = {outcome.name for component in components for outcome in component.outcomes}
    known = {(one.name, read.outcome): read for one in components for read in one.reads}
    component, outcome = _split(name)
    read = known.get((component, outcome))
    if component not in {one.name for one in components}:
        names = [one.name for one in components]
        fix = suggestion(component, names, "see `deterrence couplings` and write COMPONENT:OUTCOME")
        yield Problem(option, "", "unknown component", fix, name)
    elif read is None:
        reads = [f"{component}:{other}" for of, other in known if of == component]
        listed = f"write one of {', '.join(reads)}" if reads else "it reads no other component"
        fix = suggestion(f"{component}:{outcome}", reads, listed)
        yield Problem(option, "", "unknown coupling", fix, name)
    elif not can_be_switched(read):
        yield Problem(option, "", "a part of one law", "switch off a coupling that `deterrence couplings` marks", name)
    elif outcome not in given and option == "--with":
        yield Problem(option, "", "declared, but nobody gives this outcome yet", "leave it off", name)


@dataclass(frozen=True)
class CouplingRow:
    """One coupling as it is listed.

    Args:
        giver: Component that gives the outcome; empty where its domain does not exist yet.
        lag: Whole years, or the id of the quantity that holds them.
        neutral: What is read where it is off; none where it is part of one law.
        strength: Id of the quantity that scales it; empty where there is none.
        grade: Worse grade of that quantity; empty where there is none.
        state: `on`, `off`, or `always` where it cannot be switched.
    """

    component: str
    outcome: str
    giver: str
    lag: int | str
    neutral: float | str | None
    strength: str
    grade: str
    state: str


def coupling_rows(components: Sequence[Component], grades: Mapping[str, str]) -> list[CouplingRow]:
    """Every coupling in registry order.

    Args:
        components: Those of the registry.
        grades: Worse grade of each quantity.
    """
    givers = {outcome.name: one.name for one in components for outcome in one.outcomes}
    return [
        CouplingRow(
            component.name,
            read.outcome,
            givers.get(read.outcome, ""),
            read.lag,
            read.neutral,
            read.strength,
            grades.get(read.strength, ""),
            "always" if not can_be_switched(read) else "off" if AS_DECLARED.is_off(component.name, read) else "on",
        )
        for component in components
        for read in component.reads
    ]
