"""A quantity that follows another within a future: how closely, and what that rests on.

Two quantities that speak of one thing must not be drawn as if they knew nothing of each other. The one that follows
keeps its own range; only where in it a future lies leans on where the leader lies (law 42).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from deterrence.arrays import Floats
from deterrence.evidence.fields import Strict
from deterrence.evidence.source import SourceReference, Text

_HAIR = 2.0**-54  # half the spacing of the uniforms: the ends have no finite normal score


class Follows(Strict):
    """The leader, and the correlation of the normal scores of both: below 0, more of the one is less of the other."""

    quantity: Text
    correlation: float = Field(ge=-1, le=1)
    grade: Literal["measured", "reported", "estimated", "judged"]
    rationale: str = ""
    analogue: str = ""
    sources: tuple[SourceReference, ...] = ()


def following(own: Floats, leader: Floats, correlation: float) -> Floats:
    """Uniforms that lean on a leader's: Gaussian copula with the correlation r of normal scores (Nelsen 2006, 2.3).

    u = Phi(r Phi^-1(leader) + sqrt(1 - r^2) Phi^-1(own)), uniform whatever r; r = 0 gives the own one, r = 1 the
    leader's, r = -1 its mirror image.

    Args:
        own: Uniforms of the quantity itself, [future].
        leader: Uniforms of the leader, [future].
        correlation: -1 to 1.
    """
    from scipy.special import ndtr, ndtri

    scores = [ndtri(np.clip(uniform, _HAIR, 1 - _HAIR)) for uniform in (leader, own)]
    found: Floats = ndtr(correlation * scores[0] + np.sqrt(1 - correlation**2) * scores[1])
    return np.minimum(found, 1 - 2 * _HAIR)
