"""Claims of the reader's own in a state: each as a claim file holds it, judged by the rules of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from deterrence.claims.own import OwnClaims, gathered
from deterrence.errors import Problem, refuse
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.own_source import KEY, read_own_sources

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


def with_own_sources(dataset: Dataset, sources: Sequence[Tree], place: str) -> Dataset:
    """A dataset with the sources of the reader's own beside its own; what is wrong with one is said with the scenario.

    Args:
        dataset: Of now.
        sources: As a scenario file writes them.
        place: What a problem names as the place.
    """
    if not sources:
        return dataset
    tree = {KEY: [dict(one) if isinstance(one, Mapping) else one for one in sources]}
    own, _, _ = read_own_sources(document_of(tree, place), dataset.sources)
    return replace(dataset, sources={**own, **dataset.sources})


def standing_alone(claim: Tree, sources: Sequence[Tree]) -> dict[str, Any]:
    """A claim as a file that needs nothing beside it: with those of the state's own sources that it cites."""
    named = {one.get("source") for one in claim.get(KEY, ())}
    cited = set(_cited(claim)) - named
    added = [dict(one) for one in sources if one.get("source") in cited]
    return {**claim, KEY: [*claim.get(KEY, ()), *added]} if added else dict(claim)


def _cited(part: Any) -> Iterator[Any]:
    """Whatever a claim names as a source, wherever in it."""
    if isinstance(part, Mapping):
        yield from (one for key, one in part.items() if key == "source" and isinstance(one, str))
    for one in part.values() if isinstance(part, Mapping) else part if isinstance(part, list | tuple) else ():
        yield from _cited(one)


def own_parts(tree: Tree) -> tuple[dict[str, Any], list[Tree]]:
    """The scenario of a request, and the claims that stand beside it."""
    if not isinstance(tree, Mapping):  # said where the scenario is read
        return tree, []
    own = tree.get(CLAIMS, [])
    return {key: part for key, part in tree.items() if key != CLAIMS}, list(own) if isinstance(own, list) else [own]
