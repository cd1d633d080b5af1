"""What a job is asked to do, checked before it enters the queue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.exploration.ensemble import make_record
from deterrence.exploration.question import reference_options
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.scenario import Scenario
from deterrence.units import suggestion
from deterrence.web.jobs.job import FILES, IDENTITY_DIGITS
from deterrence.web.own import own_claims, own_parts

LEAST_FUTURES, MOST_FUTURES, MOST_SEED = 20, 1_000_000, 2**63 - 1
_NAME = "request"
_MOST_BYTES, _MOST_DEPTH, _MOST_DIGITS = 1_000_000, 20, 18


def checked_scenario(kind: object, tree: object, futures: object, seed: object, dataset: Dataset) -> tuple[str, int]:
    """The scenario of a request, with the claims beside it, as JSON text, and the futures of all its cells.

    Raises:
        InputError: Every problem of the request.
    """
    problems = list(_option_problems(kind, futures, seed))
    try:
        text = _plain_text(tree)
        asked = json.loads(text)
        scenario, _ = work_of(asked, LEAST_FUTURES, 0, dataset)
        own_claims(own_parts(asked)[1], scenario.dataset, _NAME)
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    if problems or not isinstance(futures, int):
        raise InputError(problems)
    return text, futures * len(scenario.assumption_sets) * len(scenario.structures)


def work_of(tree: Mapping[str, Any], futures: int, seed: int, dataset: Dataset) -> tuple[Scenario, EnsembleOptions]:
    """What to run: the scenario of a request, without the claims beside it. One with a title bears it as its name.

    Raises:
        InputError: Every problem of the scenario.
    """
    asked, _ = own_parts(tree)
    scenario = scenario_of(document_of(asked, _NAME), dataset)
    options = reference_options(scenario, futures, seed)
    return replace(scenario, name=tree.get("title") or _NAME), options


def run_of(tree: Mapping[str, Any], futures: int, seed: int, dataset: Dataset) -> str:
    """What names the run that a request would make with this dataset and this code.

    Raises:
        InputError: Every problem of the scenario.
    """
    return make_record(*work_of(tree, futures, seed, dataset)).identity[:IDENTITY_DIGITS]


def _problem(path: str, what: str, fix: str, value: object) -> Problem:
    return Problem(_NAME, path, what, fix, value)


def _option_problems(kind: object, futures: object, seed: object) -> Iterator[Problem]:
    if kind not in FILES:
        yield _problem("kind", "no such kind of job", suggestion(str(kind), FILES, f"write {' or '.join(FILES)}"), kind)
    bounds = {"futures": (futures, LEAST_FUTURES, MOST_FUTURES), "seed": (seed, 0, MOST_SEED)}
    for name, (value, low, high) in bounds.items():
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            yield _problem(name, "not a whole number in range", f"write a whole number from {low} to {high}", value)


def _plain_text(tree: object) -> str:
    """A tree as JSON text; refuses what no scenario file could hold (law 25)."""
    try:
        text = json.dumps(tree, allow_nan=False, ensure_ascii=False)
        size, depth = len(text.encode()), _depth(tree)
        json.loads(text, parse_int=_integer)
    except RecursionError:
        depth, size, text = _MOST_DEPTH + 1, 0, ""
    except (TypeError, ValueError):
        what, fix = "holds what is not plain data", "write text, finite numbers of at most 18 digits, lists and keys"
        raise InputError([Problem(_NAME, "scenario", what, fix, has_value=False)]) from None
    if depth > _MOST_DEPTH:
        fix = f"nest at most {_MOST_DEPTH} levels"
        raise InputError([Problem(_NAME, "scenario", "nested too deep", fix, has_value=False)])
    if size > _MOST_BYTES:
        raise InputError([_problem("scenario", "too large", f"write at most {_MOST_BYTES:,} bytes", f"{size:,} bytes")])
    return text


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > _MOST_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _depth(tree: object) -> int:
    values = tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, list | tuple) else ()
    return 1 + max(map(_depth, values), default=-1)
