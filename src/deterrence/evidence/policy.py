"""A policy: an option as a package of changed quantities, with its standing, its cost and its earliest date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import Field

from deterrence.errors import InputError, Problem
from deterrence.evidence.change import ChangeRecord, read_changes
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.evidence.reference import source_fix, unknown_quantity
from deterrence.evidence.source import SourceRecord, SourceReference, Text
from deterrence.units import suggestion

Standing = Literal["decided", "announced", "proposed", "hypothetical"]

COST_UNIT, CASH_UNIT, DATE_UNIT = "usd_2025_bn", "usd_cash_bn", "calendar_year"


class PolicyRecord(Strict):
    """A policy as written in `dataset/policies/<id>.yaml`.

    `cost` names quantities that are added up, `earliest_year` the quantity that holds the first year in which the
    changes can act. Without changes a policy has a date, a cost and a treaty standing only. A portfolio names
    `policies`: it is all of them together, each from its own date, and what it changes itself from its own.
    `in_reference` says what of it the reference holds already: it then stands apart from what would be added.
    `is_course`: a course of events that is asked about, as American forces that leave, and nothing that could be done:
    it stands in no table of options.
    """

    title: Text
    description: Text
    standing: Standing
    sources: tuple[SourceReference, ...] = ()
    rationale: str = ""
    policies: tuple[Text, ...] = ()
    cost: tuple[Text, ...] = ()
    cost_note: str = ""
    in_reference: str = ""
    is_course: bool = False
    earliest_year: Text
    changes: dict[str, ChangeRecord] = Field(default_factory=dict)
    treaty_note: str = ""
    note: str = ""


@dataclass(frozen=True)
class Policy:
    """A checked policy: every quantity that it names exists, cost and date are in their units."""

    id: str
    title: str
    description: str
    standing: Standing
    sources: tuple[SourceReference, ...]
    rationale: str
    cost: tuple[str, ...]
    cost_note: str
    earliest_year: str
    changes: Mapping[str, Basis]
    treaty_note: str
    note: str
    file: str
    policies: tuple[str, ...] = ()
    starts: Mapping[str, str] = field(default_factory=dict)
    in_reference: str = ""
    is_course: bool = False

    @property
    def dates(self) -> tuple[str, ...]:
        """Ids of the quantities that hold its date and those of its members: all of it is there from the last."""
        return tuple(dict.fromkeys((self.earliest_year, *self.starts.values())))

    def earliest_of(self, identity: str) -> str:
        """Id of the quantity that holds the first year in which a change can act: its member's, in a portfolio."""
        return self.starts.get(identity, self.earliest_year)

    @property
    def cited(self) -> set[str]:
        """Every source that it or one of its changes cites."""
        references = [*self.sources, *(r for basis in self.changes.values() for r in basis.sources)]
        return {reference.source for reference in references}


def read_policy(
    document: Document,
    quantities: Mapping[str, Quantity],
    sources: Mapping[str, SourceRecord],
    wrong: Set[str] = frozenset(),
) -> Policy:
    """A policy from its file; the file's name is its id.

    Args:
        document: The file.
        quantities: Of the dataset.
        sources: Of the dataset.
        wrong: Quantities and sources that exist but could not be read: reported elsewhere.

    Raises:
        InputError: Every problem of the file.
    """
    record: PolicyRecord | None = None
    problems: list[Problem] = []
    try:
        record = parse_fields(PolicyRecord, document)
    except InputError as error:
        problems += error.problems
    changes, found = read_changes(document, quantities, sources)
    problems += [problem for problem in found if not (isinstance(problem.value, str) and problem.value in wrong)]
    problems += _dating_problems(changes, document, quantities)
    tree = document.tree if isinstance(document.tree, dict) else {}
    problems += _standing_problems(tree, document, sources, wrong)
    problems += _money_problems(tree, document, quantities, wrong)
    if record is None or problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return Policy(
        document.path.stem, record.title, record.description, record.standing, record.sources, record.rationale,
        record.cost, record.cost_note, record.earliest_year, changes, record.treaty_note, record.note, document.name,
        record.policies, in_reference=record.in_reference, is_course=record.is_course,
    )  # fmt: skip


