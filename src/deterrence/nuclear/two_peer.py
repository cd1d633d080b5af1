"""Do strategic forces suffice against two nuclear peers at once? Sufficiency and drawdown arithmetic by year.

Every requirement is an abstract, swept quantity; nothing is aimed at anything. Equations, lineage and limits:
docs/models/nuclear_two_peer.md. Arrays broadcast over any leading axes (future, year, ...); groups of launchers, or
peers, are the last axis where a function says so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats
from deterrence.ranges import magnitudes, probabilities


def within(warheads: ArrayLike, most: ArrayLike) -> Floats:
    """Warheads [..., group] scaled down together where their sum exceeds a number; what is not owned is not deployed.

    W_g min(1, most / sum W)

    >>> within([300.0, 100.0], 200).tolist()
    [150.0, 50.0]
    """
    deployed = magnitudes("warheads", warheads)
    total, limit = np.broadcast_arrays(deployed.sum(axis=-1), magnitudes("most", most))
    scale = np.divide(limit, total, out=np.ones(total.shape), where=total > limit)
    scaled: Floats = deployed * scale[..., None]
    return scaled


def uploaded(deployed: ArrayLike, potential: ArrayLike, upload_share: ArrayLike, owned: ArrayLike) -> Floats:
    """Warheads deployed after a share of the upload potential was used, never more than are owned; [..., group].

    D_g + s max(0, P_g - D_g), scaled down together where that exceeds the stockpile.

    Args:
        deployed: [..., group] D, warheads on launchers before any upload.
        potential: [..., group] P, warheads that the same launchers could carry.
        upload_share: [...] s, share of the room that is used, 0 to 1.
        owned: [...] warheads in the stockpile.
    """
    base, room = magnitudes("deployed", deployed), magnitudes("potential", potential)
    share = probabilities("upload_share", upload_share)[..., None]
    return within(base + share * np.maximum(room - base, 0), owned)


def surviving_share(alert_share: ArrayLike, is_fixed: Flags, kill_probability: ArrayLike) -> Floats:
    """Share of the launchers that rides out an attack, [..., group].

    Fixed: 1 - k. Survivable: a + (1 - a)(1 - k), where a is the share on alert and k the chance that an attacked
    launcher is lost. Every launcher that can be found is attacked.
    """
    alert = np.where(is_fixed, 0.0, probabilities("alert_share", alert_share))
    kill = probabilities("kill_probability", kill_probability)[..., None]
    return 1 - (1 - alert) * kill


def available_warheads(
    warheads: ArrayLike, surviving: ArrayLike, launched: ArrayLike, reliability: ArrayLike
) -> Floats:
    """Warheads that survive, are launched and work, summed over the groups on the last axis.

    sum_g W_g S_g l_g r_g

    Args:
        warheads: [..., group] deployed.
        surviving: [..., group] share of the launchers that survives.
        launched: Share of the surviving ones that is launched in time and on order.
        reliability: Chance that a launched one works.
    """
    product = magnitudes("warheads", warheads) * probabilities("surviving", surviving)
    chance = probabilities("launched", launched) * probabilities("reliability", reliability)
    total: Floats = (product * chance).sum(axis=-1)
    return total


def requirement(
    fixed_launchers: ArrayLike, counterforce_share: ArrayLike, weapons_per_launcher: ArrayLike, reserve: ArrayLike
) -> Floats:
    """Warheads required against all peers together, summed over the peers on the last axis.

    R = sum_p (c L_p m + Q_p)

    Args:
        fixed_launchers: [..., peer] L, fixed launchers of each peer.
        counterforce_share: c, share of them that is to be held at risk: a policy choice, 0 where none is.
        weapons_per_launcher: m, weapons for each.
        reserve: [..., peer] Q, weapons kept for each peer's value: an abstract number, swept.
    """
    held = probabilities("counterforce_share", counterforce_share) * magnitudes("fixed_launchers", fixed_launchers)
    weapons = held * magnitudes("weapons_per_launcher", weapons_per_launcher)
    total: Floats = (weapons + magnitudes("reserve", reserve)).sum(axis=-1)
    return total


def sufficiency_ratio(available: ArrayLike, required: ArrayLike) -> Floats:
    """Available over required warheads; 1 is just enough.

    Raises:
        ValueError: Nothing is required, so that there is nothing to suffice for.

    >>> float(sufficiency_ratio(600, 800))
    0.75
    """
    needed = magnitudes("required", required)
    if np.any(needed == 0):
        raise ValueError("required is 0: write a requirement above 0, or do not ask whether it is met")
    return magnitudes("available", available) / needed


def deployed_terms(required: ArrayLike, own_delivered_per_warhead: ArrayLike) -> Floats:
    """Own warheads to be deployed so that so many survive, are launched and work: R / q_own.

    Raises:
        ValueError: No own warhead would be delivered, however many are deployed.

    >>> float(deployed_terms(400, 0.5))
    800.0
    """
    return magnitudes("required", required) / _own(own_delivered_per_warhead)


def suffices_for_one_only(available: ArrayLike, required_for_one: ArrayLike, required_for_both: ArrayLike) -> Flags:
    """Whether what is available is enough for the one peer and not for both together."""
    held = magnitudes("available", available)
    return (held >= magnitudes("required_for_one", required_for_one)) & (
        held < magnitudes("required_for_both", required_for_both)
    )


def relief(
    ally_delivered_per_warhead: ArrayLike, own_delivered_per_warhead: ArrayLike, credit_share: ArrayLike
) -> Floats:
    """Own warheads that need not be deployed for each warhead that an ally adds at sea: credit x q_ally / q_own.

    Args:
        ally_delivered_per_warhead: q_ally, chance that an added warhead at sea survives, is launched and works.
        own_delivered_per_warhead: q_own, the same for the average own deployed warhead; above 0.
        credit_share: Share of the ally's warheads that is counted toward the common requirement, 0 to 1.

    Raises:
        ValueError: No own warhead would be delivered, so that none can be saved.

    >>> float(relief(0.8, 0.4, 0.5))
    1.0
    """
    own = _own(own_delivered_per_warhead)
    ally = probabilities("ally_delivered_per_warhead", ally_delivered_per_warhead)
    return probabilities("credit_share", credit_share) * ally / own


def break_even_credit(ally_delivered_per_warhead: ArrayLike, own_delivered_per_warhead: ArrayLike) -> Floats:
    """Credit at which one warhead that an ally adds at sea saves one own deployed one: q_own / q_ally.

    Above 1 no credit is enough.

    Raises:
        ValueError: Nothing of the ally would be delivered, so that no credit breaks even, or nothing of one's own.

    >>> float(break_even_credit(0.8, 0.6))
    0.75
    """
    ally = probabilities("ally_delivered_per_warhead", ally_delivered_per_warhead)
    if np.any(ally == 0):
        raise ValueError("ally_delivered_per_warhead is 0: no credit breaks even where nothing is delivered")
    return _own(own_delivered_per_warhead) / ally


def _own(delivered_per_warhead: ArrayLike) -> Floats:
    own = probabilities("own_delivered_per_warhead", delivered_per_warhead)
    if np.any(own == 0):
        raise ValueError("own_delivered_per_warhead is 0: where nothing is delivered nothing can be saved")
    return own
