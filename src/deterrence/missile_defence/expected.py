"""The mean of the engagement alone, compiled: what its exact distribution averages to, without forming it.

Backwards through the layers: with g(n) the mean count of objects that leak when n enter the layers behind, a layer
with P(y kills | n) in front gives sum over y of P(y | n) g(n - y). One vector for each layer stands in for a matrix,
and kills on a random subset (law 16) fall on warheads by their share: E[warheads killed] = W / (W + D) E[kills].
"""

from __future__ import annotations

from math import floor

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.counts import add_scaled, likeliest
from deterrence.missile_defence.kernel import _look, layer_tables, pass_layer, states_after_looks
from deterrence.missile_defence.kill_rows import most_kills

_NEGLIGIBLE = 1e-15
# A stock that binary arithmetic left a hair beside a whole number is that number.
_ROUNDING = 1e-9


@compiled
def _after_look(live: int, full: int, partial_kill: float, table: Floats, behind: Floats) -> float:
    """Mean leak behind one look: full salvos, then the partial one."""
    mean = 0.0
    if partial_kill == 0.0:
        for y in range(full + 1):
            mean += table[full, y] * behind[live - y]
        return mean
    for y in range(full + 1):
        mean += table[full, y] * ((1.0 - partial_kill) * behind[live - y] + partial_kill * behind[live - y - 1])
    return mean


@compiled
def _before_one_look(first: int, full: int, partial_kill: float, table: Floats, behind: Floats, before: Floats) -> None:
    """Put the mean leak in front of one look into `before` for `first` objects or more, which meet as many salvos.

    The sum of `_after_look`, term by term for all of them at once.
    """
    met = behind
    if partial_kill > 0.0:
        met = np.zeros(behind.size)
        for live in range(1, behind.size):
            met[live] = (1.0 - partial_kill) * behind[live] + partial_kill * behind[live - 1]
    for y in range(full + 1):
        add_scaled(before[first:], table[full, y], met[first - y : met.size - y])


@compiled
def _before_two_looks(
    first: int, stock: int, salvo: int, capacity: int, partials: Floats, table: Floats, behind: Floats, before: Floats
) -> None:
    """The same in front of two looks at finite stock; the stock left is one number of the first look (law 11).

    What the second look leaves of so many objects is kept while the stock left stays the same.
    """
    kept, kept_left = np.empty(behind.size), 0
    for live in range(first, behind.size):
        full, partial, left = _look(live, stock, salvo, capacity)
        if left == 0:
            before[live] = _after_look(live, full, partials[partial], table, behind)
            continue
        if left != kept_left:
            kept[:] = -1.0
            kept_left = left
        for y in range(full + 1):
            if table[full, y] > 0.0:
                if kept[live - y] < 0.0:
                    again, rest, _ = _look(live - y, left, salvo, capacity)
                    kept[live - y] = _after_look(live - y, again, partials[rest], table, behind)
                before[live] += table[full, y] * kept[live - y]


@compiled
def _before_looks(
    behind: Floats, stock: int, salvo: int, looks: int, capacity: int, partials: Floats, table: Floats
) -> Floats:
    """Mean leak before so many looks at finite stock, by [stock held, live objects], backwards look by look."""
    value = np.zeros((stock + 1, behind.size))
    for held in range(stock + 1):
        for live in range(behind.size):
            value[held, live] = behind[live]
    for _ in range(looks):
        after, value = value, np.zeros((stock + 1, behind.size))
        for held in range(stock + 1):
            for live in range(behind.size):
                full, partial, left = _look(live, held, salvo, capacity)
                value[held, live] = _after_look(live, full, partials[partial], table, after[left])
    return value


