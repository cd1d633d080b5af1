"""What a page shows, whole, as a link: the cell and the raid looked at, the futures, and every change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from deterrence.axes import FORCES, POSTURES
from deterrence.errors import Problem, collected, refuse
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.own_source import WRITE
from deterrence.exposure import ALL, ASKED, PAIRS, YEARLY, Exposure
from deterrence.scenario.exposure import numbers_of, shares_of
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.scenario import Scenario
from deterrence.units import suggestion
from deterrence.web.older_link import carried
from deterrence.web.own import CLAIMS, own_claims, with_own_sources
from deterrence.web.raid import View

LINK = "link"
ON_PAGE = "set on the page"
"""Stands for the reason of a change that a source states."""
BARE = "set on the page, no reason given"
"""Stands for the reason of a change of which nothing says why: whoever reads it later is told so."""
UNSAID = ("", ON_PAGE, BARE)
FUTURES = (20, 5_000)
SEEDS = (0, 2**63 - 1)
DIGEST_SHOWN = 12
_VALUE, _RATIONALE, _SETS, _CITED, _CLAIM = "c.", "r.", "s.", "q.", "claim"
_OF_CHANGE: Final = {_VALUE: "value", _RATIONALE: "rationale", _SETS: "assumption_sets", _CITED: "sources"}
_BESIDE: Final = ("assumption_sets", "sources")
"""What a change may say beside its value and its reason."""
_KEYS: Final = {"value", "rationale", *_BESIDE}
_MOST_DIGITS = 19
_A_VALUE = "a number or {low, central, high} as JSON"
_UNREAD = object()


@dataclass(frozen=True)
class State:
    """One state of the workbench.

    `exposure` is a label of that axis, or a pair of shares X,C; `changes` are those of a scenario file: quantity id ->
    value and rationale, and where it says so the assumption sets in which it counts and the sources that it cites;
    `sources` are those of the reader's own, as a scenario file writes them; `claims` are the reader's own too, each as
    a claim file holds it. `left_out` tells what a link of another dataset says that has no place in this one.
    """

    assumption_set: str = "reference"
    structure: str = "aids_net"
    force: str = "both"
    posture: str = "day_to_day"
    exposure: str = ALL
    futures: int = 1000
    seed: int = 1
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dataset: str = ""
    left_out: tuple[str, ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()

    def view(self, futures: int | None = None) -> View:
        """The cell and raid looked at."""
        label = self.exposure if self.exposure in YEARLY else ASKED
        count = futures or self.futures
        return View(self.assumption_set, self.structure, self.force, self.posture, count, self.seed, label, self.pair)

    @property
    def pair(self) -> Exposure | None:
        """The pair of shares looked at, where it is none of those that are computed in every year."""
        if self.exposure in YEARLY:
            return None
        return PAIRS.get(self.exposure) or shares_of(numbers_of(self.exposure))

    def without_changes(self) -> State:
        """The reference, looked at from the same place."""
        return replace(self, changes={}, sources=(), dataset="")

    def as_dict(self) -> dict[str, Any]:
        """The state as REST takes it, JSON-ready."""
        return {
            "assumption_set": self.assumption_set,
            "structure": self.structure,
            "force": self.force,
            "posture": self.posture,
            "exposure": self.exposure,
            "futures": self.futures,
            "seed": self.seed,
            "changes": {identity: dict(change) for identity, change in self.changes.items()},
            CLAIMS: [dict(claim) for claim in self.claims],
            "sources": [dict(source) for source in self.sources],
        }

    def query(self, dataset: Dataset) -> str:
        """The state as the query of a link; changes in the order of their ids."""
        pairs = [
            ("dataset", dataset.digest[:DIGEST_SHOWN]),
            ("set", self.assumption_set),
            ("structure", self.structure),
            ("force", self.force),
            ("posture", self.posture),
            ("exposure", self.exposure),
            ("futures", str(self.futures)),
            ("seed", str(self.seed)),
        ]
        for identity in sorted(self.changes):
            change = self.changes[identity]
            pairs.append((_VALUE + identity, _as_json(change["value"])))
            if change["rationale"] not in UNSAID:
                pairs.append((_RATIONALE + identity, change["rationale"]))
            if "assumption_sets" in change:
                pairs.append((_SETS + identity, ",".join(change["assumption_sets"])))
            if "sources" in change:
                pairs.append((_CITED + identity, _as_json(change["sources"])))
        if self.sources:
            pairs.append(("sources", _as_json(list(self.sources))))
        pairs += [(_CLAIM, _as_json(claim)) for claim in self.claims]
        return urlencode(pairs)

    def changes_in_view(self, dataset: Dataset) -> dict[str, Mapping[str, Any]]:
        """The changes that count in the set and structure looked at; the others stay in the state without effect."""
        return {
            identity: change
            for identity, change in self.changes.items()
            if self.assumption_set in (change.get("assumption_sets") or (self.assumption_set,))
            and (identity not in dataset.quantities or dataset.quantities[identity].counts_in(self.structure))
        }

    def tree_in_view(self, dataset: Dataset) -> dict[str, Any]:
        """The scenario of the cell looked at, as a scenario file has it."""
        return {
            "version": 1,
            "assumption_sets": [self.assumption_set],
            "structures": [self.structure],
            "changes": {identity: dict(change) for identity, change in self.changes_in_view(dataset).items()},
            **({"exposure": list(self.pair)} if self.pair else {}),
            **self._own_sources(),
        }

    def _own_sources(self) -> dict[str, Any]:
        return {"sources": [dict(source) for source in self.sources]} if self.sources else {}

    def tree(self) -> dict[str, Any]:
        """The scenario over all assumption sets and structures, as a scenario file has it."""
        asked = None if self.exposure in PAIRS else self.pair
        changes = {identity: dict(change) for identity, change in self.changes.items()}
        beside = {**({"exposure": list(asked)} if asked else {}), **self._own_sources()}
        return {"version": 1, "changes": changes, **beside}

    def work(self) -> dict[str, Any]:
        """What a job is asked for: that scenario, with the reader's own claims beside it where there are any."""
        return {**self.tree(), **({CLAIMS: [dict(claim) for claim in self.claims]} if self.claims else {})}

    def scenario_in_view(self, dataset: Dataset) -> Scenario:
        """The checked scenario of the cell looked at.

        Raises:
            InputError: Every problem of the changes.
        """
        return scenario_of(document_of(self.tree_in_view(dataset), LINK), dataset)


