"""Claims of the reader's own in a state: each as a claim file holds it, judged by the rules of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from deterrence.claims.own import OwnClaims, gathered
from deterrence.errors import Problem, refuse
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of

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
    found, wrong = gathered((partial(document_of, tree, place) for tree in trees[:MOST_CLAIMS]), dataset)
    problems = [replace(one, path=f"{CLAIMS}.{at}.{one.path}".rstrip(".")) for at, one in wrong]
    if len(trees) > MOST_CLAIMS:
        fix = f"keep at most {MOST_CLAIMS}"
        problems.insert(0, Problem(place, CLAIMS, "too many claims of your own", fix, len(trees)))
    refuse(problems)
    return found


def own_parts(tree: Tree) -> tuple[dict[str, Any], list[Tree]]:
    """The scenario of a request, and the claims that stand beside it."""
    if not isinstance(tree, Mapping):  # said where the scenario is read
        return tree, []
    own = tree.get(CLAIMS, [])
    return {key: part for key, part in tree.items() if key != CLAIMS}, list(own) if isinstance(own, list) else [own]