@inlined
def _before_layer(
    behind: Floats, stock: int, salvo: int, looks: int, capacity: int, kill_probability: float, correlation: float
) -> Floats:
    """Mean leak by the number that enters a layer, from the mean leak by the number that leaves it."""
    most = behind.size - 1
    table, thinning, partials = layer_tables(most, stock, salvo, looks, capacity, kill_probability, correlation)
    ample = thinning.shape[0] - 1
    before = np.zeros(behind.size)
    for live in range(min(ample, most) + 1):
        before[live] = _after_look(live, live, 0.0, thinning, behind)
    if looks == 1:
        full, partial, _ = _look(most, stock, salvo, capacity)
        _before_one_look(ample + 1, full, partials[partial], table, behind, before)
    elif looks == 2:
        _before_two_looks(ample + 1, stock, salvo, capacity, partials, table, behind, before)
    elif most > ample:
        value = _before_looks(behind, min(stock, looks * salvo * most), salvo, looks, capacity, partials, table)
        for live in range(ample + 1, behind.size):
            before[live] = value[value.shape[0] - 1, live]
    return before


@compiled
def expected_kills(
    objects: int,
    stock: Integers,
    salvo: Integers,
    looks: Integers,
    capacity: Integers,
    kill_probability: Floats,
    correlation: float,
    working: Floats,
) -> Floats:
    """E[objects killed | n enter] for n = 0..objects: the mean of each row of `kill_rows`, whose arguments it takes.

    A layer that works with a chance of its own gives the mean of passing it and of not: one pass backwards is
    the sum over all subsets of layers that work. Above the number that the layers can serve together it no longer
    depends on n.
    """
    most = min(most_kills(stock, salvo, looks, capacity), objects)
    leak = np.zeros(most + 1)
    for n in range(most + 1):
        leak[n] = n
    for layer in range(stock.size - 1, -1, -1):
        works = working[layer]
        if stock[layer] > 0 and capacity[layer] > 0 and works > 0.0 and kill_probability[layer] > 0.0:
            met = _before_layer(
                leak, stock[layer], salvo[layer], looks[layer], capacity[layer], kill_probability[layer], correlation
            )
            for n in range(most + 1):
                leak[n] = met[n] if works == 1.0 else works * met[n] + (1.0 - works) * leak[n]
    kills = np.empty(objects + 1)
    for n in range(objects + 1):
        kills[n] = min(n, most) - leak[min(n, most)]
    return kills


@compiled
def no_chances(most: int) -> tuple[Floats, Integers]:
    """Room for what `expected_warheads_killed` keeps of up to so many decoys: chances and the counts that have one."""
    return np.empty((most + 1, most + 1)), np.full((most + 1, 3), -1)


@compiled
def _chances_of_engaged(decoys: int, probability: float, chances: Floats, ends: Integers) -> None:
    """Put the chance that each number of decoys is engaged into `chances`, outwards from the likeliest number.

    `ends` becomes the first number that is not negligible, the likeliest and the last.
    """
    miss = 1.0 - probability
    mode, peak = likeliest(decoys, probability)
    ends[0], ends[1], ends[2] = mode, mode, mode
    chances[mode] = peak
    mass = peak
    for engaged in range(mode + 1, decoys + 1):
        mass *= (decoys - engaged + 1) * probability / (engaged * miss)
        if mass < _NEGLIGIBLE:
            break
        chances[engaged], ends[2] = mass, engaged
    mass = peak
    for engaged in range(mode - 1, -1, -1):
        mass *= (engaged + 1) * miss / ((decoys - engaged) * probability)
        if mass < _NEGLIGIBLE:
            break
        chances[engaged], ends[0] = mass, engaged