def state_of(values: Mapping[str, Any], dataset: Dataset) -> State:
    """A state from its fields, those left out as in the reference; each must be one that exists and within bounds.

    Raises:
        InputError: Every problem of the fields and of the changes.
    """
    problems = list(_word_problems(values, dataset))
    for name, (least, most) in (("futures", FUTURES), ("seed", SEEDS)):
        number = values.get(name, least)
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            problems.append(Problem(LINK, name, "out of range", f"write a whole number from {least} to {most}", number))
    changes = values.get("changes", {})
    changed = _changes(changes, problems) if isinstance(changes, Mapping) else {}
    if not isinstance(changes, Mapping):
        problems.append(Problem(LINK, "changes", "not a mapping", "write id: value", changes))
    own = values.get("sources") or []
    if not isinstance(own, list | tuple) or not all(isinstance(source, Mapping) for source in own):
        problems.append(Problem(LINK, "sources", "not a list of sources", f"write [{WRITE}]", own))
        own = []
    rest = {key: value for key, value in values.items() if key not in ("changes", "sources", CLAIMS)}
    state = State(**rest, changes=changed, sources=tuple(own), claims=tuple(values.get(CLAIMS, ())))
    with collected(problems):
        own_claims(state.claims, with_own_sources(dataset, state.sources, LINK), LINK)
    with collected(problems):
        scenario_of(document_of(state.tree(), LINK), dataset)
        if not problems:
            state.scenario_in_view(dataset)
    refuse(problems)
    return state


def state_of_query(pairs: Iterable[tuple[str, str]], dataset: Dataset) -> State:
    """A state from the query of a link.

    Raises:
        InputError: Every problem: an unknown key, a key twice, a value that cannot be read or does not exist.
    """
    problems: list[Problem] = []
    values = _read_query(list(pairs), problems)
    left_out: tuple[str, ...] = ()
    if values.get("dataset", dataset.digest) not in (dataset.digest, dataset.digest[:DIGEST_SHOWN]):
        values, left_out = carried(values, dataset)
    with collected(problems):
        state = replace(state_of(values, dataset), left_out=left_out)
    refuse(problems)
    return state


