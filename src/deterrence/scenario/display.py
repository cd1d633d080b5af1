"""How things show themselves in a notebook: plain tables in HTML, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.scenario.precedence import counted_in
from deterrence.scenario.scenario import Scenario


def html_table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> str:
    """A table under a title; whatever stands in it is text, never markup."""
    heads = "".join(f"<th>{escape(text)}</th>" for text in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    under = f"<p>{escape(note)}</p>" if note else ""
    return f"<p><strong>{escape(title)}</strong></p>{table}{under}"


def scenario_text(scenario: Scenario) -> str:
    """A scenario in one line."""
    changes = f", {len(scenario.changes)} changed" if scenario.changes else ""
    changes += f"; {', '.join(scenario.policies)}" if scenario.policies else ""
    return (
        f"Scenario({scenario.name}: {', '.join(scenario.assumption_sets)}; {', '.join(scenario.structures)}; "
        f"{scenario.years[0]} to {scenario.years[-1]}{changes})"
    )


def scenario_html(scenario: Scenario) -> str:
    """Sets, structures and years of a scenario, and each change beside the value of the reference."""
    facts = (
        ("assumption sets", ", ".join(scenario.assumption_sets)),
        ("structures", ", ".join(scenario.structures)),
        ("years", f"{scenario.years[0]} to {scenario.years[-1]}"),
        ("policies", ", ".join(scenario.policies) or "none"),
        *([("exposure asked for", "{:g}, {:g}".format(*scenario.exposure))] if scenario.exposure else []),
    )
    shown = html_table(f"Scenario: {scenario.name}", ("", ""), facts)
    if not scenario.changes:
        return f"{shown}<p>Nothing is changed.</p>"
    rows = []
    for identity, basis in scenario.changes.items():
        quantity = scenario.dataset.quantities[identity]
        before, after = (value_text(distribution_dict(b.distribution)) for b in (quantity.basis, basis))
        why = "; ".join(filter(None, (counted_in(basis), basis.rationale or basis.method)))
        rows.append((identity, before, after, quantity.unit.label, why))
    return shown + html_table("Changes", ("quantity", "reference", "here", "unit", "why"), rows)