def gathered(policies: Mapping[str, Policy]) -> tuple[dict[str, Policy], list[Problem]]:
    """Portfolios with the changes and costs of their members, and what is wrong with what they name."""
    found, problems = dict(policies), list[Problem]()
    for name, portfolio in policies.items():
        problems += _member_problems(portfolio, policies)
        members = [policies[member] for member in portfolio.policies if member in policies]
        changes = {identity: basis for member in members for identity, basis in member.changes.items()}
        found[name] = replace(
            portfolio,
            cost=tuple(dict.fromkeys((*(cost for member in members for cost in member.cost), *portfolio.cost))),
            changes={**changes, **portfolio.changes},
            starts={identity: member.earliest_year for member in members for identity in member.changes},
        )
    return found, problems


def _member_problems(portfolio: Policy, policies: Mapping[str, Policy]) -> Iterator[Problem]:
    """Members that do not exist, are portfolios themselves, or change one quantity, as no two policies in force may."""
    owners: dict[str, str] = dict.fromkeys(portfolio.changes, portfolio.id)
    for member in portfolio.policies:
        if member not in policies:
            fix = suggestion(member, policies)
            yield Problem(portfolio.file, "policies", "no such policy", fix, member)
            continue
        if policies[member].policies:
            yield Problem(portfolio.file, "policies", "a portfolio in a portfolio", "name its members", member)
        for identity in policies[member].changes:
            if identity in owners:
                what = f"{member} changes {identity}, and so does {owners[identity]}"
                yield Problem(portfolio.file, "policies", what, "keep one of the two", member)
            owners[identity] = member


def _standing_problems(
    tree: Mapping[str, Any], document: Document, sources: Mapping[str, SourceRecord], wrong: Set[str]
) -> Iterator[Problem]:
    """What is decided, announced or proposed cites who says so; what is hypothetical says why it is asked."""
    standing, cited = tree.get("standing"), tree.get("sources")
    if standing in ("decided", "announced", "proposed") and not cited:
        what, fix = f"{standing}, but no source says so", "add sources: [{source: id, locator: place}]"
        yield document.problem(("sources",), what, fix, None, has_value=False)
    if standing == "hypothetical" and not tree.get("rationale"):
        what, fix = "hypothetical without a rationale", "add rationale: why the option is asked about"
        yield document.problem(("rationale",), what, fix, None, has_value=False)
    for position, reference in enumerate(cited if isinstance(cited, list) else ()):
        name = reference.get("source") if isinstance(reference, dict) else None
        if isinstance(name, str) and name not in sources and name not in wrong:
            yield document.problem(("sources", position, "source"), "no such source", source_fix(name, sources), name)


def _dating_problems(
    changes: Mapping[str, Basis], document: Document, quantities: Mapping[str, Quantity]
) -> Iterator[Problem]:
    """Changes that nothing would keep from acting before the policy's time (law 38)."""
    for identity in changes:
        if quantities[identity].dated == "no":
            what = "changed by a policy, but the models read it without a date"
            fix = "change it in a scenario instead, or declare dated: path or schedule where it is defined"
            yield document.problem(("changes", identity), what, fix, None, has_value=False)


def _money_problems(
    tree: Mapping[str, Any], document: Document, quantities: Mapping[str, Quantity], wrong: Set[str]
) -> Iterator[Problem]:
    """Costs that are no costs or are counted twice, and a date that is no date."""
    cost = tree.get("cost")
    named = [name for name in cost if isinstance(name, str)] if isinstance(cost, list) else []
    if not cost and not tree.get("policies"):
        fix = "add cost: [id of a quantity], or policies: [id] where it is a portfolio"
        yield document.problem(("cost",), "a policy without a cost", fix, None, has_value=False)
    known = [quantities[name].unit.name for name in named if name in quantities]
    money = CASH_UNIT if known[:1] == [CASH_UNIT] else COST_UNIT  # sums of two kinds of money cannot be added
    places: list[tuple[Path_, Any, str, str]] = [
        *((("cost", position), name, "a cost", money) for position, name in enumerate(named)),
        (("earliest_year",), tree.get("earliest_year"), "a date", DATE_UNIT),
    ]
    for path, name, role, unit in places:
        if not isinstance(name, str) or name in wrong:
            continue
        if name not in quantities:
            yield unknown_quantity(name, quantities, document, path)
        elif quantities[name].unit.name != unit:
            what = f"{role} in {quantities[name].unit.name}"
            yield document.problem(path, what, f"name a quantity in {unit}", name)
    for position, name in enumerate(named):
        if name in named[:position]:
            yield document.problem(("cost", position), "the same cost twice", "name it once", name)