def _read_query(pairs: Sequence[tuple[str, str]], problems: list[Problem]) -> dict[str, Any]:
    """The fields of a state as a link writes them; what cannot be read is left out."""
    names = {"set": "assumption_set", "structure": "structure", "force": "force", "posture": "posture",
             "exposure": "exposure", "futures": "futures", "seed": "seed", "dataset": "dataset"}  # fmt: skip
    values: dict[str, Any] = {}
    changes: dict[str, dict[str, Any]] = {}
    own = [_json(key, text, problems, "a claim file as JSON") for key, text in pairs if key == _CLAIM]
    seen: set[str] = set()
    for key, text in (pair for pair in pairs if pair[0] != _CLAIM):
        if key in seen:
            problems.append(Problem(LINK, key, "written twice", "write it once", text))
        seen.add(key)
        if key in ("futures", "seed"):
            is_count = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
            values[key] = int(text) if is_count else text
        elif key in names:
            values[names[key]] = text
        elif key[: len(_VALUE)] in _OF_CHANGE:
            name = _OF_CHANGE[key[: len(_VALUE)]]
            changes.setdefault(key[len(_VALUE) :], {})[name] = _part(name, key, text, problems)
        elif key == "sources":
            values[key] = _json(key, text, problems)
        else:
            fix = suggestion(key, [*names, "c.ID"], f"write one of {', '.join(names)}, sources, c.ID, r.ID, s.ID, q.ID")
            problems.append(Problem(LINK, key, "unknown key", fix, key))
    values["changes"] = {name: change for name, change in changes.items() if _UNREAD not in change.values()}
    values[CLAIMS] = [claim for claim in own if claim is not _UNREAD]
    return {name: value for name, value in values.items() if value is not _UNREAD}


def _part(name: str, key: str, text: str, problems: list[Problem]) -> Any:
    """What a link says of a change: text, names parted by commas, or JSON."""
    if name == "rationale":
        return text
    return [each for each in text.split(",") if each] if name == "assumption_sets" else _json(key, text, problems)


def _as_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def _json(key: str, text: str, problems: list[Problem], wanted: str = _A_VALUE) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        problems.append(Problem(LINK, key, "not a value", f"write {wanted}", text))
        return _UNREAD


def _word_problems(values: Mapping[str, Any], dataset: Dataset) -> Iterable[Problem]:
    known: dict[str, Sequence[str]] = {
        "assumption_set": tuple(dataset.assumption_sets),
        "structure": tuple(dataset.structures),
        "force": FORCES,
        "posture": POSTURES,
    }
    for name, words in known.items():
        if name in values and values[name] not in words:
            fix = suggestion(str(values[name]), words)
            yield Problem(LINK, name, "no such choice", fix, values[name])
    exposure = values.get("exposure", ALL)
    if exposure not in PAIRS and shares_of(numbers_of(str(exposure))) is None:
        fix = f"write one of {', '.join(PAIRS)}, or two shares from 0 to 1, as 0.6,0.9"
        yield Problem(LINK, "exposure", "no such exposure", fix, exposure)


def _bare(part: Any) -> Any:
    """What a change says beside its value; of a source that is cited without a place in it, the source alone."""
    entries = part if isinstance(part, list | tuple) else ()
    cited = [{key: said for key, said in one.items() if said != ""} for one in entries if isinstance(one, Mapping)]
    return cited if cited and len(cited) == len(entries) else part


def _changes(changes: Mapping[str, Any], problems: list[Problem]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for identity, change in changes.items():
        if not isinstance(change, Mapping) or "value" not in change or set(change) - _KEYS:
            fix = "write {value: …, rationale: …, assumption_sets: […], sources: […]}, the last two where needed"
            problems.append(Problem(LINK, f"changes.{identity}", "not a change", fix, change))
            continue
        beside = {key: _bare(change[key]) for key in _BESIDE if change.get(key) is not None}
        said = change.get("rationale") or ""
        why = said if said not in UNSAID else ON_PAGE if beside.get("sources") else BARE
        found[identity] = {"value": change["value"], "rationale": why, **beside}
    return found
