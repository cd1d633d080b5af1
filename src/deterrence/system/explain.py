"""All that is known of a quantity, and the ledger as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.assumption_set import Assertion
from deterrence.evidence.ledger import distribution_dict, ledger_rows, value_text
from deterrence.evidence.quantity import Basis
from deterrence.evidence.source import SourceRecord
from deterrence.numbers import counted, significant
from deterrence.scenario.precedence import OVERLAY, counted_in
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import readers
from deterrence.units import nearest


def source_dict(name: str, locator: str, source: SourceRecord) -> dict[str, Any]:
    """A cited source as JSON-ready data."""
    return {
        "id": name,
        "locator": locator,
        "original": source.original.model_dump(),
        "read_as": source.read_as.model_dump() if source.read_as else None,
        "class": source.source_class,
        "licence": source.licence,
        "seen": source.seen,
        "remarks": source.remarks,
    }


def basis_dict(basis: Basis, scenario: Scenario) -> dict[str, Any]:
    """A value with its grades and what it rests on, as JSON-ready data."""
    sources, prompt = scenario.dataset.sources, basis.prompted_by
    return {
        "value": distribution_dict(basis.distribution),
        "grade": basis.grade,
        "range_grade": basis.range_grade,
        "chance_grade": basis.chance_grade,
        "sources": [source_dict(r.source, r.locator, sources[r.source]) for r in basis.sources],
        "rationale": basis.rationale,
        "analogue": basis.analogue,
        "method": basis.method,
        "as_of": basis.as_of,
        "note": basis.note,
        "prompted_by": {
            **source_dict(prompt.source, "", sources[prompt.source]),
            "sentence": prompt.sentence,
            "translation": sources[prompt.source].english(prompt.sentence),
        }
        if prompt
        else None,
    }


def users(scenario: Scenario, identity: str) -> list[str]:
    """Components, studies and options that read a quantity; of one that none reads, why it moves nothing."""
    policies = scenario.dataset.policies.values()
    options = [f"option {policy.id}" for policy in policies if identity in (*policy.cost, policy.earliest_year)]
    reason = scenario.dataset.quantities[identity].without_effect
    return [*readers(identity), *options] or ([f"nothing: {reason}"] if reason else [])


def explanation(
    scenario: Scenario, identity: str, resolved: Mapping[str, Mapping[str, Resolved]] | None = None
) -> dict[str, Any]:
    """Value, grades, source or rationale, variants, sets and users of one quantity.

    Args:
        scenario: Where it counts.
        identity: The quantity.
        resolved: Assumption set -> what `resolve` gives for it; to be given where many quantities are explained.

    Raises:
        InputError: There is no such quantity; the nearest is named.
    """
    quantities = scenario.dataset.quantities
    if identity not in quantities:
        close = nearest(identity, quantities)
        fix = f"did you mean {close}?" if close else "see `deterrence ledger list`"
        raise InputError([Problem("explain", "path", "no such quantity", fix, identity)])
    quantity = quantities[identity]
    in_force = {
        name: (resolved[name] if resolved else resolve(scenario, name))[identity] for name in scenario.assumption_sets
    }
    return {
        "id": identity,
        "description": quantity.description,
        "unit": quantity.unit.name,
        **basis_dict(quantity.basis, scenario),
        "structures": list(quantity.structures),
        "role": quantity.role,
        "can_reverse": list(quantity.can_reverse),
        "follows": quantity.follows.model_dump() if quantity.follows else None,
        "without_effect": quantity.without_effect,
        "variants": {name: basis_dict(basis, scenario) for name, basis in quantity.variants.items()},
        "in_force": {name: _in_force(resolved, scenario, name) for name, resolved in in_force.items()},
        "used_by": users(scenario, identity),
    }


def _in_force(resolved: Resolved, scenario: Scenario, assumption_set: str) -> dict[str, Any]:
    is_changed = resolved.origin == OVERLAY  # what a set is argued from is no reason of a number of the reader's
    chosen = scenario.dataset.assumption_sets[assumption_set]
    assertion = None if is_changed else chosen.assertion_of(resolved.quantity.id)
    return {
        "origin": ", ".join(filter(None, (resolved.origin, counted_in(resolved.basis)))),
        "value": distribution_dict(resolved.basis.distribution),
        "assertion": assertion.says if assertion else None,
        "sentence": assertion.argued_from.sentence if assertion else None,
        "argued_from": _argued_from(assertion, scenario) if assertion else None,
    }


def _argued_from(assertion: Assertion, scenario: Scenario) -> dict[str, Any]:
    """The source that a set argues from, and what its sentence says in English where it stands in another language."""
    said = assertion.argued_from
    record = scenario.dataset.sources[said.source]
    return {**source_dict(said.source, "", record), "translation": record.english(said.sentence)}


def ledger_table(scenario: Scenario, search: str = "") -> list[dict[str, Any]]:
    """The ledger with the value in full and who uses it; with `search`, only rows whose id or description has it."""
    wanted = search.casefold()
    quantities = scenario.dataset.quantities
    return [
        {
            **row,
            "value": distribution_dict(quantities[row["id"]].basis.distribution),
            "used_by": users(scenario, row["id"]),
        }
        for row in ledger_rows(scenario.dataset)
        if wanted in row["id"].casefold() or wanted in row["description"].casefold()
    ]


def ledger_text(rows: list[dict[str, Any]]) -> str:
    """The ledger for the terminal."""
    width = max((len(row["id"]) for row in rows), default=0)
    lines = [
        f"{row['id']:<{width}}  {_ends(row)}  {row['unit']:<22} {row['grade']:<10} {row['range_grade']}" for row in rows
    ]
    head = f"{'quantity':<{width}}  {'low':>8} {'central':>8} {'high':>8}  {'unit':<22} {'value':<10} range"
    return "\n".join([head, *lines, counted(len(rows), "quantity", "quantities")])


def _ends(row: dict[str, Any]) -> str:
    return " ".join(f"{significant(row[end]):>8}" for end in ("low", "central", "high"))


def explain_text(found: dict[str, Any]) -> str:
    """An explanation for the terminal."""
    lines = [f"{found['id']}  [{found['unit']}]", f"  {found['description']}", *_basis_lines(found, "  ")]
    if found["structures"]:
        lines.append(f"  only where the structure is {' or '.join(found['structures'])}")
    if found["role"] != "fact":
        lines.append(f"  a {found['role']}, no fact (docs/dataset.md)")
    if found["follows"]:
        follows = found["follows"]
        lines.append(
            f"  follows {follows['quantity']} within a future, correlation {follows['correlation']:g} "
            f"({follows['grade']}): {follows['rationale']}"
        )
    if found["without_effect"]:
        lines.append(f"  moves no outcome: {found['without_effect']}")
    if found["can_reverse"]:
        lines.append(
            f"  marked as able to turn: {', '.join(found['can_reverse'])} (how that was found: docs/dataset.md)"
        )
    for name, basis in found["variants"].items():
        lines += [f"  variant {name}", *_basis_lines(basis, "    ")]
    lines += [
        f"  in {name}: {value_text(use['value'])} ({use['origin']})"
        + (f"\n    because: {use['assertion']} “{use['sentence']}”, {_who(use)}" if use["sentence"] else "")
        for name, use in found["in_force"].items()
    ]
    lines.append(f"  used by: {', '.join(found['used_by']) or 'nothing yet'}")
    return "\n".join(lines)


def _who(use: dict[str, Any]) -> str:
    """Who said what a set argues from."""
    original = use["argued_from"]["original"]
    return f"{original['publisher']}, {original['title']}, {original['date']}"


def _basis_lines(basis: dict[str, Any], indent: str) -> list[str]:
    lines = [
        f"{indent}{value_text(basis['value'])}",
        f"{indent}grade {basis['grade']}, range {basis['range_grade']}"
        + (f", chances {basis['chance_grade']}" if basis["chance_grade"] else ""),
    ]
    lines += [
        f"{indent}{key}: {basis[key]}" for key in ("method", "rationale", "analogue", "as_of", "note") if basis[key]
    ]
    lines += [_source_line(source, "source", indent) for source in basis["sources"]]
    if prompt := basis["prompted_by"]:
        ours = f" (“{prompt['translation']}”, our translation)" if prompt["translation"] else ""
        lines.append(_source_line(prompt, "prompted by", indent) + f"\n{indent}  “{prompt['sentence']}”{ours}")
    return lines


def _source_line(source: dict[str, Any], role: str, indent: str) -> str:
    original = source["original"]
    relay = f", read as {source['read_as']['publisher']}" if source["read_as"] else ""
    locator = f", {source['locator']}" if source["locator"] else ""
    return (
        f"{indent}{role} ({source['class']}): {original['publisher']}, {original['title']}, "
        f"{original['date']}{locator}{relay}"
        + (f"\n{indent}  {original['address']}" if original["address"] else "")
        + (f"\n{indent}  ({source['remarks']})" if source["remarks"] else "")
    )