@compiled
def expected_warheads_killed(
    warheads: int, decoys: int, engaged_probability: float, kills: Floats, chances: Floats, ends: Integers
) -> float:
    """E[warheads killed] when `warheads` come with `decoys`, each taken for a warhead with one chance (law 15).

    Every count of engaged decoys is summed, none grouped, outwards from the likeliest.

    Args:
        warheads: Warheads that come.
        decoys: Decoys that come with them.
        engaged_probability: 1 - discrimination.
        kills: E[objects killed | n enter], n = 0..warheads + decoys or more.
        chances: Of each number engaged of each number of decoys, kept from call to call at one `engaged_probability`;
            in the beginning as of `no_chances`, and so is `ends`.
        ends: What of these is known.
    """
    if warheads == 0:
        return 0.0
    if decoys == 0 or engaged_probability == 0.0:
        return float(kills[warheads])
    if engaged_probability == 1.0:
        return float(kills[warheads + decoys]) * warheads / (warheads + decoys)
    if ends[decoys, 1] < 0:
        _chances_of_engaged(decoys, engaged_probability, chances[decoys], ends[decoys])
    first, mode, last = ends[decoys]
    mean = 0.0
    for engaged in range(mode, last + 1):
        mean += chances[decoys, engaged] * float(kills[warheads + engaged]) * warheads / (warheads + engaged)
    for engaged in range(mode - 1, first - 1, -1):
        mean += chances[decoys, engaged] * float(kills[warheads + engaged]) * warheads / (warheads + engaged)
    return mean


@inlined
def _rounds_fired(
    live: Floats, stock: int, salvo: int, looks: int, capacity: int, table: Floats, partials: Floats
) -> float:
    """Mean rounds that one layer fires at a distribution of live objects: stock before less stock after."""
    fired = 0.0
    if looks > 2:
        held = min(stock, looks * salvo * (live.size - 1))
        states = states_after_looks(live, held, salvo, looks, capacity, partials, table)
        for left in range(held + 1):
            chance = 0.0
            for objects in range(live.size):
                chance += states[left, objects]
            fired += (held - left) * chance
        return fired
    for objects in range(live.size):
        if live[objects] == 0.0:
            continue
        full, _, left = _look(objects, stock, salvo, capacity)
        fired += live[objects] * (stock - left)
        if looks == 2 and left > 0:
            for y in range(full + 1):
                fired += live[objects] * table[full, y] * (left - _look(objects - y, left, salvo, capacity)[2])
    return fired


@inlined
def behind_mean_stock(
    live: Floats, stock: float, salvo: int, looks: int, capacity: int, kill_probability: float, correlation: float
) -> tuple[Floats, float]:
    """Live objects behind one layer whose stock is known by its mean, and the mean rounds that it fires.

    The stock is one of the two whole numbers about its mean, with the chances that give the mean; a whole stock
    is exact (docs/models/missile_defence_raid.md).

    Args:
        live: Distribution of the objects that enter, index = objects.
        stock: Mean rounds held, at least 0.
        salvo: Shots at each object within one look.
        looks: Times that the layer can shoot.
        capacity: Objects that it can serve in one look.
        kill_probability: Single shot, 0 to 1.
        correlation: Chance that the shots of one salvo share one fate.
    """
    low = floor(stock + _ROUNDING)
    share = stock - low
    if share < _ROUNDING:
        share = 0.0
    high = low + 1 if share > 0.0 else low
    if high == 0 or capacity == 0 or live.size == 1:
        return live, 0.0
    most = live.size - 1
    table, thinning, partials = layer_tables(most, high, salvo, looks, capacity, kill_probability, correlation)
    behind = np.zeros(live.size)
    fired = 0.0
    for rounds in range(low, high + 1):
        weight = share if rounds > low else 1.0 - share
        # The rows of a smaller stock are the first rows of a larger one.
        ample = thinning[: min(most, capacity, rounds // (looks * salvo)) + 1]
        left = pass_layer(live, rounds, salvo, looks, capacity, table, ample, partials)
        for objects in range(live.size):
            behind[objects] += weight * left[objects]
        fired += weight * _rounds_fired(live, rounds, salvo, looks, capacity, table, partials)
    # Never more than is held, not even by rounding: a round is spent once.
    return behind, min(fired, stock)
