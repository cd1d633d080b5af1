"""The brief on the first question: can Russian missile defences erode the French and British second strike?"""

from __future__ import annotations

from deterrence.brief import analysis, annex, balance, own_claims, verdicts
from deterrence.brief.document import Block
from deterrence.brief.findings import Findings


def blocks(findings: Findings) -> tuple[Block, ...]:
    """The whole brief, section by section."""
    return (
        *verdicts.bottom_line_section(findings),
        *verdicts.verdict_section(findings),
        *analysis.arrivals_section(findings),
        *analysis.deciders_section(findings),
        *analysis.mind_section(findings),
        *balance.bar_section(findings),
        *balance.balance_section(findings),
        *verdicts.implications_section(findings),
        *own_claims.own_section(findings),
        *annex.words_section(findings.run),
        *annex.limits_section(findings.verdicts),
        *annex.judged_section(findings.run, findings.verdicts),
        *annex.changes_section(),
    )
