"""Verdicts as a list that shows itself."""

from __future__ import annotations

from deterrence.claims import phia
from deterrence.claims.sentences import range_text
from deterrence.claims.summary import verdict_dict
from deterrence.claims.text import verdict_text
from deterrence.claims.verdict import Verdict
from deterrence.scenario.display import html_table

_HEADS = ("claim", "reading", "of", "where", "outcome: median (90%)", "holds in", "verdict", "confidence")


class Verdicts(list[Verdict]):
    """The verdicts on a run, claim by claim and force by force."""

    def __repr__(self) -> str:
        return "\n\n".join(verdict_text(verdict_dict(verdict), verdict.claim.title) for verdict in self)

    def _repr_html_(self) -> str:
        rows = [
            (
                f"{v.claim.id} {v.claim.title}",
                v.reading.id,
                v.subject_words,
                v.proposition.where(),
                range_text(v),
                phia.interval_text(*v.interval),
                v.words,
                v.confidence or "none",
            )
            for v in self
        ]
        note = "Shares of futures, least to greatest over assumption sets and structures; not probabilities."
        return html_table("Verdicts", _HEADS, rows, note)
