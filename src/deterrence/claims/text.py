"""Verdicts and futures in words for a terminal, from plain data: nothing here needs a run, or the models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deterrence.axes import STRUCTURE
from deterrence.claims import phia


def futures_text(futures: Mapping[tuple[str, str], int]) -> str:
    """Futures of the cells of a run, in words.

    >>> futures_text({("reference", "aids_net"): 250, ("reference", "explicit_decoys"): 1250})
    '1,500 futures in 2 cells, 250 to 1,250 each'
    """
    low, high = min(futures.values()), max(futures.values())
    each = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    cells = "1 cell" if len(futures) == 1 else f"{len(futures)} cells, {each} each"
    return f"{sum(futures.values()):,} futures in {cells}"


def verdict_text(verdict: Mapping[str, Any], title: str) -> str:
    """A verdict for the terminal.

    Args:
        verdict: As `summary.verdict_dict` gives it.
        title: Title of its claim.
    """
    place = ", ".join(part for part in (verdict["subject_in_words"], verdict["where"]) if part)
    lines = [f"{verdict['claim']} {title} [{place}]", f"  {verdict['verdict']}"]
    lines += [
        f"    {cell['assumption_set']:<14} {STRUCTURE[cell['structure']]:<19} {phia.per_cent(cell['share']):>8}%  "
        f"(95% sampling interval {phia.interval_text(*cell['sampling_interval_95'])}, {cell['futures']} futures)"
        for cell in verdict["cells"]
    ]
    deciders = ", ".join(f"{d['quantity']} ({d['grade']}, range {d['range_grade']})" for d in verdict["deciders"][:3])
    believe = verdict["what_you_would_have_to_believe"]
    return "\n".join([*lines, f"  decided by: {deciders}", f"  to believe: {believe}"])
