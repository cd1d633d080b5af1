"""The chapter of the claims: what decides the verdict that a brief leads with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from deterrence.chapter import Chapter, Picture, Section, Shown
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.graded import Graded, graded
from deterrence.charts.result import FigureResult
from deterrence.claims.scoreboard import scoreboard
from deterrence.claims.verdict import Decider, Verdict
from deterrence.claims.words import outcome_name
from deterrence.evidence.quantity import GRADES

_TEXT: Final = (
    "The weight of an input is the share of the variance of what is asked that it explains alone, within one "
    "assumption set and structure; the bar is the mean of these weights, the line their span."
)


def deciders(rows: Rows, measure: str, subject: str) -> FigureResult:
    """Inputs in order of their weight (`measure`, from `low` to `high`), with the worse of their grades.

    Args:
        rows: One for each quantity.
        measure: Name of the sensitivity measure, the title of the axis.
        subject: What is decided, for the title.
    """
    text = Text(
        id="deciders",
        title=f"What decides {subject}",
        reading="Bar: mean weight of the input; line: its span over assumption sets and structures. "
        "Colour and sign: the worse of the grades of value and range.",
        nothing="at this many futures no input stands out from chance",
        finding=lambda rows: f"What weighs most in {subject}: {rows[0]['label']}",
    )
    heads = {"quantity": "Quantity", "label": "What it is", "measure": "Weight", "low": "Low", "high": "High"}
    description = Graded(
        text,
        Measure(measure, measure, ".2f", end=None, step=0.1, ticks=5),
        tuple(Key(name, head) for name, head in heads.items()),
        "label",
        ("low", "measure", "high"),
        GRADES,
        f"Bar chart of the inputs by {measure}, the heaviest first, with the span and the grade of each",
        has_bars=True,
    )
    return graded(description, sorted(rows, key=lambda row: (-row["measure"], row["quantity"])))


def decider_rows(deciders: tuple[Decider, ...], names: Mapping[str, str]) -> list[Row]:
    """Deciders with their mean first-order share and its span over the cells."""
    return [
        {
            "quantity": d.quantity,
            "label": names[d.quantity],
            "measure": d.typical,
            "low": d.least,
            "high": d.most,
            "grade": d.worse_grade,
        }
        for d in deciders
    ]


def chapter_of(headline: Verdict) -> Chapter:
    """The chapter on one verdict."""
    whose = "both forces together" if headline.subject == "both" else headline.subject_words
    subject = f"the {outcome_name(headline.proposition.outcome)}, {whose}"

    def rows(_: Shown) -> tuple[list[Row], str, str]:
        return decider_rows(headline.deciders, headline.names), "Share of variance explained alone", subject

    picture = Picture("deciders", deciders, rows, speaks_of=lambda _: "")
    return Chapter("claims", (Section("deciders", "", _TEXT, (picture,)),), live={"scoreboard": scoreboard})
