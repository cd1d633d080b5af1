"""Words that the brief uses in a sense of its own, and what the models leave out."""

from __future__ import annotations

from deterrence.brief.document import Block, BulletList, DefinitionList, Heading
from deterrence.exploration.run import Run

MODEL_LIMITS = (
    "Aggregate and strategic: counts and probabilities by category. There is no geography below the region, no "
    "trajectory, no target and no effect of a weapon in it.",
    "The share of the retaliation that is sent into each region is an abstract axis, not a plan of anybody's.",
    "Erosion counts ballistic missiles from submarines. Where a reading adds the French air leg, that leg meets what a "
    "ballistic reference raid leaves: the two are added, not fought out in one raid.",
    "Sensors fail for the whole raid or not at all: all layers together, or, in the structure of independent sensors, "
    "each for itself; radars are not attacked.",
    "The outer and the last layer stand at the capital; S-500 is split between the capital and other defended regions.",
    "Boats at sea hold the same load; a class that bounds the tubes bounds all boats.",
    "European upload answers erosion, and Russian rounds answer European warheads, each by a rule with a lag, not by a "
    "decision; nobody answers the policies of the table of options.",
    "Whether a government would order, or believe, any of this is outside the model.",
)


_WORDS = (
    (
        "Without warning, after a warning",
        "One boat of a force at sea (posture day-to-day), or every boat that can be made ready (posture generated).",
    ),
    (
        "Capital, other defended, undefended",
        "Three abstract regions; a share of the missiles of each boat meets each. No place is meant by the last two.",
    ),
    (
        "Outer layer, S-500, last layer",
        "The three layers in the order in which they engage: the PL-19 or Nudol class of the A-235, above the "
        "atmosphere; the S-500; the nuclear-armed 53T6 of the A-135 and A-235, at the end of flight.",
    ),
    (
        "Erosion",
        "The share of the warheads that would arrive without a defence which the defence stops, in one future.",
    ),
    (
        "Upload",
        "More warheads on each missile, in answer to erosion some years before; its strength may be nought.",
    ),
    (
        "Coverage, density, mass",
        "Of a box of the inputs in which a claim tends to hold: the share of the futures in which it holds that lie "
        "inside; the share of the futures inside in which it holds; the share of all futures inside. Where failing is "
        "the rarer, read fails for holds. The box is found by peeling and pasting (PRIM; Friedman and Fisher 1999).",
    ),
    (
        "Quasi-p",
        "Of one limit of a box: the chance of as many such futures inside if the limit told nothing (Bryant and "
        "Lempert 2010). Limits above 0.05 are dropped. Because the box was searched for, read it as a "
        "guide, not as a significance test.",
    ),
    (
        "Mostly, seldom, about even; nearly always, nearly never",
        "Of one set and structure: the whole 95% sampling interval of the share lies above 55%, below 45%, or reaches "
        "between (within sampling error, if the share itself does not); above 95%, below 5%. Mostly or seldom true in "
        "every reading: so in each set and structure; else it depends on the reading or the model, whichever has the "
        "mean shares that differ most. In the one reading: nothing that the claim reads differs between the sets. "
        "Seldom true refutes nothing. What a claim says could be, one reading in which it is mostly true bears out.",
    ),
    (
        "Confidence",
        "High: none of the three leading inputs is judged, one word holds in all readings, and the model was tested "
        "against a record within five points. Moderate: at least two readings that differ, one word, and at most one "
        "judged input among the three or a share under 10% or over 90% throughout. Low: all else.",
    ),
    (
        "Circular",
        "Of a set: argued from the source that makes the claim; its cells are shown and not counted.",
    ),
    (
        "Low, central, high",
        "Half of the futures lie on either side of central, which is the likeliest value as well; low and high are the "
        "ends. Where a range leans to one side its mean does too. What is unconfirmed has a chance of not being there.",
    ),
)


def words_section(run: Run) -> tuple[Block, ...]:
    """Words used in a sense of its own, the structures among them."""
    structures = run.scenario.dataset.structures
    items = [*_WORDS, *((structures[name].title, structures[name].description) for name in run.record.structures)]
    return (Heading(1, "Words used here", "words-section"), DefinitionList(tuple(items)))


def limits_section() -> tuple[Block, ...]:
    """What the models leave out; what each claim's judgement leaves out stands beside the claim."""
    return (Heading(1, "What the models leave out", "limits-section"), BulletList(MODEL_LIMITS))
