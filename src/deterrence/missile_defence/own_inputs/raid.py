"""Repeated raids against pools of interceptors, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from deterrence.missile_defence import raid
from deterrence.own_inputs import Count, Probability, StrictInputs

# Limits of the tool, so that a mistyped count answers at once instead of filling the memory.
_MOST_DAYS, _MOST_POOLS, _MOST_CLASSES, _MOST_OBJECTS, _MOST_LOOKS, _MOST_OBJECTS_AT_LOOKS = 120, 12, 8, 1000, 2, 200

Name = Annotated[str, Field(min_length=1)]
Rounds = Annotated[int, Field(ge=0, le=1_000_000)]
Rate = Annotated[float, Field(ge=0, le=1_000_000)]


class PoolInputs(StrictInputs):
    """Rounds of one type and the systems that fire them."""

    name: Name
    ready_rounds: Rounds
    kill_probability: Annotated[dict[str, Probability], Field(min_length=1)]
    reload_rounds: Rounds = 0
    delivered_per_day: Rate = 0.0
    refilled_per_day: Rate = 0.0
    salvo: Annotated[int, Field(ge=1, le=50)] = 1
    looks: Annotated[int, Field(ge=1, le=_MOST_LOOKS)] = 1
    simultaneous_objects: Count | None = None
    shot_correlation: Probability = 0.0


class ClassInputs(StrictInputs):
    """Objects of one class in each raid, and the pools that serve them, first to last."""

    name: Name
    objects_per_raid: Annotated[int, Field(ge=0, le=_MOST_OBJECTS)]
    served_by: Annotated[tuple[str, ...], Field(max_length=_MOST_POOLS)]
    cover_share: Probability = 1.0


class Inputs(StrictInputs):
    """Raids every so many days; classes in the order in which they are served."""

    days: Annotated[int, Field(ge=1, le=_MOST_DAYS)]
    days_between_raids: Annotated[int, Field(ge=1)] = 1
    classes: Annotated[tuple[ClassInputs, ...], Field(max_length=_MOST_CLASSES)]
    pools: Annotated[tuple[PoolInputs, ...], Field(max_length=_MOST_POOLS)]
    tolerated_leakage_share: Probability = 0.5

    @model_validator(mode="after")
    def _consistent(self) -> Inputs:
        if not self.classes:
            raise ValueError("no class of objects comes: add one to classes")
        known = {pool.name: pool for pool in self.pools}
        for kind, names in (
            ("pools", [pool.name for pool in self.pools]),
            ("classes", [threat.name for threat in self.classes]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"two {kind} named {twice[0]}: give each a name of its own")
        for threat in self.classes:
            self._check_served(threat, known)
        return self

    @staticmethod
    def _check_served(threat: ClassInputs, known: dict[str, PoolInputs]) -> None:
        for name in threat.served_by:
            if name not in known:
                raise ValueError(
                    f"{threat.name} is served by {name}, which is no pool: write one of {', '.join(known) or 'none'}"
                )
            if threat.name not in known[name].kill_probability:
                raise ValueError(
                    f"{name} serves {threat.name} without a kill probability against it: add it, or leave {name} out"
                )
            if known[name].looks > 1 and threat.objects_per_raid > _MOST_OBJECTS_AT_LOOKS:
                raise ValueError(
                    f"{name} looks twice at {threat.objects_per_raid} objects: "
                    f"set looks to 1, or objects_per_raid to at most {_MOST_OBJECTS_AT_LOOKS}"
                )
        if len(set(threat.served_by)) < len(threat.served_by):
            raise ValueError(f"{threat.name} is served twice by one pool: give the pool more looks instead")


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    classes = tuple(threat.name for threat in inputs.classes)
    is_raid = np.arange(inputs.days) % inputs.days_between_raids == 0
    sizes = np.array([threat.objects_per_raid for threat in inputs.classes], dtype=np.int64)
    objects = np.where(is_raid[:, None], sizes, 0)
    engaged = raid.engaged_objects(objects, [threat.cover_share for threat in inputs.classes])
    pools = [
        raid.Pool(
            pool.name,
            pool.ready_rounds,
            pool.kill_probability,
            pool.reload_rounds,
            pool.delivered_per_day,
            pool.refilled_per_day,
            pool.salvo,
            pool.looks,
            pool.simultaneous_objects,
            pool.shot_correlation,
        )
        for pool in inputs.pools
    ]
    order = {threat.name: threat.served_by for threat in inputs.classes}
    fought = raid.campaign(objects, engaged, classes, pools, order)
    share = raid.leakage_share(fought.leaked.sum(axis=1), objects.sum(axis=1))
    by_class = raid.leakage_share(fought.leaked.sum(axis=0), objects.sum(axis=0))
    return {
        "raid_days": (np.flatnonzero(is_raid) + 1).tolist(),
        "leakage_share_of_raid": share[is_raid].tolist(),
        "leaked_of_raid": dict(zip(classes, fought.leaked[is_raid].T.tolist(), strict=True)),
        "leakage_share_by_class": dict(zip(classes, by_class.tolist(), strict=True)),
        "rounds_fired_in_raid": {pool.name: fought.fired[is_raid, i].tolist() for i, pool in enumerate(pools)},
        "rounds_left_after_raid": {pool.name: fought.left[is_raid, i].tolist() for i, pool in enumerate(pools)},
        "days_sustained": int(raid.days_sustained(share, is_raid, inputs.tolerated_leakage_share)),
    }
