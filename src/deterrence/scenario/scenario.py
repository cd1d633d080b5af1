"""A scenario: the reference dataset, what is changed in it, the sets and structures to run, the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.quantity import Basis
from deterrence.evidence.source import SourceRecord
from deterrence.exposure import Exposure


@dataclass(frozen=True)
class Scenario:
    """A checked scenario.

    `title` is what its file calls it, empty where it says nothing. `policies` holds the policies in force, each with
    the year before which it does not start; `exposure` is the pair asked for beside the labels that are always
    computed. `sources` are those of its own file, which stand in `dataset` beside the others;
    `written` is that file as plain data, without what is as in the reference.
    """

    dataset: Dataset
    name: str
    assumption_sets: tuple[str, ...]
    structures: tuple[str, ...]
    years: tuple[int, ...]
    changes: Mapping[str, Basis] = field(default_factory=dict)
    digest: str = ""
    policies: Mapping[str, int | None] = field(default_factory=dict)
    exposure: Exposure | None = None
    title: str = ""
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        from deterrence.scenario.display import scenario_text

        return scenario_text(self)

    def _repr_html_(self) -> str:
        from deterrence.scenario.display import scenario_html

        return scenario_html(self)
