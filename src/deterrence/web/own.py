"""Claims of the reader's own in a state: each as a claim file holds it, judged by the rules of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from deterrence.claims.claim import Claim
from deterrence.claims.own import OwnClaims, read_own_claim
from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.source import SourceRecord

MOST_CLAIMS: Final = 10
CLAIMS: Final = "claims"
"""Where a request holds them, beside the parts of a scenario."""
Tree = Mapping[str, Any]


def own_claims(trees: Sequence[Tree], dataset: Dataset, place: str) -> OwnClaims:
    """Claims from plain data.

    Args:
        trees: As `--claims FILE` reads them.
        dataset: Whose sources they may name beside their own.
        place: What a problem names as the place.

    Raises:
        InputError: Every problem of every claim, under `claims.N.` of its place among them.
    """
    claims: list[Claim] = []
    sources: dict[str, SourceRecord] = {}
    problems: list[Problem] = []
    if len(trees) > MOST_CLAIMS:
        fix = f"keep at most {MOST_CLAIMS}"
        problems.append(Problem(place, CLAIMS, "too many claims of your own", fix, len(trees)))
    for at, tree in enumerate(trees[:MOST_CLAIMS]):
        try:
            claim, own = read_own_claim(document_of(tree, place), dataset, sources, [one.id for one in claims])
        except InputError as error:
            problems += [replace(one, path=f"{CLAIMS}.{at}.{one.path}".rstrip(".")) for one in error.problems]
            continue
        claims.append(claim)
        sources |= own
    if problems:
        raise InputError(problems)
    return OwnClaims(tuple(claims), sources)


def own_parts(tree: Tree) -> tuple[dict[str, Any], list[Tree]]:
    """The scenario of a request, and the claims that stand beside it."""
    if not isinstance(tree, Mapping):  # said where the scenario is read
        return tree, []
    own = tree.get(CLAIMS, [])
    return {key: part for key, part in tree.items() if key != CLAIMS}, list(own) if isinstance(own, list) else [own]
