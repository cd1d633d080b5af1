"""A link of another dataset: what still has a place is applied, what has none is told with the nearest name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import scenario_of
from deterrence.web.own import CLAIMS, own_claims, with_own_sources

_LABELS: Final = ("assumption_set", "structure")
_LINK: Final = "link"


def carried(values: Mapping[str, Any], dataset: Dataset) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of a state that have a place in this dataset, and what is to be told of the others.

    Args:
        values: As `state_of` takes them.
        dataset: Of now.
    """
    told = []
    kept = dict(values)
    former = {one.formerly: name for name, one in dataset.assumption_sets.items() if one.formerly}
    known: Mapping[str, Mapping[str, object]] = {
        "assumption_set": dataset.assumption_sets, "structure": dataset.structures,
    }  # fmt: skip
    for name in _LABELS:
        label = kept.get(name)
        if label in former and name == "assumption_set":
            kept[name] = former[label]
            told.append(f"assumption set {label}: called {former[label]} now")
        elif label is not None and label not in known[name]:
            del kept[name]
            told.append(f"{name.replace('_', ' ')} {label}: there is none of this name now; the usual one is shown")
    if kept.get("sources"):
        kept["sources"], taken = _own(kept["sources"], dataset)
        told += taken
    changes = {name: _renamed(change, former) for name, change in kept.get("changes", {}).items()}
    for identity, problem in _refused(changes, kept.get("sources"), dataset).items():
        value = json.dumps(changes.pop(identity).get("value"))
        told.append(f"{identity} = {value}: {problem.what}: {problem.fix}")
    own = kept.get("sources")
    sourced = with_own_sources(dataset, own if isinstance(own, list | tuple) else (), _LINK)
    claims = list(_kept_claims(kept.get(CLAIMS, ()), sourced, told))
    return {**kept, "changes": changes, CLAIMS: claims}, tuple(told)


def _kept_claims(claims: Sequence[Any], dataset: Dataset, told: list[str]) -> Iterator[Any]:
    """Claims of the reader's own that can still be asked; of the others it is told why not."""
    for claim in claims:
        try:
            own_claims([claim], dataset, _LINK)
        except InputError as error:
            name = claim.get("title", "") if isinstance(claim, Mapping) else ""
            told.append(
                f"your claim {name!r}: {'; '.join(f'{one.path}: {one.what}: {one.fix}' for one in error.problems)}"
            )
        else:
            yield claim


def _own(sources: Any, dataset: Dataset) -> tuple[Any, list[str]]:
    """The reader's own sources that the dataset does not hold meanwhile, and what is to be told of the others."""
    if not isinstance(sources, list | tuple):
        return sources, []
    names = [one.get("source") if isinstance(one, Mapping) else None for one in sources]
    taken = [name for name in names if isinstance(name, str) and name in dataset.sources]
    kept = [one for one, name in zip(sources, names, strict=True) if name not in taken]
    return kept, [f"source {name}: the dataset has one of this name now, which is cited instead" for name in taken]


def _renamed(change: Mapping[str, Any], former: Mapping[str, str]) -> Mapping[str, Any]:
    """A change with the assumption sets that it names as they are called now."""
    named = change.get("assumption_sets")
    return {**change, "assumption_sets": [former.get(name, name) for name in named]} if named else change


def _refused(changes: Mapping[str, Mapping[str, Any]], sources: Any, dataset: Dataset) -> dict[str, Problem]:
    """Changes that a scenario of this dataset refuses, with the first reason of each."""
    tree = {"version": 1, "changes": {name: {"rationale": _LINK, **change} for name, change in changes.items()}}
    tree |= {"sources": list(sources)} if sources else {}
    found: dict[str, Problem] = {}
    try:
        scenario_of(document_of(tree, _LINK), dataset)
    except InputError as error:
        for problem in error.problems:
            of = [name for name in changes if f"{problem.path}.".startswith(f"changes.{name}.")]
            if of:
                found.setdefault(max(of, key=len), problem)
    return found
