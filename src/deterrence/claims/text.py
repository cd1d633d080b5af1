"""Verdicts and futures in words for a terminal, from plain data: nothing here needs a run, or the models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from deterrence.axes import STRUCTURE
from deterrence.charts.numbers import in_per_cent
from deterrence.claims import phia

NO_PROBABILITIES: Final = (
    "Shares count futures drawn from stated ranges, most of them our estimates, set by set; they are not "
    "probabilities. What is sent into a defended region is a decision: no interval spans two of them. What is new of "
    "the Russian defence is all but the A-135 of 2025. In a reading a claim is mostly true where it is so in well over "
    "half of the futures, and seldom true where it is in well under half, which does not refute it. Where a claim says "
    '"could", one reading in which it is mostly true bears it out. What is shared out on the day is a choice, and '
    "asked; what a state builds or deploys over years is drawn: that line is ours."
)


_OURS: Final = "our estimate"
UNTESTED: Final = "Whether it could have come out otherwise was not tested: that takes 250 futures of every cell"


def futures_text(futures: Mapping[tuple[str, str], int]) -> str:
    """Futures of the cells of a run, in words.

    >>> futures_text({("reference", "aids_net"): 250, ("reference", "explicit_decoys"): 1250})
    '1,500 futures in 2 cells, 250 to 1,250 each'
    """
    low, high = min(futures.values()), max(futures.values())
    each = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    cells = "1 cell" if len(futures) == 1 else f"{len(futures)} cells, {each} each"
    return f"{sum(futures.values()):,} futures in {cells}"


def counts_text(futures: Mapping[tuple[str, str], int], headline: Mapping[tuple[str, str], int]) -> str:
    """The same of a run that has further futures of the headline alone (law 44).

    >>> counts_text({("a", "x"): 250, ("b", "x"): 250}, {("a", "x"): 250, ("b", "x"): 1250})
    '500 futures in 2 cells, 250 each; of the headline 1,500, 250 to 1,250 each'
    """
    told = futures_text(futures)
    if dict(futures) == dict(headline):
        return told
    low, high = min(headline.values()), max(headline.values())
    each = "" if len(headline) == 1 else f", {low:,} each" if low == high else f", {low:,} to {high:,} each"
    return f"{told}; of the headline {sum(headline.values()):,}{each}"


def verdict_text(verdict: Mapping[str, Any], title: str) -> str:
    """A verdict for the terminal; the outcome first, unless the threshold is a published number (law RP3).

    Args:
        verdict: As `summary.verdict_dict` gives it.
        title: Title of its claim.
    """
    place = ", ".join(part for part in (verdict["subject_in_words"], verdict["where"]) if part)
    outcome = f"  {verdict['outcome_in_words']}: median {verdict['outcome_range']}"
    lines = [f"{verdict['claim']} {title} [{place}: {verdict['told']}]", f"  asked: {verdict['statement']}"]
    if verdict["outcome_range"] and not verdict["threshold_source"]:
        lines.append(outcome)
    lines.append(f"  {verdict['verdict']}")
    if verdict.get("settled_beside"):
        lines.append(f"  {verdict['settled_beside']}")
    if verdict["outcome_range"] and verdict["threshold_source"]:
        lines.append(outcome)
    lines += [_cell_line(cell) for cell in verdict["cells"]]
    lines += [f"  by thirds of {name}: {thirds_text(thirds)}" for name, thirds in verdict["thirds"].items()]
    deciders = ", ".join(f"{d['quantity']} ({_grades(d)})" for d in verdict["deciders"][:3])
    believe = verdict["what_you_would_have_to_believe"]
    decided = deciders or "nothing that so few futures can tell from chance"
    return "\n".join([*lines, f"  decided by: {decided}", f"  to believe: {believe}"])


def _grades(decider: Mapping[str, str]) -> str:
    """Grades of value and range in words: once where they are one."""
    value, spread = (_OURS if decider[which] == "judged" else decider[which] for which in ("grade", "range_grade"))
    return value if value == spread else f"{value}, range {spread}"


def thirds_text(thirds: Sequence[Sequence[float] | None]) -> str:
    """Shares in the lowest, the middle and the highest third of an input.

    >>> thirds_text([[0.18, 0.18], [0.41, 0.44], None])
    'lowest 18%, middle 41 to 44%, highest -'
    """
    names = ("lowest", "middle", "highest")
    told = ("-" if third is None else phia.interval_text(*third) for third in thirds)
    return ", ".join(f"{name} {text}" for name, text in zip(names, told, strict=True))


def _cell_line(cell: Mapping[str, Any]) -> str:
    mark = "; circular: argued from the claim's own source, left out" if cell["is_circular"] else ""
    return (
        f"    {cell['assumption_set']:<23} {STRUCTURE[cell['structure']]:<19} {in_per_cent(cell['share']):>8}%  "
        f"{cell['word']} (95% sampling interval {phia.interval_text(*cell['sampling_interval_95'])}, "
        f"{cell['futures']} futures{mark})"
    )


def own_text(verdicts: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> str:
    """The user's own claims for the terminal: verdicts, and what has none with why.

    Args:
        verdicts: As `summary.verdict_dict` gives them.
        rows: As `own.OwnVerdicts.register` gives them.
    """
    titles = {row["claim"]: row["title"] for row in rows}
    lines = ["Your own claims, judged as those of the register:"]
    lines += [verdict_text(verdict, titles[verdict["claim"]]) for verdict in verdicts]
    for row in rows:
        head = f"{row['claim']} {row['title']}"
        lines += [f"{head} [{part_text(one)}] {one['why']}" for one in row["refused"]]
        lines += [f"{head} [{part_text(one)}] {UNTESTED}." for one in row["untested"]]
        lines += [f"{head} [{one['in_words']}] {one['why']}" for one in row["readings"] if one["why"]]
    return "\n".join(lines)


def part_text(one: Mapping[str, Any]) -> str:
    """Reading and subject of what has no verdict, or was not tested."""
    return ", ".join(part for part in (one["reading"], one["subject_in_words"]) if part)


def register_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Every claim and what becomes of each of its readings, for the terminal.

    Args:
        rows: As `register.register_rows` gives them.
    """
    lines = ["Every claim of the register, and what becomes of each reading:"]
    for row in rows:
        lines.append(f"{row['claim']} {row['title']}")
        lines += [
            f"  {reading['statement']} [{reading['in_words']}]" + (f" {reading['why']}" if reading["why"] else "")
            for reading in row["readings"]
        ]
    return "\n".join(lines)
